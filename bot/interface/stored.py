"""Cards as JSON: in the outbox, and for readers that are programs."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, cast

from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Code, Divider, Fields, Note, Select, Text
from bot.interface.drawing import Drawing, dump_drawing, load_drawing
from bot.interface.inputs import Choice
from bot.interface.picture import Picture
from bot.interface.table import Cell, Table
from bot.naming import named_in, note, shown, without
from bot.text import Markup

NO_PERSON = 0
"""Whose id stands in calls in place of that of somebody who is forgotten."""


def dump(card: Card) -> dict[str, Any]:
    """The card as JSON: each block carries its name under `block`."""
    return {
        "title": card.title,
        "blocks": [{"block": type(block).__name__.lower(), **_plain(block)} for block in card.blocks],
        **({"tone": card.tone} if card.tone != "plain" else {}),
        **({"entries": [dict(entry) for entry in card.entries]} if card.entries else {}),
    }


def dump_post(card: Card) -> dict[str, Any]:
    """The card as the outbox keeps it: with the people whom it names, if it names any."""
    dumped = dump(card)
    names = named_in(_texts(dumped))
    return {**dumped, "names": {str(person): forms for person, forms in names.items()}} if names else dumped


def without_person(data: Mapping[str, Any], person: int, marks: Collection[str], instead: str) -> dict[str, Any]:
    """A card as the outbox keeps it, with other words in place of somebody's names and `marks`, and without their id."""
    forms = data.get("names", {}).get(str(person), ())

    def bare(value: Any) -> Any:
        match value:
            case str():
                for mark in marks:
                    value = value.replace(mark, instead)
                return str(NO_PERSON) if value == str(person) else without(value, forms, instead)
            case list():
                return [bare(each) for each in cast("list[Any]", value)]
            case dict():
                return {name: bare(each) for name, each in cast("dict[str, Any]", value).items()}
            case _:
                return value

    names = {whose: named for whose, named in data.get("names", {}).items() if whose != str(person)}
    rest = {name: bare(each) for name, each in data.items() if name != "names"}
    return {**rest, "names": names} if names else rest


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        found = cast("list[Any]", value if isinstance(value, list) else [*value.values()])  # pyright: ignore[reportUnknownMemberType]
        yield from (text for each in found for text in _texts(each))


def _plain(value: Any) -> Any:
    """What JSON has for a value. `dataclasses.asdict` copies each text too, and takes three times as long."""
    if isinstance(value, Drawing):
        return {name: _plain(each) for name, each in dump_drawing(value).items()}
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in cast("tuple[Any, ...]", value)]
    return shown(value) if isinstance(value, str) else value


def load(data: Mapping[str, Any]) -> Card:
    """The inverse of `dump`, and of `dump_post`: whom the card names is shown once more."""
    note({int(person): forms for person, forms in data.get("names", {}).items()})
    blocks, entries = tuple(map(_load_block, data["blocks"])), tuple(data.get("entries", ()))
    return Card(Markup(data["title"]), blocks, entries, tone=data.get("tone", "plain"))


def _load_block(data: Mapping[str, Any]) -> Block:
    match data["block"]:
        case "text":
            return Text(Markup(data["text"]))
        case "table":
            rows = cast("list[list[Cell]]", data["rows"])
            return Table(Markup(data["text"]), data["caption"], tuple(data["heads"]), tuple(tuple(row) for row in rows))
        case "note":
            return Note(Markup(data["text"]))
        case "code":
            return Code(data["text"])
        case "picture":
            return Picture(load_drawing(data["drawing"]), Markup(data["alt"]), Markup(data["text"]))
        case "fields":
            return Fields(tuple((Markup(label), Markup(value)) for label, value in data["pairs"]))
        case "divider":
            return Divider()
        case "buttons":
            return Buttons(tuple(_load_button(button) for button in data["buttons"]))
        case "select":
            choices = tuple(Choice(Markup(choice["label"]), choice["value"]) for choice in data["choices"])
            return Select(Markup(data["placeholder"]), Call(**data["call"]), data["option"], choices)
        case unknown:
            raise ValueError(f"no such block: {unknown}")


def _load_button(data: Mapping[str, Any]) -> Button:
    call = Call(**data["call"]) if data["call"] else None
    return Button(Markup(data["label"]), call, data["style"], data["url"], data.get("chosen"))
