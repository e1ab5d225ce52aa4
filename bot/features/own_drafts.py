"""All drafts of a moderator, page by page: those of cohorts, and those of content."""

from collections.abc import Sequence
from typing import Annotated

from annotated_types import Ge

from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Card, Text
from bot.interface.command import Access, Commands
from bot.interface.option import Option
from bot.shared.cohort_plan import own_plans, plans_heading
from bot.shared.content_draft import contents_heading, own_contents
from bot.shared.draft_list import OwnDraft, apart, draft_lines
from bot.shared.pages import on_page, page_count, page_turns
from bot.text import Markup, t

DRAFTS_SHOWN = 4
"""On a page, as many as a phone shows."""

commands = Commands()

Page = Annotated[int, Option("Which page?"), Ge(1)]


@commands.add("manage drafts", "Your drafts of cohorts.", listed=False, moderator=True, access=Access.READ)
async def of_cohorts(context: Context, page: Page = 1) -> Card:
    return _card(plans_heading(), await own_plans(context), page, Call("manage drafts"))


@commands.add("content drafts", "Your drafts of content.", listed=False, moderator=True, access=Access.READ)
async def of_content(context: Context, page: Page = 1) -> Card:
    return _card(contents_heading(), await own_contents(context), page, Call("content drafts"))


def _card(heading: Markup, drafts: Sequence[OwnDraft], page: int, first: Call) -> Card:
    shown = (
        draft_lines(heading, on_page(apart(drafts), page, DRAFTS_SHOWN)) if drafts else (Text(t("There is none at the moment.")),)
    )
    return Card(t("Your drafts"), (*shown, *page_turns(page_count(drafts, DRAFTS_SHOWN), page, first)))


feature = Feature(commands)
