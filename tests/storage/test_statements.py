"""How many statements the frequent calls take: today's numbers, as upper bounds. Lower one when you save a statement."""

import pytest

from tests.storage.statements import heard
from tests.transactions import begun
from tests.world import World

MOST = {
    "help": 1,
    "me settings": 2,
    "milestone": 2,
    "cohort join": 5,  # one of them looks for what was written before joining
    "checkin": 7,  # one of them asks whether the cohort can see what is shared
    "milestone done": 5,
    "find": 2,
    "faq": 2,
    "resource find": 2,
    "item show": 3,
    "resource save": 4,
    "leaderboard": 2,
}
TURN = 1
"""On PostgreSQL a writing call waits for its turn with one more."""


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
    with heard(world.core.engines) as statements:
        await ann.card(path, "submit", **values.get(path, {}))
    turn = TURN if any("FOR NO KEY UPDATE" in statement for statement, _ in statements) else 0
    assert len(statements) - turn <= MOST[path], [statement for statement, _ in statements]


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
