"""What goes out: a Card or a Form, in a vocabulary that every platform can draw.

The limits stand here, once: the smallest of each platform's, so a card that one platform cannot show cannot be built. Lengths
are measured in the worst case of escaping (`width`). Renderers in `adapters/` draw block by block.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.interface.call import LONGEST_CALL, Call
from bot.text import Markup, clip, escape, plain

LONGEST_TITLE = 150
LONGEST_TEXT = 2000
LONGEST_CARD = 3800
MOST_COMPONENTS = 38
MOST_BUTTONS = 5
MOST_CHOICES = 25
MOST_FIELDS = 10
LONGEST_LABEL = 75
LONGEST_FORM_TITLE = 24
LONGEST_INPUT_LABEL = 45
LONGEST_HINT = 100
LONGEST_URL = 500
MOST_INPUTS = 5
LONGEST_INPUT = 2000

ButtonStyle = Literal["plain", "primary", "danger"]


class TooBig(ValueError):
    """A card or form that some platform could not show; a fault of the code that built it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a select or a suggestion: what is seen, and the value it stands for."""

    label: Markup
    value: str

    def __post_init__(self) -> None:
        _check("choice label", len(plain(self.label)), LONGEST_LABEL, 1)
        _check("choice value", len(self.value), LONGEST_LABEL, 1)


@dataclass(frozen=True, slots=True)
class Text:
    text: Markup

    def __post_init__(self) -> None:
        _check("text", width(self.text), LONGEST_TEXT, 1)


@dataclass(frozen=True, slots=True)
class Note:
    """Small print."""

    text: Markup

    def __post_init__(self) -> None:
        _check("note", width(self.text), LONGEST_TEXT, 1)


@dataclass(frozen=True, slots=True)
class Fields:
    """Label and value pairs, drawn side by side where there is room."""

    pairs: tuple[tuple[Markup, Markup], ...]

    def __post_init__(self) -> None:
        _check("fields", len(self.pairs), MOST_FIELDS, 1)
        for label, value in self.pairs:
            _check("field", _pair_width(label, value), LONGEST_TEXT)


@dataclass(frozen=True, slots=True)
class Divider:
    pass


@dataclass(frozen=True, slots=True)
class Button:
    """A press carries `call`; with a `url` instead it opens a page."""

    label: Markup
    call: Call | None = None
    style: ButtonStyle = "plain"
    url: str | None = None

    def __post_init__(self) -> None:
        _check("button label", len(plain(self.label)), LONGEST_LABEL, 1)
        _check("url", len(self.url or ""), LONGEST_URL)
        if self.call:
            _check("call", len(self.call.dump()), LONGEST_CALL)
        if (self.call is None) == (self.url is None):
            raise TooBig("a button carries either a call or a url")


@dataclass(frozen=True, slots=True)
class Buttons:
    buttons: tuple[Button, ...]

    def __post_init__(self) -> None:
        _check("buttons in a row", len(self.buttons), MOST_BUTTONS, 1)


@dataclass(frozen=True, slots=True)
class Select:
    """Choosing one entry makes `call` with the entry's value under `option`."""

    placeholder: Markup
    call: Call
    option: str
    choices: tuple[Choice, ...]

    def __post_init__(self) -> None:
        _check("select placeholder", len(plain(self.placeholder)), LONGEST_LABEL)
        _check("choices", len(self.choices), MOST_CHOICES, 1)
        _check("call", len(f"{self.call.dump()}&{self.option}="), LONGEST_CALL)


Block = Text | Note | Fields | Divider | Buttons | Select


@dataclass(frozen=True, slots=True)
class Card:
    """An answer or a post. `entries` are the found items of a look-up, best first, for readers that are programs."""

    title: Markup
    blocks: tuple[Block, ...] = ()
    entries: tuple[Mapping[str, str], ...] = ()

    def __post_init__(self) -> None:
        _check("title", width(self.title), LONGEST_TITLE)
        _check("card", width(self.title) + sum(map(_block_width, self.blocks)), LONGEST_CARD)
        _check("components", 2 + sum(map(_components, self.blocks)), MOST_COMPONENTS)
        controls = [control for block in self.blocks for control in _controls(block)]
        _check("controls that make one call", len(controls), len(set(controls)))


@dataclass(frozen=True, slots=True)
class TextInput:
    name: str
    label: Markup
    value: str = ""
    hint: Markup = Markup()
    multiline: bool = False
    required: bool = True
    most: int = LONGEST_INPUT

    def __post_init__(self) -> None:
        _check_input(self.label, self.hint)
        _check("input length", self.most, LONGEST_INPUT)


@dataclass(frozen=True, slots=True)
class ChoiceInput:
    """One of `choices`. With `more`, there are others: platforms that can search ask the core for them (`suggests` names the
    command and option to ask), the rest take typed text."""

    name: str
    label: Markup
    choices: tuple[Choice, ...]
    value: str = ""
    hint: Markup = Markup()
    required: bool = True
    more: bool = False
    suggests: str = ""
    """The command's path whose option `name` suggests entries; empty where the choices are fixed."""

    def __post_init__(self) -> None:
        _check_input(self.label, self.hint)
        _check("choices", len(self.choices), MOST_CHOICES)


@dataclass(frozen=True, slots=True)
class ChannelInput:
    """A channel of the space, chosen with the platform's own picker; the value is its external id."""

    name: str
    label: Markup
    value: str = ""
    hint: Markup = Markup()
    required: bool = True

    def __post_init__(self) -> None:
        _check_input(self.label, self.hint)


Input = TextInput | ChoiceInput | ChannelInput


@dataclass(frozen=True, slots=True)
class Form:
    """At most five inputs; submitting makes `call` with each input's value under its name."""

    title: Markup
    call: Call
    inputs: tuple[Input, ...]
    submit: Markup

    def __post_init__(self) -> None:
        _check("form title", len(plain(self.title)), LONGEST_FORM_TITLE)
        _check("submit label", len(plain(self.submit)), LONGEST_FORM_TITLE)
        _check("inputs", len(self.inputs), MOST_INPUTS)
        _check("call", len(self.call.dump()), LONGEST_CALL)


Answer = Card | Form


class Ask(Exception):
    """Raised by a handler that needs one more choice before it can go on: `card` asks for it. Nothing is changed."""

    def __init__(self, card: Card) -> None:
        super().__init__(plain(card.title))
        self.card = card


def width(text: Markup) -> int:
    """The most characters that `text` takes on any platform: Slack writes `&` as five and a moment as some eighty, Discord
    escapes more than the markup does and puts up to four characters at the start of a line."""
    return len(text) + 4 * sum(map(text.count, "&<>\n")) + 2 * sum(map(text.count, "~|:@")) + 80 * text.count("<t:")


def fitted(text: str, most: int) -> Markup:
    """Text of people or of content, escaped, and cut so that it is at most `most` wide on any platform."""
    low, high = 0, min(len(text), most)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if width(escape(clip(text, middle))) <= most else (low, middle - 1)
    return escape(clip(text, low)) if low else Markup()


def fits(blocks: Sequence[Block]) -> bool:
    """Whether a card of these blocks, with the longest title, can be built."""
    return sum(map(_block_width, blocks)) <= LONGEST_CARD - LONGEST_TITLE and 2 + sum(map(_components, blocks)) <= MOST_COMPONENTS


def _block_width(block: Block) -> int:
    match block:
        case Text(text) | Note(text):
            return width(text)
        case Fields(pairs):
            return sum(_pair_width(label, value) for label, value in pairs)
        case _:
            return 0


def _pair_width(label: Markup, value: Markup) -> int:
    return width(label) + width(value) + len("**:** \n ")


def _controls(block: Block) -> list[str]:
    """What tells the controls of a card apart; Discord refuses two that are alike."""
    match block:
        case Buttons(buttons):
            return [button.call.dump() for button in buttons if button.call]
        case Select(_, call, option, _):
            return [f"{call.dump()}&{option}="]
        case _:
            return []


def _components(block: Block) -> int:
    """Parts as Discord counts them, nested ones too; its other limits are wider than ours."""
    return 1 + (len(block.buttons) if isinstance(block, Buttons) else isinstance(block, Select))


def _check_input(label: Markup, hint: Markup) -> None:
    _check("input label", len(plain(label)), LONGEST_INPUT_LABEL)
    _check("input hint", len(plain(hint)), LONGEST_HINT)


def _check(what: str, size: int, most: int, least: int = 0) -> None:
    if not least <= size <= most:
        raise TooBig(f"{what}: {size} is not from {least} to {most}")
