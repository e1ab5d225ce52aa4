"""How many statements the frequent calls take: today's numbers, as upper bounds. Lower one when you save a statement."""

import pytest

from bot.errors import Hindrance, Undeliverable
from bot.interface.call import Call
from tests.storage.statements import heard
from tests.world import Caller, World

MOST = {
    "help": 1,
    "me settings": 2,
    "milestone": 2,
    "cohort join": 4,
    "checkin": 6,
    "milestone done": 4,
    "find": 2,
    "faq": 2,
    "resource find": 2,
    "item show": 3,
    "resource save": 4,
    "leaderboard": 2,
}


@pytest.mark.parametrize("path", MOST)
async def test_a_frequent_call_takes_few_statements(world: World, path: str) -> None:
    cohort = await world.launch()
    world.clock.advance(days=1)
    ann = world.caller("ann")
    await ann.card("me settings")
    values = {
        "milestone": {"cohort": cohort},
        "cohort join": {"cohort": cohort},
        "checkin": {"cohort": cohort, "did": "Read", "share": "yes"},
        "milestone done": {"cohort": cohort, "week": "1", "note": "Made"},
        "leaderboard": {"cohort": cohort},
        "find": {"query": "overfitting"},
        "faq": {"query": "overfitting"},
        "resource find": {"query": "pytorch"},
        "item show": {"item": "resource.dive-into-deep-learning"},
        "resource save": {"item": "resource.dive-into-deep-learning"},
    }
    await ann.card("find", query="pytorch")  # what is read once in a process does not count
    if path != "cohort join":
        await ann.card("cohort join", cohort=cohort)
    said = await _said(world, ann, path, **values.get(path, {}))
    assert len(said) <= MOST[path], said


async def test_every_check_in_takes_as_few_statements_shared_or_not_and_seen_or_not(world: World) -> None:
    cohort, ann = await world.launch(), world.caller("ann")
    await ann.card("cohort join", cohort=cohort)
    world.clock.advance(days=1)
    await world.tick()
    first = {"did": "Read", "share": "yes"}
    for values in (first, {"did": "More", "share": "yes"}, {"share": "no"}, {"share": "yes"}):
        said = await _said(world, ann, "checkin", **values)
        assert len(said) <= MOST["checkin"], said
    world.board.fault = Undeliverable(Hindrance.NOT_INVITED)
    await world.tick()
    said = await _said(world, ann, "checkin", **first)
    assert len(said) <= MOST["checkin"], said


async def test_a_check_in_takes_as_few_statements_wherever_it_is_made_for_whichever_day_and_in_one_cohort_of_two(
    world: World,
) -> None:
    ann, in_private = world.caller("ann"), world.caller("ann", space=None)
    cohort, other = [await world.launch(channel=channel) for channel in ("channel-1", "channel-2")]
    for each in (cohort, other):
        await ann.card("cohort join", cohort=each)
    world.clock.advance(days=1)
    ways = (
        (ann, {}),
        (ann, {"day": "yesterday"}),
        (ann, {"cohort": cohort, "day": "2026-01-05"}),
        (in_private, {"cohort": cohort}),
    )
    for caller, values in ways:
        said = await _said(world, caller, "checkin", did="Read", **values)
        assert len(said) <= MOST["checkin"], said


async def test_done_takes_as_few_statements_for_an_earlier_week_and_one_more_where_all_may_be_done(world: World) -> None:
    cohort, ann, bob = await world.launch(), *map(world.caller, ("ann", "bob"))
    await ann.card("cohort join", cohort=cohort)
    world.clock.advance(days=8)
    for caller, week, more in ((ann, "2", 0), (ann, "1", 0), (bob, "2", 1), (bob, "1", 1)):
        if caller is bob:
            await bob.card("cohort join", cohort=cohort)
        said = await _said(world, caller, "milestone done", cohort=cohort, week=week, note="Made")
        assert len(said) <= MOST["milestone done"] + more, said


async def test_every_way_to_join_takes_as_few_statements(world: World) -> None:
    cohort = await world.launch()
    world.clock.advance(days=1)
    for number, named in enumerate(({"cohort": cohort}, {"cohort": "ml-january"}, {"cohort": "ML January"}, {})):
        for first in (Call("me settings"), Call("checkin", {"did": "Read"})):
            caller = world.caller(f"caller-{number}-{first.path}")
            await caller.make(first)
            said = await _said(world, caller, "cohort join", **named)
            assert len(said) <= MOST["cohort join"], said


async def test_several_full_cohorts_are_shown_with_as_few_statements_as_one(world: World) -> None:
    stranger, waits, moderator = world.caller("ann"), world.caller("ben"), world.caller("moderator", administrator=True)
    await stranger.card("me settings")
    taken: list[list[int]] = []
    for channel in ("channel-1", "channel-2"):
        cohort = await world.launch(channel=channel)
        await moderator.card("manage edit", cohort=cohort, capacity="1")
        for caller in (world.caller("cem"), waits):
            await caller.card("cohort join", cohort=cohort)
        callers = (stranger, waits, moderator)
        taken.append([len(await _said(world, each, path)) for each in callers for path in ("today", "cohort list")])
    assert taken[0] == taken[1]


@pytest.mark.parametrize("end", ["manage edit", "manage end"])
async def test_many_in_line_are_let_in_or_told_of_an_end_with_as_few_statements_as_two(world: World, end: str) -> None:
    moderator = world.caller("moderator", administrator=True)
    taken: list[int] = []
    for waiting in (2, 5):
        cohort = await world.launch(channel=f"channel-{waiting}")
        await moderator.card("manage edit", cohort=cohort, capacity="1")
        for number in range(1 + waiting):
            await world.caller(f"caller-{number}").card("cohort join", cohort=cohort)
        changed = {"manage edit": {"capacity": "20"}, "manage end": {"day": "2026-01-09"}}[end]
        taken.append(len(await _said(world, moderator, end, cohort=cohort, **changed)))
        for _ in range(waiting + 1):
            world.clock.advance(seconds=20)
            await world.tick()
        told = [sent for sent in world.board.posts() if sent.post.kind == "dm" and sent.post.cohort == int(cohort)]
        assert len(told) == waiting
    assert taken[0] == taken[1]


async def _said(world: World, caller: Caller, path: str, **values: str) -> list[str]:
    """The statements of a call."""
    with heard(world.core.engines) as statements:
        await caller.card(path, "submit", **values)
    return [statement for statement, _ in statements]


async def test_the_board_of_all_cohorts_takes_as_many_statements_for_three_as_for_one(world: World) -> None:
    omar, counted = world.caller("omar", administrator=True), list[int]()
    for name in ("One", "Two", "Three"):
        await world.launch(name)
        await omar.card("manage deliveries")  # what is read once in a process does not count
        counted.append(len(await _said(world, omar, "manage deliveries")))
    assert counted == [counted[0]] * 3
