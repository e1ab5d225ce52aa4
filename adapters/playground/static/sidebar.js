// The rooms with their unread marks, who you are, and the drawer that holds both on a phone.

import { element, find, initials } from "./dom.js";

export function drawRooms(rooms, current, unread) {
  const entry = (room) => {
    const count = unread(room.id);
    return element("li", {},
      element("a", { href: `#${room.id}`, class: count ? "unread" : "", "aria-current": room.id === current ? "page" : false },
        element("span", { class: "mark", "aria-hidden": "true" }, room.direct ? "●" : "#"),
        element("span", { class: "name" }, room.name),
        count ? element("span", { class: "count", "aria-label": `${count} unread` }, count > 99 ? "99+" : String(count)) : null));
  };
  const focused = document.activeElement?.closest("#sidebar a")?.getAttribute("href");
  find("channels").replaceChildren(...rooms.filter((room) => !room.direct).map(entry));
  find("direct").replaceChildren(...rooms.filter((room) => room.direct).map(entry));
  if (focused) find("sidebar").querySelector(`a[href="${focused}"]`)?.focus();
  find("menu-unread").hidden = !rooms.some((room) => unread(room.id));
}

export function drawPersonas(personas, current, choose) {
  const entries = personas.map((persona) =>
    element("label", { class: "persona" },
      element("input", { type: "radio", name: "persona", value: persona.id, checked: persona.id === current, onchange: () => choose(persona.id) }),
      element("span", { class: "avatar small", "aria-hidden": "true" }, initials(persona.name)),
      element("span", { class: "who" }, element("strong", {}, persona.name), element("span", {}, persona.administrator ? "Moderator" : "Member"))));
  const focused = find("personas").contains(document.activeElement);
  find("personas").replaceChildren(element("legend", {}, "You are"), ...entries);
  if (focused) find("personas").querySelector(":checked").focus();
}

export function setUpDrawer() {
  const show = (open) => {
    document.body.classList.toggle("drawer", open);
    find("backdrop").hidden = !open;
    document.querySelector("main").inert = open;
    find("menu").setAttribute("aria-expanded", String(open));
    (open ? find("sidebar").querySelector("[aria-current]") : find("menu")).focus();
  };
  find("menu").addEventListener("click", () => show(!isOpen()));
  find("backdrop").addEventListener("click", () => show(false));
  const isOpen = () => document.body.classList.contains("drawer");
  find("close").addEventListener("click", () => show(false));
  find("sidebar").addEventListener("click", (event) => isOpen() && chosen(event.target) && show(false));
  matchMedia("(max-width: 760px)").addEventListener("change", () => isOpen() && show(false)); // nothing is a drawer on a wide page
  document.addEventListener("keydown", (event) => event.key === "Escape" && isOpen() && show(false));
}

/** A room or a persona. The arrow keys choose a persona as well, but to go on from. */
const chosen = (pressed) => pressed.closest("a, label") && !pressed.matches("input");
