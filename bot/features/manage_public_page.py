"""`manage public-page`: whether everybody can read the community's roadmaps on the web."""

from dataclasses import replace
from typing import Annotated

from bot.domain.member import Community
from bot.domain.web_pass import typed_token
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Note, Text
from bot.interface.command import Access, Commands
from bot.interface.option import Option
from bot.shared.community_saved import save_settings
from bot.shared.public_roadmaps import public_address
from bot.text import t

TOKEN_LETTERS = 20
"""Nobody guesses one of so many."""

commands = Commands()


@commands.add("manage public-page", "A page of your roadmaps that everybody can read.", moderator=True, access=Access.READ)
async def public_page(context: Context) -> Card:
    _check_served(context)
    return _shown(context, context.unit.community)


@commands.add(
    "manage switch-public-page", "Show the page to everybody, or to nobody.", listed=False, moderator=True, title="Public page"
)
async def switch(context: Context, on: Annotated[bool, Option("Whether everybody can read it.")]) -> Card:
    _check_served(context)
    before = context.unit.community
    if on == bool(before.public_token):
        return _shown(context, before)
    after = replace(before, public_token=typed_token(TOKEN_LETTERS) if on else None)
    undo = await save_settings(context, before, after)
    return _shown(context, after, undo)


def _check_served(context: Context) -> None:
    if not context.site.signs_in:
        raise Refusal(t("There are no pages here yet: whoever runs this bot sets `PUBLIC_URL` and `SECRET_KEY` first."))


def _shown(context: Context, community: Community, undo: Call | None = None) -> Card:
    back = (Button(t("Undo"), undo),) if undo else ()
    shows = Note(t("It shows the roadmaps that your cohorts walk, their weeks and when they start: no member."))
    address = public_address(context.site, community)
    if address is None:
        on = Button(t("Show it to everybody"), Call("manage switch-public-page", {"on": "yes"}), "primary")
        return Card(t("Public page"), (Text(t("It is off: nobody can read it.")), Buttons((on, *back)), shows))
    off = Button(t("Take it down"), Call("manage switch-public-page", {"on": "no"}))
    blocks: tuple[Block, ...] = (
        Text(t("It is on: everybody who has the address can read it: {address}", address=address)),
        Buttons((Button(t("Open it"), url=address), off, *back)),
        shows,
    )
    return Card(t("Public page"), blocks)


feature = Feature(commands)
