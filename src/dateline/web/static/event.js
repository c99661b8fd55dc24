// One event: its values with the sentences behind them, its articles, and the decisions on it.
import { $, S, api, badges, complain, counted, data, decisionLine, drawn, el, fill, keys, number, partyLinks, roleOf, time, toast, undated } from "./common.js";
import { Deciding, carried } from "./deciding.js";
import { drawCoding } from "./coding.js";
import { bring, drawArticle, sentenceAround } from "./reading.js";

const page = $("main"), asked = new URLSearchParams(location.search), inQueue = asked.has("review"), sample = asked.get("sample");
let found = null, report = 0, queue = null;

const publisher = (n) => found.articles[found.event.reports[n].article].publisher ?? S.this_article;

// ------------------------------------------------------------------ values and their words

function marksOf(n) {
  const marks = [{ span: found.event.reports[n].quote, role: "quote" }];
  found.event.fields.forEach((field, f) => field.claims.forEach((claim, c) => {
    if (claim.report !== n) return;
    for (const span of claim.spans) marks.push({ span, role: roleOf(field), claim: `${f}.${c}` });
    for (const span of claim.cites) marks.push({ span, role: "source" });
  }));
  return marks;
}

function claimButton(field, f, claim, c) {
  const article = found.articles[found.event.reports[claim.report].article];
  const chain = claim.by ? fill(S.words_by, { user: claim.by }) : claim.chain.length ? [...claim.chain, publisher(claim.report)].join(" → ") : `${publisher(claim.report)}, ${S.own_voice}`;
  const differs = field.claims.length > 1 && claim.value !== field.value;
  return el("button", { type: "button", class: `claim ${roleOf(field)}`, "data-claim": `${f}.${c}`, onclick: () => flash(f, c) },
    differs ? el("b", { class: "told" }, claim.value) : "",
    el("span", { class: "sentence" }, ...claim.spans.length ? sentenceAround(article, claim.spans, roleOf(field)) : []),
    el("span", { class: "chain" }, chain, claim.hedged ? " " : "", claim.hedged ? el("span", { class: "badge hedged" }, S.badge_hedged) : "",
      claim.stance === "asserts" ? "" : el("span", { class: "badge stance" }, S[`stance_${claim.stance}`])));
}

function drawFields() {
  const given = (name) => found.event.values.find((value) => value.field === name && value.decision);
  $("fields").replaceChildren(el("dl", { class: "fields" }, ...found.event.fields.map((field, f) => el("div", { class: "field", "data-field": field.name },
    el("dt", {}, field.label, data.who.decides && !found.event.sample ? el("button", { type: "button", class: "plain edit", "aria-label": `${S.act_correct}: ${field.label}`,
      onclick: () => deciding.correct(field.name) }, S.act_correct) : ""),
    el("dd", {},
      el("p", { class: field.value && field.value !== S.not_said ? "value" : "value faint" }, field.value || S.not_said,
        field.conflict ? el("span", { class: "badge conflict" }, S.figures_differ) : "",
        given(field.name) ? el("span", { class: "badge decided" }, S.value_by) : "",
        field.range ? el("span", { class: "range" }, field.range) : ""),
      el("div", { class: "claims" }, ...field.claims.map((claim, c) => claimButton(field, f, claim, c))))))));
}

function showReport(n) {
  report = n;
  const { reports } = found.event, article = found.articles[reports[n].article];
  // One tab an article, though it may tell the event twice: a click on a claim shows the report that makes it.
  const firsts = [...reports.keys()].filter((i) => reports.findIndex((each) => each.article === reports[i].article) === i);
  const tabs = firsts.length > 1 && el("div", { class: "tabs" }, ...firsts.map((i) =>
    el("button", { type: "button", "aria-pressed": String(reports[i].article === reports[n].article), onclick: () => { showReport(i); toQuote(); } }, publisher(i))));
  const whole = el("p", { class: "source" }, el("a", { href: `/article/${encodeURIComponent(article.id)}` }, S.whole_article));
  drawArticle(article, marksOf(n), [tabs, whole].filter(Boolean));
}

const marksIn = (selector) => [...$("article").querySelectorAll(selector)];

function toQuote() {
  $("article").scrollTop = 0;
  const first = marksIn("mark.in-quote, mark.quote")[0];
  if (first && $("article").scrollHeight > $("article").clientHeight + 4) bring(first, "auto");
}

function flash(f, c) {
  const claim = found.event.fields[f].claims[c];
  if (claim.report !== report) showReport(claim.report);
  for (const button of $("fields").querySelectorAll(".claim")) button.classList.toggle("on", button.dataset.claim === `${f}.${c}`);
  for (const mark of marksIn("mark")) {
    mark.classList.remove("flash");
    if (!mark.dataset.claims.split(" ").includes(`${f}.${c}`)) continue;
    void mark.offsetWidth;
    mark.classList.add("flash");
  }
  bring(marksIn("mark.flash")[0]);
}

// ------------------------------------------------------------------ what stands beside

function drawHead() {
  const { event } = found, decided = found.decisions.filter((each) => !each.undone && each.verb !== "undo" && each.verb !== "note");
  const conflict = event.values.some((value) => value.conflict) && el("span", { class: "badge conflict" }, S.figures_differ);
  $("kicker").replaceChildren(el("i", { class: `dot ${event.family}` }), [event.when || undated(event.reported_words), event.where].filter(Boolean).join(" · "),
    ...badges(event), conflict || "", ...decided.map((each) => el("span", { class: "badge decided" }, data.verbs[each.verb])));
  $("title").textContent = event.label;
  document.title = `${event.label}, ${event.when || event.id} · ${S.app}`;
  const told = [counted("articles", new Set(event.reports.map((each) => each.article)).size), counted("publishers", new Set(event.reports.map((_, n) => publisher(n))).size),
    event.independent ? counted("independent", event.independent) : ""].filter(Boolean).join(", ");
  const { who, whom } = event.parties;
  $("parties").replaceChildren(...partyLinks(who), ...whom.length ? [" → ", ...partyLinks(whom)] : [], el("span", { class: "faint" }, ` ${told} · ${event.id}`));
}

function waterfall(link) {
  const most = Math.max(1, ...link.levels.map((level) => Math.abs(level.weight)));
  const bar = ({ outcome, weight }) => {
    const fillBar = el("i", { class: weight >= 0 ? "for" : "against" });
    fillBar.style.width = `${(Math.abs(weight) / most) * 50}%`;
    return el("li", {}, el("span", {}, outcome), el("b", {}, `${weight >= 0 ? "+" : "−"}${Math.abs(weight).toFixed(1)}`), el("span", { class: "bar-frame", "aria-hidden": "true" }, fillBar));
  };
  const pair = link.left === null || link.right === null ? "" : `${fill(S.pair, { left: publisher(link.left), right: publisher(link.right) })}: `;
  return el("div", {}, el("p", {}, pair + fill(S.probability, { p: `${Math.round(link.probability * 100)}%` })), el("ul", { class: "waterfall" }, ...link.levels.map(bar)));
}

function drawBeside() {
  const { event, totals, decisions, history } = found;
  $("why").replaceChildren(...event.links.length ? [el("details", { class: "why" }, el("summary", {}, S.why), el("p", { class: "hint" }, S.why_hint), ...event.links.map(waterfall))] : []);
  $("totals").replaceChildren(...totals.length ? [el("details", { class: "why" }, el("summary", {}, `${S.totals_of_it} (${totals.length})`), el("p", { class: "hint" }, S.totals_hint),
    ...totals.map((total) => el("blockquote", {}, total.text, el("p", { class: "from" }, [...total.chain, found.articles[total.article].publisher ?? S.this_article].join(" → ")))))] : []);
  $("decisions").replaceChildren(...decisions.length ? decisions.map((each) => decisionLine(each, (id) => deciding.undo(id), false)) : [el("li", { class: "faint" }, S.no_decisions)]);
  $("history").replaceChildren(...history.map((each) => el("li", {}, time(each.at), ` ${each.user ?? S.machine}: ${each.why}`, each.because ? el("span", { class: "faint" }, ` (${each.because})`) : "")));
}

// ------------------------------------------------------------------ the queue

const rest = () => { const query = new URLSearchParams(asked); query.set("review", "1"); return query; };
const goTo = (id) => location.assign(id ? `/event/${encodeURIComponent(id)}?${rest()}` : "/review");
// To the event before or after, once what was ruled is stored; after the last comes the queue.
const step = (where) => deciding.after(() => { if (queue && (queue[where] || where === "next")) goTo(queue[where]); });

async function drawQueue() {
  if (!inQueue) return;
  const query = new URLSearchParams(asked);
  query.delete("review"); query.set("limit", "500");
  queue = await api(`/queue?${query}`);
  const ids = queue.items.map((item) => item.id), at = ids.indexOf(page.dataset.event);
  queue.next = ids[at + 1] ?? null;
  queue.previous = at > 0 ? ids[at - 1] : null;
  const progress = el("progress", { max: queue.decided + queue.undecided, value: queue.decided, "aria-label": S.review });
  $("queue-bar").replaceChildren(el("a", { href: "/review" }, S.review), progress, el("span", {}, fill(S.review_place, { n: number(queue.undecided) })),
    el("button", { type: "button", disabled: !queue.previous, onclick: () => step("previous") }, `${S.act_previous} (K)`),
    el("button", { type: "button", onclick: () => step("next") }, `${S.act_next} (J)`));
  $("queue-bar").hidden = false;
}

// ------------------------------------------------------------------ start

// What becomes of the page once something was decided; `goes` is where the event is to be found now.
async function decided({ verb, goes, made }) {
  if (inQueue && (verb === "accept" || verb === "reject")) { goTo(queue?.next); return true; }
  if (goes && goes !== found.event.id) { location.assign(`/event/${encodeURIComponent(goes)}${inQueue ? `?${rest()}` : ""}`); return true; }
  if (verb === "reject" && made.event === null) ended(S.was_rejected);
  else await load();
  return false;
}

function ended(words) {
  if (found) found.ended = true;
  $("title").textContent = S.event;
  $("event-body").hidden = true;
  $("actions").replaceChildren();
  $("complaint").textContent = words;
  $("complaint").hidden = false;
  drawn();
}

const deciding = new Deciding({ detail: () => found, done: decided });

async function load() {
  try {
    found = await api(`/events/${encodeURIComponent(page.dataset.event)}`);
  } catch (error) {
    return ended(error.message);
  }
  $("complaint").hidden = true;
  $("event-body").hidden = false;
  drawHead();
  drawFields();
  drawBeside();
  if (sample && found.event.sample === sample) await drawCoding($("coding-place"), sample, page.dataset.event);
  else deciding.draw($("actions"));
  if (found.event.reports.length) { showReport(Math.min(report, found.event.reports.length - 1)); toQuote(); }
  await drawQueue().catch(complain);
  drawn();
}

keys({ ...deciding.keys(), j: () => step("next"), k: () => step("previous") });
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); }); // what was ruled since is not on it
if (data.who.decides) deciding.watchWords($("article"), $("words"), () => !found.event.sample && found.articles[found.event.reports[report].article]);
await load();
carried(deciding);
