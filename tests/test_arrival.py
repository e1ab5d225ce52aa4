"""The bot is added to a space: one card there says what to do next, and the community speaks the space's language."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from babel.messages.catalog import Catalog
from sqlalchemy import func, select

from bot.app.arrival import arrive
from bot.domain.member import Community
from bot.interface.call import Place
from bot.interface.card import Card, Form
from bot.text import plain
from storage import tables
from storage.admission import SqlUnits
from tests.catalogues import use
from tests.transactions import begun
from tests.world import World, press, words

SPACE = Place("test", "space-1", "channel-1", "Space space-1", "de")


async def come(world: World, place: Place = SPACE, ago: timedelta = timedelta()) -> None:
    await world.core.arrive(place, world.clock() - ago)


async def posted(world: World) -> list[Card]:
    await world.tick()
    return [delivery.post.card for delivery in world.board.posts("setup/")]


async def community(world: World) -> Community:
    """What is known of the space, through somebody who calls there."""
    ann = world.caller("ann")
    await ann.card("cohort list")
    [known] = await world.core.units.communities_of(ann.actor)
    return known


async def test_the_card_says_what_to_do_next_in_the_place_it_was_given(world: World) -> None:
    await come(world)
    [card] = await posted(world)
    assert [delivery.post.channel for delivery in world.board.posts()] == ["channel-1"]
    for step in ("/manage settings", "/manage create", "/cohort join", "Server Settings → Integrations → Cairn"):
        assert step in words(card)


async def test_hearing_of_it_again_posts_nothing_more(world: World) -> None:
    joined = world.clock()
    await asyncio.gather(*(world.core.arrive(SPACE, joined) for _ in range(4)))
    await world.tick()
    world.clock.advance(hours=3)
    await world.core.arrive(SPACE, joined)
    await world.core.arrive(replace(SPACE, channel="channel-2"), joined)
    assert len(await posted(world)) == 1


async def test_removed_and_added_again_it_posts_again(world: World) -> None:
    await come(world)
    world.clock.advance(hours=3)
    await come(world)
    assert len(await posted(world)) == 2


async def test_a_server_it_has_long_been_in_gets_no_card(world: World) -> None:
    await come(world, ago=timedelta(days=2))
    assert await posted(world) == []
    async with begun(world.core.engines.read) as connection:
        assert (await connection.execute(select(func.count()).select_from(tables.community))).scalar_one() == 0


async def test_a_card_that_waited_for_days_is_not_posted(world: World) -> None:
    await come(world)
    world.clock.advance(days=2)
    assert await posted(world) == []


async def test_without_a_channel_nothing_is_posted_until_there_is_one(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    joined = world.clock()
    await world.core.arrive(replace(SPACE, channel=None), joined)
    assert await posted(world) == []
    assert "nowhere to post the set-up card" in capsys.readouterr().out
    await world.core.arrive(SPACE, joined)
    assert len(await posted(world)) == 1


async def test_its_buttons_are_for_moderators(world: World) -> None:
    await come(world)
    [card] = await posted(world)
    member, moderator = world.caller("ann"), world.caller("mo", administrator=True)
    for label in ("Settings", "Start a cohort"):
        refused = await member.make(press(card, label), "press")
        assert isinstance(refused, Card)
        assert "Only moderators" in words(refused)
    assert "Time zone" in words(await moderator.card(press(card, "Settings").path, "press"))
    assert isinstance(await moderator.make(press(card, "Start a cohort"), "press"), Form)
    assert "cohort join" in words(await member.card(press(card, "Help").path, "press"))


async def test_the_community_is_the_one_that_people_call_from(world: World) -> None:
    await come(world)
    known = await community(world)
    assert (known.name, known.zone, known.locale) == ("Space space-1", "UTC", "de")


async def test_a_community_keeps_the_language_its_moderators_chose(world: World, german: Catalog) -> None:
    german.add("Settings", "Einstellungen")
    use(german)
    await world.caller("mo", administrator=True).card("manage settings", language="en")
    await come(world)
    [card] = await posted(world)
    assert press(card, "Settings")
    assert (await community(world)).locale == "en"


async def test_the_card_speaks_the_language_of_the_server(world: World, german: Catalog) -> None:
    german.add("Settings", "Einstellungen")
    use(german)
    await come(world)
    [card] = await posted(world)
    assert press(card, "Einstellungen")


async def test_a_name_and_a_language_that_cannot_be_are_made_sound(world: World) -> None:
    odd = {"space_name": "Study\n\u202ehall", "locale": "xx-nowhere"}
    await come(world, replace(SPACE, **odd))
    ann = world.caller("ann")
    ann.place = replace(ann.place, **odd)
    await ann.card("cohort list")
    [known] = await world.core.units.communities_of(ann.actor)
    assert (known.name, known.locale) == ("Study hall", "en")


async def test_a_new_community_takes_its_spaces_language_before_the_callers(world: World) -> None:
    ann = world.caller("ann")
    ann.actor, ann.place = replace(ann.actor, locale="fr"), replace(ann.place, locale="pt-BR")
    await ann.card("cohort list")
    [known] = await world.core.units.communities_of(ann.actor)
    assert known.locale == "pt_BR"


async def test_taken_out_of_a_space_the_bot_sends_nothing_there_until_it_is_back(world: World) -> None:
    cohort = await world.launch()
    ann = world.caller("ann")
    await ann.card("cohort join", cohort=cohort)
    await ann.card("me settings", reminders="on", hours="0-24")
    await world.tick()
    before = len(world.board.posts())
    await world.core.depart(SPACE)
    for _ in range(20):
        world.clock.advance(hours=12)
        await world.tick()
    assert len(world.board.posts()) == before
    await come(world, ago=timedelta(days=365))
    await world.tick()
    late = [delivery.post.due_at for delivery in world.board.posts()[before:]]
    assert late, "nothing woke"
    assert all(world.clock() - at < timedelta(days=7) for at in late)
    known = await world.core.system.next_instant()
    assert known
    assert known > world.clock()


async def test_days_on_which_the_bot_was_out_break_no_streak_and_the_cohort_is_told_so_without_first_steps(world: World) -> None:
    cohort = await world.launch()
    ann = world.caller("ann")
    await ann.card("cohort join", cohort=cohort)
    for _ in range(2):
        world.clock.now = world.clock().replace(hour=19)
        await world.tick()
        await ann.card("checkin", did="Read")
        world.clock.advance(days=1)
    world.clock.now = datetime(2026, 1, 7, 12, tzinfo=UTC)
    await world.core.depart(SPACE)
    world.clock.now = datetime(2026, 1, 9, 12, tzinfo=UTC)
    await come(world)
    await world.tick()
    shown = words(await ann.card("progress"))
    assert "Streak: 2 days" in shown
    assert "missed" not in shown
    assert world.board.posts("setup/") == []
    (news,) = world.board.posts("news/")
    told = words(news.post.card)
    assert "From Wed, Jan 7, 2026 to Thu, Jan 8, 2026 nothing was asked, and streaks stand still." in told


async def test_a_call_from_a_space_says_that_the_bot_is_back(world: World) -> None:
    await world.launch()
    await world.core.depart(SPACE)
    await world.tick()
    assert world.board.posts() == []
    await world.caller("ann").card("cohort list")
    await world.tick()
    assert world.board.posts("welcome")


async def test_other_spaces_go_on_while_one_sleeps(world: World) -> None:
    await world.launch()
    await world.launch(space="space-2", channel="channel-2")
    await world.core.depart(SPACE)
    await world.tick()
    assert {delivery.post.space for delivery in world.board.posts()} == {"space-2"}


async def test_a_server_that_fails_is_logged_and_stops_nobody(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    class Broken(SqlUnits):
        async def community_at(self, place: Place) -> int:
            raise RuntimeError("no database")

    await arrive(Broken(world.core.engines), world.core.spaces, SPACE, world.clock(), world.clock())
    assert "an arrival was not noted" in capsys.readouterr().out


async def test_posts_have_the_dates_of_the_server_and_answers_those_of_the_reader(world: World, german: Catalog) -> None:
    german.add("{cohort}, check-ins of {day}", "{cohort}, Check-ins vom {day}")
    use(german)
    receipt, summary = await checked_in(world)
    assert receipt == "Checked in for Mon, Jan 5, 2026"  # its reader speaks French, which has no catalogue
    assert summary == "ML January, Check-ins vom Mo., 5. Jan. 2026"


async def test_a_post_without_a_translation_is_english_with_its_weekday(world: World, german: Catalog) -> None:
    use(german)
    _, summary = await checked_in(world)
    assert summary == "ML January, check-ins of Mon, Jan 5, 2026"


async def test_a_german_reads_german_weekdays_of_a_cohort(world: World, german: Catalog) -> None:
    german.add("{days} at {at} ({zone})", "{days} um {at} ({zone})")
    use(german)
    cohort = await world.launch()
    shown = words(await world.caller("lena", locale="de").card("cohort info", cohort=cohort))
    assert "Check-in: Mo., Di., Mi., Do., Fr. um 18:00 (UTC)" in shown
    assert "Week begins: Monday at 6:00\u202fPM (UTC)" in shown  # not translated


async def checked_in(world: World) -> tuple[str, str]:
    """A Frenchwoman checks in on a German server: the title of her receipt, and of the day's summary."""
    await come(world)
    cohort = await world.launch()
    ann = world.caller("ann", locale="fr")
    await ann.card("cohort join", cohort=cohort)
    receipt = await ann.submit(await ann.form("checkin", cohort=cohort), did="chapter 3", share="yes")
    assert isinstance(receipt, Card)
    world.clock.advance(minutes=2)
    await world.tick()
    [summary] = world.board.posts("summary/")
    return plain(receipt.title), plain(summary.post.card.title)
