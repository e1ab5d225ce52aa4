"""What moderators do with a resource that is said to be broken."""

from typing import Annotated

from bot.domain.items import title_of
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.card import Card, Text
from bot.interface.command import Commands
from bot.interface.option import Option
from bot.shared.what_waits import what_else_waits
from bot.text import t

commands = Commands()


@commands.add("content works", "Say that a resource works after all.", listed=False, moderator=True)
async def works(context: Context, item: Annotated[str, Option("Which resource?")]) -> Card:
    chosen = await context.unit.search.get(item)
    if chosen is None or item not in await context.unit.reports.counts():
        raise Refusal(t("Nobody reports it as broken any more."))
    await context.unit.reports.clear(item)
    sentence = t("Members find “{title}” again.", title=title_of(chosen)[:100])
    return Card(t("It works again"), (Text(sentence), what_else_waits()))


feature = Feature(commands)
