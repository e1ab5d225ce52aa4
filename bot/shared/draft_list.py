"""Lists of what a moderator has begun and not finished, with a press to go on with each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Text
from bot.interface.limits import MOST_BUTTONS, fitted
from bot.shared.pages import more_lines
from bot.text import Markup, Moment, clip, escape, join, t

FIRST_DRAFTS = 2
"""Beside other things; all stand on pages of their own."""
WIDEST_DRAFT = 150
WIDEST_ON_BUTTON = 40


@dataclass(frozen=True, slots=True)
class OwnDraft:
    """What a draft is about, what becomes of it, when it was kept, and the call that goes on with it."""

    title: str
    what: Markup
    since: datetime
    go_on: Call
    number: int = 0
    """Which one it is of those whose press would read the same; 0 if it is the only one."""


def first_drafts(heading: Markup, drafts: Sequence[OwnDraft], every: Call) -> tuple[Block, ...]:
    """The only draft with its press, or the first and the way to `every` one; nothing if there are none."""
    if len(drafts) <= 1:
        return draft_lines(heading, drafts) if drafts else ()
    lines = [_line(draft) for draft in apart(drafts)[:FIRST_DRAFTS]]
    told = Text(join([heading, *lines, *more_lines(len(drafts) - FIRST_DRAFTS)]))
    return (told, Buttons((Button(t("All your drafts"), every),)))


def apart(drafts: Sequence[OwnDraft]) -> list[OwnDraft]:
    """All drafts, those numbered whose presses would read the same."""
    titles = [clip(draft.title, WIDEST_ON_BUTTON) for draft in drafts]
    often, seen = Counter(titles), Counter[str]()
    told: list[OwnDraft] = []
    for draft, title in zip(drafts, titles, strict=True):
        seen[title] += 1
        told.append(replace(draft, number=seen[title]) if often[title] > 1 else draft)
    return told


def draft_lines(heading: Markup, drafts: Sequence[OwnDraft]) -> tuple[Block, ...]:
    """A line and a press for each draft."""
    lines = [_line(draft) for draft in drafts]
    buttons = [_button(draft) for draft in drafts]
    rows = [Buttons(tuple(buttons[start : start + MOST_BUTTONS])) for start in range(0, len(buttons), MOST_BUTTONS)]
    return (Text(join([heading, *lines])), *rows)


def _line(draft: OwnDraft) -> Markup:
    title = _numbered(fitted(draft.title, WIDEST_DRAFT), draft)
    return t("- {title} · {what}, {since}", title=title, what=draft.what, since=Moment(draft.since))


def _button(draft: OwnDraft) -> Button:
    title = _numbered(escape(clip(draft.title, WIDEST_ON_BUTTON)), draft)
    return Button(t("Go on with {title}", title=title), draft.go_on)


def _numbered(title: Markup, draft: OwnDraft) -> Markup:
    return t("{title} ({number})", title=title, number=draft.number) if draft.number else title
