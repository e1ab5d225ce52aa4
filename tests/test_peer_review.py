"""Members review each other's milestones: who is asked, what they say, and what the author and moderators read."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.post import Delivery
from bot.errors import Hindrance, Unreachable
from bot.interface.call import Call
from bot.interface.card import Answer, Card, Form
from bot.interface.inputs import SeveralInput
from tests.world import Caller, World, press, pressed, words

WORK = {"link": "https://example.org/plan", "note": "My plan"}
REVIEW = {"good": "Every claim has a number", "seen": "1", "next": "Name the data"}


@pytest.fixture
async def ann(world: World, cohort: str) -> Caller:
    """Has done the first week of ML January, as have ben, cleo, dora and eve, who all but eve want to review."""
    for name in ("ann", "ben", "cleo", "dora", "eve"):
        await world.caller(name).card("cohort join", cohort=cohort)
    await world.caller("omar", administrator=True).card("manage edit", cohort=cohort, reviews="yes")
    world.clock.now = datetime(2026, 1, 7, 12, tzinfo=UTC)
    for name in ("ben", "cleo", "dora", "eve"):
        await world.caller(name).card("milestone done", "submit", week="1", cohort=cohort)
    for name in ("ben", "cleo", "dora"):
        await world.caller(name).card("me settings", reviews="yes", visibility="cohort")
    await world.tick()
    return world.caller("ann")


def _said(answer: Answer) -> str:
    assert isinstance(answer, Card)
    return words(answer)


def _asked(world: World) -> dict[str, Card]:
    """The question that each was sent last, by name."""
    sent = [each.post for each in world.board.posts("peer-review/question/")]
    return {post.channel.removeprefix("account-"): post.card for post in sent}


def _read_by(world: World, name: str, what: str) -> list[Card]:
    return [each.post.card for each in world.board.posts(f"peer-review/{what}/") if each.post.channel == f"account-{name}"]


async def _ask(world: World, ann: Caller, cohort: str) -> Card:
    done = await ann.card("milestone done", "submit", week="1", cohort=cohort, **WORK)
    said = await pressed(ann, done, "Ask for a review")
    await world.tick()
    return said


async def _review(world: World, name: str, **said: str) -> Card:
    reviewer = world.caller(name)
    form = await reviewer.make(press(await pressed(reviewer, _asked(world)[name], "Look at it"), "Write the review"), "press")
    assert isinstance(form, Form)
    card = await reviewer.submit(form, **(said or REVIEW))
    await world.tick()
    return card


async def test_two_who_chose_to_are_asked_review_along_the_checklist_and_the_author_reads_kind_words_first(
    world: World, ann: Caller, cohort: str
) -> None:
    said = words(await _ask(world, ann, cohort))
    assert "Others who have finished the week are asked" in said
    assert "0 of 2 reviewed it." in said
    assert len(_asked(world)) == 2
    first, second = _asked(world)
    assert {first, second} < {"ben", "cleo", "dora"}
    reviewer = world.caller(first)
    look = await pressed(reviewer, _asked(world)[first], "Look at it")
    assert "https://example.org/plan" in str(look)
    assert "**A member**" in words(look)  # ann is shown to nobody
    form = await reviewer.make(press(look, "Write the review"), "press")
    assert isinstance(form, Form)
    assert [item.name for item in form.inputs] == ["good", "seen", "next"]
    assert isinstance(form.inputs[1], SeveralInput)
    refused = await reviewer.submit(form, good="Fine", seen="99")
    assert "Name lines of the checklist by their numbers" in words(refused)
    assert refused.refused == "seen"
    assert "You have reviewed 1 milestone." in words(await _review(world, first))
    assert "You have reviewed it" in _said(await reviewer.make(press(look, "Write the review"), "press"))
    assert "1 of 2 so far" in words(_read_by(world, "ann", "given")[0])
    world.clock.advance(minutes=1)
    await _review(world, second)
    card = await pressed(ann, _read_by(world, "ann", "given")[1], "Read the reviews")
    assert words(card).index("Good: Every claim") < words(card).index("Could see:") < words(card).index("To try next: Name")
    assert f"**<@account-{second}>**" in words(card)
    assert f"**<@account-{first}>**" in words(await pressed(ann, card, "Back"))
    assert "2 of 2 reviewed it." in words(await ann.card("milestone", week="1"))
    assert "You have reviewed 1 milestone of others." in words(await reviewer.card("progress"))
    report = next(post for post in await _posts_at_the_end_of_the_week(world) if "in review" in post.title)
    assert "- 2 reviews of milestones" in words(report)


async def _posts_at_the_end_of_the_week(world: World) -> list[Card]:
    world.clock.now = datetime(2026, 1, 12, 19, tzinfo=UTC)
    await world.tick()
    return [each.post.card for each in world.board.posts("report/")]


async def test_thanks_reach_the_reviewer_once_and_a_report_reaches_moderators_who_read_it(
    world: World, ann: Caller, cohort: str
) -> None:
    omar = world.caller("omar", administrator=True)
    await omar.card("manage settings", log="channel-log")
    await _ask(world, ann, cohort)
    name = next(iter(_asked(world)))
    await _review(world, name)
    card = await ann.card("milestone reviews", "press", week="1", cohort=cohort)
    thanked = await pressed(ann, card, "Say thanks")
    assert "They read it within a minute, in private." in words(thanked)
    assert "Every claim has a number" in words(await pressed(ann, card, "Say thanks"))
    await world.tick()
    assert ["A member thanks you" in words(each) for each in _read_by(world, name, "thanks")] == [True]
    reading = press(await pressed(ann, thanked, "Report"), "See the week")
    assert "Every claim" not in _said(await ann.make(reading, "press"))
    await world.tick()
    told = world.board.posts("audit/peer-review/")[0].post.card
    assert f"ann reports what {name} wrote" in words(told)
    assert "Every claim has a number" not in words(told)
    assert "Every claim has a number" in words(await pressed(omar, told, "Read it"))
    assert "Every claim has a number" not in _said(await ann.make(press(told, "Read it"), "press"))
    assert "You got no review like that" in _said(await ann.make(press(card, "Say thanks"), "press"))


async def test_whoever_cannot_is_left_alone_for_a_week_whoever_does_not_answer_is_waited_for_four_days(
    world: World, ann: Caller, cohort: str
) -> None:
    await _ask(world, ann, cohort)
    first, second = _asked(world)
    question = _asked(world)[first]
    for _ in range(2):
        assert "Nobody hears of it" in words(await pressed(world.caller(first), question, "Not this week"))
    await world.tick()
    assert {*_asked(world)} == {"ben", "cleo", "dora"}
    await world.caller("eve").card("me settings", reviews="yes")
    for days, count in ((3, 3), (1, 3 + 1)):
        world.clock.now += timedelta(days=days, minutes=1)
        await world.tick()
        assert len(_asked(world)) == count
    ben = world.caller(second)
    await ben.card("milestone done", "submit", week="1", cohort=cohort, **WORK)
    await pressed(ben, await ben.card("milestone", week="1", cohort=cohort), "Ask for a review")
    await world.tick()
    assert len([each for each in world.board.posts("peer-review/question/") if each.post.channel == f"account-{first}"]) == 1


async def test_when_nobody_fits_that_is_said_at_once_and_whoever_finishes_is_asked_without_asking_again(
    world: World, ann: Caller, cohort: str
) -> None:
    for name in ("ben", "cleo", "dora"):
        await world.caller(name).card("milestone reopen", "press", week="1", cohort=cohort)
    assert "Nobody else who reviews has finished week 1 yet." in words(await _ask(world, ann, cohort))
    assert not _asked(world)
    assert "Whoever is next to finish it is asked" in words(await ann.card("milestone", week="1"))
    await world.caller("ben").card("milestone done", "submit", week="1", cohort=cohort)
    world.clock.now += timedelta(days=1)
    await world.tick()
    assert list(_asked(world)) == ["ben"]
    assert "Others are asked" in words(await ann.card("milestone", week="1"))


async def test_reviews_are_offered_neither_to_whoever_is_alone_nor_where_there_are_none_nor_without_work(
    world: World, ann: Caller, cohort: str
) -> None:
    bare = await ann.card("milestone done", "submit", week="1", cohort=cohort)
    assert "Ask for a review" not in words(bare)
    asking = Call("milestone ask-review", {"week": "1", "cohort": cohort})
    assert "There is no link and no note to look at yet" in _said(await ann.make(asking, "press"))
    await ann.card("milestone done", "submit", week="1", cohort=cohort, **WORK)
    for name in ("ben", "cleo", "dora", "eve"):
        await world.caller(name).card("cohort leave", cohort=cohort)
    assert "Ask for a review" not in words(await ann.card("milestone", week="1"))
    assert "You are alone" in _said(await ann.make(asking, "press"))
    await world.caller("omar", administrator=True).card("manage edit", cohort=cohort, reviews="no")
    assert "has no reviews of milestones now" in _said(await ann.make(asking, "press"))


async def test_nobody_is_asked_who_decided_otherwise_meanwhile_and_in_place_of_who_is_not_reached_another_is(
    world: World, ann: Caller, cohort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.caller("dora").card("me away", until="2026-01-20")
    await world.caller("cleo").card("me settings", hours="14-20")
    send = world.board.send

    async def refusing(delivery: Delivery) -> str:
        if delivery.post.channel == "account-ben":
            raise Unreachable(Hindrance.CLOSED_MESSAGES)
        return await send(delivery)

    monkeypatch.setattr(world.board, "send", refusing)
    await world.caller("eve").card("me settings", reviews="yes")
    await _ask(world, ann, cohort)
    assert {*_asked(world)} <= {"eve"}
    await world.caller("cleo").card("me settings", reviews="no")
    world.clock.now += timedelta(hours=3)
    await world.tick()
    assert {*_asked(world)} == {"eve"}
    refused = await pressed(world.caller("dora"), _asked(world)["eve"], "Look at it")
    assert "Nobody asks you for a review there" in words(refused)


async def test_a_review_goes_with_whoever_wrote_it_and_a_report_without_a_log_channel_says_so(
    world: World, ann: Caller, cohort: str
) -> None:
    await _ask(world, ann, cohort)
    first, second = _asked(world)
    await _review(world, first)
    await _review(world, second, good="So clear", seen="", next="")
    gone = world.caller(first)
    await pressed(gone, await gone.card("me delete"), "Delete everything")
    card = await ann.card("milestone reviews", "press", week="1", cohort=cohort)
    assert "Good: So clear" in words(card)
    assert "Every claim has a number" not in words(card)
    world.clock.now += timedelta(days=1)
    await world.tick()
    assert {*_asked(world)} == {"ben", "cleo", "dora"}
    assert "no log channel: tell one of them yourself" in words(await pressed(ann, card, "Report"))
    await world.caller("omar", administrator=True).card("manage edit", cohort=cohort, reviews="no")
    left = words(await ann.card("milestone", week="1"))
    assert ("Read the reviews" in left, "Others are asked" in left) == (True, False)
