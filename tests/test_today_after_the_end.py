"""The hub in the days after the end of a cohort, in which late work is still taken."""

from datetime import UTC, datetime

from tests.ended import end_now
from tests.world import Caller, World, press, words


def moderator(world: World) -> Caller:
    return world.caller("moderator", administrator=True)


async def test_after_the_end_it_offers_what_can_still_be_handed_in_and_until_when(world: World, ann: Caller, cohort: str) -> None:
    await moderator(world).card("manage edit", cohort=cohort, checkin="12:00")
    world.clock.now = datetime(2026, 3, 30, 19, tzinfo=UTC)  # an hour after the end
    card = await ann.card("today")
    assert "**Next:** hand in what is missing." in words(card)
    assert "Not checked in: Mon, Mar 30, 2026. Until <t:1775088000:both>." in words(card)
    assert "12 milestones are not done. Until <t:1775088000:both>." in words(card)
    await ann.submit(await ann.form("checkin", "press", **press(card, "Check in").values), did="the last page")
    await ann.card("milestone skip", "press", cohort=cohort, week=press(card, "Milestone").values["week"])
    card = await ann.card("today")
    assert "Not checked in" not in words(card)
    assert "11 milestones are not done." in words(card)
    world.clock.now = datetime(2026, 4, 2, 1, tzinfo=UTC)
    assert "handed in" not in words(await ann.card("today"))


async def test_nothing_is_offered_of_a_cohort_that_ended_with_all_done(world: World, ann: Caller, cohort: str) -> None:
    await ann.card("milestone skip", "press", cohort=cohort, week="1")
    await ann.card("checkin", did="a page")
    await end_now(moderator(world), cohort)
    assert "handed in" not in words(await ann.card("today"))


async def test_a_day_that_ends_later_for_a_member_is_offered_as_long_as_it_is_taken(world: World, cohort: str) -> None:
    dora = world.caller("dora", zone="America/New_York")
    await dora.card("cohort join")
    world.clock.now = datetime(2026, 1, 7, 19, tzinfo=UTC)
    await end_now(moderator(world), cohort)
    world.clock.now = datetime(2026, 1, 10, 2, tzinfo=UTC)  # three hours before that day closes for them
    card = await dora.card("today")
    assert "Not checked in: Wed, Jan 7, 2026. Until <t:1768021200:both>." in words(card)
    assert "not done" not in words(card)
    await dora.submit(await dora.form("checkin", "press", **press(card, "Check in").values), did="the last page")
    assert "handed in" not in words(await dora.card("today"))


async def test_each_missing_day_is_named_with_its_own_last_moment(world: World, ann: Caller, cohort: str) -> None:
    world.clock.now = datetime(2026, 1, 7, 19, tzinfo=UTC)
    await end_now(moderator(world), cohort)
    card = words(await ann.card("today"))
    for day, closes in (("Tue, Jan 6", 9), ("Wed, Jan 7", 10)):
        assert f"Not checked in: {day}, 2026. Until <t:{int(datetime(2026, 1, closes, tzinfo=UTC).timestamp())}:both>." in card


async def test_what_is_missing_of_a_cohort_that_ended_stands_beside_those_that_go_on(world: World, ann: Caller) -> None:
    others = [await world.launch(name, channel=name) for name in ("First", "Second", "Third", "Fourth")]
    for each in others:
        await ann.card("cohort join", cohort=each)
    assert "And 3 more of your cohorts" in words(await ann.card("today"))
    for each in others[:2]:
        await end_now(moderator(world), each)
    card = words(await ann.card("today"))
    assert card.count("What is missing can still be handed in:") == 2
    assert "**First**" in card
    assert "**Second**" in card
    assert "And 2 more of your cohorts" in card
    await end_now(moderator(world), others[2])
    assert "1 more cohort that ended takes late work" in words(await ann.card("today"))
