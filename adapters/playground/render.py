"""Cards and forms as JSON for the page. Text goes as structured pieces that the page sets as text: none of it is ever markup."""

from collections.abc import Iterable, Iterator
from typing import Any

from adapters.pictures.png import in_letters
from bot.interface.card import Block, Button, Buttons, Card, Code, Divider, Fields, Form, Note, Select, Text
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
    example_of,
)
from bot.interface.limits import LARGEST_FILE
from bot.interface.picture import Picture
from bot.text import Account, Channel, Markup, Moment, Piece, Role, Span, TypedLine, pieces, plain, words_of

JSON = dict[str, Any]
BULLET = "- "


def card_json(card: Card) -> JSON:
    return {
        "title": _pieces(card.title),
        "plain": plain(card.title),
        "tone": card.tone,
        "blocks": [*map(_block, card.blocks)],
        "files": [file.name for file in card.files],
    }


def form_json(form: Form) -> JSON:
    return {
        "title": plain(form.title),
        "call": form.call.dump(),
        "inputs": [_input(item) for item in form.inputs],
        "submit": plain(form.submit),
    }


def refusal_json(refusal: Card) -> JSON:
    """The sentence of a refusal and the input that it is about."""
    sentence = next(block.text for block in refusal.blocks if isinstance(block, Text))
    return {"input": refusal.refused, "sentence": plain(sentence)}


def choice_json(choice: Choice) -> JSON:
    return {"label": plain(choice.label), "value": choice.value}


def _block(block: Block) -> JSON:
    match in_letters(block):
        case Text(text):
            return {"block": "text", "lines": _lines(text)}
        case Note(text):
            return {"block": "note", "lines": _lines(text)}
        case Code(text):
            return {"block": "code", "text": text}
        case Picture(_, alt, text):
            return {"block": "picture", "alt": plain(alt), "lines": _lines(text)}
        case Fields(pairs):
            return {"block": "fields", "pairs": [{"label": _pieces(label), "value": _lines(value)} for label, value in pairs]}
        case Divider():
            return {"block": "divider"}
        case Buttons(buttons):
            return {"block": "buttons", "buttons": [_button(button) for button in buttons]}
        case Select() as select:
            return {
                "block": "select",
                "placeholder": plain(select.placeholder),
                "call": select.call.dump(),
                "option": select.option,
                "choices": [choice_json(choice) for choice in select.choices],
            }


def _button(button: Button) -> JSON:
    target = {"call": button.call.dump(), "chosen": button.chosen} if button.call else {"url": button.url}
    return {"label": plain(button.label), "style": button.style, **target}


def _input(item: Input) -> JSON:
    common = {
        "name": item.name,
        "label": plain(item.label),
        "value": item.value,
        "hint": plain(item.hint),
        "required": item.required,
    }
    match item:
        case TextInput():
            return {
                "input": "text",
                **common,
                "multiline": item.multiline,
                "code": item.code,
                "most": item.most,
                "choices": [choice_json(choice) for choice in item.choices],
                "suggests": item.suggests,
                "example": plain(example_of(item)),
            }
        case ChoiceInput():
            suggests = item.suggests if item.more else ""
            return {
                "input": "choice",
                **common,
                "choices": [choice_json(choice) for choice in item.choices],
                "suggests": suggests,
            }
        case SeveralInput():
            return {
                "input": "several",
                **common,
                "choices": [choice_json(choice) for choice in item.choices],
                "suggests": item.suggests if item.more else "",
                "example": plain(example_of(item)),
            }
        case ChannelInput():
            return {"input": "channel", **common}
        case AccountInput():
            return {"input": "account", **common}
        case DateInput():
            return {"input": "date", **common}
        case TimeInput():
            return {"input": "time", **common}
        case FileInput():
            return {"input": "file", **common, "most": LARGEST_FILE}
        case RoleInput():
            return {"input": "choice", **common, "choices": [], "suggests": ""}  # never asked: there are no roles here


def _lines(text: Markup) -> list[JSON]:
    """The text line by line; a bullet line comes without its dash."""
    return [_line(line) for line in _split(pieces(text))]


def _line(line: list[Piece]) -> JSON:
    match line:
        case [Span(text, "plain", None) as first, *rest] if text.startswith(BULLET):
            return {"bullet": True, "pieces": [_piece(piece) for piece in (Span(text[len(BULLET) :], first.style), *rest)]}
        case _:
            return {"bullet": False, "pieces": [_piece(piece) for piece in line]}


def _split(items: Iterable[Piece]) -> Iterator[list[Piece]]:
    line: list[Piece] = []
    for piece in items:
        if not isinstance(piece, Span):
            line.append(piece)
            continue
        for index, part in enumerate(piece.text.split("\n")):
            if index:
                yield line
                line = []
            if part:
                line.append(Span(part, piece.style, piece.url))
    yield line


def _pieces(text: Markup) -> list[JSON]:
    return [_piece(piece) for piece in pieces(text)]


def _piece(piece: Piece) -> JSON:
    match piece:
        case Span(text, style, url):
            return {"text": text, "style": style, **({"url": url} if url else {})}
        case Moment(at, style):
            return {"at": at.isoformat(), "style": style}
        case Channel(id):
            return {"channel": id}
        case Account(id):
            return {"account": id}
        case Role():
            return {"text": words_of(piece), "style": "plain"}
        case TypedLine(text):
            return {"text": f"/{text}", "style": "code"}
