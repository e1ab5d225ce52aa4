"""Days, numbers, switches and settings are read as people write them, and a slip is told with what was meant."""

import pytest

from tests.world import Caller, World, words


@pytest.fixture
def ann(world: World) -> Caller:
    return world.caller("ann")


@pytest.mark.parametrize(
    ("until", "told"),
    [
        ("2 weeks", "away until Sun, Jan 18, 2026"),
        ("for 3 days", "away until Wed, Jan 7, 2026"),
        ("two weeks", "away until Sun, Jan 18, 2026"),
        ("till 2 weeks", "away until Sun, Jan 18, 2026"),
        ("for the next 10 days", "away until Wed, Jan 14, 2026"),
        ("until friday", "away until Fri, Jan 9, 2026"),
        ("till I am back", "“till I am back” is not a date"),
        ("in 3 days", "away until Wed, Jan 7, 2026"),
        ("next week", "“next week” can be Mon, Jan 12, 2026 or Sun, Jan 18, 2026; write `2026-01-12` or `2026-01-18`."),
        ("tomorow", "“tomorow” is not a date. Did you mean tomorrow?"),
        ("next fridai", "“next fridai” is not a date. Did you mean next friday?"),
        ("some day", "“some day” is not a date; write it such as Friday, 29 Nov or 2026-01-31."),
    ],
)
async def test_the_end_of_a_leave_is_read_as_people_write_it(ann: Caller, until: str, told: str) -> None:
    assert told in words(await ann.card("me away", until=until))


@pytest.mark.parametrize(
    ("option", "text", "told"),
    [
        ("reminders", "yes", "Reminders: on"),
        ("reminders", "true", "Reminders: on"),
        ("minutes", "1,200", "Minutes a week: 20 hours"),
        ("minutes", "3h", "Minutes a week: 3 hours"),
        ("minutes", "1.5 hours", "Minutes a week: 1 h 30 min"),
        ("minutes", "1h 30m", "Minutes a week: 1 h 30 min"),
        ("minutes", "1,5 Stunden", "Minutes a week: 1 h 30 min"),
        ("minutes", "90 min", "Minutes a week: 1 h 30 min"),
        ("minutes", "1 h 30", "Minutes a week: 1 h 30 min"),
        ("minutes", "1,5 h", "Minutes a week: 1 h 30 min"),
        ("minutes", "1,5", "is from 0 to 6,000 minutes, written such as 90 minutes or 1.5 h"),
        ("hours", "9 to 5", "Settings saved"),
    ],
)
async def test_settings_are_read_as_people_write_them(ann: Caller, option: str, text: str, told: str) -> None:
    assert told in words(await ann.card("me settings", **{option: text}))


async def test_a_user_group_of_slack_is_refused_with_the_reason(world: World) -> None:
    moderator = world.caller("moderator", administrator=True)
    told = words(await moderator.card("manage moderators", role="<!subteam^S1|@helpers>"))
    assert "This platform does not tell who holds a role. Name persons instead." in told


@pytest.mark.parametrize("text", ["none", "unlimited", "no limit", "0"])
async def test_no_limit_of_places_is_read(world: World, text: str) -> None:
    await world.launch()
    moderator = world.caller("moderator", administrator=True)
    await moderator.card("manage edit", capacity="5")
    assert "Places: 5 → no limit" in words(await moderator.card("manage edit", capacity=text))


@pytest.mark.parametrize("typed", ["gradient descent limit=3", "limit=3 gradient descent", "gradient descent --limit 3"])
async def test_a_setting_beside_the_words_hinders_no_answer_and_is_no_gap(ann: Caller, world: World, typed: str) -> None:
    assert (await ann.card("find", query=typed)).entries == (await ann.card("find", query="gradient descent")).entries
    queue = words(await world.caller("omar", administrator=True).card("content queue"))
    assert "gradient descent" not in queue
