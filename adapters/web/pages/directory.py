"""Where pages lead beside what they show: to commands, and to the other cohorts of whoever has several."""

from collections.abc import Sequence

import htpy as h

from adapters.web.pages.cards import select_html
from adapters.web.pages.frame import Page
from adapters.web.pages.reader import Reader, link_to
from bot.interface.call import Call
from bot.interface.card import Answer, Card, Select
from bot.interface.command import Command
from bot.interface.inputs import Choice
from bot.interface.limits import MOST_CHOICES
from bot.interface.manual import by_topic
from bot.text import plain, t

COHORT = "cohort"
"""The option with which a call names one."""


def all_commands(reader: Reader, *, moderator: bool) -> list[h.Node]:
    commands = [command for command in reader.commands.listed() if moderator or not command.moderator]
    return [
        h.section(".card")[h.h2[plain(topic.title())], h.ul(".commands")[[_line(command) for command in some]]]
        for topic, some in by_topic(commands)
    ]


def ways_of(page: Page, reader: Reader) -> list[h.Node]:
    """Folded, so that what a page shows stays near its top."""
    commands = [command for command in reader.commands.listed() if command.path.partition(" ")[0] in page.ways]
    heading = h.summary[plain(t("Search, add, import, export"))]
    return [h.details(".card")[heading, h.ul(".commands")[[_line(command) for command in commands]]]] if commands else []


def _line(command: Command) -> h.Element:
    return h.li[h.a(href=link_to(Call(command.path)))[command.path], h.span[plain(t(command.description))]]


def other_cohorts(call: Call, answer: Answer, cohorts: Sequence[Choice], reader: Reader) -> h.Node:
    """The way from the cohort that a call shows to the others that it could; nothing if there is none, or the answer asks."""
    asks = isinstance(answer, Card) and any(isinstance(block, Select) and block.option == COHORT for block in answer.blocks)
    if len(cohorts) < 2 or asks:
        return None
    return h.section(".card")[select_html(Select(t("Choose a cohort"), call, COHORT, tuple(cohorts[:MOST_CHOICES])), reader)]
