"""What several people and several processes do at the same moment: nothing is lost, nothing is done twice."""

import asyncio
from collections.abc import Awaitable, Iterable
from contextlib import AsyncExitStack
from dataclasses import replace
from itertools import cycle

import pytest
from sqlalchemy import Table, func, select, update

from bot.domain.cohort import Progress
from bot.domain.post import Post
from bot.interface.call import Call, Request
from bot.interface.card import Answer, Card
from bot.shared.week_card import cohort_weeks
from storage import tables
from storage.engine import Engines
from tests.samples import EVERY_BLOCK
from tests.storage.outbox_queue import claimed
from tests.transactions import admitted, begun, opened
from tests.world import MONDAY, Caller, World, words


async def test_read_modify_writes_at_once_lose_nothing(worlds: list[World]) -> None:
    await worlds[0].caller("ann").card("me settings", minutes="1000")
    asker = worlds[0].caller("ann")

    async def add_a_minute(number: int, world: World) -> None:
        request = Request(f"add-{number}", Call("me settings"), asker.actor, asker.place, "command", MONDAY)
        async with admitted(world.core, request, write=True) as admission:
            member = admission.member
            await asyncio.sleep(0)
            await admission.unit.members.save(replace(member, weekly_minutes=(member.weekly_minutes or 0) + 1))

    await asyncio.gather(*(add_a_minute(number, world) for number, world in zip(range(30), cycle(worlds), strict=False)))
    assert "17 h 10 min" in words(await asker.card("me settings"))


async def test_settings_changed_at_once_are_all_kept(worlds: list[World]) -> None:
    ann = [world.caller("ann") for world in worlds]
    await ann[0].card("me settings")
    changes = ({"minutes": "90"}, {"reminders": "on"}, {"visibility": "cohort"})
    await _all(caller("me settings", id=f"change-{index}", **changes[index]) for index, caller in enumerate(ann))
    said = words(await ann[0].card("me settings"))
    assert "1 h 30 min" in said
    assert "on, from" in said
    assert "your cohorts see your name" in said


async def test_the_last_place_is_taken_once(worlds: list[World], engines: Engines) -> None:
    cohort = await worlds[0].launch()
    async with begun(engines.write) as connection:
        await connection.execute(update(tables.cohort).values(capacity=3))
    callers = [world.caller(f"person-{number}") for number, world in zip(range(12), cycle(worlds), strict=False)]
    cards = await _all(caller("cohort join", cohort=cohort) for caller in callers)
    assert sum("You are in" in words(card) for card in cards) == 3
    assert sum("is full" in words(card) for card in cards) == 9
    assert await _count(engines, tables.enrollment) == 3


@pytest.mark.slow
async def test_of_places_that_come_and_go_at_once_none_is_given_twice_and_the_line_keeps_its_order(
    worlds: list[World], engines: Engines
) -> None:
    cohort = await worlds[0].launch()
    await worlds[0].caller("moderator", administrator=True).card("manage edit", capacity="3")
    people = [world.caller(f"person-{number}") for number, world in zip(range(8), cycle(worlds), strict=False)]
    for person in people:
        await person.card("cohort join", cohort=cohort)
    newcomers = [world.caller(f"newcomer-{number}") for number, world in enumerate(worlds)]
    leaving = [person("cohort give-up", cohort=cohort) for person in people[:3]]
    leaving.append(people[7]("cohort give-up-turn", cohort=cohort))
    await _all([*leaving, *(newcomer("cohort join", cohort=cohort) for newcomer in newcomers)])
    worlds[0].clock.advance(minutes=1)
    await asyncio.gather(*(world.core.deliver() for world in worlds))
    assert await _inside(people, newcomers) == ["person-3", "person-4", "person-5"]
    told = [delivery.post.channel for delivery in worlds[0].board.posts("place/")]
    assert sorted(told) == ["account-person-3", "account-person-4", "account-person-5"]
    assert await _count(engines, tables.waiting) == 4  # one from before, and the newcomers


@pytest.mark.slow
async def test_places_added_while_members_leave_are_given_once(worlds: list[World], engines: Engines) -> None:
    cohort = await worlds[0].launch()
    moderator = worlds[0].caller("moderator", administrator=True)
    await moderator.card("manage edit", capacity="2")
    people = [world.caller(f"person-{number}") for number, world in zip(range(7), cycle(worlds), strict=False)]
    for person in people:
        await person.card("cohort join", cohort=cohort)
    leaving = (person("cohort give-up", cohort=cohort) for person in people[:2])
    await _all([*leaving, moderator("manage edit", cohort=cohort, capacity="4")])
    assert await _inside(people) == ["person-2", "person-3", "person-4", "person-5"]
    assert await _count(engines, tables.waiting) == 1


async def test_a_first_call_and_an_arrival_at_once_make_one_community(worlds: list[World], engines: Engines) -> None:
    callers = [world.caller(f"person-{number}") for number, world in zip(range(4), cycle(worlds), strict=False)]
    place = callers[0].place

    async def call(number: int) -> None:
        await callers[number].card("me settings")

    async def arrive(number: int) -> None:
        await worlds[number % len(worlds)].core.arrive(place, MONDAY)

    await asyncio.gather(*(work(number) for number in range(4) for work in (call, arrive)))
    assert await _count(engines, tables.community) == 1
    assert await _count(engines, tables.post) == 1


async def test_first_calls_at_once_in_a_new_space_make_one_community(worlds: list[World], engines: Engines) -> None:
    callers = [world.caller(f"person-{number}") for number, world in zip(range(9), cycle(worlds), strict=False)]
    await _all(caller("me settings") for caller in callers)
    assert await _count(engines, tables.community) == 1
    assert await _count(engines, tables.member) == 9


async def test_first_calls_at_once_of_one_person_make_one_person(worlds: list[World], engines: Engines) -> None:
    callers = [world.caller("ann", space=f"space-{number % 2}") for number, world in zip(range(8), cycle(worlds), strict=False)]
    await _all(caller("me settings", id=f"first-{number}") for number, caller in enumerate(callers))
    assert await _count(engines, tables.person) == await _count(engines, tables.account) == 1
    assert await _count(engines, tables.member) == 2


async def test_a_request_delivered_several_times_at_once_has_one_effect(worlds: list[World], engines: Engines) -> None:
    cohort = await worlds[0].launch()
    callers = [world.caller("ann") for world in worlds]
    cards = await _all(caller("cohort join", id="again", cohort=cohort) for caller in callers)
    assert sum("You are in" in words(card) for card in cards) == 1
    assert sum("done already" in words(card) for card in cards) == 2
    assert await _count(engines, tables.enrollment) == 1


async def test_a_request_that_was_refused_can_be_delivered_again(worlds: list[World]) -> None:
    ann = worlds[0].caller("ann")
    refused = await ann("cohort join", "press", id="one")
    cohort = await worlds[0].launch()
    joined = await ann("cohort join", "press", id="one", cohort=cohort)
    assert isinstance(refused, Card)
    assert isinstance(joined, Card)
    assert "There is no cohort yet" in words(refused)
    assert "You are in" in words(joined)


async def test_checkins_at_once_are_all_in_the_summary(worlds: list[World]) -> None:
    cohort = await worlds[0].launch()
    callers = [world.caller(f"person-{number}") for number, world in zip(range(9), cycle(worlds), strict=False)]
    await _all(caller("cohort join", cohort=cohort) for caller in callers)
    await _all(caller("checkin", "submit", did="Read", share="yes", cohort=cohort) for caller in callers)
    await worlds[0].tick()
    (summary,) = worlds[0].board.posts("summary/")
    assert "**9** have checked in" in words(summary.post.card)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)  # SQLite's writing units follow each other
async def test_the_last_members_who_finish_a_week_unseen_by_each_other_bring_the_post_about_all(world: World) -> None:
    cohort = await world.launch()
    *others, ben = members = [world.caller(f"person-{number}") for number in range(6)]
    for caller in members:
        await caller.card("cohort join", cohort=cohort)
    world.clock.advance(days=2)
    async with AsyncExitStack() as under_way:
        for caller in others:
            asked = caller.request(Call("milestone done", {"cohort": cohort, "week": "1"}), "submit")
            admission = await under_way.enter_async_context(admitted(world.core, asked, write=True))
            week, *_ = await cohort_weeks(admission.unit, admission.memberships[0].cohort)
            done = Progress(cohort=int(cohort), person=admission.member.person, week=week.id, mark="done", at=world.clock())
            await admission.unit.progress.put(done)
        await ben.card("milestone done", "submit", cohort=cohort, week="1")
    world.clock.advance(days=1)
    await world.tick()
    assert len(world.board.posts("done-by-all/")) == 1


async def test_workers_that_claim_at_once_never_get_the_same_post(worlds: list[World]) -> None:
    keys = await _queue(worlds[0], 60)
    claims = await asyncio.gather(*(claimed(world.core.system, most=7) for world in worlds * 4))
    first = [delivery.post.key for batch in claims for delivery in batch]
    assert len(first) == len(set(first))
    rest: list[str] = []
    while batch := await claimed(worlds[0].core.system, most=7):
        rest += [delivery.post.key for delivery in batch]
    assert sorted([*first, *rest]) == keys


async def test_deliverers_at_once_send_each_post_once(worlds: list[World]) -> None:
    keys = await _queue(worlds[0], 20)
    await asyncio.gather(*(world.core.deliver() for world in worlds))
    assert sorted(delivery.post.key for delivery in worlds[0].board.posts("post/")) == keys


async def test_clocks_that_tick_at_once_queue_each_post_once(worlds: list[World]) -> None:
    await worlds[0].launch()
    worlds[0].clock.advance(days=9)
    await asyncio.gather(*(world.core.queue() for world in worlds))
    await worlds[0].core.deliver()
    assert len(worlds[0].board.posts("week/2/")) == 2  # the message and its thread


async def _inside(*people: Iterable[Caller]) -> list[str]:
    """The names of those who are in a cohort, in the order of the people."""
    everybody = [person for each in people for person in each]
    return [person.actor.name for person in everybody if "You are in no cohort" not in words(await person.card("today"))]


async def _queue(world: World, count: int) -> list[str]:
    """Posts that wait; returns their keys in order."""
    await world.caller("moderator", administrator=True).card("me settings")
    keys = [f"post/{number:03}" for number in range(count)]
    async with opened(world.core, await _community(world)) as unit:
        for key in keys:
            post = Post(key=key, platform="test", space="space-1", channel=key, card=EVERY_BLOCK, due_at=MONDAY)
            await unit.outbox.put(post)
    return keys


async def _community(world: World) -> int:
    (community,) = await world.core.units.communities_of(world.caller("moderator").actor)
    return community.id


async def _all(calls: Iterable[Awaitable[Answer]]) -> list[Card]:
    return [answer for answer in await asyncio.gather(*calls) if isinstance(answer, Card)]


async def _count(engines: Engines, table: Table) -> int:
    async with begun(engines.read) as connection:
        return (await connection.execute(select(func.count()).select_from(table))).scalar_one()
