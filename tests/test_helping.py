"""Members help each other: who is stuck in a week is offered to somebody who has done it and wants to be asked."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.post import Delivery
from bot.errors import Hindrance, Unreachable
from bot.interface.card import Card, Select
from tests.world import Caller, World, press, pressed, words

QUESTION = "Somebody is stuck in a week that you have done"


@pytest.fixture
async def ann(world: World, cohort: str) -> Caller:
    """In the first week of ML January, whose milestone ben, cleo and dora have done; ben and cleo want to be asked."""
    for name in ("ann", "ben", "cleo", "dora"):
        await world.caller(name).card("cohort join", cohort=cohort)
        world.clock.now += timedelta(minutes=1)
    world.clock.now = datetime(2026, 1, 7, 12, tzinfo=UTC)
    for name in ("ben", "cleo", "dora"):
        await world.caller(name).card("milestone done", "submit", week="1", cohort=cohort)
    for name in ("ben", "cleo"):
        await world.caller(name).card("me settings", helps="yes")
    await world.tick()
    return world.caller("ann")


def _asked(world: World) -> dict[str, Card]:
    """The question that each was sent last, by account."""
    sent = [each.post for each in world.board.posts("help/")]
    return {post.channel: post.card for post in sent if QUESTION in words(post.card)}


def _read_by(world: World, account: str) -> str:
    return "\n".join(words(each.post.card) for each in world.board.posts("help/") if each.post.channel == account)


async def _stuck(world: World, ann: Caller, cohort: str) -> str:
    said = words(await ann.card("milestone stuck", "press", week="1", cohort=cohort))
    await world.tick()
    return said


async def test_one_who_has_done_the_week_and_wants_to_be_asked_is_asked_in_private_without_a_name(
    world: World, ann: Caller, cohort: str
) -> None:
    assert "is asked whether they can help" in await _stuck(world, ann, cohort)
    assert list(_asked(world)) == ["account-ben"]
    assert "ann" not in _read_by(world, "account-ben").split()
    await _stuck(world, ann, cohort)
    assert list(_asked(world)) == ["account-ben"]


async def test_once_one_can_help_both_read_of_each_other(world: World, ann: Caller, cohort: str) -> None:
    await _stuck(world, ann, cohort)
    world.clock.now += timedelta(hours=22)
    question = _asked(world)["account-ben"]
    for _ in range(2):
        assert "<@account-ann> is stuck in **Week 1" in words(await pressed(world.caller("ben"), question, "I can help"))
        await world.tick()
    found = [each.post for each in world.board.posts("help/found/")]
    assert [post.channel for post in found] == ["account-ann"]
    assert "<@account-ben> has done **Week 1" in words(found[0].card)
    world.clock.now += timedelta(days=8)
    said = words(await world.caller("omar", administrator=True).card("manage status"))
    assert "- ben: nothing since Thu, Jan 8, 2026." in said


async def test_the_copy_for_a_helper_holds_what_was_said_of_them_and_not_to_whom(world: World, ann: Caller, cohort: str) -> None:
    await _stuck(world, ann, cohort)
    world.clock.now += timedelta(hours=22)
    await pressed(world.caller("ben"), _asked(world)["account-ben"], "I can help")
    await world.tick()
    copy = json.loads((await world.caller("ben").card("me export")).files[0].content)
    (told,) = [post for post in copy["posts_that_name_me"] if "has done" in str(post)]
    assert told["channel"] is None
    assert told["sent"]
    assert "account-ben" in str(told["text"])
    assert "account-ann" not in str(copy["posts_that_name_me"])


async def test_who_cannot_help_is_told_of_to_nobody_and_the_next_one_is_asked(world: World, ann: Caller, cohort: str) -> None:
    await _stuck(world, ann, cohort)
    question, omar = _asked(world)["account-ben"], world.caller("omar", administrator=True)
    assert "- ann: stuck in week 1. **Wait for a helper's answer**" in words(await omar.card("manage status"))
    for _ in range(2):
        assert "Nobody hears of it." in words(await pressed(world.caller("ben"), question, "Not now"))
    await world.tick()
    assert list(_asked(world)) == ["account-ben", "account-cleo"]
    assert not _read_by(world, "account-ann")


async def test_who_does_not_answer_within_a_day_is_waited_for_no_longer(world: World, ann: Caller, cohort: str) -> None:
    await _stuck(world, ann, cohort)
    world.clock.now += timedelta(hours=23)
    await world.tick()
    assert list(_asked(world)) == ["account-ben"]
    world.clock.now += timedelta(hours=2)
    await world.tick()
    assert list(_asked(world)) == ["account-ben", "account-cleo"]
    for _ in range(3):
        world.clock.now += timedelta(days=1)
        await world.tick()
    assert list(_asked(world)) == ["account-ben", "account-cleo"]


async def test_in_place_of_who_cannot_be_reached_another_is_asked_at_once_and_nobody_hears_of_it(
    world: World, ann: Caller, cohort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    send, before = world.board.send, len(world.board.posts())

    async def refusing(delivery: Delivery) -> str:
        if delivery.post.channel == "account-ben":
            raise Unreachable(Hindrance.CLOSED_MESSAGES)
        return await send(delivery)

    monkeypatch.setattr(world.board, "send", refusing)
    await _stuck(world, ann, cohort)
    assert list(_asked(world)) == ["account-cleo"]
    person = press(_asked(world)["account-cleo"], "I can help").values["person"]
    omar = world.caller("omar", administrator=True)
    assert "- ben could not be reached in private" in words(await omar.card("manage pair", cohort=cohort, person=person))
    await pressed(world.caller("cleo"), _asked(world)["account-cleo"], "Not now")
    await world.caller("dora").card("me settings", helps="yes")
    world.clock.now += timedelta(hours=1)
    await _stuck(world, ann, cohort)
    assert list(_asked(world)) == ["account-cleo", "account-dora"]
    assert [each.post.channel for each in world.board.posts()[before:]] == ["account-cleo", "account-dora"]


async def test_of_several_the_one_who_can_be_reached_soonest_is_asked(world: World, ann: Caller, cohort: str) -> None:
    await world.caller("ben").card("me settings", hours="14-20")
    dora = world.caller("dora")
    await dora.card("milestone reopen", "press", week="1", cohort=cohort)
    for stuck in (dora, ann):
        await _stuck(world, stuck, cohort)
    assert [each.post.channel for each in world.board.posts("help/")] == ["account-cleo"] * 2
    assert not _read_by(world, "account-ben")


@pytest.mark.parametrize("decided", [{"path": "me away", "until": "2026-01-20"}, {"path": "me settings", "helps": "no"}])
async def test_a_question_that_waits_for_the_morning_is_not_asked_of_who_decided_otherwise(
    world: World, ann: Caller, cohort: str, decided: dict[str, str]
) -> None:
    await world.caller("ben").card("me settings", hours="14-20")
    await world.caller("cleo").card("me settings", hours="15-20")
    await _stuck(world, ann, cohort)
    await world.caller("ben").card(**decided)
    world.clock.now += timedelta(hours=2)
    await world.tick()
    assert not _asked(world)
    world.clock.now += timedelta(hours=1)
    await ann.card("milestone start", "press", week="1", cohort=cohort)
    await world.tick()
    assert not _asked(world)
    await _stuck(world, ann, cohort)
    await world.tick()
    assert not {"account-ben"} & {*_asked(world)}


async def test_nobody_is_asked_for_who_got_on_or_asks_to_help_who_was_not_asked(world: World, ann: Caller, cohort: str) -> None:
    await _stuck(world, ann, cohort)
    question = _asked(world)["account-ben"]
    refused = await world.caller("dora").make(press(question, "I can help"), "press")
    assert "Nobody asks you for help there." in words(refused)
    await ann.card("milestone start", "press", week="1", cohort=cohort)
    assert "They got on in the meantime." in words(await pressed(world.caller("ben"), question, "I can help"))
    await ann.card("milestone stuck", "press", week="1", cohort=cohort)
    await ann.card("cohort leave", cohort=cohort)
    assert "They have left ML January in the meantime." in words(await pressed(world.caller("ben"), question, "I can help"))
    world.clock.now += timedelta(days=2)
    await world.tick()
    assert list(_asked(world)) == ["account-ben"]
    assert not _read_by(world, "account-ann")


async def test_moderators_find_a_helper_those_who_want_to_be_asked_first(world: World, ann: Caller, cohort: str) -> None:
    for name in ("ben", "cleo"):
        await world.caller(name).card("me settings", helps="no")
    await world.caller("dora").card("me settings", helps="yes")
    await world.caller("dora").card("me away", until="2026-01-20")
    assert "is asked whether" not in await _stuck(world, ann, cohort)
    await world.caller("cleo").card("me settings", helps="yes")
    omar = world.caller("omar", administrator=True)
    listed = await omar.card("manage status")
    look = next(block for block in listed.blocks if isinstance(block, Select))
    about = await omar.make(look.call.with_values(person=look.choices[0].value), "press")
    shown = await pressed(omar, about, "Find a helper")
    choice = next(block for block in shown.blocks if isinstance(block, Select))
    assert [str(each.label) for each in choice.choices] == ["cleo (wants to be asked)", "ben"]
    for _ in range(2):
        receipt = await omar.make(choice.call.with_values(helper=choice.choices[1].value), "press")
        assert "They read it within a minute, in private." in words(receipt)
    rita = world.caller("rita", administrator=True)
    anew = await rita.make(choice.call.with_values(helper=choice.choices[0].value), "press")
    assert isinstance(anew, Card)
    await world.tick()
    assert list(_asked(world)) == ["account-ben"]
    for card in (anew, await pressed(omar, about, "Find a helper")):
        assert "ben was asked, and has not answered yet." in words(card)


async def test_who_counted_on_somebody_who_deletes_their_data_is_told_and_the_next_one_is_asked(
    world: World, ann: Caller, cohort: str
) -> None:
    await _stuck(world, ann, cohort)
    ben = world.caller("ben")
    await pressed(ben, _asked(world)["account-ben"], "I can help")
    await world.tick()
    await pressed(ben, await ben.card("me delete"), "Delete everything")
    world.clock.now += timedelta(minutes=2)
    await world.tick()
    assert "Whoever helped you with **Week 1" in _read_by(world, "account-ann")
    assert list(_asked(world)) == ["account-ben", "account-cleo"]
    said = [words(each.post.card) for each in world.board.edits if each.post.key.startswith("help/found/")]
    assert said
    assert "A former member has done **Week 1" in said[-1]
