"""Somebody deletes their data twice at once, while others work on the same posts."""

import asyncio

import pytest

from bot.interface.card import Card
from tests.storage.two_communities import Other, everything
from tests.world import World, press


@pytest.mark.asks_the_database
async def test_two_presses_at_once_and_a_beat_between_leave_no_trace(worlds: list[World]) -> None:
    cohort = await worlds[0].launch()
    xenia = [world.caller("Xenia") for world in worlds]
    ben = worlds[2].caller("ben")
    for caller in (xenia[0], ben):
        await caller.card("cohort join", cohort=cohort)
        await caller.card("checkin", did="Read", share="yes", cohort=cohort)
    await worlds[0].tick()
    await ben.card("checkin", did="Read more", cohort=cohort)
    erase = press(await xenia[0].card("me delete"), "Delete everything")
    answers = await asyncio.gather(
        *(caller.make(erase, "press") for caller in xenia),
        ben.card("checkin", did="Read again", cohort=cohort),
        *(world.tick() for world in worlds),
    )
    assert {answer.title for answer in answers if isinstance(answer, Card)} >= {"Everything about you is deleted"}
    for world in worlds:
        world.clock.advance(minutes=2)
        await world.tick()
    (community,) = await worlds[0].core.units.communities_of(ben.actor)
    assert await worlds[0].core.units.communities_of(xenia[0].actor) == []
    kept = str(await everything(worlds[0].core.engines, Other(community.id, 0, "", "", 0, "", "", "")))
    assert "Xenia" not in kept
    summary = [edit for edit in worlds[0].board.edits if edit.post.key.startswith("summary")][-1]
    assert "Xenia" not in str(summary.post.card)
    assert "Read again" in str(summary.post.card)
