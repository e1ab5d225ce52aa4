"""What on a page keeps out people who see, hear or point less well: found by axe-core, and by measuring what it leaves out."""

from pathlib import Path

from selenium.webdriver import Chrome

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
"""axe-core, unmodified; its licence (MPL 2.0) stands beside it."""

SMALLEST_TARGET = 44
LEAST_CONTRAST = 3

_RUN = """
const [rules, done] = arguments;
axe.run(document, { resultTypes: ["violations"], ...(rules.length ? { runOnly: rules } : {}) }).then(({ violations }) =>
  done(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`)));
"""

_MEASURE = """
const [smallest, least] = arguments;
const shown = (it) => it.checkVisibility({ visibilityProperty: true }) && !it.closest("[inert]") && (!open || open.contains(it));
const open = document.querySelector("dialog[open]");
const all = (selector) => [...document.querySelectorAll(selector)].filter(shown);
const named = (it) => it.id || it.textContent.trim() || it.className;

const inText = "p a, dd a, .card li a";
const targets = `a:not(${inText}, .skip), button, input:not([type=radio]), select, textarea, label.persona, [role=option]`;
const small = all(targets)
  .map((it) => [named(it), it.getBoundingClientRect()])
  .filter(([, { width, height }]) => Math.min(width, height) < smallest)
  .map(([name, { width, height }]) => `${name} is ${width} x ${height}`);

const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
const rgba = (colour) => {
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  return [...canvas.getImageData(0, 0, 1, 1).data];
};
const linear = (part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
const light = (colour) => {
  const [r, g, b] = rgba(colour).slice(0, 3).map(linear);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const opaque = (colour) => rgba(colour)[3] === 255;
const behind = (it) => {
  while (it && !opaque(getComputedStyle(it).backgroundColor)) it = it.parentElement;
  return it ? getComputedStyle(it).backgroundColor : "white";
};
const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
const edge = (it) => {
  const { borderTopColor, backgroundColor } = getComputedStyle(it);
  return opaque(borderTopColor) ? borderTopColor : backgroundColor;
};

const faint = all("button:not(:disabled), a.button, .field, dialog :is(input, select, textarea)")
  .filter((it) => opaque(edge(it)))
  .map((it) => [named(it), contrast(edge(it), behind(it.parentElement))])
  .filter(([, ratio]) => ratio < least)
  .map(([name, ratio]) => `${name} has an edge of ${ratio.toFixed(2)}`);
return [...small, ...faint];
"""


def violations(driver: Chrome, *rules: str) -> list[str]:
    """Each rule of axe-core that is broken, with the elements that break it; of `rules` if they are given, else of all."""
    if not driver.execute_script("return 'axe' in window"):
        driver.execute_script(AXE)
    return driver.execute_async_script(_RUN, rules)


def too_small_or_faint(driver: Chrome) -> list[str]:
    """The controls that are smaller than a finger, and those with an edge that is hard to see."""
    return driver.execute_script(_MEASURE, SMALLEST_TARGET, LEAST_CONTRAST)
