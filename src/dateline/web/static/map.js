// The map: marks that the server reckoned, drawn by Vega as the report's are.
import { S, api, data, fill } from "./common.js";
import { chart, summary } from "./timeline.js";
const { RADIAN, mercator, latitude, circle } = window.dateline;

const NAMED = 120, LEAST = 0.12; // radians that the map shows at least, so that one place has its surroundings

export class EventMap {
  // `onPlace` is told the name of a place that was clicked; `onMove` that the view has come to rest.
  constructor(frame, { onPlace, onMove, onZoom }) {
    Object.assign(this, { frame, onPlace, onMove, onZoom, marks: null, fitted: false });
  }

  async start() {
    const [outlines, spec] = [await api("/outlines"), data.map];
    spec.datasets.outlines = outlines;
    this.countries = outlines.objects.countries.geometries.map((country) => country.properties);
    this.at = { k: 100, lon0: 20, lat0: 20 };
    this.view = await chart("map", spec);
    this.view.addEventListener("click", (_, item) => this.clicked(item));
    this.listen();
    new ResizeObserver(() => { this.view.resize(); this.draw(); }).observe(this.frame);
  }

  get width() { return this.frame.clientWidth; }
  get height() { return this.frame.clientHeight; }
  // As web maps count: the world is 256 pixels wide at 0.
  get zoom() { return Math.max(0, Math.min(20, Math.round(Math.log2((this.at.k * 2 * Math.PI) / 256)))); }
  get box() {
    const a = this.fromScreen(0, 0), b = this.fromScreen(this.width, this.height), of = (n, most) => Math.max(-most, Math.min(most, n)).toFixed(3);
    return [of(a.lon, 180), of(b.lat, 90), of(b.lon, 180), of(a.lat, 90)].join(",");
  }

  show(marks) {
    this.marks = marks;
    if (!this.fitted) { this.fitted = true; this.fit(false); }
    this.draw();
  }

  fit(told = true) {
    const box = this.extent();
    if (box) this.move(this.toFit(box), told);
  }

  extent() {
    let west = Infinity, east = -Infinity, south = Infinity, north = -Infinity;
    const stretch = (lon, lat, dx, dy) => {
      west = Math.min(west, lon - dx); east = Math.max(east, lon + dx);
      south = Math.min(south, lat - dy); north = Math.max(north, lat + dy);
    };
    for (const mark of this.marks?.points ?? []) stretch(mark.lon, mark.lat, 0, 0);
    for (const mark of this.marks?.areas ?? []) stretch(mark.lon, mark.lat, (mark.radius ?? 0) / 111, (mark.radius ?? 0) / 111);
    for (const mark of this.marks?.countries ?? []) {
      const country = this.countries.find(({ iso2 }) => iso2 === mark.country);
      if (country) stretch(country.lon, country.lat, country.width / 2, country.width / 3);
    }
    return west > east ? null : { west, east, south: Math.max(south, -70), north: Math.min(north, 80) };
  }

  toFit({ west, east, south, north }) {
    const dx = Math.max((east - west) * RADIAN, LEAST), top = mercator(north), bottom = mercator(south);
    const k = Math.min((this.width - 90) / dx, (this.height - 60) / Math.max(top - bottom, LEAST / 2));
    return { k, lon0: (west + east) / 2, lat0: latitude((top + bottom) / 2) };
  }

  move(at, told = true) {
    const before = this.zoom;
    this.at = { k: Math.max(60, Math.min(60000, at.k)), lon0: Math.max(-180, Math.min(180, at.lon0)), lat0: Math.max(-75, Math.min(80, at.lat0)) };
    this.draw();
    clearTimeout(this.rest);
    this.rest = setTimeout(() => { if (this.zoom !== before) this.onZoom(); if (told) this.onMove(); }, 200);
  }

  zoomBy(by) { this.move({ ...this.at, k: this.at.k * by }); }

  toScreen({ lon, lat }) {
    return { x: this.width / 2 + this.at.k * (lon - this.at.lon0) * RADIAN, y: this.height / 2 - this.at.k * (mercator(lat) - mercator(this.at.lat0)) };
  }
  fromScreen(x, y) {
    return { lon: this.at.lon0 + (x - this.width / 2) / this.at.k / RADIAN, lat: latitude(mercator(this.at.lat0) + (this.height / 2 - y) / this.at.k) };
  }
  pixels(mark) { return ((mark.radius / 6371) * this.at.k) / Math.cos(mark.lat * RADIAN); }

  draw() {
    if (!this.view || !this.marks) return;
    const sets = this.sets();
    for (const name of Object.keys(sets)) this.view.data(name, sets[name]);
    for (const name of ["k", "lon0", "lat0"]) this.view.signal(name, this.at[name]);
    this.view.runAsync();
    document.getElementById("legend-country").hidden = sets.shaded.length === 0;
    document.getElementById("legend-pale").hidden = sets.points.every((point) => point.strength > 0.5);
  }

  sets() {
    const found = { points: [], areas: [], rings: [], shaded: [] };
    for (const [index, mark] of this.marks.points.entries()) {
      const name = mark.places > 1 ? fill(S.map_cluster, { n: mark.places }) : mark.name;
      let rest = mark.n;
      for (const [family, n] of Object.entries(mark.families)) {
        const strength = mark.occurred.includes(family) ? 0.9 : 0.35;
        found.points.push({ lon: mark.lon, lat: mark.lat, key: `points|${index}`, tooltip: summary(name, mark.n), family, strength, size: Math.min(70 * rest ** 0.8, 2600) });
        rest = Math.max(1, rest - n);
      }
    }
    for (const [index, mark] of this.marks.areas.entries()) {
      const about = { key: `areas|${index}`, tooltip: summary(`${mark.name} (${mark.how})`, mark.n), family: Object.keys(mark.families)[0] };
      if (!mark.radius || this.pixels(mark) < 8) found.rings.push({ lon: mark.lon, lat: mark.lat, ...about });
      else found.areas.push({ type: "Feature", geometry: circle(mark.lon, mark.lat, mark.radius), radius: mark.radius, properties: { ...about, wide: this.pixels(mark) > this.width / 8 } });
    }
    const most = Math.max(...this.marks.countries.map(({ n }) => n));
    for (const [index, mark] of this.marks.countries.entries()) {
      found.shaded.push({ iso2: mark.country, n: mark.n, share: 0.2 + 0.8 * Math.sqrt(mark.n / most), key: `countries|${index}`, tooltip: summary(mark.name, mark.n) });
    }
    found.points.sort((a, b) => b.size - a.size);
    found.areas.sort((a, b) => b.radius - a.radius);
    return Object.assign(found, this.uncrowded());
  }

  // Names as far as they run neither into each other nor out of the map: the places with most events first, countries last.
  uncrowded() {
    const taken = [], names = [], named = [];
    const free = (box, own) => taken.every((other, i) => i === own || box[2] < other[0] || box[0] > other[2] || box[3] < other[1] || box[1] > other[3]) &&
      box[0] > 0 && box[2] < this.width && box[1] > 0 && box[3] < this.height;
    const spots = [...this.marks.points.filter((mark) => mark.places === 1), ...this.marks.areas].sort((a, b) => b.n - a.n).slice(0, NAMED);
    for (const spot of spots) { const p = this.toScreen(spot); taken.push([p.x - 6, p.y - 6, p.x + 6, p.y + 6]); }
    spots.forEach((spot, index) => {
      const { x, y } = this.toScreen(spot), box = [x + 7, y - 8, x + 14 + spot.name.length * 6.2, y + 8];
      if (!free(box, index)) return;
      taken.push(box);
      names.push({ lon: spot.lon, lat: spot.lat, text: spot.name });
    });
    for (const { name, lon, lat, width } of this.countries) {
      const { x, y } = this.toScreen({ lon, lat }), half = name.length * 3.4, box = [x - half, y - 8, x + half, y + 8];
      if (width * RADIAN * this.at.k < half * 2.4 || !free(box, -1)) continue;
      taken.push(box);
      named.push({ lon, lat, text: name });
    }
    return { names, countries: named };
  }

  clicked(item) {
    const key = item?.datum?.key ?? item?.datum?.properties?.key;
    if (this.dragged || !key) return;
    const [kind, index] = key.split("|"), mark = this.marks[kind][Number(index)];
    if (kind === "points" && mark.places > 1) this.move({ k: this.at.k * 3, lon0: mark.lon, lat0: mark.lat });
    else this.onPlace(mark.name);
  }

  listen() {
    let from = null, request = 0;
    const spot = (event) => { const at = this.frame.getBoundingClientRect(); return [event.clientX - at.left, event.clientY - at.top]; };
    this.frame.addEventListener("pointerdown", (event) => {
      this.dragged = false;
      if (event.button === 0 && event.pointerType !== "touch") from = { spot: spot(event), at: this.at };
    });
    addEventListener("pointermove", (event) => {
      if (!from) return;
      const [x, y] = spot(event), [x0, y0] = from.spot, { at } = from;
      if (!this.dragged && Math.hypot(x - x0, y - y0) < 4) return;
      this.dragged = true;
      cancelAnimationFrame(request);
      request = requestAnimationFrame(() => this.move({ k: at.k, lon0: at.lon0 - (x - x0) / at.k / RADIAN, lat0: latitude(mercator(at.lat0) + (y - y0) / at.k) }));
    });
    addEventListener("pointerup", () => { from = null; });
  }
}
