"""Somebody is forgotten while others say that they do not review what that one made."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.interface.call import Call
from bot.interface.card import Card
from storage import tables
from tests.transactions import begun
from tests.world import World, press, words

WEDNESDAY = datetime(2026, 1, 7, 12, tzinfo=UTC)
ROUNDS = 4


@pytest.mark.asks_the_database
async def test_answers_about_whoever_is_forgotten_at_that_moment_fail_for_nobody(worlds: list[World]) -> None:
    """In each round the three stand in another order, so that the one or the other comes first."""
    for number in range(ROUNDS):
        zoe, calls = await _asks_for_reviews(worlds[0], str(number))
        pressed = press(await worlds[0].caller(zoe).card("me delete"), "Delete everything")
        acts = [worlds[0].caller(zoe).make(pressed, "press")]
        acts += [worlds[at].caller(who).make(call, "press") for at, (who, call) in enumerate(calls, 1)]
        answers = await asyncio.gather(*acts[number % 3 :], *acts[: number % 3])
        said = [words(answer) for answer in answers if isinstance(answer, Card)]
        assert not [answer for answer in said if "Something went wrong" in answer], said


async def _asks_for_reviews(world: World, number: str) -> tuple[str, list[tuple[str, Call]]]:
    """Somebody who asks two for a review, and what these two press."""
    world.clock.now = datetime(2026, 1, 5, 8, tzinfo=UTC)
    cohort, zoe, ann, ben = (
        await world.launch(name=f"C{number}", channel=number),
        *(who + number for who in ("zoe", "ann", "ben")),
    )
    await world.caller("omar", administrator=True).card("manage edit", cohort=cohort, reviews="yes")
    for who in (zoe, ann, ben):
        await world.caller(who).card("cohort join", cohort=cohort)
        await world.caller(who).card("me settings", reviews="yes")
    world.clock.now = WEDNESDAY
    for who in (zoe, ann, ben):
        await world.caller(who).card("milestone done", "submit", week="1", cohort=cohort, link="https://example.org/o")
    await world.caller(zoe).card("milestone ask-review", "press", cohort=cohort, week="1")
    about = {"cohort": cohort, "week": "1", "person": await _person(world, zoe)}
    return zoe, [(who, Call("milestone no-review", about)) for who in (ann, ben)]


async def _person(world: World, name: str) -> str:
    async with begun(world.core.engines.read) as connection:
        asked = select(tables.account.c.person_id).where(tables.account.c.external_id == f"account-{name}")
        return str(await connection.scalar(asked))
