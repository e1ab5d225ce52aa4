"""Moderators: starting a cohort, the community's settings, and who may do it."""

import re
from datetime import UTC, datetime

import pytest

from bot.errors import Hindrance, Reason
from bot.interface.card import Card, Form
from bot.interface.channel import ChannelReport
from bot.interface.inputs import Timed
from tests.owned_pack import TOPIC, owned_pack, publish_owned
from tests.small_pack import challenge
from tests.world import Caller, World, press, words


@pytest.fixture
def omar(world: World) -> Caller:
    return world.caller("omar", administrator=True)


async def test_the_dry_run_tells_of_challenges_too(omar: Caller) -> None:
    dry_run = await omar.submit(await omar.form("manage create"), name="Spring", roadmap="foundations", channel="channel-1")
    assert "Each day at 8:00" in words(dry_run).replace("\u202f", " ")


@pytest.mark.parametrize(
    ("items", "line"), [(0, ""), (1, "- 1 challenge, at"), (3, "- 3 challenges, one a day at"), (7, "- Each day at")]
)
async def test_the_dry_run_promises_no_more_challenges_than_there_are(world: World, omar: Caller, items: int, line: str) -> None:
    challenges = [challenge(f"spell-{number}", TOPIC.id) for number in range(items)]
    await publish_owned(world, omar, owned_pack("alohomora", challenges=challenges))
    form = await omar.form("manage create")
    dry_run = await omar.submit(form, name="Spells", roadmap="spells", channel="channel-1", start="2026-01-05", time="18:00")
    told = [each for each in words(dry_run).splitlines() if "challenge" in each]
    assert len(told) == bool(items)
    assert "".join(told).startswith(line)


async def test_a_cohort_is_tried_out_before_it_is_launched(world: World, omar: Caller) -> None:
    form = await omar.form("manage create")
    assert [item.name for item in form.inputs] == ["name", "roadmap", "start", "channel", "time"]
    dry_run = await omar.submit(
        form, name="ML January", roadmap="foundations", start="2026-01-06", channel="channel-1", time="9:30"
    )
    shown = words(dry_run)
    for part in ("milestone: Week 1", "check-in prompt", "12 weeks", "welcome", "<#channel-1>", "UTC"):
        assert part in shown
    assert "no cohort yet" in words(await omar.card("cohort list"))
    await world.tick()
    assert not world.board.messages


async def test_with_the_forms_own_defaults_the_dry_run_lists_the_first_prompt_and_the_report_of_the_week(omar: Caller) -> None:
    dry_run = await omar.submit(await omar.form("manage create"), name="Spring", roadmap="foundations", channel="channel-1")
    listed = dry_run_lines(dry_run)
    first, last = (int(datetime(2026, 1, day, 18, tzinfo=UTC).timestamp()) for day in (12, 19))
    assert f"- <t:{first}:both> to <t:{last}:both>: 6 check-in prompts" in words(dry_run)
    assert (datetime(2026, 1, 19, 17, tzinfo=UTC), "week 1 in review, unless nothing was done in it") in listed


def dry_run_lines(dry_run: Card) -> list[tuple[datetime, str]]:
    """What a dry run says is posted, and when."""
    found = re.findall(r"<t:(\d+):both>: (.+)", words(dry_run))
    return [(datetime.fromtimestamp(int(at), UTC), what) for at, what in found]


async def test_the_dry_run_names_what_the_bot_may_not_do_there(world: World, omar: Caller) -> None:
    world.board.lacks = (Reason(Hindrance.SEND_MESSAGES), Reason(Hindrance.CREATE_PUBLIC_THREADS))
    dry_run = await omar.submit(await omar.form("manage create"), name="A", roadmap="foundations", channel="channel-1")
    assert "Create Public Threads" in words(dry_run)
    assert "may do all it needs" not in words(dry_run)
    world.board.lacks = ()
    dry_run = await omar.submit(await omar.form("manage create"), name="A", roadmap="foundations", channel="channel-1")
    assert "✓ The bot may do all it needs in <#channel-1>." in words(dry_run)


async def test_launching_posts_a_welcome_to_join_by(world: World, omar: Caller) -> None:
    await world.launch()
    await world.tick()
    (welcome,) = world.board.posts("welcome")
    joined = await world.caller("ann").make(press(welcome.post.card, "Join"), "press")
    assert isinstance(joined, Card)
    assert "You are in ML January" in words(joined)


async def test_the_welcome_comes_before_the_milestone_of_a_week_that_has_begun_already(world: World, omar: Caller) -> None:
    world.clock.now = datetime(2026, 1, 5, 23, 30, tzinfo=UTC)
    await world.launch(start="2026-01-05", time="0:00")
    await world.tick()
    assert [sent.post.key.split("/")[0] for sent in world.board.messages.values()][:2] == ["welcome", "week"]


async def test_launching_twice_makes_one_cohort(world: World, omar: Caller) -> None:
    dry_run = await omar.submit(await omar.form("manage create"), name="ML January", roadmap="foundations", channel="c")
    launched = await omar.make(press(dry_run, "Launch"), "press")
    assert isinstance(launched, Card)
    assert press(launched, "See it")
    assert await omar.make(press(dry_run, "Launch"), "press") == launched
    assert words(await omar.card("cohort list")).count("**ML January**") == 1


async def test_a_draft_can_be_edited_with_everything_filled_in(omar: Caller) -> None:
    dry_run = await omar.submit(await omar.form("manage create"), name="ML January", roadmap="mlops", channel="c", time="7:15")
    form = await omar.make(press(dry_run, "Edit"), "press")
    assert isinstance(form, Form)
    assert {item.name: item.value for item in form.inputs} == {
        "name": "ML January", "roadmap": "mlops", "start": "2026-01-12", "channel": "c", "time": "07:15",
    }  # fmt: skip


async def test_edit_of_a_draft_that_was_launched_or_is_too_old_says_so(world: World, omar: Caller) -> None:
    form = await omar.form("manage create")
    dry_run = await omar.submit(form, name="ML January", roadmap="foundations", channel="c")
    await omar.make(press(dry_run, "Launch"), "press")
    old = await omar.submit(form, name="ML February", roadmap="foundations", channel="c")
    world.clock.advance(days=7)
    for card in (dry_run, old):
        assert "launched already or is gone" in words(await omar.make(press(card, "Edit"), "press"))


async def test_a_form_that_was_refused_cannot_be_launched(omar: Caller) -> None:
    refused = await omar.submit(await omar.form("manage create"), name="…", roadmap="foundations", channel="c")
    draft = press(refused, "Try again").values["again"]
    assert "launched already or is gone" in words(await omar.card("manage launch", "press", draft=draft))


async def test_the_platform_is_not_asked_for_whoever_may_not_know(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def look_at(space: str, channel: str) -> ChannelReport:
        raise AssertionError(channel)

    monkeypatch.setattr(world.board, "look_at", look_at)
    values = {"name": "A", "roadmap": "foundations", "start": "2026-01-12", "channel": "secret", "time": "18:00"}
    assert "Only moderators" in words(await world.caller("ann").card("manage create", "submit", **values))


async def test_a_platform_that_does_not_answer_keeps_nobody_from_launching(
    world: World, omar: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def look_at(space: str, channel: str) -> ChannelReport:
        raise ConnectionError

    monkeypatch.setattr(world.board, "look_at", look_at)
    dry_run = await omar.submit(await omar.form("manage create"), name="A", roadmap="foundations", channel="c")
    launched = await omar.make(press(dry_run, "Launch"), "press")
    for card in (dry_run, launched, await omar.card("manage settings", log="c")):
        assert "went wrong" not in words(card)
    for card in (dry_run, launched):
        assert "could not be asked" in words(card)
        assert "may do all it needs" not in words(card)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"start": "2026-01-04"}, "is over; choose today"),
        ({"start": "2028-01-01"}, "more than a year away"),
        ({"start": "01/06/2026"}, "write `2026-01-06` or `2026-06-01`"),
        ({"start": "2026-02-30"}, "is not a date"),
        ({"time": "25:00"}, "is not a time of day"),
        ({"roadmap": "cooking"}, "There is no roadmap"),
        ({"channel": "not a channel"}, "is not a channel"),
        ({"name": "   "}, "is empty"),
        ({"name": "…"}, "needs a letter or a digit"),
        ({"name": "x" * 61}, "60 is the most"),
    ],
)
async def test_a_wrong_value_is_refused_in_one_sentence_and_nothing_typed_is_lost(
    omar: Caller, values: dict[str, str], sentence: str
) -> None:
    good = {"name": "ML January", "roadmap": "foundations", "start": "2026-01-06", "channel": "c", "time": "09:30"}
    refused = await omar.submit(await omar.form("manage create"), **{**good, **values})
    assert sentence in words(refused)
    again = await omar.make(press(refused, "Try again"), "press")
    assert isinstance(again, Form)
    kept = {item.name: (isinstance(item, Timed) and item.unread) or item.value for item in again.inputs}
    assert kept["name"][:60] == {**good, **values}["name"][:60]
    for name in ("start", "time"):
        assert kept[name] == {**good, **values}[name]


async def test_slugs_of_cohorts_with_one_name_differ(world: World, omar: Caller) -> None:
    await world.launch("ML January")
    await world.launch("ML January")
    shown = words(await omar.card("cohort list"))
    assert "`ml-january`" in shown
    assert "`ml-january-2`" in shown


async def test_a_cohort_walks_by_the_communitys_zone(world: World, omar: Caller) -> None:
    await omar.card("manage settings", zone="America/New_York")
    dry_run = await omar.submit(await omar.form("manage create"), name="ML", roadmap="mlops", channel="c")
    assert "America/New_York" in words(dry_run)


@pytest.mark.parametrize(("typed", "zone"), [("berlin", "Europe/Berlin"), ("new york", "America/New_York"), ("utc", "UTC")])
async def test_a_zone_is_found_by_its_city(omar: Caller, typed: str, zone: str) -> None:
    assert f"Time zone: {zone}" in words(await omar.card("manage settings", zone=typed))


async def test_a_wrong_zone_is_refused_with_the_nearest(omar: Caller) -> None:
    assert "Did you mean `Europe/Berlin`" in words(await omar.card("manage settings", zone="Europe/Berln"))


async def test_bare_settings_show_what_is_set_and_the_way_to_change_it(omar: Caller) -> None:
    card = await omar.card("manage settings")
    form = await omar.make(press(card, "Change settings"), "press")
    assert isinstance(form, Form)
    assert "Log channel: <#log>" in words(await omar.submit(form, log="log", language="pt-BR", zone="UTC"))


async def test_launching_offers_to_change_more(omar: Caller) -> None:
    dry_run = await omar.submit(await omar.form("manage create"), name="ML Two", roadmap="foundations", channel="two")
    launched = await omar.make(press(dry_run, "Launch"), "press")
    assert isinstance(launched, Card)
    more = await omar.make(press(launched, "Change more"), "press")
    assert isinstance(more, Card)
    assert "Settings of ML Two" in words(more)
