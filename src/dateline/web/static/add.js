// Pages are handed in one by one; what came of each is told as it comes.
import { $, S, api, complain, drawn, el, fill, number, send } from "./common.js";

const LARGEST = 20_000_000;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

function stage(job) {
  if (job.stage === "coding") return fill(S.stage_coding, { coded: job.coded, articles: job.articles });
  if (job.stage !== "done") return S[`stage_${job.stage}`];
  const sum = (name) => job.added.reduce((n, each) => n + (Array.isArray(each[name]) ? each[name].length : each[name]), 0);
  if (job.added.length && job.added.every((each) => each.status === "known")) return S.add_known;
  if (job.added.length && job.added.every((each) => each.status === "forgotten")) return S.add_forgotten;
  return fill(S.add_came, { reports: number(sum("reports")), new: number(sum("new_events")), grown: number(sum("grown_events")) });
}

// What became of events known before that are none now, or that a person rejected.
function ends(job) {
  return ["ended", "merged", "rejected"].flatMap((how) => {
    const ids = [...new Set(job.added.flatMap((each) => each[`${how}_events`]))].sort();
    return ids.length ? [el("p", {}, fill(S[`add_${how}`], { events: ids.join(", ") }))] : [];
  });
}

function draw(item, job) {
  const events = job.added.flatMap((each) => [...each.new_events, ...each.grown_events]).slice(0, 20);
  const articles = job.added.map((each) => el("a", { href: `/article/${encodeURIComponent(each.article_id)}` }, S.article));
  item.replaceChildren(el("b", {}, job.name), ` – ${stage(job)} `, ...articles.slice(0, 10).flatMap((link) => [link, " "]),
    ...events.flatMap((id) => [el("a", { href: `/event/${encodeURIComponent(id)}` }, id), " "]), ...ends(job), ...job.problems.map((line) => el("p", { class: "complaint" }, line)));
  item.dataset.stage = job.stage;
}

async function hand(name, body, published) {
  if (body.size > LARGEST) { complain(new Error(fill(S.add_too_large, { name, mb: LARGEST / 1e6 }))); return; }
  const query = new URLSearchParams({ name });
  if (published) query.set("published", published);
  await follow(name, () => send(`/pages?${query}`, body, { "Content-Type": "application/octet-stream" }));
}

// What becomes of one page, from when it is taken to when it is stored.
async function follow(name, take) {
  const item = el("li", {}, el("b", {}, name));
  $("results-section").hidden = false;
  $("results").prepend(item);
  try {
    let job = await take();
    for (;;) {
      draw(item, job);
      if (job.stage === "done" || job.stage === "failed") return;
      await pause(1000);
      job = await api(`/jobs/${job.id}`);
    }
  } catch (error) { complain(error); item.append(el("p", { class: "complaint" }, error.message)); }
}

async function handAll(files) { for (const file of files) await hand(file.name, file, ""); }

const drop = $("drop");
if (drop) {
  for (const name of ["dragover", "dragenter"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => { event.preventDefault(); handAll([...event.dataTransfer.files]); });
  $("files").addEventListener("change", (event) => { handAll([...event.target.files]); });
  $("fetch").addEventListener("submit", (event) => {
    event.preventDefault();
    const url = $("url").value;
    $("url").value = "";
    follow(url, () => send("/addresses", { url, published: $("published").value || null }));
  });
  $("paste").addEventListener("submit", (event) => {
    event.preventDefault();
    const text = $("text").value;
    $("text").value = "";
    hand(`${text.trim().split("\n")[0].slice(0, 60)}.txt`, new Blob([text]), $("published").value);
  });
}
drawn();
