"""What is held about somebody: they get all of it as files."""

import json
import re
from typing import Any

from bot.interface.card import Card
from tests.world import Caller, World, press, words


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
    assert "Nothing is held" in words(done)
    assert await ann.make(erase, "press") == done
    world.clock.advance(minutes=2)
    await world.tick()
    assert world.board.edits
    assert "chapter" not in words(world.board.edits[-1].post.card)


async def test_names_leave_the_posts_of_others_and_a_stale_question_deletes_nobody(
    world: World, cohort: str, ann: Caller
) -> None:
    ben, mo = world.caller("ben"), world.caller("moderator", administrator=True)
    await mo.card("manage settings", log="log-1")
    await ann.card("me settings", visibility="cohort")
    await ann.card("milestone done", "submit", cohort=cohort, week="1", note="My plan", share="yes")
    await ann.card("find", query="python")
    await mo.card("manage note", member="ann", note="Asks well")
    await mo.card("manage remove", member="ann", cohort=cohort)
    await world.tick()
    stale = press(await ann.card("me delete"), "Delete everything")
    await ann.make(stale, "press")
    world.clock.advance(minutes=2)
    await world.tick()
    said = {delivery.id: words(delivery.post.card) for delivery in [*world.board.posts(), *world.board.edits]}
    assert [text for text in said.values() if re.search(r"\bann\b", text)] == []
    await ann.card("cohort join", cohort=cohort)
    assert "Delete everything about you" in words(await ann.make(stale, "press"))
    assert "ann" in words(await mo.card("manage status", cohort=cohort)) or ben
