// Decisions on an event: buttons, keys and dialogs. Every one can be undone.
import { $, S, api, complain, data, el, fill, send, toast } from "./common.js";
import { ask, field } from "./asking.js";
import { wordsIn } from "./reading.js";

const COUNTS = ["killed", "injured", "casualties", "arrested", "abducted", "released", "missing", "displaced", "participants"];
const FIELDS = ["date", "place", "actor", "recipient", ...COUNTS, "weapon", "type", "mode", "status", "certainty", "seized", "context"];
const QUICK = ["date", "place", "actor", "recipient", "killed", "injured", "weapon"];
const CARRIED = "dateline-said";
const label = (name) => data.fields[name] ?? S[`facet_${name}`] ?? name;

// What was said before the page changed, with the decision that can still be undone.
const carry = (words, id) => sessionStorage.setItem(CARRIED, JSON.stringify([words, id]));
export function carried(acting) {
  const [words, id] = JSON.parse(sessionStorage.getItem(CARRIED) ?? "[]");
  sessionStorage.removeItem(CARRIED);
  acting.recent = id ?? null;
  if (words) toast(words, id ? [S.act_undo, () => acting.undo(id)] : null);
}

export class Deciding {
  // `detail` gives the event as it was read last; `done` is told what was decided, and says whether it leaves the page.
  constructor({ detail, done }) { Object.assign(this, { detail, done, dialog: $("dialog"), turn: Promise.resolve(), left: false, recent: null }); }

  get event() { return this.detail()?.event; }

  verbs() {
    return [["accept", "a", () => this.accept()], ["correct", "c", () => this.correct()], ["reject", "x", () => this.reject()],
      ["merge", "m", () => this.merge()], ["split", "s", () => this.split()], ["note", "n", () => this.note()], ["undo", "u", () => this.undoLast()]];
  }

  draw(bar) {
    if (this.event.sample) {
      bar.replaceChildren(el("p", { class: "hint" }, S.code_held, " ", el("a", { href: `/sample/${this.event.sample}` }, S.code_back)));
      return;
    }
    if (!data.who.decides) { bar.replaceChildren(el("p", { class: "hint" }, S.read_only)); return; }
    bar.replaceChildren(...this.verbs().map(([verb, key, act]) => el("button", { type: "button", id: `act-${verb}`, class: verb === "accept" ? "primary" : "", "aria-keyshortcuts": key.toUpperCase(), onclick: act },
      S[`act_${verb}`], el("kbd", { "aria-hidden": "true" }, key.toUpperCase()))));
  }

  keys() {
    const open = (verb) => this.event && !this.event.sample && (!this.detail().ended || verb === "undo");
    return data.who.decides ? Object.fromEntries(this.verbs().map(([verb, key, act]) => [key, () => { if (open(verb)) act(); }])) : {};
  }

  // ---------------------------------------------------------------- sending

  // Acts once what was ruled before is stored and shown; not at all where that left the page.
  after(act) { return this.turn = this.turn.then(() => (this.left ? null : act())); }

  decide(asked, words = null) { return this.after(() => this.sent(asked, words)); }

  async sent(asked, words = null) {
    try {
      const made = await send("/decisions", asked);
      const goes = asked.verb === "merge" || asked.verb === "undo" ? made.event : null;
      const said = words ?? fill(S[`done_${asked.verb}`], { id: asked.verb === "split" ? made.new_events[0] ?? "" : made.event });
      carry(said, asked.verb === "undo" ? null : made.id);
      this.left = await this.done({ verb: asked.verb, goes, made });
      if (!this.left) carried(this);
    } catch (error) { complain(error); }
  }

  accept() { return this.decide({ verb: "accept", event: this.event.id }); }
  undo(id) { return this.decide({ verb: "undo", decision: id }); }
  // What was ruled just now, if on the event before this one; else what was ruled last on this one.
  undoLast() {
    return this.after(() => {
      const last = this.recent ?? this.detail().decisions.find((each) => !each.undone && each.verb !== "undo")?.id;
      return last ? this.sent({ verb: "undo", decision: last }) : toast(S.nothing_to_undo);
    });
  }

  // ---------------------------------------------------------------- dialogs

  ask(title, parts, read) { return ask(title, parts, read, (asked) => this.decide(asked)); }

  why() { return field(S.note_why, el("input", { name: "note", maxlength: 4000 })); }

  // `support` are words of an article that tell the value; they become its evidence.
  correct(name = "killed", words = "", support = null) {
    const names = FIELDS.includes(name) ? FIELDS : [name, ...FIELDS];
    const pick = el("select", { name: "field" }, ...names.map((each) => el("option", { value: each, selected: each === name }, label(each))));
    const which = el("select", { name: "which" }), hint = el("p", { class: "hint" }), list = el("datalist", { id: "choices" });
    const value = el("input", { name: "value", required: true, maxlength: 1000, autofocus: true, autocomplete: "off", list: "choices" });
    const { id, values: known } = this.event, here = () => known.filter((each) => each.field === pick.value);
    const drawWhich = () => {
      const values = here(), kind = COUNTS.includes(pick.value) ? "count" : ["date", "place"].includes(pick.value) ? pick.value : data.choices[pick.value] ? "word" : null;
      which.replaceChildren(...values.map((each, i) => el("option", { value: String(i) }, each.words)), el("option", { value: "" }, S.correct_beside));
      whichField.hidden = !values.length;
      hint.textContent = kind ? S[`correct_hint_${kind}`] : "";
      list.replaceChildren(...(data.choices[pick.value] ?? []).map((each) => el("option", { value: each })));
    };
    const whichField = field(S.correct_which, which);
    pick.addEventListener("change", drawWhich);
    drawWhich();
    value.value = COUNTS.includes(name) ? words.match(/\d[\d,]*/)?.[0] ?? "" : words;
    this.ask(S.correct_title, [field(S.correct_field, pick), whichField, field(S.correct_value, value), hint, list,
      el("p", { class: "hint" }, support ? fill(S.correct_support, { words }) : S.correct_select), this.why()], () => {
      const old = which.value === "" ? null : here()[Number(which.value)];
      return { verb: "correct", event: id, field: pick.value, value: value.value, replaces: old?.record ?? null, add: !old && here().length > 0, support, note: noteIn(value.form) };
    });
  }

  reports() {
    const { event, articles } = this.detail();
    return event.reports.map((report, n) => {
      const article = articles[report.article];
      return el("label", { class: "check" }, el("input", { type: "checkbox", name: "report", value: event.ids[n] }), ` ${article.publisher ?? S.this_article}: ${article.title}`);
    });
  }

  reject() {
    const boxes = this.event.reports.length > 1 ? [el("fieldset", {}, el("legend", {}, S.reject_some), ...this.reports())] : [];
    this.ask(S.reject_title, [el("p", {}, S.reject_text), el("label", { class: "check" }, el("input", { type: "checkbox", name: "all", checked: true, autofocus: true }), ` ${S.reject_all}`), ...boxes, this.why()], (form) => {
      const some = chosen(form, "report");
      if (!form.all.checked && !some.length) return S.choose_one;
      return { verb: "reject", event: this.event.id, reports: form.all.checked ? [] : some, note: noteIn(form) };
    });
    for (const box of this.dialog.querySelectorAll("[name=report]")) box.addEventListener("change", () => { this.dialog.querySelector("[name=all]").checked = false; });
  }

  async merge() {
    const found = await api(`/events/${encodeURIComponent(this.event.id)}/similar`).catch((error) => { complain(error); return null; });
    if (!found || this.dialog.open) return;
    const offers = found.items.map((item, n) => el("label", { class: "check offer" }, el("input", { type: "checkbox", name: "other", value: item.id, autofocus: n === 0 }),
      el("span", {}, el("b", {}, item.label), ` ${[item.when, item.where, item.who, item.told].filter(Boolean).join(" · ")}`, el("span", { class: "faint" }, ` ${item.id}`))));
    const parts = [el("p", {}, S.merge_text), ...offers.length ? [el("div", { class: "offers-list" }, ...offers)] : [el("p", { class: "hint" }, S.merge_none)],
      field(S.merge_id, el("input", { name: "id", maxlength: 100, autocomplete: "off", autofocus: !offers.length })), this.why()];
    this.ask(S.merge_title, parts, (form) => {
      const events = [...chosen(form, "other"), form.elements.id.value.trim()].filter(Boolean);
      return events.length ? { verb: "merge", event: this.event.id, events, note: noteIn(form) } : S.choose_one;
    });
  }

  split() {
    if (this.event.reports.length < 2) { toast(S.split_one); return; }
    this.ask(S.split_title, [el("p", {}, S.split_text), ...this.reports(), this.why()], (form) => {
      const reports = chosen(form, "report");
      return reports.length ? { verb: "split", event: this.event.id, reports, note: noteIn(form) } : S.choose_one;
    });
  }

  note() {
    this.ask(S.note_title, [field(S.note_text, el("textarea", { name: "note", rows: 4, required: true, maxlength: 4000, autofocus: true }))],
      (form) => ({ verb: "note", event: this.event.id, note: noteIn(form) }));
  }

  // ---------------------------------------------------------------- words of the article

  // Words that are selected in the article can set a field; `article` gives the one that is shown.
  watchWords(pane, bar, article) {
    const hide = () => { bar.hidden = true; };
    const look = () => {
      if (!article()) return hide();
      const selection = getSelection(), words = selection.toString().replace(/\s+/g, " ").trim();
      if (!words || words.length > 200 || !pane.contains(selection.anchorNode) || !pane.contains(selection.focusNode)) return hide();
      const found = wordsIn(article(), selection.getRangeAt(0)), support = found && { article: article().id, ...found };
      bar.replaceChildren(el("span", {}, S.use_words), ...QUICK.map((name) => el("button", { type: "button", "data-field": name, onclick: () => { hide(); this.correct(name, words, support); } }, label(name))));
      bar.hidden = false;
      const at = selection.getRangeAt(0).getBoundingClientRect();
      bar.style.left = `${Math.max(8, Math.min(at.left, innerWidth - bar.offsetWidth - 8))}px`;
      bar.style.top = `${Math.min(at.bottom + 8, innerHeight - bar.offsetHeight - 8)}px`;
    };
    pane.addEventListener("mouseup", () => setTimeout(look));
    pane.addEventListener("keyup", (event) => { if (event.shiftKey || event.key === "Shift") look(); });
    document.addEventListener("mousedown", (event) => { if (!bar.contains(event.target)) hide(); });
    addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
    addEventListener("scroll", () => { if (!bar.hidden) look(); }, true);
  }
}

const chosen = (form, name) => [...form.querySelectorAll(`[name=${name}]:checked`)].map((box) => box.value);
const noteIn = (form) => form.elements.note.value.trim() || null;
