// The page: what came over the stream, which room is open, and what the visitor does.

import { actId, address, become, post } from "./api.js";
import { setUpComposer } from "./composer.js";
import { announce, element, find, toast, whileBusy } from "./dom.js";
import { formAnswered, openForm } from "./forms.js";
import { MessageList } from "./messages.js";
import { drawPersonas, drawRooms, setUpDrawer } from "./sidebar.js";
import { format, now, refresh, setNow, setReader } from "./times.js";

const state = { persona: null, rooms: [], people: [], messages: new Map(), read: {}, room: "", revealing: null, atEnd: true };
const scroller = find("messages");
const nameOf = ({ channel, account }) =>
  (channel ? state.rooms.find(({ id }) => id === channel) : state.people.find(({ id }) => id === account))?.name;
const list = new MessageList(press, nameOf);
let stream;

function listen() {
  stream?.close();
  stream = new EventSource(address("events"));
  stream.addEventListener("message", (event) => take(JSON.parse(event.data)));
  stream.addEventListener("open", () => say(""));
  stream.addEventListener("error", () => say("Cairn does not answer. The page tries again; what you send meanwhile stays in the field."));
}

/** Above the field, for as long as it is so. */
const say = (trouble) => (find("away").textContent = trouble);

function take(event) {
  setNow(event.now);
  if (event.rooms) begin(event);
  const known = new Set(state.messages.keys());
  event.messages.forEach((message) => state.messages.set(message.id, message));
  if (event.rooms) openRoom();
  else event.messages.forEach((message) => arrive(message, !known.has(message.id)));
  showClock(event.moving);
  if (event.messages.length) readAndMark();
}

function begin(event) {
  state.persona = event.personas.find((persona) => persona.id === event.persona);
  state.rooms = [...event.rooms, { id: event.direct, name: "Cairn", topic: "Between Cairn and you", direct: true }];
  state.people = event.people;
  state.messages.clear();
  state.read = event.read;
  setReader(state.persona);
  drawPersonas(event.personas, event.persona, switchTo);
}

function arrive(message, isNew) {
  if (message.room !== state.room) return;
  const atEnd = state.atEnd;
  list.put(message);
  find("empty").hidden = true;
  formAnswered(message);
  if (isNew) announce(`Cairn: ${message.card.plain}`);
  if (message.id === state.revealing?.id) reveal(message.id, state.revealing.focus);
  else if (atEnd) toEnd();
  else if (isNew) find("newer").hidden = false;
}

function openRoom() {
  const [wanted, message] = decodeURIComponent(location.hash.slice(1)).split("/");
  const room = state.rooms.find(({ id }) => id === wanted) ?? state.rooms[0];
  state.room = room.id;
  const messages = [...state.messages.values()].filter((message) => message.room === room.id);
  list.reset(messages, state.persona);
  find("empty").hidden = messages.length > 0;
  find("room-name").replaceChildren(room.direct ? "" : element("span", { class: "mark" }, "#"), room.name);
  find("room-topic").textContent = room.topic;
  document.title = `${room.direct ? "" : "#"}${room.name} · Cairn playground`;
  toEnd();
  if (message) showLinked(room, message);
  readAndMark();
}

/** A link to a message was followed. It leaves the address, so that it can be followed again. */
function showLinked(room, message) {
  history.replaceState(null, "", `#${room.id}`);
  reveal(message, true);
}

function readAndMark() {
  const newest = Math.max(0, ...inRoom(state.room).map((message) => message.arrived));
  if (newest > (state.read[state.room] ?? 0)) {
    state.read[state.room] = newest;
    post("read", { room: state.room }).catch(fail);
  }
  drawRooms(state.rooms, state.room, unread);
}

const inRoom = (room) => [...state.messages.values()].filter((message) => message.room === room);
const unread = (room) => inRoom(room).filter((message) => message.arrived > (state.read[room] ?? 0)).length;

function press(message, control, call, values) {
  return whileBusy(control, () => act("press", { message: message.id, call, values }), fail);
}

/** Sends a line, and tells whether it arrived. */
async function send(line) {
  const arrived = list.wait(line);
  toEnd();
  try {
    await act("line", { room: state.room, line });
    return true;
  } catch (error) {
    fail(error);
    return false;
  } finally {
    arrived();
  }
}

/** Does something, and shows what comes of it unless the tab became somebody else meanwhile. */
async function act(path, body) {
  const { id } = state.persona;
  const answer = await post(path, { id: actId(), ...body });
  if (id === state.persona.id) answered(answer);
}

/** An answer is a message that the stream brings, or a form. `focus`: the answer takes the focus, as what was in use is elsewhere. */
function answered(answer, focus = false) {
  const known = { persona: state.persona.id, channels: state.rooms.filter((room) => !room.direct), people: state.people };
  if (answer.form) openForm(answer.form, { room: answer.room, message: answer.message }, known, answered);
  else reveal(answer.message, focus);
}

/** Scrolls to a message, now or as soon as it arrives. */
function reveal(id, focus) {
  const shown = find(`message-${id}`);
  state.revealing = shown ? null : { id, focus };
  if (!shown) return;
  list.open(shown);
  shown.scrollIntoView({ block: shown.offsetHeight > scroller.clientHeight ? "start" : "nearest" });
  if (focus) shown.querySelector("h2").focus({ preventScroll: true });
}

function toEnd() {
  scroller.scrollTop = scroller.scrollHeight;
  find("newer").hidden = true;
}

function switchTo(persona) {
  become(persona);
  listen();
}

const advance = ({ currentTarget: button }) =>
  whileBusy(button, async () => {
    const { now, came } = await post("advance", { by: button.dataset.by });
    toast(`It is now ${format(new Date(now), "both")}. ${came === 1 ? "1 message" : `${came} messages`} arrived.`, "news");
  }, fail);

function showClock(moving) {
  find("now").textContent = format(now(), "both");
  find("now").dateTime = now().toISOString();
  find("progress").hidden = !moving;
  document.body.classList.toggle("moving", moving);
  refresh();
}

const fail = (error) => toast(error.message);

setUpComposer(send, () => state.room);
setUpDrawer();
addEventListener("hashchange", openRoom);
find("next-day").addEventListener("click", advance);
find("next-week").addEventListener("click", advance);
find("newer").addEventListener("click", toEnd);
find("skip").addEventListener("click", (event) => { event.preventDefault(); find("line").focus(); });
find("empty").addEventListener("click", (event) => event.target.dataset.line && send(event.target.dataset.line));
scroller.addEventListener("scroll", () => {
  state.atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 60;
  if (state.atEnd) find("newer").hidden = true;
});
new ResizeObserver(() => state.atEnd && toEnd()).observe(scroller); // as a phone's keyboard opens
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.closest("input, textarea, select, dialog")) return;
  event.preventDefault();
  find("line").focus();
});
setInterval(() => showClock(!find("progress").hidden), 20000);
listen();
