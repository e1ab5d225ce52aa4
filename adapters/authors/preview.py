"""A page that shows cards as Discord and as Slack show them, drawn from the very payloads that those platforms would get."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from markdown_it import MarkdownIt

Json = dict[str, Any]

_COMMONMARK = MarkdownIt("commonmark", {"html": False, "breaks": True})
_SMALL = re.compile(r"^-# ", re.MULTILINE)
_MRKDWN_LINK = re.compile(r"&lt;(https?://[^|]+?)\|(.+?)&gt;")
_MRKDWN_STYLES = ((re.compile(r"\*([^*\n]+)\*"), "b"), (re.compile(r"_([^_\n]+)_"), "i"), (re.compile(r"`([^`\n]+)`"), "code"))


@dataclass(frozen=True, slots=True)
class Drawn:
    """One card: Discord's components and Slack's blocks."""

    components: Sequence[Json]
    blocks: Sequence[Json]


def page(title: str, cards: Sequence[Drawn]) -> str:
    """The page as HTML; it needs nothing beside it."""
    rows = "".join(
        f'<section class="discord">{"".join(map(_component, card.components))}</section>'
        f'<section class="slack">{"".join(map(_block, card.blocks))}</section>'
        for card in cards
    )
    heads = "<h1>Discord</h1><h1>Slack</h1>"
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style>'
        f"<main>{heads}{rows}</main></html>"
    )


# Discord


def _component(component: Json) -> str:
    inner = "".join(map(_component, component.get("components", ())))
    match component["type"]:
        case 1:
            return f'<div class="row">{inner}</div>'
        case 2:
            styles = {1: "primary", 4: "danger"}
            return _button(component["label"], styles.get(component["style"], ""))
        case 3:
            return _select(component["placeholder"], [option["label"] for option in component["options"]])
        case 10:
            return _commonmark(component["content"])
        case 14:
            return "<hr>"
        case _:
            return f'<div class="card">{inner}</div>'


def _commonmark(text: str) -> str:
    small = bool(_SMALL.match(text))
    drawn = _COMMONMARK.render(_SMALL.sub("", text))
    return f'<div class="small">{drawn}</div>' if small else drawn


# Slack


def _block(block: Json) -> str:
    match block["type"]:
        case "header":
            return f"<h2>{escape(block['text']['text'])}</h2>"
        case "divider":
            return "<hr>"
        case "context":
            return f'<div class="small">{"".join(_mrkdwn(element["text"]) for element in block["elements"])}</div>'
        case "section":
            fields = [f"<div>{_mrkdwn(field['text'])}</div>" for field in block["fields"]]
            return f'<div class="fields">{"".join(fields)}</div>'
        case "actions":
            return f'<div class="row">{"".join(map(_control, block["elements"]))}</div>'
        case _:
            return "".join(_rich(block["elements"]))


def _control(element: Json) -> str:
    if element["type"] == "button":
        return _button(element["text"]["text"], element.get("style", ""))
    return _select(element["placeholder"]["text"], [option["text"]["text"] for option in element["options"]])


def _rich(elements: Sequence[Json]) -> Iterator[str]:
    for element in elements:
        match element["type"]:
            case "rich_text_section":
                yield f"<p>{''.join(_rich(element['elements']))}</p>"
            case "rich_text_preformatted":
                yield f"<pre>{escape(element['elements'][0]['text'])}</pre>"
            case "rich_text_list":
                yield f"<ul>{''.join(f'<li>{text}</li>' for text in _rich(element['elements']))}</ul>"
            case "link":
                yield f"<a>{escape(element['text'])}</a>"
            case "date":
                yield escape(element["fallback"])
            case _:
                yield _styled(_lines(element.get("text", "")), element.get("style", {}))


def _styled(text: str, style: Json) -> str:
    for name, tag in (("bold", "b"), ("italic", "i"), ("code", "code")):
        text = f"<{tag}>{text}</{tag}>" if style.get(name) else text
    return text


def _mrkdwn(text: str) -> str:
    # Slack's payloads have its three special characters escaped; the page escapes them once more, so they are taken back first.
    drawn = _MRKDWN_LINK.sub(r"<a>\2</a>", _lines(text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")))
    for pattern, tag in _MRKDWN_STYLES:
        drawn = pattern.sub(rf"<{tag}>\1</{tag}>", drawn)
    return drawn


# Both


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _button(label: str, style: str) -> str:
    return f'<button class="{style}" type="button">{escape(label)}</button>'


def _select(placeholder: str, labels: Sequence[str]) -> str:
    options = "".join(f"<option>{escape(label)}</option>" for label in (placeholder, *labels))
    return f"<select>{options}</select>"


_STYLE = """
main { display: grid; grid-template-columns: repeat(2, minmax(0, 34rem)); gap: 1rem 2rem; margin: 1rem; align-items: start }
main { font: 15px/1.4 sans-serif }
h1 { font-size: 1rem; margin: 0 } h2 { font-size: 1.15rem; margin: 0 0 .4rem } p { margin: .2rem 0 } ul { margin: .2rem 0 }
.row { display: flex; flex-wrap: wrap; gap: .4rem; margin: .5rem 0 } .small { font-size: .8em; opacity: .75 }
.fields { display: grid; grid-template-columns: 1fr 1fr; gap: .5rem } select { max-width: 100% }
.discord { background: #313338; color: #dbdee1; padding: .6rem; border-radius: 8px } .discord a { color: #00a8fc }
.discord .card { background: #2b2d31; border: 1px solid #3f4147; border-radius: 8px; padding: .7rem }
.discord button, .discord select { background: #4e5058; color: #fff; border: 0; border-radius: 8px; padding: .45rem .9rem }
.discord .primary { background: #5865f2 } .discord .danger { background: #da373c }
.slack { background: #fff; color: #1d1c1d; padding: .6rem; border: 1px solid #ddd; border-radius: 8px }
.slack a { color: #1264a3 } .slack button, .slack select { background: #fff; border: 1px solid #bbb; border-radius: 4px }
.slack button, .slack select { padding: .35rem .7rem; font-weight: 600 }
.slack .primary { background: #007a5a; color: #fff } .slack .danger { background: #e01e5a; color: #fff }
"""
