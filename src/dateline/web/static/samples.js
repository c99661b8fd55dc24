// Samples that are coded twice, and the form that draws one.
import { $, S, api, complain, drawn, el, fill, number, send } from "./common.js";

export const stateOf = (sample) => S[`sample_state_${sample.closed ? "closed" : sample.settled === sample.size ? "settled" : sample.complete ? "complete" : "open"}`];
export const titleOf = (sample) => fill(S.sample_title, { n: number(sample.size), a: sample.coders[0], b: sample.coders[1] });
export const progressOf = (sample) => sample.coders.map((user) => fill(S.sample_progress, { user, n: number(sample.done[user]), all: number(sample.size) }));

async function load() {
  const { items, reviewers } = await api("/samples");
  $("none").hidden = items.length > 0;
  $("samples").replaceChildren(...items.map((sample) => el("li", {}, el("a", { href: `/sample/${sample.id}`, "data-sample": sample.id },
    el("b", {}, titleOf(sample)), el("span", {}, progressOf(sample).join(" · ")), el("span", { class: "faint" }, stateOf(sample))))));
  $("reviewers").replaceChildren(...reviewers.map((name) => el("option", { value: name })));
  drawn();
}

if ($("draw")) {
  $("draw").addEventListener("submit", async (event) => {
    event.preventDefault();
    const { size, seed, first, second } = event.target.elements;
    try {
      const made = await send(`/samples${location.search}`, { size: Number(size.value), seed: Number(seed.value), coders: [first.value, second.value] });
      location.assign(`/sample/${made.id}`);
    } catch (error) { complain(error); }
  });
  load().catch(complain);
}
