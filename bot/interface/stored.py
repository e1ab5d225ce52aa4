"""Cards as JSON: in the outbox, and for readers that are programs."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, cast

from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Code, Divider, Fields, Note, Select, Text
from bot.interface.drawing import Drawing, dump_drawing, load_drawing
from bot.interface.inputs import Choice
from bot.interface.picture import Picture
from bot.interface.table import Cell, Table
from bot.naming import Named, marked, people_in, unmarked, without
from bot.text import Markup

NO_PERSON = 0
"""Whose id stands in calls in place of that of somebody who is forgotten."""


def dump(card: Card, said: Callable[[str], str] = str) -> dict[str, Any]:
    """The card as JSON: each block carries its name under `block`. `said` is what becomes of each text."""
    return {
        "title": said(card.title),
        "blocks": [{"block": type(block).__name__.lower(), **_plain(block, said)} for block in card.blocks],
        **({"tone": card.tone} if card.tone != "plain" else {}),
        **({"entries": [_plain(dict(entry), said) for entry in card.entries]} if card.entries else {}),
    }


def dump_post(card: Card) -> dict[str, Any]:
    """The card as the outbox keeps it: with marks around the names in it, and with the people whom it names, if it names any."""
    people = set[int]()

    def said(text: str) -> str:
        people.update(people_in(text))
        return marked(text)

    dumped = dump(card, said)
    return {**dumped, "names": sorted(map(str, people))} if people else dumped


def without_person(data: Mapping[str, Any], person: int, marks: Collection[str], instead: str) -> dict[str, Any]:
    """A card as the outbox keeps it, with other words in place of somebody's names and `marks`, and without their id."""

    def bare(value: Any) -> Any:
        match value:
            case str():
                for mark in marks:
                    value = value.replace(mark, instead)
                return str(NO_PERSON) if value == str(person) else without(value, person, instead)
            case list():
                return [bare(each) for each in cast("list[Any]", value)]
            case dict():
                return {name: bare(each) for name, each in cast("dict[str, Any]", value).items()}
            case _:
                return value

    rest = {name: bare(each) for name, each in data.items() if name != "names"}
    names = [whose for whose in data.get("names", ()) if whose != str(person)]
    return {**rest, "names": names} if names else rest


def _plain(value: Any, said: Callable[[str], str]) -> Any:
    """What JSON has for a value. `dataclasses.asdict` copies each text too, and takes three times as long."""
    if isinstance(value, str):
        return said(value)
    if isinstance(value, Drawing):
        return {name: _plain(each, said) for name, each in dump_drawing(value).items()}
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name), said) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each, said) for each in cast("tuple[Any, ...]", value)]
    if isinstance(value, dict):
        return {name: _plain(each, said) for name, each in cast("dict[str, Any]", value).items()}
    return value


def _markup(text: str) -> Markup:
    return unmarked(Markup, text)


def _words(value: Any) -> Any:
    """What a text without markup holds, or a drawing, whose texts are in lists."""
    if isinstance(value, str):
        return unmarked(Named, value)
    if isinstance(value, list):
        return [_words(each) for each in cast("list[Any]", value)]
    if isinstance(value, dict):
        return {name: _words(each) for name, each in cast("dict[str, Any]", value).items()}
    return value


def load(data: Mapping[str, Any]) -> Card:
    """The inverse of `dump`, and of `dump_post`."""
    blocks, entries = tuple(map(_load_block, data["blocks"])), tuple(map(_words, data.get("entries", ())))
    return Card(_markup(data["title"]), blocks, entries, tone=data.get("tone", "plain"))


def _load_block(data: Mapping[str, Any]) -> Block:
    match data["block"]:
        case "text":
            return Text(_markup(data["text"]))
        case "table":
            rows = cast("list[list[Cell]]", _words(data["rows"]))
            return Table(_markup(data["text"]), data["caption"], tuple(data["heads"]), tuple(tuple(row) for row in rows))
        case "note":
            return Note(_markup(data["text"]))
        case "code":
            return Code(_words(data["text"]))
        case "picture":
            return Picture(load_drawing(_words(data["drawing"])), _markup(data["alt"]), _markup(data["text"]))
        case "fields":
            return Fields(tuple((_markup(label), _markup(value)) for label, value in data["pairs"]))
        case "divider":
            return Divider()
        case "buttons":
            return Buttons(tuple(_load_button(button) for button in data["buttons"]))
        case "select":
            choices = tuple(Choice(_markup(choice["label"]), choice["value"]) for choice in data["choices"])
            return Select(_markup(data["placeholder"]), Call(**data["call"]), data["option"], choices)
        case unknown:
            raise ValueError(f"no such block: {unknown}")


def _load_button(data: Mapping[str, Any]) -> Button:
    call = Call(**data["call"]) if data["call"] else None
    return Button(_markup(data["label"]), call, data["style"], data["url"], data.get("chosen"))
