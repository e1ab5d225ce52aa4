"""What a member wrote and did in their cohorts, by day: page by page, and as a file."""

from typing import Annotated

from annotated_types import Ge

from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Button, Card, Text
from bot.interface.command import Access, Commands
from bot.interface.limits import fitted
from bot.interface.option import Option
from bot.shared.history import Deed, deeds_of, history_file
from bot.shared.pages import on_page, page_turns, pages_of
from bot.text import Markup, join, t

WIDEST_WORDS = 250

commands = Commands()


@commands.add("progress history", "What you wrote and did, by day.", access=Access.READ, listed=False)
async def history(context: Context, page: Annotated[int, Option("Which page?"), Ge(1)] = 1) -> Card:
    deeds = await deeds_of(context)
    pages = pages_of([[Text(_shown(each))] for each in deeds] or [[Text(t("Nothing yet."))]])
    (shown,) = on_page(pages, page, 1)
    export = (Button(t("As a file"), Call("progress export")),) if deeds else ()
    return Card(t("Your history"), (*shown, *page_turns(len(pages), page, Call("progress history"), beside=export)))


@commands.add("progress export", "What you wrote and did, as a table.", access=Access.READ, listed=False)
async def export(context: Context) -> Card:
    said = t("Your check-ins and milestones as a table that spreadsheets open.")
    return Card(t("Your history"), (Text(said),), files=(await history_file(context),))


def _shown(deed: Deed) -> Markup:
    head = t("**{day}** · {cohort} · {what}", day=deed.day, cohort=fitted(deed.cohort.name, 60), what=deed.what)
    return join([head, *(fitted(" ".join(text.split()), WIDEST_WORDS) for text in deed.words.values() if text)])


feature = Feature(commands)
