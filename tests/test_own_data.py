"""What is held about somebody: they get all of it as files, and whoever deletes it is named nowhere any more."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import update

from bot.errors import Hindrance, Undeliverable
from bot.interface.card import Card
from bot.shared import history
from storage import tables
from tests.transactions import begun
from tests.world import Caller, World, press, pressed, words


async def test_a_member_gets_all_that_is_held_about_them_and_their_history_as_a_table(
    world: World, cohort: str, ann: Caller
) -> None:
    await ann.card("checkin", did="Read chapter 3", next="Chapter 4", share="yes")
    await ann.card("me settings", minutes="90", zone="Europe/Vienna")
    card = await ann.card("me export")
    told, history = card.files
    held: dict[str, Any] = json.loads(told.content)
    assert held["accounts"] == [{"platform": "test", "external_id": ann.actor.id, "name": "ann"}]
    assert held["settings"][0]["weekly_minutes"] == 90
    assert held["check_ins"][0]["cohort"] == "ML January"
    assert held["check_ins"][0]["did"] == "Read chapter 3"
    assert (told.name, history.name) == ("cairn-about-me-2026-01-05.json", "cairn-history-2026-01-05.csv")
    assert b"Read chapter 3" in history.content


async def test_the_history_holds_every_check_in_however_many_there_are(
    world: World, cohort: str, ann: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "CHECKINS_AT_ONCE", 2)
    for number in range(5):
        await ann.card("checkin", did=f"Chapter {number}")
        world.clock.advance(days=1)
    written = (await ann.card("progress export")).files[0].content.decode()
    assert re.findall(r"Chapter (\d)", written) == ["4", "3", "2", "1", "0"]


async def test_the_copy_holds_what_posts_say_of_a_member_and_where_without_the_names_of_others(
    world: World, cohort: str, ann: Caller
) -> None:
    ben, omar = world.caller("ben"), world.caller("omar", administrator=True)
    await omar.card("manage settings", log="log")
    await ben.card("cohort join", "press", cohort=cohort)
    await ben.card("checkin", did="Read chapter 9", share="yes")
    await ann.card("checkin", did="Read chapter 3", share="yes")
    await ann.card("item share", "press", item="term.overfitting")
    await pressed(omar, await omar.card("manage remove", member="ann", cohort=cohort), "Take out of the cohort")
    told = await _held_about(ben)
    (summary,) = [post for post in told["posts_that_name_me"] if "chapter" in str(post)]
    assert summary == {"text": ["ben: Read chapter 9"], "channel": "channel-1", "at": "2026-01-05T20:00:00+00:00", "sent": False}
    taken_out = [post for post in (await _held_about(ann))["posts_that_name_me"] if post["channel"] == "log"]
    assert "another member took ann out of ML January." in str(taken_out)
    assert "omar" not in str(taken_out)


async def _held_about(member: Caller) -> dict[str, Any]:
    return json.loads((await member.card("me export")).files[0].content)


async def test_whoever_deletes_their_data_is_forgotten_and_a_second_press_says_the_same(
    world: World, cohort: str, ann: Caller
) -> None:
    await ann.card("checkin", did="Read chapter 3", next="Chapter 4", share="yes")
    await world.tick()
    question = await ann.card("me delete")
    erase = press(question, "Delete everything")
    assert "cannot be undone" in words(question)
    done = await ann.make(erase, "press")
    assert isinstance(done, Card)
    assert "Nothing here leads to you" in words(done)
    assert await ann.make(erase, "press") == done
    world.clock.advance(minutes=2)
    await world.tick()
    assert world.board.edits
    assert "chapter" not in words(world.board.edits[-1].post.card)


async def test_names_leave_the_posts_of_others_and_a_stale_question_deletes_nobody(
    world: World, cohort: str, ann: Caller
) -> None:
    """Of a name that she had before, in a card that was settled since, and in one of which only her id tells who is meant."""
    omar = world.caller("omar", administrator=True)
    await omar.card("manage settings", log="log")
    await ann.card("item share", "press", item="term.overfitting")
    ann.actor = replace(ann.actor, name="ann_b", administrator=True)
    await ann.card("manage settings", zone="Europe/Berlin")
    await world.tick()
    changed = next(each.post.card for each in world.board.posts("audit/") if "ann" in words(each.post.card))
    await pressed(omar, changed, "Undo")
    await pressed(omar, await omar.card("manage remove", member="ann_b"), "Take out of the cohort")
    await world.tick()
    assert len([post for post in world.board.posts() if re.search(r"\bann", words(post.post.card))]) >= 3
    stale = press(await ann.card("me delete"), "Delete everything")
    await ann.make(stale, "press")
    world.clock.advance(minutes=2)
    await world.tick()
    said = {delivery.id: words(delivery.post.card) for delivery in [*world.board.posts(), *world.board.edits]}
    assert [text for text in said.values() if re.search(r"\bann(_b)?\b", text)] == []
    assert "Shared by A former member." in "\n".join(said.values())
    await ann.card("checkin", did="Anew", cohort=cohort)
    await ann.card("cohort join", cohort=cohort)
    assert "Delete everything about you" in words(await ann.card(stale.path, "press", **stale.values))


async def test_whoever_is_called_like_a_word_or_like_somebody_else_takes_nothing_of_theirs_along(
    world: World, cohort: str, ann: Caller
) -> None:
    called = [world.caller(f"account {name}") for name in ("will", "ann", "*", "ML January")]
    for each in called:
        each.actor = replace(each.actor, name=each.actor.name.removeprefix("account "))
        await each.card("cohort join", "press", cohort=cohort)
    for each in (*called, ann):
        await each.card("checkin", "submit", cohort=cohort, did="I will read", next="Week 2", share="yes")
        await each.card("item share", "press", item="term.overfitting")
    await world.tick()
    for each in called:
        await pressed(each, await each.card("me delete"), "Delete everything")
    world.clock.advance(minutes=2)
    await world.tick()
    said = {delivery.id: delivery.post for delivery in [*world.board.posts(), *world.board.edits]}
    summary = next(words(post.card) for post in said.values() if "**ann**: I will read" in words(post.card))
    assert summary.startswith("ML January, check-ins of ")
    assert summary.count("I will read") == 1
    shared = [words(post.card).splitlines() for post in said.values() if post.key.startswith("share/")]
    assert sorted(next(line for line in lines if "hared by" in line) for lines in shared) == [
        *["Shared by A former member."] * 4,
        "Shared by ann.",
    ]


async def test_what_cannot_be_edited_is_not_said_anew_because_somebody_is_forgotten(world: World, ann: Caller) -> None:
    await ann.card("item share", "press", item="term.overfitting")
    await world.tick()
    await pressed(ann, await ann.card("me delete"), "Delete everything")
    world.clock.advance(minutes=2)
    world.board.fault = Undeliverable(Hindrance.NOT_EDITABLE)
    await world.tick()
    world.board.fault = None
    world.clock.advance(minutes=2)
    await world.tick()
    assert len(world.board.posts("share/")) == 1


async def test_what_may_have_arrived_when_somebody_is_forgotten_is_found_and_loses_the_name(world: World, ann: Caller) -> None:
    await world.tick()  # the welcome
    await ann.card("item share", "press", item="term.overfitting")
    world.board.lost_answer = ConnectionError()
    await world.tick()
    world.board.lost_answer = None
    await pressed(ann, await ann.card("me delete"), "Delete everything")
    for _ in range(2):
        world.clock.advance(minutes=3)
        await world.tick()
    assert len(world.board.posts("share/")) == 1
    assert "Shared by A former member." in words(world.board.edits[-1].post.card)


async def test_an_edit_that_was_given_up_is_tried_again_when_somebody_is_forgotten(world: World, ann: Caller) -> None:
    await ann.card("item share", "press", item="term.overfitting")
    await world.tick()
    async with begun(world.core.engines.write) as connection:
        given_up = update(tables.post).where(tables.post.c.key.startswith("share/")).values(state="failed", attempts=201)
        await connection.execute(given_up.execution_options(across_communities="there is one"))
    await pressed(ann, await ann.card("me delete"), "Delete everything")
    world.clock.advance(minutes=3)
    await world.tick()
    assert "Shared by A former member." in words(world.board.edits[-1].post.card)
