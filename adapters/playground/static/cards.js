// Draws a card: one function for each block, each giving back an element.

import { element } from "./dom.js";
import { Listbox } from "./listbox.js";
import { timeElement } from "./times.js";

const TAGS = { plain: "span", bold: "strong", italic: "em", code: "code" };

/** `press(control, call, values)` is called for buttons and selects; `nameOf(piece)` names a channel or somebody who is known;
 *  `pictureOf(number, theme)` is the address of the picture that a block shows. */
export function drawCard(card, press, nameOf, pictureOf) {
  const blocks = { text, note, code, picture, fields, divider, buttons, select };
  const drawn = card.blocks.map((block, number) => blocks[block.block](block, press, nameOf, (theme) => pictureOf(number, theme)));
  const title = element("h2", { tabindex: -1 }, ...card.title.map((piece) => drawPiece(piece, nameOf)));
  keepHyphensTogether(title);
  return element("article", { class: `card ${card.tone}` }, title, ...drawn);
}

/** Words with a hyphen stay on one line if there is room for them. The text stays what it is, to be copied and found. */
function keepHyphensTogether(title) {
  for (const piece of [...title.children].filter((each) => each.matches("span, strong, em") && each.textContent.includes("-"))) {
    const parts = piece.textContent.split(/(\S+-\S+)/);
    piece.replaceChildren(...parts.map((part, at) => (at % 2 ? element("span", { class: "whole" }, part) : part)));
  }
}

const text = (block, _, nameOf) => element("div", { class: "text" }, ...drawLines(block.lines, nameOf));

const note = (block, _, nameOf) => element("div", { class: "note" }, ...drawLines(block.lines, nameOf));

const code = (block) => element("pre", {}, block.text);

/** The picture as the reader's colour scheme wants it, and its text. */
function picture(block, press, nameOf, address) {
  const dark = element("source", { srcset: address("dark"), media: "(prefers-color-scheme: dark)" });
  const shown = element("picture", {}, dark, element("img", { src: address("light"), alt: block.alt, loading: "lazy" }));
  return element("div", { class: "drawing" }, shown, note(block, press, nameOf));
}

const divider = () => element("hr");

function fields(block, _, nameOf) {
  const pairs = block.pairs.map((pair) =>
    element("div", {},
      element("dt", {}, ...pair.label.map((piece) => drawPiece(piece, nameOf))),
      element("dd", {}, ...drawLines(pair.value, nameOf))));
  return element("dl", { class: "fields" }, ...pairs);
}

const buttons = (block, press) => element("div", { class: "buttons" }, ...block.buttons.map((each) => drawButton(each, press)));

function drawButton({ label, style, chosen, call, url }, press) {
  if (url?.startsWith("#")) return element("a", { class: `button ${style}`, href: url }, label);
  if (url) return element("a", { class: `button ${style}`, href: url, target: "_blank", rel: "noopener noreferrer" }, label, outward());
  const pressed = chosen === null ? null : String(chosen);
  return element("button", { class: style, type: "button", "aria-pressed": pressed, onclick: (event) => press(event.currentTarget, call, {}) }, label);
}

function select(block, press) {
  const field = element("button", { class: "select", type: "button", "aria-label": block.placeholder }, block.placeholder);
  const box = element("div", { class: "popup", hidden: true });
  const listbox = new Listbox(field, box, (item) => {
    listbox.hide();
    press(field, block.call, { [block.option]: item.value });
  });
  const open = () => listbox.show(block.choices, { active: 0 });
  field.addEventListener("click", () => (listbox.open ? listbox.hide() : open()));
  field.addEventListener("keydown", (event) => {
    if (listbox.key(event) || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    open();
  });
  return element("div", { class: "selecting" }, field, box);
}

/** Paragraphs and lists out of lines; an empty line is a gap. */
function drawLines(lines, nameOf) {
  const drawn = [];
  for (const line of lines) {
    const pieces = line.pieces.map((piece) => drawPiece(piece, nameOf));
    if (!line.bullet) drawn.push(element("p", {}, ...pieces));
    else if (drawn.at(-1)?.tagName === "UL") drawn.at(-1).append(element("li", {}, ...pieces));
    else drawn.push(element("ul", {}, element("li", {}, ...pieces)));
  }
  return drawn;
}

function drawPiece(piece, nameOf) {
  if (piece.at) return timeElement(piece.at, piece.style);
  if (piece.channel) return drawChannel(piece.channel, nameOf(piece));
  if (piece.account) return element("span", { class: "account" }, `@${nameOf(piece) ?? piece.account}`);
  if (piece.url) return element("a", { href: piece.url, target: "_blank", rel: "noopener noreferrer" }, piece.text);
  return element(TAGS[piece.style], {}, piece.text);
}

const drawChannel = (id, name) =>
  name ? element("a", { class: "channel", href: `#${id}` }, `#${name}`) : element("span", { class: "channel" }, `#${id}`);

const outward = () => element("span", { class: "outward", "aria-hidden": "true" }, "↗");
