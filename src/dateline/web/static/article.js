// One article: every coded span marked by role, and the events told in it.
import { $, S, api, badges, complain, el, roleOf } from "./common.js";
import { bring, drawArticle } from "./reading.js";

const page = $("main");

async function load() {
  const { article, events } = await api(`/articles/${encodeURIComponent(page.dataset.article)}`);
  document.title = `${article.title} · ${S.app}`;
  const marks = events.flatMap((event, e) => [
    ...event.quotes.map((span) => ({ span, role: "quote", claim: `e${e}` })),
    ...event.claims.flatMap((claim, c) => [...claim.spans.map((span) => ({ span, role: roleOf(claim), claim: `${e}.${c}` })), ...claim.cites.map((span) => ({ span, role: "source" }))]),
  ]);
  drawArticle(article, marks);
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
  document.documentElement.dataset.ready = "1";
}

load().catch(complain);
