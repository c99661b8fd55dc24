"use strict";
// What the report's script and the web application's share. Foreign text is only ever set as text, never as HTML.
window.dateline = (() => {
  const RADIAN = Math.PI / 180;

  const el = (tag, attributes = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children.filter((child) => child !== null && child !== ""));
    return node;
  };
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const number = (n) => n.toLocaleString("en");

  const mercator = (lat) => Math.log(Math.tan(Math.PI / 4 + (Math.max(-84, Math.min(84, lat)) * RADIAN) / 2));
  const latitude = (y) => (2 * Math.atan(Math.exp(y)) - Math.PI / 2) / RADIAN;

  // A geodesic circle as a small clockwise ring, which is the order that d3 reads as its inside.
  function circle(lon, lat, km) {
    const ring = [], angle = km / 6371;
    for (let step = 0; step <= 72; step++) {
      const turn = -step * 5 * RADIAN, phi = lat * RADIAN;
      const y = Math.asin(Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(turn));
      const x = Math.atan2(Math.sin(turn) * Math.sin(angle) * Math.cos(phi), Math.cos(angle) - Math.sin(phi) * Math.sin(y));
      ring.push([lon + x / RADIAN, y / RADIAN]);
    }
    return { type: "Polygon", coordinates: [ring.reverse()] };
  }

  const ROLES = { type: "type", date: "date", place: "place", actor: "actor", recipient: "recipient", weapon: "weapon",
    mode: "type", status: "type", certainty: "type", context: "context" };
  const roleOf = (field) => ROLES[field.name] ?? "count";

  // One part of an article, cut wherever a mark begins or ends. Offsets count code points, not UTF-16 units.
  // Paragraphs that only a line break parts are shown with a blank line between them.
  function marked(text, marks) {
    const points = Array.from(text), apart = text.includes("\n\n");
    const cuts = [...new Set([0, points.length, ...marks.flatMap(({ span }) => [span[2], span[3]])])].sort((a, b) => a - b);
    return cuts.slice(0, -1).map((start, i) => {
      const exact = points.slice(start, cuts[i + 1]).join(""), words = apart ? exact : exact.replaceAll("\n", "\n\n");
      const over = marks.filter(({ span }) => span[2] <= start && span[3] >= cuts[i + 1] && span[2] < span[3]);
      if (!over.length) return words;
      const narrow = over.reduce((a, b) => (b.span[3] - b.span[2] < a.span[3] - a.span[2] ? b : a));
      const claims = over.map((mark) => mark.claim).filter(Boolean);
      const classes = over.some((mark) => mark.role === "quote") ? `${narrow.role} in-quote` : narrow.role;
      return el("mark", { class: classes, "data-claims": claims.join(" ") }, words);
    });
  }

  return { el, fill, number, RADIAN, mercator, latitude, circle, roleOf, marked };
})();
