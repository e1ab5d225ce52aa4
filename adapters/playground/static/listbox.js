// A list of entries under (or over) a field, worked by arrow keys while the field keeps the focus.

import { element } from "./dom.js";

let made = 0;

export class Listbox {
  /** `field` keeps the focus, `box` holds the list, `choose(item)` takes the picked item: {label, detail?}. */
  constructor(field, box, choose) {
    Object.assign(this, { field, box, choose, items: [], active: -1 });
    this.id = `listbox-${++made}`;
    this.list = element("ul", { role: "listbox", id: this.id, "aria-label": "Suggestions" });
    this.heading = element("p", { class: "usage" });
    box.replaceChildren(this.heading, this.list);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-controls": this.id, "aria-expanded": "false" })) field.setAttribute(name, value);
    field.addEventListener("blur", () => this.hide());
    box.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  }

  get open() {
    return !this.box.hidden;
  }

  show(items, { heading = "", active = -1 } = {}) {
    this.items = items;
    this.heading.textContent = heading;
    this.heading.hidden = !heading;
    this.list.replaceChildren(...items.map((item, index) => this.#option(item, index)));
    this.box.hidden = !items.length && !heading;
    this.field.setAttribute("aria-expanded", String(this.open));
    this.activate(active);
    if (this.open) this.box.scrollIntoView({ block: "nearest" });
  }

  hide() {
    this.box.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.activate(-1);
  }

  /** Whether a key was for the list. */
  key(event) {
    if (!this.open) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.items.length) this.activate(this.#next(step));
    else if (event.key === "Enter" && this.active >= 0) this.choose(this.items[this.active]);
    else if (event.key === "Tab" && !event.shiftKey && this.items.length) this.choose(this.items[Math.max(this.active, 0)]);
    else if (event.key === "Escape") this.hide();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  #next(step) {
    if (this.active < 0) return step > 0 ? 0 : this.items.length - 1;
    return (this.active + step + this.items.length) % this.items.length;
  }

  /** Which entry Enter takes; -1 is none. */
  activate(index) {
    this.active = index;
    [...this.list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    const option = this.list.children[index];
    if (option) this.field.setAttribute("aria-activedescendant", option.id);
    else this.field.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  #option(item, index) {
    const detail = item.detail ? element("span", { class: "detail" }, item.detail) : null;
    const attributes = { role: "option", id: `${this.id}-${index}`, onclick: () => this.choose(item) };
    return element("li", attributes, element("span", { class: "label" }, item.label), detail);
  }
}
