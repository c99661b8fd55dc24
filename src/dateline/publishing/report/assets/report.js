"use strict";
// The report's own script. Article text is foreign: it is only ever set as text, never as HTML.
(() => {
  const read = (name) => JSON.parse(document.getElementById(`data-${name}`).textContent);
  const events = read("events"), articles = read("articles"), totals = read("totals"), S = read("strings");
  const $ = (id) => document.getElementById(id);
  const DAY = 86400000, PAGE = 50, NAMED = 120, CROWDED = 600, SPELLS = 45;
  const { el, fill, number, RADIAN, mercator, latitude, circle, roleOf, marked } = window.dateline;


  // ---------------------------------------------------------------- what is shown

  const families = new Set(events.map((event) => event.family));
  const filter = { words: "", from: "", to: "", status: "", families: new Set(families), picked: null, box: null };
  let shown = [], pageNumber = 0;

  events.forEach((event, index) => {
    event.index = index;
    event.words = [event.id, event.type, event.label, event.where, event.when, event.quote, ...event.who, ...event.whom,
      ...event.places.map((place) => place.name),
      ...event.reports.flatMap((report) => [articles[report.article].title, articles[report.article].publisher])]
      .join(" ").toLowerCase();
    // Where no date is told, the day of the first report stands in, and is always shown as that.
    event.told = event.start !== null;
    event.first = event.start ?? event.reported;
    event.last = event.end ?? event.reported;
    event.located = event.places.filter((place) => place.lat !== null && place.lon !== null);
    for (const place of event.located) place.key = `${place.precision}|${place.lat}|${place.lon}|${place.name}`;
  });

  const passes = {
    words: (event) => filter.words.split(/\s+/).every((word) => event.words.includes(word)),
    days: (event) => (!filter.from && !filter.to) ||
      (event.first !== null && (!filter.to || event.first <= filter.to) && (!filter.from || event.last >= filter.from)),
    status: (event) => !filter.status || [event.status, event.certainty, event.conflict && "conflict"].includes(filter.status),
    families: (event) => filter.families.has(event.family),
    picked: (event) => !filter.picked || filter.picked.ids.has(event.index),
    box: (event) => !filter.box || event.located.some((place) => inside(place, filter.box)),
  };
  const inside = (place, box) =>
    place.lon >= box.west && place.lon <= box.east && place.lat >= box.south && place.lat <= box.north;
  const passing = (...except) =>
    events.filter((event) => Object.entries(passes).every(([name, test]) => except.includes(name) || test(event)));

  function update() {
    shown = passing();
    pageNumber = 0;
    drawRows();
    drawChips();
    drawFamilies();
    drawMap(passing("box", filter.picked?.where === "map" ? "picked" : ""));
    drawTimeline(passing("days", filter.picked?.where === "timeline" ? "picked" : ""));
  }

  // ---------------------------------------------------------------- table

  const badges = (event) => [
    event.status !== "occurred" && el("span", { class: `badge ${event.status}` }, S[`badge_${event.status}`]),
    event.certainty === "hedged" && el("span", { class: "badge hedged" }, S.badge_hedged),
    event.conflict && el("span", { class: "badge conflict" }, S.figures_differ),
    event.kind !== "incident" && el("span", { class: "badge kind" }, S[`badge_${event.kind}`]),
    event.decided && el("span", { class: "badge decided" }, S.badge_decided_event),
  ].filter(Boolean);

  const parties = (event) => event.who.join(", ") + (event.whom.length ? ` → ${event.whom.join(", ")}` : "");

  const undated = (event) => event.reported_words ? fill(S.reported, { day: event.reported_words }) : S.off_timeline_none;

  function row(event) {
    const open = el("button", { type: "button", class: "open", onclick: () => openEvent(event.index) }, event.label);
    const what = el("td", { class: "what" },
      el("p", { class: "name" }, el("i", { class: `dot ${event.family}` }), open, ...badges(event)),
      parties(event) && el("p", { class: "parties" }, parties(event)),
      el("p", { class: "quote" }, event.quote));
    const toll = el("td", { class: "toll" }, ...event.toll.map((words) => el("span", {}, words)));
    const told = event.reports.length === 1 ? S.reports_one : fill(S.reports_many, { n: event.reports.length });
    return el("tr", { "data-event": event.id },
      el("td", { class: "when" }, event.when || el("span", { class: "faint" }, undated(event))), what,
      el("td", { class: "where" }, event.where || el("span", { class: "faint" }, S.where_unknown)), toll,
      el("td", { class: "told" }, told));
  }

  function drawRows(all = false) {
    const pages = Math.max(1, Math.ceil(shown.length / PAGE));
    const some = all ? shown : shown.slice(pageNumber * PAGE, (pageNumber + 1) * PAGE);
    $("rows").replaceChildren(...some.map(row));
    $("none").hidden = shown.length > 0;
    $("pages").hidden = pages === 1;
    $("page").textContent = fill(S.page, { n: pageNumber + 1, all: pages });
    $("earlier").disabled = pageNumber === 0;
    $("later").disabled = pageNumber === pages - 1;
    const same = shown.length === events.length;
    $("shown").textContent = fill(same ? S.shown_all : S.shown, { n: number(shown.length), all: number(events.length) });
  }

  function turn(by) {
    pageNumber += by;
    drawRows();
    $("events-title").scrollIntoView();
  }

  function drawChips() {
    const chips = [];
    const chip = (words, remove) => chips.push(el("button",
      { type: "button", class: "chip", title: S.clear_one, onclick: () => { remove(); update(); } }, words, " ×"));
    if (filter.box) chip(S.filter_area, clearBox);
    if (filter.picked) chip(filter.picked.words, () => { filter.picked = null; });
    if (filter.from || filter.to) chip([filter.from, filter.to].join(" – "), () => setDays("", ""));
    const narrowed = chips.length || filter.words || filter.status || filter.families.size < families.size;
    if (narrowed) chips.push(el("button", { type: "button", class: "plain", onclick: clearAll }, S.clear));
    $("chips").replaceChildren(...chips);
  }

  function drawFamilies() {
    const counts = Object.groupBy ? Object.groupBy(passing("families"), (event) => event.family) : {};
    for (const button of document.querySelectorAll(".family")) {
      const name = button.dataset.family;
      button.hidden = !families.has(name);
      button.setAttribute("aria-pressed", filter.families.has(name));
      button.querySelector("b").textContent = counts[name]?.length ?? 0;
    }
  }

  function setDays(from, to) {
    filter.from = $("from").value = from;
    filter.to = $("to").value = to;
    if (!from && !to) timeline?.clearBrush();
  }

  function clearBox() { filter.box = null; $("map-box").hidden = true; }

  function clearAll() {
    Object.assign(filter, { words: "", status: "", families: new Set(families), picked: null });
    $("search").value = $("status").value = "";
    clearBox();
    setDays("", "");
    update();
  }

  function pick(where, words, ids) {
    const again = filter.picked?.words === words && filter.picked?.where === where;
    filter.picked = again ? null : { where, words, ids: new Set(ids) };
    update();
  }

  // ---------------------------------------------------------------- tooltip

  function tip(_, browserEvent, __, value) {
    $("tip").hidden = !value;
    if (!value) return;
    $("tip").replaceChildren(...String(value).split("\n").map((line) => el("p", {}, line)));
    const { clientX: x, clientY: y } = browserEvent, { offsetWidth: w, offsetHeight: h } = $("tip");
    $("tip").style.left = `${Math.max(8, Math.min(x + 14, innerWidth - w - 8))}px`;
    $("tip").style.top = `${y + 18 + h > innerHeight ? y - h - 12 : y + 18}px`;
  }

  const summary = (name, group) => {
    const lines = group.slice(0, 4).map((event) => `${event.when || undated(event)}: ${event.label}`);
    if (group.length > 4) lines.push("…");
    const count = group.length === 1 ? S.day_singular : fill(S.day_plural, { n: group.length });
    return [`${name} · ${count}`, ...lines].join("\n");
  };

  const chart = (id, spec) => window.vegaEmbed(`#${id}`, spec, {
    ast: true, actions: false, renderer: "svg", defaultStyle: false, tooltip: tip, mode: "vega-lite",
  }).then((result) => {
    result.view.preventDefault(false);
    return result.view;
  });

  // ---------------------------------------------------------------- map

  let map = null;

  let countries = [];
  const byKey = (list) => {
    const groups = new Map();
    for (const event of list) {
      for (const place of event.located) {
        if (!groups.has(place.key)) groups.set(place.key, { place, events: [] });
        groups.get(place.key).events.push(event);
      }
    }
    return [...groups.values()];
  };
  const isPoint = (place) => place.precision === "site" || place.precision === "city";
  const leadingFamily = (group) => {
    const counts = {};
    for (const event of group) counts[event.family] = (counts[event.family] ?? 0) + 1;
    return Object.entries(counts).sort((a, b) => b[1] - a[1]);
  };

  const real = (event) => event.status === "occurred";

  function extent() {
    let west = Infinity, east = -Infinity, south = Infinity, north = -Infinity;
    const stretch = (lon, lat, dx, dy) => {
      west = Math.min(west, lon - dx); east = Math.max(east, lon + dx);
      south = Math.min(south, lat - dy); north = Math.max(north, lat + dy);
    };
    for (const { place } of byKey(events)) {
      const country = place.precision === "country" && countries.find(({ iso2 }) => iso2 === place.country);
      if (country) { stretch(country.lon, country.lat, country.width / 2, country.width / 3); continue; }
      const reach = isPoint(place) ? 0 : (place.radius ?? 0) / 111;
      stretch(place.lon, place.lat, reach, reach);
    }
    return { west, east, south: Math.max(south, -70), north: Math.min(north, 80) };
  }

  function fitted({ west, east, south, north }, width, height) {
    const dx = Math.max((east - west) * RADIAN, 0.03), top = mercator(north), bottom = mercator(south);
    const k = Math.min((width - 90) / dx, (height - 60) / Math.max(top - bottom, 0.03));
    return { k, lon0: (west + east) / 2, lat0: latitude((top + bottom) / 2) };
  }

  function mapData(list) {
    const data = { points: [], areas: [], rings: [], shaded: [], names: [], countries: [] };
    for (const { place, events: group } of byKey(list)) {
      const tooltip = summary(`${place.name} (${place.how})`, group);
      const about = { lon: place.lon, lat: place.lat, key: place.key, tooltip };
      const counted = leadingFamily(group), family = counted[0][0];
      if (place.precision === "country") {
        data.shaded.push({ iso2: place.country, n: group.length, key: place.key, tooltip });
      } else if (isPoint(place)) {
        let rest = group.length;
        for (const [name, n] of counted) {
          const strength = group.some((event) => event.family === name && real(event)) ? 0.9 : 0.35;
          data.points.push({ ...about, family: name, size: Math.min(70 * rest ** 0.8, 2600), strength });
          rest -= n;
        }
      } else if (!place.radius || pixels(place) < 8) {
        data.rings.push({ ...about, family });
      } else {
        data.areas.push({ type: "Feature", geometry: circle(place.lon, place.lat, place.radius), radius: place.radius,
          properties: { ...about, family, wide: pixels(place) > map.width() / 8 } });
      }
    }
    const most = Math.max(...data.shaded.map(({ n }) => n));
    for (const country of data.shaded) country.share = 0.2 + 0.8 * Math.sqrt(country.n / most);
    data.points.sort((a, b) => b.size - a.size);
    data.areas.sort((a, b) => b.radius - a.radius);
    return Object.assign(data, uncrowded(byKey(list)));
  }

  const pixels = (place) => ((place.radius / 6371) * map.at.k) / Math.cos(place.lat * RADIAN);
  const toScreen = ({ lon, lat }) => ({
    x: map.width() / 2 + map.at.k * (lon - map.at.lon0) * RADIAN,
    y: map.height() / 2 - map.at.k * (mercator(lat) - mercator(map.at.lat0)),
  });
  const fromScreen = (x, y) => ({
    lon: map.at.lon0 + (x - map.width() / 2) / map.at.k / RADIAN,
    lat: latitude(mercator(map.at.lat0) + (map.height() / 2 - y) / map.at.k),
  });

  // Names as far as they run neither into each other nor out of the map: the places with most events first, countries last.
  function uncrowded(groups) {
    const taken = [], names = [], named = [];
    const free = (box, own) => taken.every((other, i) => i === own ||
      box[2] < other[0] || box[0] > other[2] || box[3] < other[1] || box[1] > other[3]) &&
      box[0] > 0 && box[2] < map.width() && box[1] > 0 && box[3] < map.height();
    const spots = groups.filter(({ place }) => place.precision !== "country")
      .sort((a, b) => b.events.length - a.events.length).slice(0, NAMED);
    for (const { place } of spots) { const p = toScreen(place); taken.push([p.x - 6, p.y - 6, p.x + 6, p.y + 6]); }
    spots.forEach(({ place }, index) => {
      const { x, y } = toScreen(place), box = [x + 7, y - 8, x + 14 + place.name.length * 6.2, y + 8];
      if (!free(box, index)) return;
      taken.push(box);
      names.push({ lon: place.lon, lat: place.lat, text: place.name });
    });
    for (const { name, lon, lat, width } of countries) {
      const { x, y } = toScreen({ lon, lat }), half = name.length * 3.4, box = [x - half, y - 8, x + half, y + 8];
      if (width * RADIAN * map.at.k < half * 2.4 || !free(box, -1)) continue;
      taken.push(box);
      named.push({ lon, lat, text: name });
    }
    return { names, countries: named };
  }

  function drawMap(list) {
    if (!map) return;
    map.list = list;
    const data = mapData(list);
    for (const name of Object.keys(data)) map.view.data(name, data[name]);
    $("legend-pale").hidden = data.points.every((point) => point.strength > 0.5);
    $("legend-country").hidden = data.shaded.length === 0;
    for (const name of ["k", "lon0", "lat0"]) map.view.signal(name, map.at[name]);
    map.view.runAsync();
    drawBox();
  }

  function drawBox() {
    $("map-box").hidden = !filter.box;
    if (!filter.box) return;
    const a = toScreen({ lon: filter.box.west, lat: filter.box.north });
    const b = toScreen({ lon: filter.box.east, lat: filter.box.south });
    placeBox(a.x, a.y, b.x, b.y);
  }

  function placeBox(x1, y1, x2, y2) {
    const style = $("map-box").style;
    style.left = `${Math.min(x1, x2)}px`; style.top = `${Math.min(y1, y2)}px`;
    style.width = `${Math.abs(x2 - x1)}px`; style.height = `${Math.abs(y2 - y1)}px`;
    $("map-box").hidden = false;
  }

  function moveMap(at) {
    map.at = { k: Math.max(60, Math.min(60000, at.k)), lon0: at.lon0, lat0: Math.max(-75, Math.min(80, at.lat0)) };
    drawMap(map.list);
  }
  const zoom = (by) => moveMap({ ...map.at, k: map.at.k * by });
  const fit = (box) => moveMap(fitted(box, map.width(), map.height()));

  function startMap(view) {
    const frame = $("map");
    map = { view, list: events, width: () => frame.clientWidth, height: () => frame.clientHeight };
    map.at = fitted(extent(), map.width(), map.height());
    $("zoom-in").onclick = () => zoom(1.6);
    $("zoom-out").onclick = () => zoom(1 / 1.6);
    $("zoom-fit").onclick = () => fit(extent());
    const areaButton = $("zoom-area");
    areaButton.onclick = () => areaButton.setAttribute("aria-pressed", areaButton.getAttribute("aria-pressed") !== "true");
    view.addEventListener("click", (_, item) => {
      const key = item?.datum?.key ?? item?.datum?.properties?.key;
      const group = !map.dragged && key && byKey(map.list).find(({ place }) => place.key === key);
      if (group) pick("map", group.place.name, group.events.map((event) => event.index));
    });
    let from = null, frameRequest = 0;
    const spot = (event) => { const at = frame.getBoundingClientRect(); return [event.clientX - at.left, event.clientY - at.top]; };
    frame.addEventListener("pointerdown", (event) => {
      map.dragged = false;
      const boxing = event.shiftKey || areaButton.getAttribute("aria-pressed") === "true";
      if (event.button !== 0 || (event.pointerType === "touch" && !boxing)) return;
      from = { spot: spot(event), at: map.at, boxing };
      if (boxing) event.preventDefault();
    });
    addEventListener("pointermove", (event) => {
      if (!from) return;
      const [x, y] = spot(event), [x0, y0] = from.spot;
      if (!map.dragged && Math.hypot(x - x0, y - y0) < 4) return;
      map.dragged = true;
      tip(null, null, null, null);
      if (from.boxing) { placeBox(x0, y0, x, y); return; }
      cancelAnimationFrame(frameRequest);
      frameRequest = requestAnimationFrame(() => moveMap({ k: from?.at.k ?? map.at.k,
        lon0: (from?.at ?? map.at).lon0 - (x - x0) / map.at.k / RADIAN,
        lat0: latitude(mercator((from?.at ?? map.at).lat0) + (y - y0) / map.at.k) }));
    });
    addEventListener("pointerup", (event) => {
      if (from?.boxing && map.dragged) {
        const a = fromScreen(...from.spot), b = fromScreen(...spot(event));
        filter.box = { west: Math.min(a.lon, b.lon), east: Math.max(a.lon, b.lon),
          south: Math.min(a.lat, b.lat), north: Math.max(a.lat, b.lat) };
        areaButton.setAttribute("aria-pressed", "false");
        update();
      }
      cancelAnimationFrame(frameRequest);
      from = null;
    });
    new ResizeObserver(() => { view.resize(); fit(extent()); }).observe(frame);
  }

  // ---------------------------------------------------------------- timeline

  let timeline = null;
  const day = (time) => new Date(time).toISOString().slice(0, 10);

  // Single days, of so many events that their marks would run together, fall into spells of some days each.
  const { first: firstDrawn, last: lastDrawn } = read("timeline")?.usermeta ?? {};
  const dayMarks = new Set(events.filter((e) => e.first !== null && e.first === e.last).map((e) => `${e.type}|${e.first}`));
  const spell = dayMarks.size < CROWDED ? 1 : Math.ceil((Date.parse(lastDrawn) - Date.parse(firstDrawn)) / DAY / SPELLS);
  const spellOf = (event) => {
    if (spell === 1 || event.first !== event.last) return [event.first, event.last];
    const begun = Math.floor(Date.parse(event.first) / DAY / spell) * spell * DAY;
    return [day(begun), day(begun + (spell - 1) * DAY)];
  };

  const label = (event) => spell > 1 && event.first === event.last ? spellOf(event).join(" – ") : event.when || undated(event);

  function drawTimeline(list) {
    if (!timeline) return;
    const groups = new Map();
    for (const event of list.filter((e) => e.first !== null)) {
      const single = event.first === event.last, key = `${event.type}|${spellOf(event).join("|")}|${event.told}|${single}`;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(event);
    }
    timeline.groups = groups;
    timeline.view.data("spans", [...groups].map(([key, group]) => {
      const [first, last] = spellOf(group[0]), single = group[0].first === group[0].last;
      const t0 = Date.parse(first), t1 = Date.parse(last) + DAY;
      const { type, family, told } = group[0], when = label(group[0]);
      const name = group.length === 1 ? `${when}: ${group[0].label}` : summary(when, group);
      const strength = (group.some(real) ? 0.9 : 0.35) * (single ? 1 : 0.6);
      return { key, strength, t0, t1, told, single, mid: (t0 + t1) / 2, type, family, n: group.length, tooltip: [name, ...group.length === 1 ? [group[0].where] : []].join("\n") };
    }));
    timeline.view.runAsync();
  }

  function startTimeline(view) {
    let quiet = false, wait = 0;
    timeline = { view, groups: new Map() };
    timeline.clearBrush = () => {
      quiet = true;
      view.data("brush_store", []);
      view.signal("brush_x", [0, 0]).runAsync().then(() => { quiet = false; });
    };
    view.addSignalListener("brush", (_, value) => {
      clearTimeout(wait);
      if (quiet) return;
      wait = setTimeout(() => {
        const range = Object.values(value)[0];
        filter.from = $("from").value = range ? day(range[0]) : "";
        filter.to = $("to").value = range ? day(range[1]) : "";
        update();
      }, 120);
    });
    view.addEventListener("click", (_, item) => {
      const group = item?.datum?.key && timeline.groups.get(item.datum.key);
      if (group) pick("timeline", `${label(group[0])}: ${group[0].type.toLowerCase()}`, group.map((event) => event.index));
    });
  }

  // What the timeline does not show: events far off most others, of open year, and of no date.
  function noteOffTimeline() {
    const { first, last } = read("timeline")?.usermeta ?? {};
    const without = events.filter((event) => event.first === null), dated = events.filter((event) => event.first !== null);
    const open = without.filter((event) => event.edtf);
    const off = [
      [dated.filter((event) => event.last < first), fill(S.off_timeline_before, { day: first })],
      [dated.filter((event) => event.first > last), fill(S.off_timeline_after, { day: last })],
      [open, S.off_timeline_open],
      [without.filter((event) => !event.edtf), S.off_timeline_none],
    ].filter(([list]) => list.length);
    $("legend-reported").hidden = dated.every((event) => event.told);
    if (!off.length) return;
    const named = open.slice(0, 3).map((event) => el("span", { class: "faint" }, `${event.when} (${event.label})`));
    $("undated").replaceChildren(S.off_timeline, ...off.map(([list, words]) => el("button", { type: "button", class: "plain",
      onclick: () => pick("undated", words, list.map((event) => event.index)) }, `${number(list.length)} ${words}`)), ...named);
    $("undated").hidden = false;
  }

  // ---------------------------------------------------------------- one event and its articles

  const sheet = $("sheet");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let current = null;

  const marksOf = (event, report) => {
    const marks = [{ span: event.reports[report].quote, role: "quote" }];
    event.fields.forEach((field, f) => field.claims.forEach((claim, c) => {
      if (claim.report !== report) return;
      for (const span of claim.spans) marks.push({ span, role: roleOf(field), claim: `${f}.${c}` });
      for (const span of claim.cites) marks.push({ span, role: "source" });
    }));
    return marks;
  };
  function drawArticle(index, marks, tabs) {
    const article = articles[index];
    const of = (part, caption = null) => marks.filter(({ span }) => span[0] === part && (part !== "caption" || (span[1] ?? 0) === caption));
    const published = article.published
      ? fill(S.published, { day: article.published }) + (article.known ? ` (${article.known})` : "") : S.published_unknown;
    $("article").replaceChildren(...[tabs,
      el("p", { class: "source" }, el("b", {}, article.publisher ?? ""), article.publisher ? " · " : "", published,
        article.url ? " · " : "", article.url ? el("a", { href: article.url, rel: "noopener noreferrer", target: "_blank" }, S.source) : ""),
      el("h3", {}, ...marked(article.title, of("title"))),
      ...article.captions.map((caption, i) => el("p", { class: "caption" }, el("span", {}, S.caption), ...marked(caption, of("caption", i)))),
      el("div", { class: "text" }, ...marked(article.text, of("body")))].filter(Boolean));
  }

  const chainWords = (event, claim) => {
    const publisher = articles[event.reports[claim.report].article].publisher ?? S.this_article;
    return claim.chain.length ? [...claim.chain, publisher].join(" → ") : `${publisher}, ${S.own_voice}`;
  };

  function claimButton(event, field, f, claim, c) {
    const stance = claim.stance === "asserts" ? null : S[`stance_${claim.stance}`];
    const single = field.claims.length === 1;
    return el("button", { type: "button", class: `claim ${roleOf(field)}`, "data-claim": `${f}.${c}`, onclick: () => flash(f, c) },
      single || claim.value === field.value ? null : el("b", { class: "told" }, claim.value),
      el("span", { class: "words" }, claim.words ? `“${claim.words}”` : ""),
      el("span", { class: "chain" }, chainWords(event, claim)),
      claim.hedged ? el("span", { class: "badge hedged" }, S.badge_hedged) : null,
      stance ? el("span", { class: "badge stance" }, stance) : null);
  }

  function drawFields(event) {
    const rows = event.fields.map((field, f) => el("div", { class: "field", "data-field": field.name },
      el("dt", {}, field.label),
      el("dd", {},
        el("p", { class: field.claims.length ? "value" : "value faint" }, field.value,
          field.decided ? el("span", { class: "badge decided" }, S.badge_decided) : null,
          field.conflict ? el("span", { class: "badge conflict" }, S.figures_differ) : null,
          field.range ? el("span", { class: "range" }, field.range) : null),
        ...field.claims.map((claim, c) => claimButton(event, field, f, claim, c)))));
    const parts = [el("p", { class: "hint" }, S.fields_hint), el("dl", { class: "fields" }, ...rows)];
    if (event.part_of) {
      const whole = events.findIndex((other) => other.id === event.part_of);
      parts.push(whole < 0 ? el("p", { class: "hint" }, S.part_of)
        : el("button", { type: "button", class: "plain", onclick: () => openEvent(whole) }, `${S.part_of}: ${events[whole].label}, ${events[whole].when}`));
    }
    if (event.links.length) parts.push(el("details", { class: "why" }, el("summary", {}, S.why_one),
      ...event.links.map((link) => el("div", {}, el("p", {}, fill(S.probability, { p: link.probability })),
        el("ul", {}, ...link.levels.map((level) => el("li", {}, el("b", {}, level.weight), ` ${level.outcome}`)))))));
    parts.push(el("p", { class: "id" }, event.id));
    $("known").replaceChildren(...parts);
  }

  function showReport(number) {
    const event = current.event;
    current.report = number;
    const { reports } = event, shown = reports[number].article;
    // One tab an article, though it may tell the event twice: a click on a claim shows the report that makes it.
    const firsts = [...reports.keys()].filter((i) => reports.findIndex((each) => each.article === reports[i].article) === i);
    const tabs = firsts.length < 2 ? null : el("div", { class: "tabs" }, ...firsts.map((i) =>
      el("button", { type: "button", "aria-pressed": String(reports[i].article === shown), onclick: () => { showReport(i); toQuote(); } },
        articles[reports[i].article].publisher ?? articles[reports[i].article].title)));
    drawArticle(shown, marksOf(event, number), tabs);
  }

  const marksIn = (selector) => [...$("article").querySelectorAll(selector)];

  function toQuote() {
    $("article").scrollTop = 0;
    bring(marksIn("mark.in-quote, mark.quote")[0], "auto");
  }

  function bring(mark, behavior) {
    if (!mark) return;
    const pane = $("article"), at = mark.getBoundingClientRect(), view = pane.getBoundingClientRect();
    pane.scrollBy({ top: at.top - view.top - view.height / 3, behavior: calm.matches ? "auto" : behavior });
  }

  function flash(f, c) {
    const claim = current.event.fields[f].claims[c];
    if (claim.report !== current.report) showReport(claim.report);
    for (const button of $("known").querySelectorAll(".claim")) button.classList.toggle("on", button.dataset.claim === `${f}.${c}`);
    for (const mark of marksIn("mark")) {
      mark.classList.remove("flash");
      if (!mark.dataset.claims.split(" ").includes(`${f}.${c}`)) continue;
      void mark.offsetWidth;
      mark.classList.add("flash");
    }
    bring(marksIn("mark.flash")[0], "smooth");
  }

  function openSheet(kicker, title, below) {
    $("sheet-kicker").replaceChildren(...kicker);
    $("sheet-title").textContent = title;
    $("sheet-parties").textContent = below;
    if (!sheet.open) sheet.showModal();
    $("known").scrollTop = 0;
  }

  function openEvent(index) {
    const event = events[index];
    current = { event, report: 0 };
    drawFields(event);
    if (event.reports.length) showReport(0);
    openSheet([el("i", { class: `dot ${event.family}` }), [event.when || undated(event), event.where].filter(Boolean).join(" · "), ...badges(event)],
      event.label, parties(event));
    sheet.classList.remove("total");
    const at = shown.indexOf(event);
    $("previous").disabled = at <= 0;
    $("next").disabled = at < 0 || at === shown.length - 1;
    history.replaceState(null, "", `#${encodeURIComponent(event.id)}`);
    toQuote();
  }

  function openTotal(index) {
    const total = totals[index];
    const marks = [{ span: total.quote, role: "quote" }, ...total.cites.map((span) => ({ span, role: "source" }))];
    drawArticle(total.article, marks, null);
    $("known").replaceChildren();
    openSheet([S.totals], articles[total.article].title, "");
    sheet.classList.add("total");
    toQuote();
  }

  const step = (by) => { const next = shown[shown.indexOf(current.event) + by]; if (next) openEvent(next.index); };

  // ---------------------------------------------------------------- start

  $("search").addEventListener("input", (event) => { filter.words = event.target.value.trim().toLowerCase(); update(); });
  $("status").addEventListener("change", (event) => { filter.status = event.target.value; update(); });
  for (const id of ["from", "to"]) $(id).addEventListener("change", (event) => { filter[id] = event.target.value; update(); });
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  for (const button of document.querySelectorAll(".family")) {
    button.addEventListener("click", () => {
      const name = button.dataset.family, only = filter.families.size === 1 && filter.families.has(name);
      if (filter.families.size === families.size) filter.families = new Set([name]);
      else if (only) filter.families = new Set(families);
      else if (!filter.families.delete(name)) filter.families.add(name);
      update();
    });
  }
  $("earlier").onclick = () => turn(-1);
  $("later").onclick = () => turn(1);
  $("close").onclick = () => sheet.close();
  $("previous").onclick = () => step(-1);
  $("next").onclick = () => step(1);
  sheet.addEventListener("click", (event) => { if (event.target === sheet) sheet.close(); });
  sheet.addEventListener("close", () => history.replaceState(null, "", location.pathname + location.search));
  for (const button of document.querySelectorAll("[data-total]")) button.onclick = () => openTotal(Number(button.dataset.total));
  addEventListener("beforeprint", () => drawRows(true));
  addEventListener("afterprint", () => drawRows());

  const tooltipOf = (spec) => {
    const text = { expr: "datum.tooltip || (datum.properties && datum.properties.tooltip) || null" };
    for (const layer of spec.layer) if (typeof layer.mark === "object" && layer.mark.cursor) layer.mark.tooltip = text;
    return spec;
  };

  async function start() {
    noteOffTimeline();
    update();
    const asked = events.findIndex((event) => `#${encodeURIComponent(event.id)}` === location.hash);
    if (asked >= 0) openEvent(asked);
    const timelineSpec = read("timeline");
    if ($("timeline") && timelineSpec) startTimeline(await chart("timeline", tooltipOf(timelineSpec)));
    if ($("map")) {
      const spec = read("map");
      countries = spec.datasets.outlines.objects.countries.geometries.map((country) => country.properties);
      startMap(await chart("map", tooltipOf(spec)));
    }
    update();
    document.documentElement.dataset.ready = "";
  }
  start();
})();
