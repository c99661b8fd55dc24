// One actor: its names, its events over time, and those it acts with and against.
import { $, S, actorLink, api, complain, data, drawn, el, fill, kindOf, number } from "./common.js";
import { Timeline, chart } from "./timeline.js";

const key = $("main").dataset.actor;
let names = [];
const events = (change = {}) => `/?${new URLSearchParams([...names.map((name) => ["actor", name]), ...Object.entries(change)])}`;

const tieCount = (n) => (n === 1 ? S.actor_tie_event : fill(S.actor_tie_events, { n: number(n) }));

function tie(each) {
  const counts = [each.together && `${S.actor_partners}: ${tieCount(each.together)}`, each.against && `${S.actor_opponents}: ${tieCount(each.against)}`].filter(Boolean);
  return el("li", {}, each.kinds.length ? el("span", { class: "faint" }, `${each.kinds.join(", ")} `) : "", each.here ? actorLink(each.key, each.name) : each.name, el("span", { class: "faint" }, ` ${counts.join(" · ")}`));
}

function drawTies(ties) {
  const side = (title, some) => some.length && el("div", {}, el("h3", {}, title), el("ul", {}, ...some.map(tie)));
  const against = (each) => (each.together || each.against ? each.against > each.together : each.kinds.includes("fights"));
  $("ties").replaceChildren(...[side(S.actor_partners, ties.filter((each) => !against(each))), side(S.actor_opponents, ties.filter(against))].filter(Boolean));
  $("no-ties").hidden = ties.length > 0;
}

function facts(found) {
  const told = found.told.filter((name) => name !== found.actor.name);
  const rows = [[S.actor_aliases, found.aliases.join(", ")], [S.actor_told, told.join(", ")], [S.actor_sector, data.sectors[found.actor.sector] ?? found.actor.sector], [S.facet_country, found.actor.country]];
  $("known").replaceChildren(...rows.filter(([, words]) => words).map(([name, words]) => el("div", {}, el("dt", {}, name), el("dd", {}, words))));
}

async function load() {
  const found = await api(`/actors/${encodeURIComponent(key)}`), { actor } = found;
  names = found.told;
  document.title = `${actor.name} · ${S.app}`;
  $("title").textContent = actor.name;
  $("kicker").textContent = actor.entry ? `${kindOf(actor.kind)} · ${S.actor_of_entry} ${actor.key}` : S.actor_no_entry;
  $("counts").textContent = [actor.acting && fill(S.actor_acts, { n: number(actor.acting) }), actor.suffering && fill(S.actor_suffers, { n: number(actor.suffering) })].filter(Boolean).join(" · ");
  facts(found);
  drawTies(found.ties);
  $("all-events").href = events();
  $("latest").replaceChildren(...found.latest.map((item) => el("li", {}, el("a", { href: `/event/${encodeURIComponent(item.id)}` }, item.label),
    el("span", { class: "faint" }, ` ${[item.when, item.where].filter(Boolean).join(" · ")}`))));
  $("body").hidden = false;
  $("graph").hidden = !found.graph;
  if (found.graph) {
    const view = await chart("graph", found.graph);
    view.addEventListener("click", (_, node) => { if (node?.datum?.key) location.assign(`/actor/${encodeURIComponent(node.datum.key)}`); });
  }
  await new Timeline((since, until) => location.assign(events(since ? { since, until } : {}))).show(found.timeline);
  drawn();
}

load().catch((error) => { $("title").textContent = S.nav_actor; complain(error); });
