// Who acts in the events; and for reviewers, names that are to become entries of the registry.
import { $, S, actorLink, api, complain, data, drawn, el, fill, kindOf, number, send, toast } from "./common.js";
import { ask, field } from "./asking.js";

const form = $("search"), asked = new URLSearchParams(location.search);
let page = 1, text = asked.get("text") ?? "", running = null;
form.text.value = text;

const sides = ({ acting, suffering }) => [acting && fill(S.actor_acts, { n: number(acting) }), suffering && fill(S.actor_suffers, { n: number(suffering) })].filter(Boolean).join(" · ");
const days = (item) => item.first ? (item.first === item.last ? item.first : `${item.first} – ${item.last}`) : "";

async function load() {
  const query = new URLSearchParams({ page });
  if (text) query.set("text", text);
  running?.abort();
  running = new AbortController();
  const found = await api(`/actors?${query}`, { signal: running.signal });
  $("rows").replaceChildren(...found.items.map((item) => el("tr", { "data-actor": item.key },
    el("td", {}, el("b", {}, actorLink(item.key, item.name)), el("p", { class: "hint" }, sides(item))),
    el("td", {}, item.kind ? kindOf(item.kind) : el("span", { class: "faint" }, S.actor_no_entry)), el("td", {}, item.country ?? ""), el("td", {}, number(item.events)), el("td", {}, days(item)))));
  $("none").hidden = found.total > 0;
  $("shown").textContent = fill(S.actors_shown, { n: number(found.total) });
  $("pages").hidden = found.pages === 1;
  $("page").textContent = fill(S.page, { n: found.page, all: found.pages });
  $("earlier").disabled = found.page <= 1;
  $("later").disabled = found.page >= found.pages;
  drawn();
}

// ------------------------------------------------------------------ names without an entry

async function loadProposals() {
  if (!data.who.decides) return;
  const found = await api("/actors/proposed");
  $("proposals").hidden = false;
  $("proposals-count").textContent = number(found.total);
  $("proposed").replaceChildren(...found.items.length ? found.items.map(proposal) : [el("li", { class: "faint" }, S.proposals_none)]);
}

function proposal(each) {
  const said = [fill(S.proposal_count, { n: number(each.events), m: number(each.articles) }), each.country, each.sector,
    each.near.length && fill(S.proposal_near, { names: each.near.join(", ") })].filter(Boolean).join(" · ");
  return el("li", { "data-proposal": each.name }, actorLink(each.key, each.name), el("span", { class: "faint" }, ` ${said} `),
    el("button", { type: "button", class: "plain", onclick: () => confirm(each) }, S.proposal_confirm),
    el("button", { type: "button", class: "plain", onclick: () => merge(each) }, S.proposal_merge));
}

async function settle(body, words) {
  try {
    const made = await send("/actors", body);
    toast(fill(words, { name: body.name, id: made.id }));
    await Promise.all([load(), loadProposals()]);
  } catch (error) { complain(error); }
}

const choice = (name, values, chosen, none = false) => el("select", { name, required: !none },
  none ? el("option", { value: "" }, S.none) : "", ...values.map((each) => el("option", { value: each, selected: each === chosen }, data.sectors[each] ? `${each}: ${data.sectors[each]}` : kindOf(each))));

function confirm(each) {
  ask(fill(S.confirm_title, { name: each.name }), [
    field(S.col_name, el("input", { name: "name", value: each.name, required: true, maxlength: 200, autofocus: true })),
    field(S.confirm_kind, choice("kind", data.choices.kind, "armed group")),
    field(S.confirm_aliases, el("input", { name: "aliases", maxlength: 2000 })),
    field(S.confirm_country, el("input", { name: "country", value: each.country ?? "", maxlength: 2 })),
    field(S.actor_sector, choice("sector", data.choices.sector, each.sector, true)),
  ], ({ elements: of }) => {
    const aliases = of.aliases.value.split(",").map((alias) => alias.trim()).filter(Boolean);
    const name = of.name.value.trim();
    if (name !== each.name) aliases.push(each.name);
    return { name, kind: of.kind.value, aliases, country: of.country.value.trim() || null, sector: of.sector.value || null };
  }, (body) => settle(body, S.done_confirm));
}

function merge(each) {
  const list = el("datalist", { id: "near" }, ...each.near.map((name) => el("option", { value: name })));
  const which = el("input", { name: "same", required: true, maxlength: 200, list: "near", autofocus: true, value: each.near[0] ?? "" });
  ask(fill(S.merge_actor_title, { name: each.name }), [field(S.merge_actor_which, which), list, el("p", { class: "hint" }, S.merge_actor_hint)],
    () => ({ name: each.name, same_as: which.value.trim() }), (body) => settle(body, S.done_merge_actor));
}

// ------------------------------------------------------------------ start

let typing = 0;
form.text.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => {
    text = form.text.value.trim(); page = 1;
    history.replaceState(null, "", text ? `/actors?${new URLSearchParams({ text })}` : "/actors");
    load().catch(complain);
  }, 300);
});
form.addEventListener("submit", (event) => event.preventDefault());
const turn = (by) => { page += by; load().catch(complain); };
$("earlier").onclick = () => turn(-1);
$("later").onclick = () => turn(1);
load().catch(complain);
loadProposals().catch(complain);
