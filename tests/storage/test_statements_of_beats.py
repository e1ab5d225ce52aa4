"""How many statements beats take: as many for several cohorts of a community as for one."""

from datetime import UTC, datetime

import pytest

from tests.storage.statements import heard
from tests.transactions import begun
from tests.world import World

MOST_OF_A_BEAT = 14
"""In a community, of those of a week's days: that which tells a solution and gives a challenge."""


async def test_the_routines_of_a_new_cohort_get_their_first_instants_in_one_statement(world: World) -> None:
    await world.launch()
    with heard(world.core.engines) as statements:
        await world.core.queue()
    begun = [statement for statement, _ in statements if statement.startswith("INSERT INTO due")]
    assert len(begun) == 1


async def test_what_is_due_for_several_cohorts_at_once_is_taken_and_set_anew_in_one_statement_each(world: World) -> None:
    for channel in ("channel-1", "channel-2", "channel-3"):
        await world.launch(channel=channel)
    await world.core.queue()
    world.clock.advance(hours=10)
    with heard(world.core.engines) as statements:
        await world.core.queue()
    said = [statement for statement, _ in statements]
    assert len([statement for statement in said if statement.startswith("DELETE FROM due")]) == 1
    assert [len(values) for statement, values in statements if statement.startswith("INSERT INTO due")] == [6]


async def test_the_homes_of_all_cohorts_whose_week_begins_are_read_in_one_statement(world: World) -> None:
    channels = ("channel-1", "channel-2", "channel-3")
    for channel in channels:
        await world.launch(channel=channel)
    await world.core.queue()
    world.clock.advance(hours=10)
    with heard(world.core.engines) as statements:
        await world.core.queue()
    assert len([statement for statement, _ in statements if statement.startswith("SELECT home.")]) == 1
    await world.core.deliver()
    assert {sent.post.channel for sent in world.board.posts("week/")} == {*channels}


async def test_the_posts_of_all_cohorts_whose_week_begins_are_queued_in_one_statement(world: World) -> None:
    for channel in ("channel-1", "channel-2", "channel-3"):
        await world.launch(channel=channel)
    await world.core.queue()
    world.clock.advance(hours=10)
    with heard(world.core.engines) as statements:
        await world.core.queue()
    (posts,) = [values for statement, values in statements if statement.startswith("INSERT INTO post")]
    assert len(posts) == 9  # of each cohort the week, its thread and the day's prompt


async def test_no_beat_of_two_days_asks_more_for_several_cohorts_of_a_community_than_for_one(world: World) -> None:
    start = "2026-01-09"  # a Friday: the day after it asks for no check-in
    alone = [await world.launch(start=start, space="space-1", channel="alone")]
    several = [await world.launch(f"Cohort {at}", start, space="space-2", channel=f"channel-{at}") for at in range(3)]
    members = {world.caller("ann", space="space-1"): alone, world.caller("bob", space="space-2"): several}
    communities = [await world.core.units.community_at(member.place) for member in members]
    for member, cohorts in members.items():
        await member.card("me settings", reminders="on")
        for cohort in cohorts:
            await member.card("cohort join", cohort=cohort)
    world.clock.now = datetime(2026, 1, 9, 11, tzinfo=UTC)
    await world.tick()
    counted: list[int] = []
    for hour in range(48):
        if hour % 24 == 1:
            for member, cohort in [(member, cohort) for member, cohorts in members.items() for cohort in cohorts]:
                await member.card("checkin", cohort=cohort, did="Read", share="yes")
        with heard(world.core.engines) as statements:
            await world.core.queue()
        few, many = ([said for said, values in statements if str(community) in str(values)] for community in communities)
        assert len(many) <= len(few), many
        counted.append(len(few))
        await world.core.deliver()
        world.clock.advance(hours=1)
    assert max(counted) <= MOST_OF_A_BEAT


async def test_the_digests_of_several_cohorts_of_a_community_take_as_many_statements_as_one(world: World) -> None:
    alone = [await world.launch(space="space-1", channel="alone")]
    several = [await world.launch(f"Cohort {at}", space="space-2", channel=f"channel-{at}") for at in range(3)]
    communities: list[int] = []
    for space, cohorts in (("space-1", alone), ("space-2", several)):
        await world.caller("moderator", administrator=True, space=space).card("manage settings", log=f"log-{space}")
        member = world.caller(f"ann-{space}", space=space)
        communities.append(await world.core.units.community_at(member.place))
        for cohort in cohorts:
            await member.card("cohort join", cohort=cohort)
    world.clock.now = datetime(2026, 1, 6, 11, tzinfo=UTC)
    await world.tick()
    world.clock.now = datetime(2026, 1, 12, 16, 59, tzinfo=UTC)
    await world.tick()
    world.clock.advance(minutes=1)
    with heard(world.core.engines) as statements:
        await world.core.queue()
    few, many = ([said for said, values in statements if str(community) in str(values)] for community in communities)
    assert any(said.startswith("INSERT INTO post") for said in many)
    assert len(many) <= len(few), many
    await world.core.deliver()
    assert len(world.board.posts("digest/")) == 4


async def test_what_calls_make_due_is_no_part_of_a_unit_of_long_work(world: World) -> None:
    cohort, ann = await world.launch(), world.caller("ann")
    await ann.card("me settings", reminders="on")
    await ann.card("cohort join", cohort=cohort)
    world.clock.advance(days=1)
    await world.core.queue()
    world.clock.advance(hours=24)
    await ann.card("checkin", did="Read", share="yes", cohort=cohort)
    with heard(world.core.engines) as statements:
        await world.core.queue()
    taken = [str(values) for statement, values in statements if statement.startswith("DELETE FROM due")]
    assert [("summary" in of_unit, "checkin" in of_unit or "remind" in of_unit) for of_unit in taken] == [
        (False, True),
        (True, False),
    ], taken


async def test_all_members_of_a_cohort_are_looked_up_and_reminded_in_one_statement(world: World) -> None:
    cohort = await world.launch()
    people = [world.caller(name) for name in ("ann", "bob", "cem")]
    for person in people:
        await person.card("cohort join", cohort=cohort)
        await person.card("me settings", reminders="on")
    world.clock.advance(days=1)
    await world.core.queue()
    world.clock.advance(hours=24)
    with heard(world.core.engines) as statements:
        await world.core.queue()
    reminded = [
        values for statement, values in statements if statement.startswith("INSERT INTO post") and "remind/" in str(values)
    ]
    assert [len(values) for values in reminded] == [len(people)]
    assert len([statement for statement, _ in statements if statement.startswith("SELECT account.")]) == 1


async def test_a_beat_with_nothing_to_do_takes_one_statement_for_each_question(world: World) -> None:
    with heard(world.core.engines) as statements:
        await world.core.queue()
        await world.core.deliver()
    assert len(statements) == 2


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # PostgreSQL uses no index of tables as small as these
async def test_a_beat_with_nothing_to_do_reads_no_row_that_waits(world: World) -> None:
    with heard(world.core.engines) as statements:
        await world.core.queue()
        await world.core.deliver()
    async with begun(world.core.engines.write) as connection:
        plans = [
            [row.detail for row in await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
            for statement, values in statements
        ]
    assert not [step for plan in plans for step in plan if step.startswith(("SCAN due", "SCAN post"))]
