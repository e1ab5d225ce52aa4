"""What goes out: a Card or a Form, in a vocabulary that every platform can draw.

Each is checked against the limits of `bot.interface.limits` when it is built, so a card that one platform cannot show cannot be
built. Renderers in `adapters/` draw block by block.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.interface.call import LONGEST_CALL, Call
from bot.interface.inputs import Choice, Input
from bot.interface.limits import (
    LARGEST_FILE,
    LONGEST_CARD,
    LONGEST_FILE_NAME,
    LONGEST_FORM_TITLE,
    LONGEST_LABEL,
    LONGEST_TEXT,
    LONGEST_TITLE,
    LONGEST_URL,
    MOST_BUTTONS,
    MOST_CHOICES,
    MOST_COMPONENTS,
    MOST_FIELDS,
    MOST_FILES,
    MOST_INPUTS,
    TooBig,
    as_many_as_fit,
    check,
    code_width,
    width,
)
from bot.interface.picture import Picture
from bot.text import Markup, join, plain

ButtonStyle = Literal["plain", "primary", "danger"]
Tone = Literal["plain", "good", "attention"]  # something went well, or is in the way
CHECKED, UNCHECKED = "☑", "☐"


@dataclass(frozen=True, slots=True)
class Text:
    text: Markup

    def __post_init__(self) -> None:
        check("text", width(self.text), LONGEST_TEXT, 1)


def texts_of(entries: Sequence[Markup]) -> Iterator[Text]:
    """As few texts as hold the entries, a line each."""
    while entries:
        shown = as_many_as_fit(entries, LONGEST_TEXT)
        yield Text(join(shown))
        entries = entries[len(shown) :]


@dataclass(frozen=True, slots=True)
class Note:
    """Small print."""

    text: Markup

    def __post_init__(self) -> None:
        check("note", width(self.text), LONGEST_TEXT, 1)


@dataclass(frozen=True, slots=True)
class Code:
    """A block of code, every character of it as it is."""

    text: str

    def __post_init__(self) -> None:
        check("code", code_width(self.text) if self.text.strip() else 0, LONGEST_TEXT, 1)


@dataclass(frozen=True, slots=True)
class Fields:
    """Label and value pairs, drawn side by side if there is room."""

    pairs: tuple[tuple[Markup, Markup], ...]

    def __post_init__(self) -> None:
        check("fields", len(self.pairs), MOST_FIELDS, 1)
        for label, value in self.pairs:
            check("field", _pair_width(label, value), LONGEST_TEXT)


@dataclass(frozen=True, slots=True)
class Divider:
    pass


@dataclass(frozen=True, slots=True)
class Button:
    """A press carries `call`; with a `url` instead it opens a page. Raises TooBig unless it has one of the two."""

    label: Markup
    call: Call | None = None
    style: ButtonStyle = "plain"
    url: str | None = None
    chosen: bool | None = None  # of a switch: whether it is on

    def __post_init__(self) -> None:
        check("button label", len(self.shown), LONGEST_LABEL, 1)
        check("url", len(self.url or ""), LONGEST_URL)
        if self.call:
            check("call", len(self.call.dump()), LONGEST_CALL)
        if (self.call is None) == (self.url is None):
            raise TooBig("a button carries either a call or a url")

    @property
    def shown(self) -> str:
        """The label on platforms whose buttons have no state: a box before it tells whether it is on."""
        return plain(self.label) if self.chosen is None else f"{CHECKED if self.chosen else UNCHECKED} {plain(self.label)}"


@dataclass(frozen=True, slots=True)
class Buttons:
    buttons: tuple[Button, ...]

    def __post_init__(self) -> None:
        check("buttons in a row", len(self.buttons), MOST_BUTTONS, 1)


@dataclass(frozen=True, slots=True)
class Select:
    """Choosing one entry makes `call` with the entry's value under `option`."""

    placeholder: Markup
    call: Call
    option: str
    choices: tuple[Choice, ...]

    def __post_init__(self) -> None:
        check("select placeholder", len(plain(self.placeholder)), LONGEST_LABEL)
        check("choices", len(self.choices), MOST_CHOICES, 1)
        check("call", len(f"{self.call.dump()}&{self.option}="), LONGEST_CALL)


@dataclass(frozen=True, slots=True)
class File:
    """What whoever called keeps as a file of their own."""

    name: str
    content: bytes

    def __post_init__(self) -> None:
        check("file name", len(self.name), LONGEST_FILE_NAME, 1)
        check("file", len(self.content), LARGEST_FILE)


Block = Text | Note | Code | Picture | Fields | Divider | Buttons | Select


@dataclass(frozen=True, slots=True)
class Card:
    """An answer or a post. `entries` are the found items of a look-up, best first, for readers that are programs."""

    title: Markup
    blocks: tuple[Block, ...] = ()
    entries: tuple[Mapping[str, str], ...] = ()
    refused: str | None = None
    """None if the call was carried out; else the option that the first text is about, empty for none. Not kept with a card."""
    files: tuple[File, ...] = ()
    """Only of an answer; not kept with a card."""
    tone: Tone = "plain"

    def __post_init__(self) -> None:
        check("title", width(self.title), LONGEST_TITLE)
        check("card", width(self.title) + sum(map(block_width, self.blocks)), LONGEST_CARD)
        check("components", 2 + sum(map(_components, self.blocks)) + len(self.files), MOST_COMPONENTS)
        check("files", len(self.files), MOST_FILES)
        controls = [control for block in self.blocks for control in _controls(block)]
        check("controls that make one call", len(controls), len(set(controls)))


@dataclass(frozen=True, slots=True)
class Form:
    """At most five inputs; submitting makes `call` with each input's value under its name."""

    title: Markup
    call: Call
    inputs: tuple[Input, ...]
    submit: Markup

    def __post_init__(self) -> None:
        check("form title", len(plain(self.title)), LONGEST_FORM_TITLE)
        check("submit label", len(plain(self.submit)), LONGEST_FORM_TITLE)
        check("inputs", len(self.inputs), MOST_INPUTS)
        check("call", len(self.call.dump()), LONGEST_CALL)


Answer = Card | Form


class Ask(Exception):
    """Raised by a handler that needs one more choice before it can go on: `card` asks for it. Nothing is changed."""

    def __init__(self, card: Card) -> None:
        super().__init__(plain(card.title))
        self.card = card


def has_attachments(card: Card) -> bool:
    """Whether files go out with the card, pictures among them."""
    return bool(card.files) or any(isinstance(block, Picture) for block in card.blocks)


def without_pictures(card: Card) -> Card:
    """The card with the text alone of each picture."""
    return replace(card, blocks=tuple(Note(block.text) if isinstance(block, Picture) else block for block in card.blocks))


def fits(blocks: Sequence[Block]) -> bool:
    """Whether a card of these blocks, with the longest title, can be built."""
    return sum(map(block_width, blocks)) <= LONGEST_CARD - LONGEST_TITLE and 2 + sum(map(_components, blocks)) <= MOST_COMPONENTS


def block_width(block: Block) -> int:
    match block:
        case Text(text) | Note(text) | Picture(text=text):
            return width(text)
        case Code(text):
            return code_width(text)
        case Fields(pairs):
            return sum(_pair_width(label, value) for label, value in pairs)
        case _:
            return 0


def _pair_width(label: Markup, value: Markup) -> int:
    return width(label) + width(value) + len("**:** \n ")


def _controls(block: Block) -> list[str]:
    """The calls by which the controls of a card differ; Discord refuses two that are equal."""
    match block:
        case Buttons(buttons):
            return [button.call.dump() for button in buttons if button.call]
        case Select(_, call, option, _):
            return [f"{call.dump()}&{option}="]
        case _:
            return []


def _components(block: Block) -> int:
    """The number of components as Discord counts them, nested ones too; its other limits are wider than ours."""
    return 1 + (len(block.buttons) if isinstance(block, Buttons) else isinstance(block, Select | Picture))
