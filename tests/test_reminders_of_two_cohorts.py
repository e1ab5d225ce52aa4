"""A member of two cohorts is reminded once of what both ask for on a day."""

from datetime import UTC, datetime

from tests.walked_time import until
from tests.world import World, words


async def test_one_reminder_names_both_cohorts_and_only_what_is_still_asked(world: World) -> None:
    first, second = await world.launch("ML January"), await world.launch("ML Evening", channel="channel-2")
    ann = world.caller("ann")
    for cohort in (first, second):
        await ann.card("cohort join", cohort=cohort)
    await ann.card("me settings", reminders="on", hours="9-22")
    await until(world, datetime(2026, 1, 5, 23, tzinfo=UTC))
    (told,) = world.board.posts("remind/")
    said = words(told.post.card)
    assert "A line is enough for **ML January**." in said
    assert "A line is enough for **ML Evening**." in said
    await until(world, datetime(2026, 1, 6, 19, tzinfo=UTC))
    await ann.card("checkin", cohort=first, did="Read")
    await until(world, datetime(2026, 1, 6, 23, tzinfo=UTC))
    (_, alone) = world.board.posts("remind/")
    assert "ML January" not in words(alone.post.card)


async def test_an_hour_chosen_after_a_reminder_named_both_brings_no_second_one_of_that_day(world: World) -> None:
    ann = world.caller("ann")
    for name, channel in (("ML January", "channel-1"), ("ML Evening", "channel-2")):
        await ann.card("cohort join", cohort=await world.launch(name, channel=channel))
    await ann.card("me settings", reminders="on", hours="9-23")
    await until(world, datetime(2026, 1, 5, 21, tzinfo=UTC))
    await ann.card("me settings", remind_at="22:00")
    await until(world, datetime(2026, 1, 5, 23, 30, tzinfo=UTC))
    assert len(world.board.posts("remind/")) == 1


async def test_one_reminder_names_the_weeks_of_both_that_end_and_only_what_is_not_done(world: World) -> None:
    first, second = await world.launch("ML January"), await world.launch("ML Evening", channel="channel-2")
    ann = world.caller("ann")
    for cohort in (first, second):
        await ann.card("cohort join", cohort=cohort)
    await ann.card("me settings", reminders="on", hours="9-22")
    await until(world, datetime(2026, 1, 11, 12, tzinfo=UTC))
    (told,) = [sent for sent in world.board.posts("remind/") if "/week/" in sent.post.key]
    for name in ("ML January", "ML Evening"):
        assert f"The week of {name} ends" in words(told.post.card)
    await ann.card("me settings", hours="9-23")
    await ann.card("milestone done", "submit", week="2", cohort=first)
    await until(world, datetime(2026, 1, 16, 12, tzinfo=UTC))
    await ann.card("milestone done", "submit", week="2", cohort=first)
    await until(world, datetime(2026, 1, 18, 12, tzinfo=UTC))
    (_, alone) = [sent for sent in world.board.posts("remind/") if "/week/" in sent.post.key]
    assert "ML January" not in words(alone.post.card)
