// A form in a dialog.
import { $, S, el } from "./common.js";

export const field = (words, control) => el("label", {}, el("span", {}, words), control);

// `read` gives what was filled in, or a complaint as text; `act` is done with the former.
export function ask(title, parts, read, act) {
  const dialog = $("dialog"), complaint = el("p", { class: "complaint", role: "alert", hidden: true });
  const submit = async (event) => {
    event.preventDefault();
    const asked = read(form);
    complaint.hidden = typeof asked !== "string";
    if (typeof asked === "string") { complaint.textContent = asked; return; }
    save.disabled = true;
    dialog.close();
    await act(asked);
  };
  const save = el("button", { type: "submit", class: "primary" }, S.act_save);
  const form = el("form", { class: "form", method: "dialog", onsubmit: submit }, el("h2", { id: "dialog-title" }, title), ...parts, complaint,
    el("div", { class: "row" }, save, el("button", { type: "button", onclick: () => dialog.close() }, S.act_cancel)));
  dialog.replaceChildren(form);
  dialog.showModal();
  form.querySelector("[autofocus]")?.focus();
  return form;
}
