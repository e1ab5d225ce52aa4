"""What a member wrote and did in their cohorts, by day: page by page, and as a file."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from annotated_types import Ge

from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Button, Card, File, Text
from bot.interface.command import Access, Commands
from bot.interface.errand import Aside
from bot.interface.limits import MOST_FILES, fitted
from bot.interface.option import Option
from bot.ports.workbench import Workbench
from bot.shared.history import Deed, History, deeds_of, history_files, history_of
from bot.shared.pages import on_page, page_count, page_turns, pages_of
from bot.text import Markup, join, t

WIDEST_WORDS = 250

commands = Commands()


@commands.add("progress history", "What you wrote and did, by day.", access=Access.READ, listed=False)
async def history(context: Context, page: Annotated[int, Option("Which page?"), Ge(1)] = 1) -> Card:
    deeds = await deeds_of(context)
    title = t("Your history")
    pages = pages_of(title, [[Text(_shown(each))] for each in deeds] or [[Text(t("Nothing yet."))]])
    (shown,) = on_page(pages, page, 1)
    ways = (*((Button(t("As a file"), Call("progress export")),) if deeds else ()), Button(t("All days"), Call("progress days")))
    return Card(title, (*shown, *page_turns(len(pages), page, Call("progress history"), beside=ways)))


async def find_history(context: Context, _: Mapping[str, Any]) -> History:
    return await history_of(context)


def as_files(history: History, _: bytes, bench: Workbench) -> Sequence[File]:
    del bench  # it is quick
    return history_files(history)


@commands.add(
    "progress export",
    "What you wrote and did, as a table.",
    access=Access.READ,
    listed=False,
    before=Aside(find_history, as_files),
)
async def export(context: Context, page: Annotated[int, Option("Which page?"), Ge(1)] = 1) -> Card:
    said = t("Your check-ins and milestones as a table that spreadsheets open.")
    files: Sequence[File] = context.found
    back = (Button(t("What I wrote"), Call("progress history")),)
    turns = page_turns(page_count(files, MOST_FILES), page, Call("progress export"), beside=back)
    return Card(t("Your history"), (Text(said), *turns), files=(*on_page(files, page, MOST_FILES),))


def _shown(deed: Deed) -> Markup:
    head = t("**{day}** · {cohort} · {what}", day=deed.day, cohort=fitted(deed.cohort.name, 60), what=deed.what)
    return join([head, *(fitted(" ".join(text.split()), WIDEST_WORDS) for text in deed.words.values() if text)])


feature = Feature(commands)
