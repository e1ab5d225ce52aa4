// A form as a dialog: labelled inputs, what is wrong beside the input, Escape closes and loses nothing.

import { get, actId, post } from "./api.js";
import { element, find, whileBusy } from "./dom.js";
import { Listbox } from "./listbox.js";

let awaited; // {act, close}: the form that was sent last, and what an answer does with it
const kept = new Map(); // forms that were closed without being sent, as they were left, by what the core gave

/** Opens `form`; `origin` is {room, message}, `known` who reads, and the channels and people to pick from. `answered(answer, focus)`
 * takes what the submit gave, and whether the answer takes the focus: it goes back to the line, but not to a message that may be far
 * away by now. A form that was closed half-written comes back as it was. */
export function openForm(form, origin, known, answered) {
  const dialog = find("dialog");
  const opener = document.activeElement;
  const typed = opener === find("line");
  let sent = false;
  const key = JSON.stringify([known.persona, origin.room, form]);
  const { fields, shown, submit, trouble } = kept.get(key) ?? drawForm(form, origin.room, known);
  kept.set(key, { fields, shown, submit, trouble });
  const send = async () => {
    const values = Object.fromEntries(fields.map(({ name, value }) => [name, value()]));
    const chosen = await Promise.all(fields.map(async ({ name, file }) => [name, await file?.()]));
    const files = Object.fromEntries(chosen.filter(([, file]) => file));
    awaited = { act: actId(), close };
    const answer = await post("submit", { id: awaited.act, ...origin, call: form.call, values, files });
    if (answer.refused) return refuse(fields, answer.refused);
    close(answer);
  };
  const close = (answer) => {
    if (sent) return;
    sent = true;
    kept.delete(key);
    dialog.close();
    answered(answer, !typed);
  };
  shown.onsubmit = (event) => {
    event.preventDefault();
    trouble.textContent = "";
    if (complete(fields)) whileBusy(submit, send, (error) => (trouble.textContent = error.message));
  };
  dialog.replaceChildren(shown);
  dialog.onclose = () => dialog.open || (sent && !typed) || takeFocus(opener); // open again: the answer was another form
  dialog.showModal();
  fields[0]?.control.focus();
}

/** A message came. If it answers the form that was sent, be it by how far long work is, that form has done its part. */
export function formAnswered({ id, act }) {
  if (act && act === awaited?.act) awaited.close({ message: id });
}

function drawForm(form, room, known) {
  const fields = form.inputs.map((input) => field(input, room, known));
  const trouble = element("p", { class: "trouble", role: "alert" });
  const submit = element("button", { class: "primary" }, form.submit);
  const cancel = element("button", { type: "button", onclick: () => find("dialog").close() }, "Cancel");
  const shown = element("form", { novalidate: true },
    element("h2", { id: "dialog-title" }, form.title),
    element("div", { class: "inputs" }, ...fields.map(({ drawn }) => drawn), trouble),
    element("div", { class: "buttons" }, cancel, submit));
  return { fields, shown, submit, trouble };
}

/** Back to what was in use before. The browser goes there by itself, but then Chromium takes no text until the field is entered anew. */
function takeFocus(opener) {
  document.activeElement?.blur();
  (opener?.isConnected ? opener : find("line")).focus({ preventScroll: true });
}

/** Marks what is missing and goes there. */
function complete(fields) {
  const missing = fields.filter(({ required, value, mark }) => mark(required && !value().trim() ? "Please fill this in." : ""));
  missing[0]?.control.focus();
  return !missing.length;
}

/** Says under an input why its value was not taken, and goes there. */
function refuse(fields, { input, sentence }) {
  const { control, mark } = fields.find(({ name }) => name === input);
  mark(sentence);
  control.focus();
}

function field(input, room, known) {
  const { control, value, extra, file } = controls[kind(input)](input, room, known);
  const id = `input-${input.name}`;
  const error = element("span", { class: "error", id: `${id}-error` });
  const hint = input.hint ? element("span", { class: "hint", id: `${id}-hint` }, input.hint) : null;
  control.id = id;
  control.name = input.name;
  control.setAttribute("aria-required", String(input.required));
  control.setAttribute("aria-describedby", [hint?.id, error.id].filter(Boolean).join(" "));
  const optional = input.required ? null : element("span", { class: "optional" }, "optional");
  const mark = (sentence) => {
    error.textContent = sentence;
    control.setAttribute("aria-invalid", String(Boolean(sentence)));
    return sentence;
  };
  control.addEventListener("input", () => mark(""));
  const drawn = element("div", { class: "input" }, element("label", { for: id }, input.label, optional), control, extra, hint, error);
  return { name: input.name, required: input.required, control, value, file, mark, drawn };
}

/** What a file holds, in letters. */
const base64 = (file) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(new Error("The file cannot be read. Choose it again."));
    reader.readAsDataURL(file);
  });

const kind = (input) => (input.suggests ? "search" : input.input);

const controls = {
  text({ value, multiline, code, most }) {
    const read = code ? "ltr" : "auto";
    const lines = code ? { rows: 12, class: "code", spellcheck: "false", autocapitalize: "off", autocorrect: "off" } : { rows: 2 };
    const control = multiline ? element("textarea", { ...lines, dir: read, maxlength: most }) : element("input", { type: "text", dir: read, maxlength: most });
    control.value = value;
    return { control, value: () => control.value };
  },

  date: (input) => controls.native("date", input),

  time: (input) => controls.native("time", input),

  /** What the browser has a picker for. */
  native(type, { value }) {
    const control = element("input", { type });
    control.value = value;
    return { control, value: () => control.value };
  },

  /** The value is the name of the file; what it holds goes along, unless it is too large to be taken. */
  file({ most }) {
    const control = element("input", { type: "file" });
    const file = async () => {
      const [chosen] = control.files;
      return chosen && { name: chosen.name, size: chosen.size, content: chosen.size > most ? "" : await base64(chosen) };
    };
    return { control, value: () => control.files[0]?.name ?? "", file };
  },

  choice({ choices, value, required }) {
    const blank = required && value ? [] : [element("option", { value: "" }, required ? "Choose one" : "Not set")];
    const control = element("select", {}, ...blank, ...choices.map((choice) => element("option", { value: choice.value }, choice.label)));
    control.value = value;
    return { control, value: () => control.value };
  },

  /** A press on an entry adds it or takes it away, with no key held down. */
  several({ choices, value }) {
    const chosen = new Set(value.split(", "));
    const entries = choices.map((choice) => element("option", { value: choice.value, selected: chosen.has(choice.value) }, choice.label));
    const control = element("select", { multiple: true, size: Math.min(choices.length, 8) }, ...entries);
    control.addEventListener("mousedown", (event) => {
      if (!(event.target instanceof HTMLOptionElement)) return;
      event.preventDefault();
      event.target.selected = !event.target.selected;
      control.focus();
      control.dispatchEvent(new Event("input"));
    });
    return { control, value: () => [...control.selectedOptions].map((entry) => entry.value).join(", ") };
  },

  channel(input, room, { channels }) {
    return controls.choice({ ...input, choices: channels.map(({ id, name }) => ({ label: `#${name}`, value: id })) });
  },

  account(input, room, { people }) {
    return controls.choice({ ...input, choices: people.map(({ id, name }) => ({ label: name, value: id })) });
  },

  /** A text field that asks the core for entries; what is typed and not picked is sent as it is. */
  search({ name, choices, value, suggests, example, most }, room) {
    const control = element("input", { type: "text", dir: "auto", autocomplete: "off", placeholder: example ?? "Type to search", maxlength: most });
    const box = element("div", { class: "popup", hidden: true });
    let picked = choices.find((choice) => choice.value === value);
    const listbox = new Listbox(control, box, (choice) => {
      picked = choice;
      control.value = choice.label;
      listbox.hide();
    });
    const offer = async () => {
      const typed = control.value;
      const found = typed ? await get("suggest", { room, path: suggests, option: name, typed }).catch(() => []) : choices;
      if (typed === control.value && document.activeElement === control) listbox.show(found);
    };
    control.value = picked?.label ?? value;
    control.addEventListener("input", () => { picked = undefined; offer(); });
    control.addEventListener("click", offer);
    control.addEventListener("keydown", (event) => listbox.key(event) || (event.key === "ArrowDown" && offer()));
    return { control, value: () => picked?.value ?? control.value, extra: box };
  },
};
