"""The day of a check-in is suggested on Discord, in the reader's words; any other way to write it is still taken."""

from typing import Any

import pytest
from babel.messages.catalog import Catalog

from adapters.discord.commands import payloads
from bot.interface.call import Call, Request
from bot.text import plain
from tests.catalogues import use
from tests.world import Caller, World, words


@pytest.fixture
async def ann(world: World) -> Caller:
    cohort = await world.launch()
    ann = world.caller("ann")
    await ann.card("cohort join", cohort=cohort)
    world.clock.advance(days=1, hours=10)
    return ann


async def suggested(world: World, caller: Caller, typed: str = "") -> list[tuple[str, str]]:
    request = Request("typing", Call("checkin"), caller.actor, caller.place, "command", world.clock())
    return [(plain(choice.label), choice.value) for choice in await world.core.dispatch.suggest(request, "day", typed)]


def option(world: World, path: str, name: str) -> dict[str, Any]:
    root = next(payload for payload in payloads(world.core.dispatch.commands) if payload["name"] == path)
    return next(option for option in root["options"] if option["name"] == name)


def test_discord_asks_for_the_days(world: World) -> None:
    assert option(world, "checkin", "day")["autocomplete"]


async def test_the_days_that_can_be_filled_in_are_suggested(world: World, ann: Caller) -> None:
    today, yesterday, *_ = await suggested(world, ann)
    assert today == ("Today, Tue, Jan 6, 2026", "2026-01-06")
    assert yesterday == ("Yesterday, Mon, Jan 5, 2026", "2026-01-05")
    assert await suggested(world, ann, "yest") == [yesterday]
    assert await suggested(world, ann, "mon") == [yesterday]
    assert "Checked in for Mon, Jan 5" in words(await ann.card("checkin", did="Loops", day=yesterday[1]))


async def test_the_words_are_the_readers(world: World, ann: Caller, german: Catalog) -> None:
    german.add("Today", "Heute")
    use(german)
    reader = world.caller("ann", locale="de")
    assert [value for _, value in await suggested(world, reader, "heut")] == ["2026-01-06"]
