"""Cards as HTML, block by block: what only reads is a link, everything else a form that is sent."""

from base64 import b64encode
from collections.abc import Iterator
from secrets import token_hex

import htpy as h

from adapters.pictures.png import in_letters
from adapters.pictures.scene import WIDTH
from adapters.web.pages.reader import Reader, link_to
from adapters.web.pages.texts import blocks_of, inline
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Code, Divider, Fields, File, Note, Select, Text
from bot.interface.picture import Picture
from bot.text import plain, t


def card_html(card: Card, reader: Reader, *, titled: bool) -> h.Element:
    """Without its title if that is the page's."""
    refused = card.refused is not None
    return h.section(class_="card refused" if refused else "card", role="alert" if refused else None)[
        h.h2[inline(card.title, reader)] if titled else None,
        [_block(block, reader) for block in card.blocks],
        [_file(file) for file in card.files],
    ]


def folded_html(card: Card, reader: Reader, anchor: str) -> h.Element:
    """A card of which the title alone is seen until it is opened, by hand or by a link to its inside."""
    return h.details(".card")[
        h.summary[h.h2[inline(card.title, reader)]], h.div(f"#{anchor}.inside")[[_block(block, reader) for block in card.blocks]]
    ]


def hidden(call: Call, kind: str, reader: Reader) -> Iterator[h.VoidElement]:
    """What every form carries: its call, a proof that it is ours, an id by which a second sending is known."""
    values = {"call": call.dump(), "kind": kind, "proof": reader.proof, "id": f"web-{token_hex(8)}"}
    return (h.input(type="hidden", name=name, value=value) for name, value in values.items())


def _block(block: Block, reader: Reader) -> h.Node:
    match in_letters(block):
        case Text(text):
            return h.div(".text")[blocks_of(text, reader)]
        case Note(text):
            return h.div(".note")[blocks_of(text, reader)]
        case Code(text):
            return h.pre(tabindex="0")[text]
        case Picture() as picture:
            return _picture(picture, reader)
        case Fields(pairs):
            return h.dl[[h.div[h.dt[inline(label, reader)], h.dd[list(blocks_of(value, reader))]] for label, value in pairs]]
        case Divider():
            return h.hr
        case Buttons(buttons):
            return h.div(".actions")[[_button(button, reader) for button in buttons]]
        case Select() as select:
            return select_html(select, reader)


def _picture(picture: Picture, reader: Reader) -> h.Element:
    """In the colours that the browser asks for, above its text."""
    path = reader.picture_path(picture.drawing)
    dark = h.source(srcset=f"{path}?theme=dark", media="(prefers-color-scheme: dark)")
    shown = h.img(src=path, alt=plain(picture.alt), width=str(WIDTH))
    return h.div(".drawing")[h.picture[dark, shown], h.div(".note")[blocks_of(picture.text, reader)]]


def _button(button: Button, reader: Reader) -> h.Element:
    label, style = plain(button.label), f"button {button.style}"
    if button.call is None:
        return h.a(class_=style, href=button.url, rel="noopener noreferrer")[label]
    if reader.may_link(button.call):
        return h.a(class_=style, href=link_to(button.call))[label]
    pressed = None if button.chosen is None else str(button.chosen).lower()
    return h.form(method="post", action="/pages/call")[
        hidden(button.call, "press", reader), h.button(class_=style, aria_pressed=pressed)[label]
    ]


def select_html(select: Select, reader: Reader) -> h.Element:
    looks = reader.may_link(select.call)
    return h.form(".select", method="get" if looks else "post", action="/pages/call")[
        h.input(type="hidden", name="c", value=select.call.dump()) if looks else hidden(select.call, "press", reader),
        h.label[
            h.span[plain(select.placeholder)],
            h.select(name=f"in.{select.option}")[
                [h.option(value=choice.value)[plain(choice.label)] for choice in select.choices]
            ],
        ],
        h.button(".button.plain")[plain(t("Choose"))],
    ]


def _file(file: File) -> h.Element:
    """A file is in the page itself, so that nothing is done a second time to fetch it."""
    content = b64encode(file.content).decode()
    return h.p[
        h.a(".button.plain", href=f"data:application/octet-stream;base64,{content}", download=file.name)[
            plain(t("Save {name}", name=file.name))
        ]
    ]
