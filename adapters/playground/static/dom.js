// Builds elements. Text only ever becomes a text node, so nothing that people wrote can turn into markup.

/** element("button", {class: "primary", onclick: press, disabled: false}, "Done") */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else if (value !== false && value !== undefined && value !== null) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export const find = (id) => document.getElementById(id);

/** The first letters of a name, for its avatar. */
export const initials = (name) => name.split(/\s+/).slice(0, 2).map((word) => [...word][0] ?? "").join("").toUpperCase();

/** Words for people who listen to the page. */
export function announce(text) {
  find("announcer").textContent = text;
}

/** One press at a time: the control is busy until `work` has ended. It is not disabled, as that would lose the focus. */
export async function whileBusy(control, work, fail) {
  if (control.getAttribute("aria-busy")) return;
  control.setAttribute("aria-busy", "true");
  await work().catch(fail);
  control.removeAttribute("aria-busy");
}

let hiding;

/** A passing notice; `tone` is "error" or "news". */
export function toast(text, tone = "error") {
  const shown = find("toast");
  shown.replaceChildren(element("div", { class: tone }, text));
  clearTimeout(hiding);
  hiding = setTimeout(() => shown.replaceChildren(), 6000);
}
