"""Cards as Discord's component layouts, forms as its modals: pure, block by block.

Every layout and modal comes back stopped: discord.py keeps those it thinks are listening, and ours need no memory.
"""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from itertools import count
from typing import Any, TypedDict

import discord
from discord import ui

from adapters.discord.channels import OFFERED
from adapters.discord.ids import is_id, select_id
from adapters.discord.markdown import NO_IDS, CommandIds, code_block, escaped, markdown
from adapters.discord.markdown import named as named_in
from adapters.pictures.palette import Theme
from bot.interface.card import Block, Button, Buttons, Card, Code, Divider, Fields, Form, Note, Select, Text, Tone
from bot.interface.inputs import (
    AccountInput,
    ChannelInput,
    Choice,
    ChoiceInput,
    DateInput,
    FileInput,
    Input,
    Picked,
    RoleInput,
    SeveralInput,
    TextInput,
    TimeInput,
    example_of,
)
from bot.interface.picture import Picture
from bot.text import Markup, plain

THEME: Theme = "dark"
"""Discord does not tell which a reader has; this one is its own default, and the picture has a ground of its own."""


ACCENTS: Mapping[Tone, int | None] = {"plain": None, "good": 0x2E8B6F, "attention": 0xD9822B}
"""The colour along the edge of a card. Nothing is told by it alone."""


class Picking(TypedDict):
    """What the pickers of all kinds are told."""

    custom_id: str
    required: bool
    min_values: int


_STYLES = {
    "plain": discord.ButtonStyle.secondary,
    "primary": discord.ButtonStyle.primary,
    "danger": discord.ButtonStyle.danger,
}


def layout(card: Card, mark: int | None = None, ids: CommandIds = NO_IDS) -> ui.LayoutView:
    """The card as a message. `mark` rides along unseen, as the id of the box around it: see `mark_of`. Commands whose id is known
    can be pressed."""
    title, pictures = ui.TextDisplay[ui.LayoutView](f"## {markdown(card.title)}"), map(_picture_name, count(1))
    blocks = [item for block in card.blocks for item in _block(block, ids, pictures)]
    box = ui.Container[ui.LayoutView](title, *blocks, id=mark, accent_colour=ACCENTS[card.tone])
    view = ui.LayoutView(timeout=None)
    view.add_item(box)
    for file in card.files:
        view.add_item(ui.File[ui.LayoutView](f"attachment://{file.name}"))
    view.stop()
    return view


def named(card: Card) -> set[str]:
    """The paths of the commands in the card that can be pressed if their ids are known."""
    return {path for block in card.blocks for text in _texts(block) for path in named_in(text)}


def files(card: Card, pictures: Sequence[bytes]) -> list[discord.File]:
    """What goes along with the message, which names it: the card's files, and its pictures as PNG."""
    drawn = ((_picture_name(number), png) for number, png in enumerate(pictures, 1))
    return [
        discord.File(BytesIO(content), name) for name, content in (*((file.name, file.content) for file in card.files), *drawn)
    ]


def mark_of(message: discord.Message) -> int | None:
    """The `mark` a message was drawn with."""
    boxes = (component.id for component in message.components if isinstance(component, discord.Container))
    return next(boxes, None)


def modal(form: Form) -> ui.Modal:
    """The form as a modal. Discord names the button that submits it; the form's own word for it has no place there."""
    view = ui.Modal(title=plain(form.title), custom_id=form.call.dump())
    for item in form.inputs:
        view.add_item(ui.Label(text=plain(item.label), description=plain(_told(item)) or None, component=_input(item)))
    view.stop()
    return view


def _block(block: Block, ids: CommandIds, pictures: Iterator[str]) -> list[ui.Item[ui.LayoutView]]:
    """The parts of a block; `pictures` are the names of the files of pictures still to be drawn."""
    match block:
        case Text(text):
            return [ui.TextDisplay(markdown(text, ids))]
        case Note(text):
            return [_note(text, ids)]
        case Code(text):
            return [ui.TextDisplay(code_block(text))]
        case Picture(_, alt, text):
            shown = discord.MediaGalleryItem(f"attachment://{next(pictures)}", description=plain(alt))
            return [ui.MediaGallery(shown), _note(text, ids)]
        case Fields(pairs):
            return [ui.TextDisplay("\n".join(_field(label, value, ids) for label, value in pairs))]
        case Divider():
            return [ui.Separator()]
        case Buttons(buttons):
            return [ui.ActionRow(*map(_button, buttons))]
        case Select():
            return [ui.ActionRow(_select(block))]


def _note(text: Markup, ids: CommandIds) -> ui.TextDisplay[ui.LayoutView]:
    return ui.TextDisplay("\n".join(f"-# {line}" for line in markdown(text, ids).split("\n")))


def _picture_name(number: int) -> str:
    return f"picture-{number}.png"


def _texts(block: Block) -> list[Markup]:
    """The texts of a block in which commands can be pressed."""
    match block:
        case Text(text) | Note(text) | Picture(text=text):
            return [text]
        case Fields(pairs):
            return [value for _, value in pairs]
        case Code() | Divider() | Buttons() | Select():
            return []


def _field(label: Markup, value: Markup, ids: CommandIds) -> str:
    return f"**{escaped(plain(label))}:** {markdown(value, ids)}"


def _button(button: Button) -> ui.Button[ui.LayoutView]:
    if button.call is None:
        return ui.Button(label=plain(button.label), url=button.url)
    return ui.Button(label=button.shown, style=_STYLES[button.style], custom_id=button.call.dump())


def _select(select: Select) -> ui.Select[ui.LayoutView]:
    options = [_option(choice) for choice in select.choices]
    return ui.Select(placeholder=plain(select.placeholder), custom_id=select_id(select), options=options)


def _option(choice: Choice, *, chosen: bool = False) -> discord.SelectOption:
    return discord.SelectOption(label=plain(choice.label), value=choice.value, default=chosen)


def _input(item: Input) -> ui.Item[ui.Modal]:
    match item:
        case TextInput():
            style = discord.TextStyle.paragraph if item.multiline else discord.TextStyle.short
            return _text_input(item, item.value, style, item.most)
        case ChoiceInput(more=True) | ChoiceInput(choices=()) | SeveralInput(more=True):
            return _text_input(item, item.value)
        case DateInput() | TimeInput():
            return _text_input(item, item.value or item.unread)
        case ChoiceInput():
            return _choice_input(item)
        case SeveralInput():
            return _several_input(item)
        case ChannelInput():
            return _channel_input(item)
        case AccountInput():
            return ui.UserSelect(default_values=_chosen(item, discord.User), **_picking(item))
        case RoleInput():
            return ui.RoleSelect(default_values=_chosen(item, discord.Role), **_picking(item))
        case FileInput():
            return ui.FileUpload(max_values=1, **_picking(item))


def _told(item: Input) -> Markup:
    """What is told of an input: its hint. What is typed here and picked elsewhere, has no hint and is filled in, and so shows no
    example, tells how it is written."""
    match item:
        case DateInput(hint="") | TimeInput(hint="") if item.value or item.unread:
            return example_of(item)
        case SeveralInput(hint="", more=True) if item.value:
            return example_of(item)
        case _:
            return item.hint


def _text_input(
    item: TextInput | ChoiceInput | SeveralInput | DateInput | TimeInput,
    value: str,
    style: discord.TextStyle = discord.TextStyle.short,
    most: int | None = None,
) -> ui.TextInput[ui.Modal]:
    """Discord suggests nothing in a form, so an empty input shows an example."""
    example = plain(example_of(item)) or None
    return ui.TextInput(
        custom_id=item.name, style=style, default=value or None, placeholder=example, required=item.required, max_length=most
    )


def _choice_input(item: ChoiceInput) -> ui.Select[ui.Modal]:
    options = [_option(choice, chosen=choice.value == item.value) for choice in item.choices]
    return ui.Select(custom_id=item.name, options=options, required=item.required, min_values=int(item.required))


def _several_input(item: SeveralInput) -> ui.Select[ui.Modal]:
    options = [_option(choice, chosen=choice in item.chosen) for choice in item.choices]
    least = int(item.required)
    return ui.Select(custom_id=item.name, options=options, required=item.required, min_values=least, max_values=len(options))


def _channel_input(item: ChannelInput) -> ui.ChannelSelect[ui.Modal]:
    return ui.ChannelSelect(channel_types=[*OFFERED], default_values=_chosen(item, discord.TextChannel), **_picking(item))


def _picking(item: Picked) -> Picking:
    return {"custom_id": item.name, "required": item.required, "min_values": int(item.required)}


def _chosen(item: Picked, kind: type[Any]) -> list[discord.Object]:
    return [discord.Object(int(item.value), type=kind)] if is_id(item.value) else []
