// Map, timeline, table and facets over one filter, which is the address of the page.
import { $, S, api, badges, complain, counted, data, drawn, el, fill, number, partyLinks, undated } from "./common.js";
import { EventMap } from "./map.js";
import { Timeline } from "./timeline.js";

const ONE = ["since", "until", "undated", "conflict", "text", "box"];
const COUNT = ["episodes", "crime"]; // what sums may hold besides
const MANY = ["type", "mode", "country", "actor", "publisher", "place", "status", "certainty", "kind", "decided"];
const FACETS = ["type", "mode", "country", "actor", "publisher", "status", "certainty", "kind", "decided"];
const FEW = 6;
const form = $("filters");

// ------------------------------------------------------------------ the filter and its address

const asked = new URLSearchParams(location.search);
let state = { sort: asked.get("sort") ?? "-date", page: Math.max(1, Number(asked.get("page")) || 1) };
for (const name of ONE) state[name] = asked.get(name) ?? "";
for (const name of MANY) state[name] = asked.getAll(name);
state.count = asked.getAll("count").filter((each) => COUNT.includes(each));
const wide = new Set(), named = new Map();

const filters = (...except) => {
  const found = new URLSearchParams();
  for (const name of ONE) if (state[name] && !except.includes(name)) found.set(name, state[name]);
  for (const name of MANY) if (!except.includes(name)) for (const value of state[name]) found.append(name, value);
  return found;
};

const summed = () => {
  const found = filters();
  for (const each of state.count) found.append("count", each);
  return found;
};

function address() {
  const found = summed();
  if (state.sort !== "-date") found.set("sort", state.sort);
  if (state.page > 1) found.set("page", state.page);
  return found.size ? `/?${found}` : "/";
}

// Words that were typed just now and still wait are asked for along with whatever comes between.
let typing = 0;
function narrow(change, { keep = false } = {}) {
  clearTimeout(typing);
  const words = typing ? { text: form.text.value.trim() } : {};
  typing = 0;
  Object.assign(state, words, change, keep && !("text" in words) ? {} : { page: 1 });
  history.replaceState(null, "", address());
  update();
}

const toggle = (name, value) => narrow({ [name]: state[name].includes(value) ? state[name].filter((each) => each !== value) : [...state[name], value] });

// ------------------------------------------------------------------ drawing

let running = null;
const map = new EventMap($("map"), {
  onPlace: (name) => { if (!state.place.includes(name)) toggle("place", name); },
  onMove: () => { if ($("map-follow").checked) narrow({ box: map.box }); },
  onZoom: () => drawMap().catch(complain),
});
const timeline = new Timeline((since, until) => { if (since !== state.since || until !== state.until) narrow({ since, until }); });

const get = (path, query) => api(`${path}?${query}`, { signal: running.signal });

async function update() {
  running?.abort();
  const mine = running = new AbortController();
  fillForm();
  drawChips();
  try {
    const list = filters();
    list.set("sort", state.sort); list.set("page", state.page);
    await Promise.all([get("/events", list).then(drawRows), get("/facets", filters()).then(drawFacets), get("/sums", summed()).then(drawSums),
      get("/timeline", filters("since", "until")).then((found) => timeline.show(found)), drawMap()]);
    if (mine === running) drawn();
  } catch (error) { complain(error); }
}

async function drawMap() {
  const query = filters("box");
  query.set("zoom", map.zoom);
  map.show(await get("/map", query));
}

function fillForm() {
  for (const name of ["since", "until", "text", "sort"]) if (document.activeElement !== form[name]) form[name].value = state[name];
  $("undated-too").checked = Boolean(state.undated);
  $("conflict-only").checked = Boolean(state.conflict);
  $("map-follow").checked = Boolean(state.box);
  for (const box of document.querySelectorAll("[name=count]")) box.checked = state.count.includes(box.value);
  $("to-report").href = summed().size ? `/report?${summed()}` : "/report";
}

function drawChips() {
  const chips = [];
  const chip = (words, change) => chips.push(el("button", { type: "button", class: "chip", title: S.clear_one, onclick: () => narrow(change) }, words, " ×"));
  if (state.text) chip(fill(S.chip_text, { words: state.text }), { text: "" });
  if (state.since || state.until) chip(fill(S.chip_days, { from: state.since || "…", to: state.until || "…" }), { since: "", until: "" });
  if (state.box) chip(S.chip_box, { box: "" });
  for (const name of MANY) for (const value of state[name]) {
    const words = name === "place" ? fill(S.chip_place, { place: value }) : `${S[`facet_${name}`]}: ${named.get(`${name}=${value}`) ?? value}`;
    chip(words, { [name]: state[name].filter((each) => each !== value) });
  }
  if (chips.length) chips.push(el("button", { type: "button", class: "plain", onclick: clear }, S.clear));
  $("chips").replaceChildren(...chips);
  if (!state.since && !state.until) timeline.clear();
}

function clear() {
  narrow({ ...Object.fromEntries(ONE.map((name) => [name, ""])), ...Object.fromEntries(MANY.map((name) => [name, []])) });
}

function drawRows(found) {
  $("rows").replaceChildren(...found.items.map(row));
  $("none").hidden = found.total > 0;
  $("shown").textContent = found.total === 1 ? S.day_singular : fill(S.shown_all, { all: number(found.total) });
  $("pages").hidden = found.pages === 1;
  $("page").textContent = fill(S.page, { n: found.page, all: found.pages });
  $("earlier").disabled = found.page <= 1;
  $("later").disabled = found.page >= found.pages;
}

function row(event) {
  const { words } = event, decided = event.decided.filter((verb) => verb !== "undecided");
  const { who, whom } = words.parties, parties = [...partyLinks(who), ...whom.length ? [" → ", ...partyLinks(whom)] : []];
  const marks = [...badges(event), event.conflict && el("span", { class: "badge conflict" }, S.figures_differ),
    ...decided.map((verb) => el("span", { class: "badge decided" }, S[`decided_${verb}`]))].filter(Boolean);
  return el("tr", { "data-event": event.id },
    el("td", { class: "when" }, words.when || el("span", { class: "faint" }, undated(words.reported_words))),
    el("td", { class: "what" },
      el("p", { class: "name" }, el("i", { class: `dot ${words.family}` }), el("a", { class: "open", href: `/event/${encodeURIComponent(event.id)}` }, words.label), ...marks),
      parties.length ? el("p", { class: "parties" }, ...parties) : "", el("p", { class: "quote" }, words.quote)),
    el("td", { class: "where" }, words.where || el("span", { class: "faint" }, S.where_unknown)),
    el("td", { class: "toll" }, ...words.toll.map((each) => el("span", {}, each))),
    el("td", { class: "told" }, counted("reports", event.reports)));
}

function drawFacets({ facets }) {
  for (const [name, found] of Object.entries(facets)) for (const { value, words } of found) named.set(`${name}=${value}`, words);
  drawChips();
  $("facets").replaceChildren(...FACETS.filter((name) => facets[name].length || state[name].length).map((name) => facet(name, facets[name])));
}

function facet(name, found) {
  const missing = state[name].filter((value) => !found.some((each) => each.value === value)).map((value) => ({ value, n: 0, words: value }));
  const all = [...missing, ...found], some = wide.has(name) ? all : all.filter((each, i) => i < FEW || state[name].includes(each.value));
  const box = ({ value, n, words }) => el("label", { class: "value-box" },
    el("input", { type: "checkbox", checked: state[name].includes(value), onchange: () => toggle(name, value) }), el("span", {}, words), el("b", {}, number(n)));
  const more = all.length > FEW && el("button", { type: "button", class: "plain", onclick: () => { wide.has(name) ? wide.delete(name) : wide.add(name); update(); } },
    wide.has(name) ? S.facet_fewer : fill(S.facet_more, { n: all.length }));
  return el("fieldset", { "data-facet": name }, el("legend", {}, S[`facet_${name}`]), ...some.map(box), more || "");
}

function drawSums(found) {
  const sum = (name, words, note) => el("div", {}, el("dt", {}, name), el("dd", {}, words), el("dd", { class: "note" }, note));
  const apart = Object.entries(found.apart).map(([status, n]) => `${n} ${S[`badge_${status}`]}`).join(", ");
  $("sums").replaceChildren(sum(S.status_occurred, number(found.occurred), found.besides), ...found.sums.map((each) => sum(each.label, each.words, each.note)),
    ...apart ? [sum(S.apart, apart, "")] : []);
  $("sums").lastChild.classList.toggle("apart", Boolean(apart));
  $("rule").textContent = found.rule;
  $("sums").removeAttribute("aria-busy");
}

// ------------------------------------------------------------------ start

form.text.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(() => narrow({}), 300); });
for (const name of ["since", "until", "sort"]) form[name].addEventListener("change", () => narrow({ [name]: form[name].value }));
form.addEventListener("submit", (event) => event.preventDefault());
$("undated-too").addEventListener("change", (event) => narrow({ undated: event.target.checked ? "true" : "" }));
$("conflict-only").addEventListener("change", (event) => narrow({ conflict: event.target.checked ? "true" : "" }));
$("map-follow").addEventListener("change", (event) => narrow({ box: event.target.checked ? map.box : "" }));
for (const box of document.querySelectorAll("[name=count]")) box.addEventListener("change", () =>
  narrow({ count: COUNT.filter((each) => document.querySelector(`[name=count][value=${each}]`).checked) }, { keep: true }));
$("zoom-in").onclick = () => map.zoomBy(1.6);
$("zoom-out").onclick = () => map.zoomBy(1 / 1.6);
$("zoom-fit").onclick = () => map.fit();
const turn = (by) => { narrow({ page: state.page + by }, { keep: true }); $("events-title").focus(); };
$("earlier").onclick = () => turn(-1);
$("later").onclick = () => turn(1);
if (matchMedia("(max-width: 860px)").matches) $("facets-fold").open = false;

running = new AbortController();
await map.start().catch(complain);
await update();
