// The line at the bottom: completion while typing, Enter to send, ↑ for the line before.

import { get } from "./api.js";
import { find } from "./dom.js";
import { Listbox } from "./listbox.js";

const field = find("line");
const past = [];
let back = 0; // how many lines before the newest one is shown

/** `send(line)` carries a line out and tells whether it arrived; `room()` is where. */
export function setUpComposer(send, room) {
  const listbox = new Listbox(field, find("completions"), (item) => {
    write(item.line);
    offer();
  });

  const offer = async () => {
    listbox.activate(-1); // Enter takes no entry that fitted what was typed before
    const line = field.value;
    find("send").disabled = !line.trim();
    if (!line.trim()) return listbox.hide();
    const { items, usage } = await get("complete", { room: room(), line }).catch(() => ({ items: [], usage: "" }));
    if (line !== field.value || document.activeElement !== field) return;
    const ready = usage || items.some((item) => item.line.trim() === `/${line.trim().replace(/^\//, "")}`);
    listbox.show(items, { heading: usage, active: ready || !items.length ? -1 : 0 });
  };

  const submit = async () => {
    const line = field.value.trim();
    if (!line) return;
    past.push(line);
    back = 0;
    write("");
    offer();
    const arrived = await send(line);
    if (!arrived && !field.value) restore(line);
  };

  const restore = (line) => {
    past.pop();
    write(line);
    offer();
  };

  field.addEventListener("input", offer);
  field.addEventListener("keydown", (event) => {
    if (listbox.key(event)) return;
    if (event.key === "ArrowUp" && recall(1)) event.preventDefault();
    if (event.key === "ArrowDown" && recall(-1)) event.preventDefault();
  });
  find("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
}

function write(line) {
  field.value = line;
  field.setSelectionRange(line.length, line.length);
}

/** Goes back (or forward) in the lines that were sent; only from an empty field or one of them. */
function recall(step) {
  const shown = back ? past.at(-back) : "";
  if (field.value !== shown) return false;
  back = Math.min(Math.max(back + step, 0), past.length);
  write(back ? past.at(-back) : "");
  find("send").disabled = !field.value;
  return true;
}
