// What all pages share: words, the API, messages, keys. Foreign text is only ever set as text.
export const { el, fill, number, roleOf, marked } = window.dateline;
export const data = JSON.parse(document.getElementById("data").textContent);
export const S = data.strings;
export const $ = (id) => document.getElementById(id);

// An answer of the API; an error carries its one clear line. What is not ready yet is said, and asked for again.
export async function api(path, options = {}) {
  let answer;
  try {
    answer = await fetch(`/api/v1${path}`, { credentials: "same-origin", ...options });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Error(S.no_answer);
  }
  if (answer.status === 401) location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
  const told = await answer.json().catch(() => null);
  if (answer.status === 503 && answer.headers.has("Retry-After")) {
    toast(told?.detail ?? "");
    await new Promise((done) => setTimeout(done, 1000 * Number(answer.headers.get("Retry-After"))));
    return api(path, options);
  }
  if (!answer.ok) throw new Error(told?.detail ?? answer.statusText);
  return told;
}

export const send = (path, body, headers = {}) => api(path, {
  method: "POST", body: body instanceof Blob || typeof body === "string" ? body : JSON.stringify(body),
  headers: { "X-CSRF-Token": data.who.csrf, "Content-Type": "application/json", ...headers },
});

let toastTimer = 0;
// A message that goes by itself; `act` is a button in it, [words, what it does].
export function toast(words, act = null) {
  clearTimeout(toastTimer);
  const button = act && el("button", { type: "button", class: "plain", onclick: () => { hush(); act[1](); } }, act[0]);
  $("toast").replaceChildren(...[el("span", {}, words), button].filter(Boolean));
  $("toast").classList.add("on");
  toastTimer = setTimeout(hush, act ? 12000 : 5000);
}
const hush = () => $("toast").classList.remove("on");

export function complain(error) {
  if (error?.name === "AbortError") return;
  const words = fill(S.failed, { why: error.message });
  if ($("complaint")) { $("complaint").textContent = words; $("complaint").hidden = false; }
  toast(words);
}

// Notes that the page shows what it is to show: once it has opened, and each time it was drawn anew.
export const drawn = () => { const { dataset } = document.documentElement; dataset.ready = Number(dataset.ready ?? 0) + 1; };

// Single keys, but never while somebody writes or a dialog is open. A field of a dialog that was closed keeps the focus
// until the browser paints again: nobody writes in it any more.
export function keys(map) {
  addEventListener("keydown", (event) => {
    const writing = event.target.closest?.("input, textarea, select, [contenteditable]")?.checkVisibility();
    if (writing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const act = map[event.key] ?? map[event.key.toLowerCase()];
    if (act) { event.preventDefault(); act(); }
  });
}

// A number of things in words: "articles" and 1 are "1 article".
export const counted = (things, n) => (n === 1 ? S[`${things}_one`] : fill(S[`${things}_many`], { n: number(n) }));

export const badge = (name, words) => el("span", { class: `badge ${name}` }, words);
export const badges = (event) => [
  event.status !== "occurred" && badge(event.status, S[`badge_${event.status}`]),
  event.certainty === "hedged" && badge("hedged", S.badge_hedged),
  event.kind && event.kind !== "incident" && badge("kind", S[`badge_${event.kind}`]),
].filter(Boolean);

export const time = (stamp) => el("time", { datetime: stamp }, `${stamp.slice(0, 16).replace("T", " ")} UTC`);
export const undated = (words) => words ? fill(S.reported, { day: words }) : S.off_timeline_none;

export const kindOf = (kind) => S[`actor_kind_${kind}`] ?? kind;
export const actorLink = (key, name) => el("a", { href: `/actor/${encodeURIComponent(key)}`, class: "actor-link" }, name);

// Parties of an event as links to their pages: [name, key or null] each, with a comma between them.
export const partyLinks = (parties) => parties.flatMap(([name, key], n) => [n ? ", " : "", key ? actorLink(key, name) : name]);

// One decision of the log; `undo` takes it back.
export function decisionLine(each, undo, links = true) {
  const change = each.value && (each.before ? `${each.before} → ${each.value}` : each.value);
  const what = [data.verbs[each.verb], each.field && (data.fields[each.field] ?? S[`facet_${each.field}`] ?? each.field), change].filter(Boolean).join(" · ");
  const events = links ? [each.event, ...each.events].filter(Boolean).flatMap((id) => [" ", el("a", { href: `/event/${encodeURIComponent(id)}` }, id)]) : [];
  return el("li", { class: each.undone ? "undone" : "", "data-decision": each.id }, time(each.at), ` ${each.user}: `, el("b", {}, what), ...events, each.note ? ` – ${each.note}` : "",
    each.undone ? badge("undone", S.undone) : "", each.lost ? badge("hedged", S.lost) : "",
    data.who.decides && !each.undone ? el("button", { type: "button", class: "plain", onclick: () => undo(each.id) }, S.act_undo) : "");
}

$("sign-out")?.addEventListener("click", async () => {
  await fetch("/sign-out", { method: "POST", headers: { "X-CSRF-Token": data.who.csrf } });
  location.assign("/sign-in");
});
