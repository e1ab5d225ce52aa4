// Draws messages, their threads and the days between them.

import { address } from "./api.js";
import { drawCard } from "./cards.js";
import { element, find, initials } from "./dom.js";
import { dayOf, format, timeElement } from "./times.js";

/** Keeps a file of a message on this machine. */
const fileLink = ({ id }, name) =>
  element("p", { class: "file" }, element("a", { class: "button", href: address("file", { message: id, name }), download: name }, name));

/** The addresses of a message's pictures; another one for each change of the message, so that none stands for an earlier one. */
const picturesOf = ({ id, revision }) => (block, theme) => address("picture", { message: id, block, theme, revision });

const closed = new Set(); // threads that the reader closed

export class MessageList {
  /** `press(message, control, call, values)` is called for buttons and selects; `nameOf(piece)` names a channel or somebody who is known. */
  constructor(press, nameOf) {
    Object.assign(this, { press, nameOf, list: find("list") });
  }

  /** Shows a room from the beginning. */
  reset(messages, persona) {
    this.persona = persona;
    this.list.replaceChildren();
    find("waiting").replaceChildren();
    messages.forEach((message) => this.put(message));
  }

  /** Shows one message: new, or in place of what it was. */
  put(message) {
    const drawn = this.#draw(message);
    const old = find(`message-${message.id}`);
    if (old) this.#replace(old, drawn);
    else if (message.parent) this.#reply(find(`message-${message.parent}`), drawn);
    else this.#append(message, drawn);
    return drawn;
  }

  /** Shows that a line waits for its answer. Gives back what takes that away. */
  wait(line) {
    const dots = element("span", { class: "dots", "aria-hidden": "true" });
    const shown = element("div", { class: "message" }, this.#prompt(line), element("p", { class: "answering" }, "Cairn is answering", dots));
    find("waiting").append(shown);
    return () => shown.remove();
  }

  #append(message, drawn) {
    const day = dayOf(new Date(message.at));
    if (this.list.lastElementChild?.dataset.day !== day) {
      this.list.append(element("li", { class: "day", "data-day": day }, element("span", {}, format(new Date(message.at), "day"))));
    }
    drawn.dataset.day = day;
    this.list.append(drawn);
  }

  /** Opens the thread that a message is in. */
  open(shown) {
    shown.closest("ol[hidden]")?.previousElementSibling.click();
  }

  /** The thread stays. The focus stays on the control of the same name, else it goes to the title. */
  #replace(old, drawn) {
    const active = old.contains(document.activeElement) && document.activeElement;
    const thread = old.querySelector(".thread");
    if (thread) drawn.querySelector(".body").append(thread);
    drawn.dataset.day = old.dataset.day;
    old.replaceWith(drawn);
    if (!active) return;
    const controls = [...drawn.querySelectorAll(".card button")];
    const control = thread?.contains(active) ? active : controls.find((each) => each.textContent === active.textContent);
    (control ?? drawn.querySelector("h2")).focus({ preventScroll: true });
  }

  #reply(parent, drawn) {
    if (!parent) return;
    const thread = parent.querySelector(".thread") ?? this.#thread(parent);
    thread.querySelector("ol").append(drawn);
    const count = thread.querySelector("ol").childElementCount;
    thread.querySelector("button").textContent = count === 1 ? "1 reply" : `${count} replies`;
  }

  #thread(parent) {
    const list = element("ol", { hidden: closed.has(parent.id) });
    const toggle = element("button", { class: "toggle", "aria-expanded": String(!list.hidden) });
    toggle.addEventListener("click", () => {
      list.hidden = !list.hidden;
      toggle.setAttribute("aria-expanded", String(!list.hidden));
      closed[list.hidden ? "add" : "delete"](parent.id);
    });
    const thread = element("div", { class: "thread" }, toggle, list);
    parent.querySelector(".body").append(thread);
    return thread;
  }

  #draw(message) {
    const press = (control, call, values) => this.press(message, control, call, values);
    const body = element("div", { class: "body" }, byline(message), drawCard(message.card, press, this.nameOf, picturesOf(message)), ...message.card.files.map((name) => fileLink(message, name)));
    const avatar = element("img", { class: "avatar", src: "/static/cairn.svg", alt: "" });
    const attributes = { class: message.private ? "message private" : "message", id: `message-${message.id}` };
    return element("li", attributes, message.prompt ? this.#prompt(message.prompt) : null, avatar, body);
  }

  /** What the reader asked, above the answer. */
  #prompt(prompt) {
    const { name } = this.persona;
    return element("div", { class: "prompt" },
      element("span", { class: "avatar small", "aria-hidden": "true" }, initials(name)), element("strong", {}, name), element("span", {}, prompt));
  }
}

function byline(message) {
  return element("div", { class: "byline" },
    element("strong", {}, "Cairn"), element("span", { class: "tag" }, "App"), timeElement(message.at, "time"),
    message.edited ? element("span", {}, "(edited)") : null,
    message.private ? element("span", { class: "only-you" }, "Only you can see this") : null);
}
