// All decisions, the last first; each can be taken back.
import { $, S, api, complain, decisionLine, drawn, fill, send, toast } from "./common.js";

let page = 1, running = null;
const LIMIT = 50;

async function undo(id) {
  try { await send("/decisions", { verb: "undo", decision: id }); toast(S.done_undo); await load(); } catch (error) { complain(error); }
}

async function load() {
  running?.abort();
  running = new AbortController();
  const found = await api(`/decisions?page=${page}&limit=${LIMIT}`, { signal: running.signal }), pages = Math.max(1, Math.ceil(found.total / LIMIT));
  $("none").hidden = found.total > 0;
  $("decisions").replaceChildren(...found.items.map((each) => decisionLine(each, undo)));
  $("pages").hidden = pages === 1;
  $("page").textContent = fill(S.page, { n: page, all: pages });
  $("earlier").disabled = page === 1;
  $("later").disabled = page === pages;
  drawn();
}

const turn = (by) => { page += by; load().catch(complain); };
$("earlier").onclick = () => turn(-1);
$("later").onclick = () => turn(1);
load().catch(complain);
