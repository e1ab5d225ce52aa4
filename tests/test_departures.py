"""Somebody has left and no event told of it: the daily sample finds out."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.app.departures import ROUND_DAYS, sample
from storage.identity import new_id
from tests.ended import end_now
from tests.world import MONDAY, Caller, World, words

KEEP_DAYS = 365


async def test_whoever_left_unnoticed_leaves_their_cohort_within_a_day(world: World, ann: Caller, cohort: str) -> None:
    ben = world.caller("ben")
    await ben.card("cohort join")
    await world.core.notice_departures(KEEP_DAYS)
    world.board.departed.add("account-ben")
    assert "2 members" in words(await ann.card("cohort info"))
    world.clock.advance(days=1)
    await world.core.notice_departures(KEEP_DAYS)
    assert "1 member" in words(await ann.card("cohort info"))


async def test_each_is_asked_about_once_a_day_however_often_it_beats(world: World, ann: Caller) -> None:
    for _ in range(3):
        await world.core.notice_departures(KEEP_DAYS)
    assert world.board.asked_about == ["account-ann", "account-moderator"]  # who is in no cohort too


async def test_nobody_leaves_because_the_platform_does_not_answer(world: World, ann: Caller) -> None:
    world.board.fault = TimeoutError()
    await world.core.notice_departures(KEEP_DAYS)
    assert "1 member" in words(await ann.card("cohort info"))


PERSONS = st.sets(st.integers(0, 2**48 - 1), max_size=20)


@given(PERSONS, st.lists(PERSONS, min_size=ROUND_DAYS, max_size=ROUND_DAYS), st.dates(date(2026, 1, 1), date(2027, 1, 1)))
def test_whoever_comes_and_goes_beside_them_everybody_has_a_turn_within_a_week(
    stay: set[int], others: list[set[int]], day: date
) -> None:
    turns = [sample([*stay | beside], day + timedelta(days=number)) for number, beside in enumerate(others)]
    assert all(len({*turn}) == len(turn) for turn in turns)
    assert stay <= {person for turn in turns for person in turn}


def test_of_many_each_day_has_about_as_many() -> None:
    ids = [new_id() for _ in range(7000)]
    counts = [len(sample(ids, MONDAY.date() + timedelta(days=number))) for number in range(ROUND_DAYS)]
    assert all(850 < count < 1150 for count in counts)


async def test_whoever_left_the_server_long_ago_is_forgotten_and_whoever_is_there_still_is_not(
    world: World, ann: Caller, cohort: str
) -> None:
    ben = world.caller("ben")
    for caller in (ann, ben):
        await caller.card("cohort join", cohort=cohort)
        await caller.card("cohort leave", cohort=cohort)
    world.board.departed.add("account-ben")
    for days, known in ((364, [True, True]), (1, [True, False])):
        world.clock.advance(days=days)
        await world.core.notice_departures(KEEP_DAYS)
        found = [await world.core.units.communities_of(caller.actor) for caller in (ann, ben)]
        assert [*map(bool, found)] == known


async def test_whoever_stayed_to_the_end_and_is_gone_is_forgotten_so_long_after_the_end_of_their_last_cohort(
    world: World, ann: Caller, cohort: str
) -> None:
    """He was in two cohorts, of which the second ends later; she is there still."""
    ben, omar = world.caller("ben"), world.caller("omar", administrator=True)
    for each in (cohort, later := await world.launch("Later")):
        await ben.card("cohort join", cohort=each)
    for each in (cohort, later):
        world.clock.advance(days=30)
        await end_now(omar, each)
    world.board.departed.add("account-ben")
    for days, known in ((364, [True, True]), (1, [True, False])):
        world.clock.advance(days=days)
        await world.core.notice_departures(KEEP_DAYS)
        found = [await world.core.units.communities_of(caller.actor) for caller in (ann, ben)]
        assert [*map(bool, found)] == known
