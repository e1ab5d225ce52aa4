"""Forms as HTML, and what browsers send of them as values of a call."""

from collections.abc import Mapping, Sequence
from typing import Any

import htpy as h
from aiohttp import web
from multidict import MultiMapping

from adapters.web.pages.cards import hidden
from adapters.web.pages.reader import Reader
from bot.interface.call import Attachment, Call
from bot.interface.card import Form
from bot.interface.inputs import (
    AccountInput,
    ChannelInput,
    Choice,
    ChoiceInput,
    DateInput,
    FileInput,
    Input,
    RoleInput,
    SeveralInput,
    TextInput,
    TimeInput,
    joined,
)
from bot.text import plain, t

PREFIX = "in."
"""Before the names of inputs, so that none is one of the form's own."""
State = Mapping[str, str | bool]
"""Attributes of a control whose value was not taken; none else."""


def form_html(form: Form, reader: Reader, *, titled: bool, wrong: tuple[str, str] = ("", "")) -> h.Element:
    """Without its title if that is the page's. `wrong` is the name of an input, and why its value was not taken."""
    filled = h.form(".inputs", method="post", action="/pages/call", enctype="multipart/form-data")[
        hidden(form.call, "submit", reader), inputs_html(form.inputs, wrong), h.button(".button.primary")[plain(form.submit)]
    ]
    return h.section(".card")[h.h2[plain(form.title)] if titled else None, filled]


def inputs_html(inputs: Sequence[Input], wrong: tuple[str, str] = ("", "")) -> list[h.Element]:
    name, reason = wrong
    return [_asked(item, reason if item.name == name else "") for item in inputs]


def _asked(item: Input, wrong: str) -> h.Element:
    told = h.span(".error", role="alert", id=f"wrong-{item.name}")[wrong] if wrong else None
    if isinstance(item, SeveralInput) and not item.more:
        return _several(item, told)
    state = {"aria-invalid": "true", "aria-describedby": f"wrong-{item.name}", "autofocus": True} if wrong else {}
    return _labelled(item, told, state)


def values_of(sent: MultiMapping[Any]) -> dict[str, str]:
    """The values of the inputs; several of one name are one text with commas, a file is its name."""
    names = dict.fromkeys(name for name in sent if name.startswith(PREFIX))
    return {name.removeprefix(PREFIX): _text(sent.getall(name)) for name in names}


def call_of(sent: MultiMapping[Any]) -> Call:
    """The call of a form with what was filled in."""
    return Call.load(str(sent.get("call", ""))).with_values(**values_of(sent))


def files_of(sent: MultiMapping[Any]) -> Mapping[str, Attachment]:
    found = {name: value for name, value in sent.items() if name.startswith(PREFIX) and isinstance(value, web.FileField)}
    return {name.removeprefix(PREFIX): _attachment(value) for name, value in found.items()}


def _attachment(field: web.FileField) -> Attachment:
    content = field.file.read()

    async def read() -> bytes:
        return content

    return Attachment(field.filename, len(content), read)


def _text(values: Sequence[object]) -> str:
    names = [value.filename if isinstance(value, web.FileField) else str(value) for value in values]
    return names[0] if len(names) == 1 else joined(name for name in names if name)


def _labelled(item: Input, told: h.Node, state: State) -> h.Element:
    linked = t("Paste the link of the channel, as the chat copies it.") if isinstance(item, ChannelInput) else item.hint
    hint = plain(item.hint or linked)
    return h.label[
        h.span(".label")[plain(item.label), None if item.required else h.span(".optional")[plain(t(" (optional)"))]],
        h.span(".hint")[hint] if hint else None,
        _control(item, state),
        told,
    ]


def _several(item: SeveralInput, told: h.Node) -> h.Element:
    chosen = {choice.value for choice in item.chosen}
    return h.fieldset[
        h.legend[plain(item.label)],
        h.span(".hint")[plain(item.hint)] if plain(item.hint) else None,
        h.input(type="hidden", name=f"{PREFIX}{item.name}", value=""),
        [
            h.label(".tick")[
                h.input(type="checkbox", name=f"{PREFIX}{item.name}", value=choice.value, checked=choice.value in chosen),
                plain(choice.label),
            ]
            for choice in item.choices
        ],
        told,
    ]


def _control(item: Input, state: State) -> h.Node:
    name, required = f"{PREFIX}{item.name}", item.required
    match item:
        case TextInput(multiline=True) | TextInput(code=True):
            style, rows, most = ("code", "12", str(item.most)) if item.code else (None, "3", str(item.most))
            read = "ltr" if item.code else "auto"
            return h.textarea(state, dir=read, name=name, required=required, maxlength=most, rows=rows, class_=style)[item.value]
        case TextInput():
            return _written(item, item.choices, state, str(item.most))
        case ChoiceInput(more=False):
            return _chosen(item, state)
        case ChoiceInput() | SeveralInput():
            return _written(item, item.choices, state)
        case DateInput(unread="") | TimeInput(unread=""):
            sort = "date" if isinstance(item, DateInput) else "time"
            return h.input(state, type=sort, name=name, value=item.value, required=required)
        case DateInput() | TimeInput():
            return h.input(state, type="text", dir="auto", name=name, value=item.unread, required=required)
        case FileInput():
            return h.input(state, type="file", name=name, required=required)
        case ChannelInput() | AccountInput() | RoleInput():
            return h.input(state, type="text", dir="auto", name=name, value=item.value, required=required)


def _written(
    item: TextInput | ChoiceInput | SeveralInput, choices: Sequence[Choice], state: State, most: str | None = None
) -> list[h.Node]:
    """A line of text, with what may be written in it."""
    known = f"known-{item.name}" if choices else None
    attributes = {"type": "text", "dir": "auto", "name": f"{PREFIX}{item.name}", "maxlength": most, "list": known}
    field = h.input(state, attributes, value=item.value, required=item.required)
    offered = h.datalist(id=known)[[h.option(value=choice.value)[plain(choice.label)] for choice in choices]]
    return [field, offered] if choices else [field]


def _chosen(item: ChoiceInput, state: State) -> h.Element:
    none = () if item.required and item.value else (h.option(value="")["—"],)
    return h.select(state, name=f"{PREFIX}{item.name}", required=item.required)[
        none,
        [h.option(value=choice.value, selected=choice.value == item.value)[plain(choice.label)] for choice in item.choices],
    ]
