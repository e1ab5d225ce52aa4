"""What arrives twice, out of order, from an old message or from several people at once has one effect, and a sensible answer."""

import asyncio
from collections.abc import Iterable, Sequence
from itertools import cycle
from typing import cast

import pytest

from bot.interface.call import Call
from bot.interface.card import Answer, Card
from bot.wiring.features import all_commands
from tests.world import Caller, World, words

OLD = "271828182845904"
"""An id of something that is there no more."""
FROM_OLD_MESSAGES = (
    Call("milestone start", {"cohort": OLD, "week": "3"}),
    Call("milestone done", {"cohort": OLD, "week": "99999"}),
    Call("milestone start", {"week": "three"}),
    Call("milestone finish", {"id": OLD}),
    Call("challenge open", {"cohort": OLD, "day": "2019-01-01"}),
    Call("challenge answer", {"cohort": OLD, "day": "yesterday", "answer": "b"}),
    Call("checkin", {"cohort": OLD, "day": "2019-01-01"}),
    Call("cohort join", {"cohort": OLD}),
    Call("cohort join", {"name": "ml-jan"}),
    Call("item show", {"item": OLD}),
    Call("practice answer", {"draft": OLD, "answer": "1"}),
    Call("manage launch", {"draft": OLD}),
    Call("", {}),
)


async def test_what_arrives_twice_or_out_of_order_has_one_effect(worlds: list[World]) -> None:
    world = worlds[0]
    cohort = await world.launch()
    ann, bob = world.caller("ann"), world.caller("bob")
    for caller in (ann, bob):
        await caller("cohort join", cohort=cohort)
    world.clock.advance(hours=11)
    await world.tick()

    said = await at_once(worlds, ["ann"] * 3, "checkin", id="once", did="one", share="yes")
    first, *others = sorted(said, key=len, reverse=True)
    assert "Checked in" in first
    assert others == ["That was done already."] * 2
    world.clock.advance(hours=1)
    assert words(cast(Card, await ann("checkin", id="once", did="one", share="yes"))) == "That was done already."
    assert all("**1 day**" in said for said in await at_once(worlds, ["ann"] * 10, "checkin", did="ten times", share="yes"))

    week = {"cohort": cohort, "week": "1"}
    assert "**You: not started" in words(await ann.card("milestone reopen", kind="press", **week))
    assert "is done" in words(await ann.card("milestone done", kind="submit", link="", note="", **week))
    assert "**You: done.**" in words(await ann.card("milestone start", kind="press", **week))
    assert all(
        "**You: started.**" in said for said in await at_once(worlds, ["ann"] * 3, "milestone reopen", kind="press", **week)
    )
    assert all("is done" in said for said in await at_once(worlds, ["ann", "bob"] * 2, "milestone done", kind="submit", **week))
    for _ in range(3):
        world.clock.advance(minutes=2)
        await asyncio.gather(*(each.tick() for each in worlds))
    keys = [delivery.post.key for delivery in world.board.posts()]
    assert len(keys) == len(set(keys))
    assert [sum(key.startswith(kind) for key in keys) for kind in ("summary/", "done-by-all/")] == [1, 1]


async def test_a_press_on_an_old_message_is_answered_in_a_plain_sentence(worlds: list[World]) -> None:
    ann, moderator = await people(worlds[0])
    for caller in (ann, moderator):
        answers = [await caller.make(call, kind) for call in FROM_OLD_MESSAGES for kind in ("press", "submit")]
        assert faults(answers) == []
        assert all(words(answer) for answer in answers if isinstance(answer, Card))


@pytest.mark.slow
@pytest.mark.nightly
async def test_no_command_fails_over_a_message_of_an_earlier_version(worlds: list[World]) -> None:
    """Every one that there is, with keys that are gone, without any, with others and with values of another kind."""
    for caller in await people(worlds[0]):
        for command in all_commands():
            names = [parameter.name for parameter in command.parameters]
            shapes = (dict.fromkeys(names, OLD), dict.fromkeys([*names, "earlier"], "x"), dict.fromkeys(names, "2019-01-01"))
            for values in ({}, *shapes):
                for kind in ("press", "submit"):
                    assert faults([await caller.make(Call(command.path, values), kind)]) == [], (command.path, values)


async def test_a_session_planned_and_a_shift_sent_ten_times_at_once_are_one(worlds: list[World]) -> None:
    cohort = await worlds[0].launch()
    given = {"cohort": cohort, "title": "Live", "day": "2026-01-07", "at": "18:00", "kind": "submit"}
    said = await at_once(worlds, ["moderator"] * 10, "manage session", **given)
    assert sorted(text.partition(":")[0] for text in said) == ["Planned"] + ["Planned already"] * 9
    said = await at_once(worlds, ["moderator", "another"] * 5, "manage shift", cohort=cohort, by="1", kind="submit")
    assert sum("once more?" in text for text in said) == 9


async def people(world: World) -> Sequence[Caller]:
    cohort = await world.launch()
    ann = world.caller("ann")
    await ann("cohort join", cohort=cohort)
    return ann, world.caller("moderator", administrator=True)


def faults(answers: Iterable[Answer]) -> list[str]:
    said = [words(answer) for answer in answers if isinstance(answer, Card)]
    return [text for text in said if "wrong on our side" in text]


async def at_once(worlds: list[World], names: Sequence[str], path: str, id: str | None = None, **how: str) -> list[str]:
    """What each of them is answered who do the same at the same moment, each over another process; `manage` is for
    administrators."""
    kind = how.pop("kind", "command")
    calls = [
        world.caller(name, administrator=path.startswith("manage "))(path, kind=kind, id=id or f"{path}-{number}", **how)
        for number, (name, world) in enumerate(zip(names, cycle(worlds), strict=False))
    ]
    return [words(cast(Card, answer)) for answer in await asyncio.gather(*calls)]
