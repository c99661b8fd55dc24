// One article: every coded span marked by role, the events told in it, the sentences that tell none, and its page.
import { $, S, api, badges, complain, drawn, el, fill, number, roleOf, time } from "./common.js";
import { bring, drawArticle, sentencesOf } from "./reading.js";

const page = $("main");

async function load() {
  const { article, events, page: saved } = await api(`/articles/${encodeURIComponent(page.dataset.article)}`);
  document.title = `${article.title} · ${S.app}`;
  const marks = events.flatMap((event, e) => [
    ...event.quotes.map((span) => ({ span, role: "quote", claim: `e${e}` })),
    ...event.claims.flatMap((claim, c) => [...claim.spans.map((span) => ({ span, role: roleOf(claim), claim: `${e}.${c}` })), ...claim.cites.map((span) => ({ span, role: "source" }))]),
  ]);
  const every = sentencesOf(article.text), told = marks.filter(({ span }) => span[0] === "body").map(({ span }) => span);
  const silent = every.filter(({ start, end }) => !told.some((span) => span[2] < end && span[3] > start));
  marks.push(...silent.map(({ start, end }, n) => ({ span: ["body", null, start, end], role: "silent", claim: `u${n}` })));
  drawArticle(article, marks, savedPage(saved));
  const show = (key) => () => {
    for (const mark of $("article").querySelectorAll("mark")) {
      mark.classList.remove("flash");
      if (!mark.dataset.claims.split(" ").includes(key)) continue;
      void mark.offsetWidth;
      mark.classList.add("flash");
    }
    bring($("article").querySelector("mark.flash"));
  };
  $("told").replaceChildren(...events.length ? events.map((event, e) => el("section", { class: "told-event" },
    el("p", { class: "name" }, el("i", { class: `dot ${event.family}` }), el("a", { href: `/event/${encodeURIComponent(event.id)}` }, event.label), ...badges(event)),
    el("p", { class: "hint" }, [event.when, event.where, ...event.toll].filter(Boolean).join(" · ")),
    ...event.claims.map((claim, c) => el("button", { type: "button", class: `claim ${roleOf(claim)}`, onclick: show(`${e}.${c}`) }, el("span", { class: "faint" }, `${claim.label}: `), claim.value)))) : [el("p", { class: "empty" }, S.none_told)]);
  $("silent").replaceChildren(el("details", { class: "why" },
    el("summary", {}, fill(S.silent, { n: number(silent.length), all: number(every.length) })),
    el("p", { class: "hint" }, S.silent_hint),
    ...silent.map(({ words }, n) => el("button", { type: "button", class: "claim silent", onclick: show(`u${n}`) }, words))));
  drawn();
}

// Where the page that the article came from is to be seen, as it was saved.
function savedPage(saved) {
  if (!saved) return [];
  const when = saved.fetched ? [" · ", time(saved.fetched)] : [], version = saved.version > 1 ? ` · ${fill(S.page_version, { n: saved.version })}` : "";
  const name = saved.kept ? el("a", { href: `/page/${encodeURIComponent(saved.id)}`, id: "saved-page" }, S.page_saved) : S.page_gone;
  return [el("p", { class: "source" }, name, ` · ${saved.source}`, ...when, version)];
}

load().catch(complain);
