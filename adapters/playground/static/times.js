// The demo's clock, and instants in the persona's own zone and language.

import { element } from "./dom.js";

const STYLES = {
  date: { weekday: "short", day: "numeric", month: "short", year: "numeric" },
  time: { hour: "numeric", minute: "2-digit" },
  both: { weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit" },
  day: { weekday: "long", day: "numeric", month: "long" },
  full: { dateStyle: "full", timeStyle: "long" },
};
const UNITS = [["week", 604800], ["day", 86400], ["hour", 3600], ["minute", 60]];

const reader = { locale: "en", zone: "UTC" };
let ahead = 0; // milliseconds from this machine's clock to the demo's

export function setReader(persona) {
  reader.locale = persona.locale.replaceAll("_", "-");
  reader.zone = persona.zone;
}

export function setNow(now) {
  ahead = new Date(now) - Date.now();
}

export const now = () => new Date(Date.now() + ahead);

export function format(at, style) {
  if (style === "relative") return relative(at);
  return new Intl.DateTimeFormat(reader.locale, { ...STYLES[style], timeZone: reader.zone }).format(at);
}

/** The calendar day of an instant, to see where a new day begins. */
export const dayOf = (at) => new Intl.DateTimeFormat("en-CA", { timeZone: reader.zone }).format(at);

export function timeElement(iso, style) {
  const at = new Date(iso);
  return element("time", { datetime: iso, "data-style": style, title: format(at, "full") }, format(at, style));
}

/** Relative times move with the clock. */
export function refresh() {
  for (const shown of document.querySelectorAll('time[data-style="relative"]')) {
    shown.textContent = relative(new Date(shown.dateTime));
  }
}

function relative(at) {
  const seconds = (at - now()) / 1000;
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? UNITS.at(-1);
  return new Intl.RelativeTimeFormat(reader.locale, { numeric: "auto" }).format(Math.round(seconds / size), unit);
}
