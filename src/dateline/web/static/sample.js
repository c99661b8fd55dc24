// One sample: what is to be coded; once both are done, how far they agree, and what is settled.
import { $, S, api, complain, data, drawn, el, fill, number, send, toast } from "./common.js";
import { progressOf, stateOf, titleOf } from "./samples.js";

const id = $("main").dataset.sample;
const label = (name) => (name === "verdict" ? S.sample_verdict : data.fields[name] ?? S[`facet_${name}`] ?? name);
const eventAddress = (event, coding) => `/event/${encodeURIComponent(event)}${coding ? `?sample=${id}` : ""}`;

async function act(path, body, words) {
  try { await send(`/samples/${id}/${path}`, body); toast(words); await load(); } catch (error) { complain(error); }
}

// An answer as it is sent again: without its words, which the server makes.
const told = (answers) => Object.fromEntries(Object.entries(answers).map(([name, { how, value }]) => [name, { how, value }]));

function difference(each, sample, events) {
  const { label: name, when, where } = events.find(({ id: event }) => event === each.event);
  const [first, second] = sample.coders;
  const take = (n) => el("button", { type: "button", onclick: () => act("rulings", { event: each.event, verdict: each.verdicts[n], fields: told(each.answers[n]) }, S.done_settle) }, fill(S.sample_take, { user: sample.coders[n] }));
  const words = (text, field) => (field === "verdict" ? data.verbs[text] ?? text : text || S.sample_nothing);
  return el("li", { "data-difference": each.event }, el("a", { href: eventAddress(each.event, false) }, name), el("span", { class: "faint" }, ` ${[when, where, each.event].filter(Boolean).join(" · ")}`),
    el("dl", { class: "apart-values" }, ...each.fields.map(([field, a, b]) => el("div", {}, el("dt", {}, label(field)),
      el("dd", {}, `${first}: `, el("b", {}, words(a, field))), el("dd", {}, `${second}: `, el("b", {}, words(b, field)))))),
    each.settled ? el("span", { class: "badge decided" }, S.sample_event_settled) : sample.closed ? "" : el("p", { class: "actions" }, take(0), take(1)));
}

function drawAgreement({ sample, agreement, differences, events }) {
  $("agreement-section").hidden = !sample.complete;
  $("agreement").replaceChildren(...agreement.map((each) => el("tr", { "data-field": each.field }, el("td", {}, label(each.field)), el("td", {}, number(each.n)), el("td", {}, number(each.same)),
    el("td", {}, each.alpha === null ? el("span", { class: "faint" }, each.n ? S.sample_no_alpha : "–") : each.alpha.toFixed(2)))));
  $("differences").replaceChildren(...differences.length ? differences.map((each) => difference(each, sample, events)) : [el("li", { class: "faint" }, S.sample_differ_none)]);
}

function drawHead({ sample, next, differences }) {
  $("title").textContent = titleOf(sample);
  $("state").textContent = stateOf(sample);
  $("drawn").textContent = fill(S.sample_drawn, { by: sample.by, seed: sample.seed });
  $("done").replaceChildren(...progressOf(sample).map((words, n) => el("p", {}, el("progress", { max: sample.size, value: sample.done[sample.coders[n]], "aria-label": words }), ` ${words}`)));
  const over = sample.closed || sample.settled === sample.size;
  $("say").textContent = over ? "" : sample.complete ? S.sample_held : !sample.mine ? S.sample_not_mine : next ? S.sample_held : S.sample_wait;
  const open = new Set(differences.filter((each) => !each.settled).map((each) => each.event));
  $("acts").replaceChildren(...[
    next && !over && el("a", { class: "primary", id: "code-next", href: eventAddress(next, true) }, S.sample_code),
    sample.complete && !over && sample.settled + open.size < sample.size && el("button", { type: "button", class: "primary", id: "agreed", onclick: () => act("agreed", {}, S.done_settle) }, S.sample_agreed),
    !over && (sample.by === data.who.name || data.who.role === "admin") && el("button", { type: "button", id: "close", onclick: () => act("close", {}, S.sample_state_closed) }, S.sample_close),
  ].filter(Boolean));
}

async function load() {
  const found = await api(`/samples/${encodeURIComponent(id)}`), { sample } = found;
  drawHead(found);
  drawAgreement(found);
  const coding = sample.mine && !sample.complete && !sample.closed;
  $("events").replaceChildren(...found.events.map((each) => el("li", {}, el("a", { href: eventAddress(each.id, coding), "data-event": each.id }, el("b", {}, each.label),
    el("span", {}, [each.when, each.where].filter(Boolean).join(" · ")),
    el("span", { class: "faint" }, each.settled ? S.sample_event_settled : each.coded ? S.sample_event_coded : "")))));
  drawn();
}

load().catch((error) => { $("title").textContent = S.nav_sample; complain(error); });
