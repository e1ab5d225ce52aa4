"""What a cohort's channel shows of its challenges: one post a day, with the solution before above the new question."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.challenge import Challenge, ChallengeOption
from bot.interface.call import Place
from bot.interface.card import Button, Buttons, Card, Text
from tests.challenge_samples import SINGLE, TEXT
from tests.given_challenges import DAY, answer, give, next_day
from tests.world import Caller, World, press, words


@pytest.fixture
async def cohort(world: World) -> str:
    """A cohort that began yesterday; it is Tuesday, one hour before its challenge."""
    cohort = await world.launch()
    world.clock.advance(hours=23)
    await world.tick()
    return cohort


async def _members(world: World, cohort: str, count: int) -> list[Caller]:
    members = [world.caller(f"member-{number}") for number in range(count)]
    for member in members:
        await member.card("cohort join", cohort=cohort)
    return members


async def _given(world: World, cohort: str) -> None:
    await give(world, cohort, SINGLE)
    world.clock.advance(hours=1, minutes=1)
    await world.tick()


async def _followed(world: World, cohort: str, after: Challenge = TEXT) -> None:
    """The day after, with a challenge that comes then."""
    await give(world, cohort, after, DAY + timedelta(days=1))
    await next_day(world)


def _post(world: World, day: date) -> Card:
    (post,) = [sent.post.card for sent in world.board.posts(f"challenge/{day}") if sent.post.kind == "send"]
    return post


async def test_the_solution_before_stands_above_the_new_question_answer_first(world: World, cohort: str) -> None:
    members = await _members(world, cohort, 4)
    await _given(world, cohort)
    for member, chosen in zip(members, "abbb", strict=True):
        await answer(member, cohort, chosen)
    await answer(members[1], cohort, "a")
    await _followed(world, cohort)
    post = _post(world, DAY + timedelta(days=1))
    first = post.blocks[0]
    assert isinstance(first, Text)
    lines = str(first.text).splitlines()
    assert lines[0].startswith("**Solution of")
    assert lines[1] == "**Right:** Recall"
    assert lines[-1] == "4 tried. 25 % were right. Most were tempted by “Precision”."
    assert world.board.posts("reveal/") == []


WIDE_CHOICES = tuple(ChallengeOption(id=each, text=f"Choice {each} is rather wide", ok=each == "a") for each in "abcd")
TALL = {
    "much to read": replace(TEXT, id="challenge.own.long", prompt="Long words. " * 60),
    "a row for each choice": replace(SINGLE, id="challenge.own.wide", prompt="Long words. " * 22, options=WIDE_CHOICES),
}


@pytest.mark.parametrize("question", TALL.values(), ids=TALL)
async def test_above_a_long_question_there_is_no_room_for_the_solution_before_which_is_a_press_away(
    world: World, cohort: str, question: Challenge
) -> None:
    (ann,) = await _members(world, cohort, 1)
    await _given(world, cohort)
    await _followed(world, cohort, question)
    post = _post(world, DAY + timedelta(days=1))
    assert "Recall" not in words(post)
    whole = press(post, "Solution of Tue")
    assert "**Right:** Recall" in words(await ann.make(whole, "press"))  # pyright: ignore[reportArgumentType]


async def test_one_answer_is_counted_but_not_exposed_and_none_is_not_mentioned(world: World, cohort: str) -> None:
    (ann,) = await _members(world, cohort, 1)
    await _given(world, cohort)
    await answer(ann, cohort, "b")
    await _followed(world, cohort)
    said = words(_post(world, DAY + timedelta(days=1)))
    assert "1 tried." in said
    assert "were right" not in said
    assert "tempted" not in said
    await next_day(world)
    assert "tried" not in words(_post(world, DAY + timedelta(days=2)))


async def test_the_whole_solution_is_a_press_away_but_never_before_it_is_told(world: World, cohort: str) -> None:
    (ann,) = await _members(world, cohort, 1)
    await _given(world, cohort)
    await _followed(world, cohort)
    whole = press(_post(world, DAY + timedelta(days=1)), "The whole solution")
    shown = words(await ann.make(whole, "press"))  # pyright: ignore[reportArgumentType]
    assert "solution of" in shown
    assert "**Right:** Recall" in shown
    today = whole.with_values(day=(DAY + timedelta(days=1)).isoformat())
    assert "comes with the next challenge" in words(await ann.make(today, "press"))  # pyright: ignore[reportArgumentType]


async def test_moderators_can_choose_solutions_and_threads_of_their_own(world: World, cohort: str) -> None:
    moderator = world.caller("moderator", administrator=True)
    await moderator.card("manage edit", cohort=cohort, apart="yes", threads="yes")
    await _given(world, cohort)
    await next_day(world)
    (reveal,) = world.board.posts("reveal/")
    assert "**Right:** Recall" in words(reveal.post.card)
    assert "tried" not in words(reveal.post.card)
    assert "**Right:**" not in words(_post(world, DAY + timedelta(days=1)))
    assert len([sent for sent in world.board.posts("challenge/") if sent.post.kind == "thread"]) == 2


async def test_a_thread_is_opened_when_somebody_wants_to_talk_once(world: World, cohort: str) -> None:
    ann, ben = await _members(world, cohort, 2)
    await _given(world, cohort)
    assert [sent for sent in world.board.posts("challenge/") if sent.post.kind == "thread"] == []
    verdict = await answer(ann, cohort, "a")
    opened = await ann.make(press(verdict, "Talk about it"), "press")
    assert isinstance(opened, Card)
    assert _address(opened, "Go there").endswith("/channel-1/" + _message(world))
    await ben.make(press(verdict, "Talk about it"), "press")
    await world.tick()
    (thread,) = [sent for sent in world.board.posts("challenge/") if sent.post.kind == "thread"]
    assert thread.parent_message == _message(world)
    assert _address(await answer(ben, cohort, "a"), "Talk about it").endswith("/channel-1/" + _message(world))


async def test_nobody_is_led_to_talk_in_a_channel_that_the_cohort_has_left(world: World, cohort: str) -> None:
    """It may be gone, or closed to members."""
    (ann,) = await _members(world, cohort, 1)
    await _given(world, cohort)
    await world.caller("moderator", administrator=True).card("manage edit", cohort=cohort, channel="channel-2")
    assert "Talk about it" not in words(await answer(ann, cohort, "a"))


async def test_nobody_is_led_to_talk_in_a_thread_that_was_deleted(world: World, cohort: str) -> None:
    (ann,) = await _members(world, cohort, 1)
    await _given(world, cohort)
    talk = press(await answer(ann, cohort, "a"), "Talk about it")
    await ann.make(talk, "press")
    await world.tick()
    await world.core.thread_deleted(Place("test", "space-1", None), [_message(world)])
    assert "Talk about it" not in words(await answer(ann, cohort, "a"))
    assert "Talk about it in <#channel-1>" in words(await ann.make(talk, "press"))  # pyright: ignore[reportArgumentType]


async def test_an_ordinary_day_brings_a_channel_three_posts_at_most(world: World, cohort: str) -> None:
    (ann,) = await _members(world, cohort, 1)
    await _given(world, cohort)
    await next_day(world)
    before = set(world.board.messages)
    for _ in range(24):
        world.clock.advance(hours=1)
        await world.tick()
        if world.clock.now.hour == 20:
            await ann.card("checkin", did="Read", share="yes")
    new = [sent.post.key for message, sent in world.board.messages.items() if message not in before]
    assert len(new) <= 3, new


def _message(world: World) -> str:
    return next(message for message, sent in world.board.messages.items() if sent.post.key.startswith(f"challenge/{DAY}/"))


def _address(card: Card, label: str) -> str:
    rows = [block for block in card.blocks if isinstance(block, Buttons)]
    found: Button = next(button for row in rows for button in row.buttons if button.label == label)
    assert found.url
    return found.url
