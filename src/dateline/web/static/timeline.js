// The timeline: marks that the server reckoned, drawn by Vega as the report's are; and what it shares with the map.
import { $, S, el, fill, number } from "./common.js";

const DAY = 86400000;
const day = (time) => new Date(time).toISOString().slice(0, 10);

function tip(_, browserEvent, __, value) {
  $("tip").hidden = !value;
  if (!value) return;
  $("tip").replaceChildren(...String(value).split("\n").map((line) => el("p", {}, line)));
  const { clientX: x, clientY: y } = browserEvent, { offsetWidth: w, offsetHeight: h } = $("tip");
  $("tip").style.left = `${Math.max(8, Math.min(x + 14, innerWidth - w - 8))}px`;
  $("tip").style.top = `${y + 18 + h > innerHeight ? y - h - 12 : y + 18}px`;
}

export const summary = (name, n) => `${name}\n${n === 1 ? S.day_singular : fill(S.day_plural, { n: number(n) })}`;

export async function chart(id, spec) {
  const text = { expr: "datum.tooltip || (datum.properties && datum.properties.tooltip) || null" };
  for (const layer of spec.layer) if (typeof layer.mark === "object" && layer.mark.cursor) layer.mark.tooltip = text;
  const { view } = await window.vegaEmbed(`#${id}`, spec, {
    ast: true, actions: false, renderer: "svg", defaultStyle: false, tooltip: tip, mode: "vega-lite",
  });
  view.preventDefault(false);
  // To assistive technology a chart is one picture with a name; what it shows is read in the table.
  document.querySelector(`#${id} svg`).setAttribute("aria-hidden", "true");
  return view;
}

export class Timeline {
  // `onDays` is told the first and last day that were selected, or two empty words.
  constructor(onDays) { Object.assign(this, { onDays, drawn: "", view: null, quiet: false, turn: Promise.resolve() }); }

  // One after the other, as a chart takes a while to be made.
  show(found) {
    const shown = this.turn.then(() => this.draw(found));
    this.turn = shown.catch(() => {});
    return shown;
  }

  async draw(found) {
    $("no-dates").hidden = found.chart !== null;
    $("timeline").hidden = found.chart === null;
    this.note(found);
    if (!found.chart) return;
    $("legend-reported").hidden = found.marks.every((mark) => mark.told);
    const drawn = JSON.stringify(found.chart);
    if (drawn !== this.drawn) await this.embed(found.chart, drawn);
    this.view.data("spans", found.marks.map((mark) => this.span(mark)));
    await this.view.runAsync();
  }

  span({ first, last, told, single, type, family, n, occurred }) {
    const t0 = Date.parse(first), t1 = Date.parse(last) + DAY;
    const tooltip = summary(`${first === last ? first : `${first} – ${last}`}: ${type.toLowerCase()}`, n);
    return { key: `${first}|${last}`, first, last, t0, t1, mid: (t0 + t1) / 2, told, single, type, family, n, tooltip,
      strength: (occurred ? 0.9 : 0.35) * (single ? 1 : 0.6) };
  }

  async embed(spec, drawn) {
    this.view?.finalize();
    this.drawn = drawn;
    this.view = await chart("timeline", structuredClone(spec));
    let wait = 0;
    this.view.addSignalListener("brush", (_, value) => {
      clearTimeout(wait);
      if (this.quiet) return;
      wait = setTimeout(() => {
        const range = Object.values(value)[0];
        this.onDays(range ? day(range[0]) : "", range ? day(range[1]) : "");
      }, 250);
    });
    this.view.addEventListener("click", (_, item) => { if (item?.datum?.first) this.onDays(item.datum.first, item.datum.last); });
  }

  clear() {
    if (!this.view) return;
    this.quiet = true;
    this.view.data("brush_store", []);
    this.view.signal("brush_x", [0, 0]).runAsync().then(() => { this.quiet = false; });
  }

  note({ before, after, undated, first, last }) {
    const words = [
      before && fill(S.timeline_before, { n: number(before), day: first }),
      after && fill(S.timeline_after, { n: number(after), day: last }),
      undated && fill(S.timeline_undated, { n: number(undated) }),
    ].filter(Boolean);
    $("undated").hidden = !words.length;
    $("undated").textContent = words.length ? `${S.off_timeline} ${words.join("; ")}` : "";
  }
}
