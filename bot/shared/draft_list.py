"""Lists of what a moderator has begun and not finished, with a press to go on with each."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Text
from bot.interface.limits import MOST_BUTTONS, fitted
from bot.shared.pages import more_lines
from bot.text import Markup, clip, join, t

WIDEST_DRAFT = 150


@dataclass(frozen=True, slots=True)
class OwnDraft:
    """What a draft is about, and the call that goes on with it."""

    title: str
    go_on: Call


def first_drafts(heading: Markup, drafts: Sequence[OwnDraft], every: Call) -> tuple[Block, ...]:
    """The first drafts, and the way to `every` one if there are more; nothing if there are none."""
    more = len(drafts) - MOST_BUTTONS
    way = (Buttons((Button(t("All your drafts"), every),)),) if more > 0 else ()
    return (*draft_lines(heading, drafts[:MOST_BUTTONS], more), *way) if drafts else ()


def draft_lines(heading: Markup, drafts: Sequence[OwnDraft], more: int = 0) -> tuple[Block, ...]:
    """A line and a press for each draft, and that there are so many `more`."""
    lines = [t("- {title}", title=fitted(draft.title, WIDEST_DRAFT)) for draft in drafts]
    buttons = [Button(t("Go on with {title}", title=clip(draft.title, 40)), draft.go_on) for draft in drafts]
    rows = [Buttons(tuple(buttons[start : start + MOST_BUTTONS])) for start in range(0, len(buttons), MOST_BUTTONS)]
    return (Text(join([heading, *lines, *more_lines(more)])), *rows)
