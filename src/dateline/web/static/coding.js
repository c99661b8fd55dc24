// The form in which a reviewer codes an event of a sample. What the other reviewer coded is never asked for.
import { S, api, complain, data, el, fill, send } from "./common.js";

const HINTS = { killed: "count", injured: "count", date: "date", place: "place" };

function answerRow({ name, label, words }, made) {
  const how = el("select", { name: `how-${name}`, "aria-label": label }, ...[["right", `${words || S.sample_nothing} – ${S.code_right}`], words && ["none", S.code_none], ["other", S.code_other]]
    .filter(Boolean).map(([value, text]) => el("option", { value, selected: made?.how === value }, text)));
  const list = data.choices[name] && el("datalist", { id: `list-${name}` }, ...data.choices[name].map((each) => el("option", { value: each })));
  const value = el("input", { name: `value-${name}`, "aria-label": `${label}: ${S.correct_value}`, value: made?.value ?? "", maxlength: 1000, autocomplete: "off",
    placeholder: HINTS[name] ? S[`correct_hint_${HINTS[name]}`] : "", list: list ? `list-${name}` : null });
  const show = () => { value.hidden = how.value !== "other"; };
  how.addEventListener("change", () => { show(); if (!value.hidden) value.focus(); });
  show();
  return el("div", { class: "answer", "data-code": name }, el("span", {}, label), how, value, list || "");
}

export async function drawCoding(place, sample, event) {
  const found = await api(`/samples/${sample}/events/${encodeURIComponent(event)}`);
  const complaint = el("p", { class: "complaint", role: "alert", hidden: true });
  const verdict = (value) => el("label", { class: "check" }, el("input", { type: "radio", name: "verdict", value, required: true, checked: found.verdict === value, onchange: () => show() }), ` ${S[`code_${value}`]}`);
  const fields = el("fieldset", { class: "answers" }, el("legend", {}, S.fields), ...found.fields.map((field) => answerRow(field, found.answers[field.name])));
  const show = () => { fields.hidden = form.elements.verdict.value === "reject"; };
  const read = () => {
    const of = form.elements, chosen = of.verdict.value;
    const answers = chosen === "reject" ? [] : found.fields.map(({ name }) => [name, { how: of[`how-${name}`].value, value: of[`how-${name}`].value === "other" ? of[`value-${name}`].value.trim() : null }]);
    return { event, verdict: chosen, fields: Object.fromEntries(answers), note: null };
  };
  const form = el("form", { class: "form coding", id: "coding", onsubmit: async (submitted) => {
    submitted.preventDefault();
    const asked = read(), missing = found.fields.filter(({ name }) => asked.fields[name]?.how === "other" && !asked.fields[name].value).map(({ label }) => label);
    complaint.hidden = !missing.length;
    if (missing.length) { complaint.textContent = fill(S.code_missing, { fields: missing.join(", ") }); return; }
    try {
      await send(`/samples/${sample}/codings`, asked);
      location.assign(found.next ? `/event/${encodeURIComponent(found.next)}?sample=${sample}` : `/sample/${sample}`);
    } catch (error) { complain(error); }
  } }, el("h2", {}, S.code_title), el("p", { class: "hint" }, S.code_hint), verdict("accept"), verdict("reject"), fields, complaint,
  el("div", { class: "row" }, el("button", { type: "submit", class: "primary" }, S.code_save), el("a", { href: `/sample/${sample}` }, S.code_back)));
  show();
  place.replaceChildren(form);
}
