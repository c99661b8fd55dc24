// An article with its marks, and the sentence around words of it. Offsets count code points.
import { $, S, el, fill, marked } from "./common.js";

const sentences = new Segmenter();

function Segmenter() {
  const known = new Map(), segmenter = new Intl.Segmenter("en", { granularity: "sentence" });
  // Where the sentences of a text begin and end; a line break ends one, too.
  this.of = (text) => {
    if (known.has(text)) return known.get(text);
    const found = [];
    let at = 0;
    for (const line of text.split(/(?<=\n)/)) for (const { segment } of segmenter.segment(line)) {
      const length = Array.from(segment).length;
      found.push([at, at + length]);
      at += length;
    }
    known.set(text, found);
    return found;
  };
}

// The sentences of a text, without the white space around them.
export const sentencesOf = (text) => sentences.of(text).map(([start, end]) => {
  const words = Array.from(text).slice(start, end).join(""), lead = words.length - words.trimStart().length;
  return { start: start + lead, end: end - (words.length - words.trimEnd().length), words: words.trim() };
}).filter(({ words }) => /\p{L}/u.test(words));

export const textOf = (article, [part, caption]) => part === "title" ? article.title : part === "body" ? article.text : article.captions[caption ?? 0];

// The sentence in which some words stand, with the words marked: nodes.
export function sentenceAround(article, spans, role) {
  const [first] = spans, text = textOf(article, first);
  const inside = sentences.of(text).filter(([start, end]) => start < first[3] && end > first[2]);
  if (!inside.length) return [];
  const start = inside[0][0], end = inside.at(-1)[1];
  const marks = spans.filter((span) => span[0] === first[0] && span[1] === first[1] && span[2] >= start && span[3] <= end)
    .map(([part, caption, from, to]) => ({ span: [part, caption, from - start, to - start], role }));
  return marked(Array.from(text).slice(start, end).join("").trimEnd(), marks);
}

// The whole article; `above` are nodes that go before it.
export function drawArticle(article, marks, above = []) {
  const of = (part, caption = null) => marks.filter(({ span }) => span[0] === part && (part !== "caption" || (span[1] ?? 0) === caption));
  const published = article.published ? fill(S.published, { day: article.published }) + (article.known ? ` (${article.known})` : "") : S.published_unknown;
  const link = article.url && el("a", { href: article.url, rel: "noopener noreferrer", target: "_blank" }, S.source);
  $("article").replaceChildren(...above,
    el("p", { class: "source" }, el("b", {}, article.publisher ?? ""), article.publisher ? " · " : "", published, link ? " · " : "", link || ""),
    el("h3", { "data-part": "title" }, ...marked(article.title, of("title"))),
    ...article.captions.map((caption, i) => el("p", { class: "caption" }, el("span", {}, S.caption),
      el("span", { "data-part": "caption", "data-caption": i }, ...marked(caption, of("caption", i))))),
    el("div", { class: "text", "data-part": "body" }, ...marked(article.text, of("body"))));
}

// The words of an article that a range of the page holds: [part, caption, start, end] and the quote; null across parts.
export function wordsIn(article, range) {
  const frame = (node) => (node.nodeType === 1 ? node : node.parentElement).closest("[data-part]"), box = frame(range.startContainer);
  if (!box || box !== frame(range.endContainer)) return null;
  const span = [box.dataset.part, box.dataset.caption === undefined ? null : Number(box.dataset.caption)], text = textOf(article, span);
  const doubled = !text.includes("\n\n"); // as `marked` shows paragraphs that only a line break parts
  const before = (node, offset) => {
    const head = document.createRange();
    head.setStart(box, 0);
    head.setEnd(node, offset);
    const shown = head.toString();
    return Array.from(doubled ? shown.replaceAll("\n\n", "\n") : shown).length;
  };
  const points = Array.from(text);
  let start = before(range.startContainer, range.startOffset), end = before(range.endContainer, range.endOffset);
  while (start < end && !points[start].trim()) start++;
  while (end > start && !points[end - 1].trim()) end--;
  return start < end ? { part: span[0], caption: span[1], start, end, quote: points.slice(start, end).join("") } : null;
}

const calm = matchMedia("(prefers-reduced-motion: reduce)");
// Brings a mark into view, in the pane or, where that does not scroll, on the page.
export function bring(mark, behavior = "smooth") {
  if (!mark) return;
  const pane = $("article"), at = mark.getBoundingClientRect(), view = pane.getBoundingClientRect();
  if (pane.scrollHeight > pane.clientHeight + 4) pane.scrollBy({ top: at.top - view.top - view.height / 3, behavior: calm.matches ? "auto" : behavior });
  else if (at.top < 80 || at.bottom > innerHeight) mark.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : behavior });
}
