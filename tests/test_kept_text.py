"""What somebody typed is there again after a question, a form that opens elsewhere, or a refusal."""

from dataclasses import replace

import pytest

from bot.errors import Refusal
from bot.interface.call import Call
from bot.interface.card import Answer, Card, Form, Select
from bot.interface.command import MESSAGE
from bot.text import t
from tests.world import Caller, World, press, pressed, words

TEXT = "A long story of chapter three"
GO_ON = "Go on with what you began"


@pytest.fixture
async def ann(world: World) -> Caller:
    """In two cohorts of one community, and in a third of another."""
    await world.launch("Aa")
    await world.launch("Bb", channel="channel-2")
    await world.launch("Cc", space="space-2", channel="channel-3")
    ann = world.caller("ann", channel="channel-9")
    for name in ("aa", "bb"):
        await ann.card("cohort join", cohort=name)
    await world.caller("ann", space="space-2").card("cohort join", cohort="cc")
    world.clock.advance(hours=11)
    return ann


async def chosen(caller: Caller, question: Answer, label: str) -> Answer:
    """Choose an entry of the one chooser of a card."""
    assert isinstance(question, Card)
    (select,) = [block for block in question.blocks if isinstance(block, Select)]
    value = next(choice.value for choice in select.choices if choice.label == label)
    return await caller.make(select.call.with_values(**{select.option: value}), "press")


async def checked_in(caller: Caller, cohort: str) -> str:
    """What the form of today's check-in holds."""
    form = await caller.form("checkin", cohort=cohort)
    return {item.name: item.value for item in form.inputs}["did"]


async def test_who_is_asked_for_the_cohort_has_checked_in_once_it_is_chosen(ann: Caller) -> None:
    question = await ann.card("checkin", did=TEXT)
    assert TEXT not in str(question)
    answer = await chosen(ann, question, "Bb")
    assert isinstance(answer, Card)
    assert "Checked in" in answer.title
    assert (await checked_in(ann, "aa"), await checked_in(ann, "bb")) == ("", TEXT)


async def test_the_choice_that_comes_before_a_form_leads_to_the_form_with_everything_in_it(ann: Caller) -> None:
    refused = await ann.card("checkin", did="x" * 1001)
    form = await chosen(ann, await ann.make(press(refused, "Try again"), "press"), "Aa")
    assert isinstance(form, Form)
    assert {item.name: item.value for item in form.inputs}["did"] == "x" * 1001
    await ann.submit(form, did=TEXT)
    assert await checked_in(ann, "aa") == TEXT


async def test_asked_for_the_community_in_a_direct_message_nobody_types_twice(world: World, ann: Caller) -> None:
    direct = world.caller("ann", space=None, channel="direct")
    second = await chosen(direct, await direct.card("checkin", did=TEXT), "Space space-1")
    answer = await chosen(direct, second, "Bb")
    assert isinstance(answer, Card)
    assert "Checked in" in answer.title
    other = await chosen(direct, await direct.card("checkin", did=TEXT), "Space space-2")
    assert isinstance(other, Card)
    assert "Checked in" in other.title


async def test_a_refusal_in_a_direct_message_can_be_tried_again(world: World, ann: Caller) -> None:
    direct = world.caller("ann", space=None, channel="direct")
    refused = await chosen(direct, await direct.card("checkin", did="x" * 1001), "Space space-2")
    assert isinstance(refused, Card)
    form = await direct.make(press(refused, "Try again"), "press")
    assert isinstance(form, Form)
    assert {item.name: item.value for item in form.inputs}["did"] == "x" * 1001


async def test_a_form_that_opens_elsewhere_holds_what_was_typed(world: World) -> None:
    omar = world.caller("omar", administrator=True)
    mention = replace(omar.request(Call("manage create", {"name": "My fine cohort"})), opens_forms=False)
    button = await world.core.dispatch(mention)
    assert isinstance(button, Card)
    form = await omar.make(press(button, "Open form"), "press")
    assert isinstance(form, Form)
    assert {item.name: item.value for item in form.inputs}["name"] == "My fine cohort"


async def test_where_there_are_no_forms_at_all_it_is_said_how_to_write_it(world: World) -> None:
    omar = world.caller("omar", administrator=True)
    button = await world.core.dispatch(replace(omar.request(Call("manage create")), opens_forms=False))
    assert isinstance(button, Card)
    again = await world.core.dispatch(replace(omar.request(press(button, "Open form"), "press"), opens_forms=False))
    assert isinstance(again, Card)
    assert "Write it on one line" in words(again)
    assert "Open form" not in words(again)


async def test_where_there_are_no_forms_at_all_nobody_is_told_to_type_what_cannot_be_typed(world: World) -> None:
    ann = world.caller("ann")
    card = await ann.card("me settings")
    answer = await world.core.dispatch(replace(ann.request(press(card, "Change settings"), "press"), opens_forms=False))
    assert isinstance(answer, Card)
    assert "none can be opened here" in words(answer)
    assert "=…" not in words(answer)


async def test_where_there_are_no_forms_at_all_what_was_typed_is_shown_to_be_written_again(world: World) -> None:
    omar = world.caller("omar", administrator=True)
    typed = replace(omar.request(Call("manage create", {"name": "My fine cohort"})), opens_forms=False)
    refused = await world.core.dispatch.refuse(typed, Refusal(t("There is no such option.")))
    for answer, label in ((await world.core.dispatch(typed), "Open form"), (refused, "Try again")):
        assert isinstance(answer, Card)
        again = await world.core.dispatch(replace(omar.request(press(answer, label), "press"), opens_forms=False))
        assert isinstance(again, Card)
        assert "Write it on one line" in words(again)
        assert "My fine cohort" in words(again)


async def test_what_somebody_else_typed_is_not_taken_up(world: World, ann: Caller) -> None:
    (select,) = [block for block in (await ann.card("checkin", did=TEXT)).blocks if isinstance(block, Select)]
    stolen = await world.caller("ben").make(select.call, "press")
    assert isinstance(stolen, Card)
    assert "is gone now" in words(stolen)


@pytest.fixture
async def stranger(world: World) -> Caller:
    """In no cohort, while one is in its first week."""
    await world.launch("Aa")
    world.clock.advance(hours=11)
    return world.caller("ben")


async def test_who_has_to_join_first_has_checked_in_by_going_on(stranger: Caller) -> None:
    first = await stranger.card("checkin", did=TEXT)
    assert "What you wrote is kept till then." in words(first)
    joined = await pressed(stranger, first, "Join")
    assert "Checked in" in (await pressed(stranger, joined, GO_ON)).title
    assert await checked_in(stranger, "aa") == TEXT


async def test_what_was_written_is_found_however_one_joins(stranger: Caller) -> None:
    await stranger.card("checkin", did=TEXT)
    joined = await stranger.card("cohort join", cohort="aa")
    assert "Checked in" in (await pressed(stranger, joined, GO_ON)).title
    assert await checked_in(stranger, "aa") == TEXT


async def test_who_only_pressed_or_named_a_cohort_wrote_nothing(world: World, stranger: Caller) -> None:
    await world.tick()
    world.clock.advance(hours=14)
    await world.tick()
    cohort = press(await stranger.card("milestone"), "Join").values["cohort"]
    day = "2026-01-06"
    calls = (
        Call("checkin", {"cohort": cohort, "day": day}),
        Call("challenge answer", {"cohort": cohort, "day": day, "answer": "a"}),
        Call("challenge hint", {"cohort": cohort, "day": day}),
        Call("challenge solution", {"cohort": cohort, "day": day}),
    )
    for call, kind in (*((call, "press") for call in calls), (Call("progress", {"cohort": "aa"}), "command")):
        refused = await stranger.make(call, kind)
        assert isinstance(refused, Card)
        assert "You are not in Aa" in refused.title
        assert "is kept" not in words(refused)
    assert GO_ON not in words(await stranger.card("cohort join", cohort="aa"))


async def test_the_form_of_who_left_meanwhile_is_kept_until_they_come_back(ann: Caller) -> None:
    form = await ann.form("checkin", cohort="aa")
    await ann.card("cohort leave", cohort="aa")
    joined = await pressed(ann, await ann.submit(form, did=TEXT), "Join")
    await pressed(ann, joined, GO_ON)
    assert await checked_in(ann, "aa") == TEXT


async def test_what_was_typed_outlasts_the_question_how_to_begin_late(world: World, stranger: Caller) -> None:
    world.clock.advance(weeks=2)
    joined = await pressed(stranger, await stranger.card("checkin", did=TEXT), "Join")
    begun = await pressed(stranger, joined, "Skip the weeks before")
    await pressed(stranger, begun, GO_ON)
    assert await checked_in(stranger, "aa") == TEXT


async def test_in_a_direct_message_what_was_typed_is_kept_until_one_has_joined(world: World, ann: Caller) -> None:
    await world.launch("Dd", channel="channel-4")
    direct = world.caller("ann", space=None, channel="direct")
    question = await chosen(direct, await direct.card("checkin", did=TEXT, cohort="dd"), "Space space-1")
    await pressed(direct, await pressed(direct, question, "Join"), GO_ON)
    assert await checked_in(ann, "dd") == TEXT


async def test_who_wrote_nothing_is_led_to_the_week_after_joining(stranger: Caller) -> None:
    first = await stranger.card("milestone")
    assert "is kept" not in words(first)
    joined = await pressed(stranger, first, "Join")
    assert GO_ON not in words(joined)
    assert "This week's milestone" in words(joined)


async def test_a_message_whose_community_is_asked_for_is_in_no_id(world: World, ann: Caller) -> None:
    direct = world.caller("ann", space=None, channel="direct")
    question = await direct.make(Call("resource suggest", {MESSAGE: "Read https://example.org/trees"}), "press")
    assert "example" not in str(question)
    form = await chosen(direct, question, "Space space-1")
    assert isinstance(form, Form)
    assert "https://example.org/trees" in str(form.inputs)


async def test_the_end_of_a_text_that_no_form_holds_is_shown(ann: Caller) -> None:
    refused = await ann.card("checkin", did="word " * 700 + "THE END", cohort="aa")
    assert "THE END" in words(refused)


async def test_every_text_is_shown_if_the_form_does_not_open(world: World) -> None:
    refused = words(await world.caller("ben").card("checkin", did="word " * 300 + "THE END", cohort="aa"))
    assert "THE END" in refused
