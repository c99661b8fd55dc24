// The review queue: what is most worth a look comes first.
import { $, S, api, badge, complain, drawn, el, fill, keys, number } from "./common.js";

const asked = location.search.slice(1), rest = new URLSearchParams(asked);
rest.set("review", "1");
$("to-samples").href = asked ? `/samples?${asked}` : "/samples";
const link = (id) => `/event/${encodeURIComponent(id)}?${rest}`;

async function load() {
  const found = await api(`/queue?${asked}`), all = found.decided + found.undecided;
  $("progress").max = Math.max(all, 1);
  $("progress").value = found.decided;
  $("progress-words").textContent = fill(S.review_progress, { done: number(found.decided), all: number(all) });
  $("done").hidden = found.undecided > 0;
  $("start").hidden = !found.items.length;
  if (found.items.length) $("start-link").href = link(found.items[0].id);
  $("queue").replaceChildren(...found.items.map((item) => el("li", {}, el("a", { href: link(item.id), "data-event": item.id },
    el("b", {}, item.label), el("span", {}, ` ${[item.when, item.where, item.who].filter(Boolean).join(" · ")}`),
    item.conflict ? badge("conflict", S.figures_differ) : "", item.certainty === "hedged" ? badge("hedged", S.badge_hedged) : "",
    el("span", { class: "faint" }, fill(S.review_gain, { gain: item.gain.toFixed(1) }))))));
  drawn();
}

const step = (by) => {
  const links = [...document.querySelectorAll("#queue a")], at = links.indexOf(document.activeElement);
  links[Math.max(0, Math.min(links.length - 1, at + by))]?.focus();
};
keys({ j: () => step(1), k: () => step(-1), ArrowDown: () => step(1), ArrowUp: () => step(-1),
  Enter: () => (document.activeElement.matches?.("a, button, summary") ? document.activeElement.click() : $("start-link").click()) });
load().catch(complain);
