"""The one place that admits calls and answers errors."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated

import pytest
from sqlalchemy import func, select

from bot.feature import Context
from bot.interface.call import Call, Request
from bot.interface.card import Card, Form, Select
from bot.interface.command import MESSAGE, Commands
from bot.interface.option import Option
from bot.wiring.core import Core
from storage import tables
from tests.declared import only_declared
from tests.transactions import begun
from tests.world import World, press, words


@pytest.fixture
def broken(core: Core) -> Commands:
    """A command that changes something and then fails."""
    commands = Commands()

    @commands.add("break", "Fail.")
    async def fail(context: Context) -> Card:
        await context.unit.drafts.put(context.member.person, "test", {"kept": "no"}, datetime(2030, 1, 1, tzinfo=UTC))
        raise RuntimeError("the secret of the machine")

    core.dispatch.commands = core.dispatch.commands.merged(commands)
    return commands


async def drafts(core: Core) -> int:
    async with begun(core.engines.read) as connection:
        return (await connection.execute(select(func.count()).select_from(tables.draft))).scalar_one()


@pytest.mark.asks_the_database
async def test_a_fault_answers_with_a_reference_that_is_in_the_log_and_changes_nothing(
    world: World, broken: Commands, capsys: pytest.CaptureFixture[str]
) -> None:
    fault = await world.caller("ann")("break")
    assert isinstance(fault, Card)
    shown = words(fault)
    assert "Something went wrong on our side" in shown
    reference = re.search("`([0-9a-f]{8})`", shown)
    assert reference
    assert "secret" not in shown
    assert reference[1] in capsys.readouterr().out
    assert await drafts(world.core) == 0


async def test_the_same_request_delivered_again_has_one_effect(world: World) -> None:
    cohort = await world.launch()
    ann = world.caller("ann")
    await ann("cohort join", id="once", cohort=cohort)
    await ann("cohort leave", id="twice", cohort=cohort)
    await ann("cohort join", id="once", cohort=cohort)
    assert "0 members" in words(await ann.card("cohort info", cohort=cohort))


async def test_a_request_that_was_refused_is_refused_again_when_delivered_again(world: World) -> None:
    await world.launch()
    ann = world.caller("ann")
    await ann.card("cohort join", cohort="ml-january")
    answers = [await ann("checkin", "submit", "once", did="x" * 2000) for _ in range(2)]
    assert all(isinstance(answer, Card) and "1,000 is the most" in words(answer) for answer in answers)


async def test_a_button_of_a_command_that_is_gone_says_what_to_do(world: World) -> None:
    card = await world.caller("ann").card("milestone celebrate", "press", cohort="1")
    assert "older version" in words(card)


@pytest.mark.parametrize("made_up", ["1", "notanumber", "9" * 30, "", "-1", "½"])
@pytest.mark.parametrize(
    ("path", "option"),
    [("milestone start", "cohort"), ("milestone done", "cohort"), ("manage launch", "draft"), ("cohort info", "cohort")],
)
async def test_a_made_up_id_in_a_press_grants_nothing_and_breaks_nothing(
    world: World, path: str, option: str, made_up: str
) -> None:
    await world.launch()
    moderator = world.caller("omar", administrator=True)
    week = {"week": "1"} if path.startswith("milestone") else {}
    shown = words(await moderator.card(path, "press", **week, **{option: made_up}))
    assert "went wrong on our side" not in shown


@pytest.mark.parametrize("made_up", ["1", "notanumber", "9" * 30, "-1"])
async def test_a_made_up_draft_is_gone(world: World, made_up: str) -> None:
    assert "is gone now" in words(await world.caller("ann").card("checkin", "press", again=made_up))


async def test_a_draft_is_its_owners_alone(world: World) -> None:
    await world.launch()
    ann, ben = world.caller("ann"), world.caller("ben")
    for caller in (ann, ben):
        await caller.card("cohort join", cohort="ml-january")
    refused = await ann.submit(await ann.form("checkin"), did="x" * 2000)
    stolen = await ben.make(press(refused, "Try again"), "press")
    assert isinstance(stolen, Card)
    assert "gone" in words(stolen)


async def test_what_was_typed_into_one_form_is_taken_up_in_no_other(world: World) -> None:
    await world.launch()
    ann = world.caller("ann")
    await ann.card("cohort join", cohort="ml-january")
    refused = await ann.submit(await ann.form("checkin"), did="x" * 2000)
    taken = await ann.card("me settings", "press", **press(refused, "Try again").values)
    assert "is gone now" in words(taken)


async def test_what_was_typed_is_kept_for_a_day(world: World) -> None:
    await world.launch()
    ann = world.caller("ann")
    await ann.card("cohort join", cohort="ml-january")
    refused = await ann.submit(await ann.form("checkin"), did="x" * 2000)
    world.clock.advance(hours=25)
    card = await ann.make(press(refused, "Try again"), "press")
    assert isinstance(card, Card)
    assert "is gone now" in words(card)


async def test_where_no_form_can_be_opened_a_button_opens_it_elsewhere(world: World) -> None:
    await world.launch()
    ann = world.caller("ann")
    await ann.card("cohort join", cohort="ml-january")
    request = Request("thread-1", Call("checkin"), ann.actor, ann.place, "command", world.clock(), opens_forms=False)
    card = await world.core.dispatch(request)
    assert isinstance(card, Card)
    assert "did: What did you do?" in words(card)
    assert "checkin did=… next=…" in words(card)
    opened = await world.core.dispatch(
        replace(request, id="thread-2", call=press(card, "Open form"), kind="press", opens_forms=True)
    )
    assert isinstance(opened, Form)


async def test_in_a_direct_message_a_press_finds_its_community_by_its_cohort(world: World) -> None:
    cohort = await world.launch()
    await world.launch("Other", space="space-2", channel="other")
    for space in ("space-1", "space-2"):
        await world.caller("ann", space=space).card("cohort list")
    await world.caller("ann").card("cohort join", cohort=cohort)
    world.clock.advance(hours=12)
    direct = world.caller("ann", space=None, channel="dm")
    assert "You: started" in words(await direct.card("milestone start", "press", cohort=cohort, week="1"))


async def test_in_a_direct_message_a_member_of_two_communities_is_asked_which(world: World) -> None:
    await world.launch()
    await world.launch("Other", space="space-2", channel="other")
    for space, cohort in (("space-1", "ml-january"), ("space-2", "other")):
        await world.caller("ann", space=space).card("cohort join", cohort=cohort)
    direct = world.caller("ann", space=None, channel="dm")
    question = await direct.card("progress")
    select = next(block for block in question.blocks if hasattr(block, "choices"))
    answers = [await direct.make(select.call.with_values(community=choice.value), "press") for choice in select.choices]
    assert sorted(words(answer).splitlines()[0] for answer in answers if isinstance(answer, Card)) == [
        "Your progress in ML January",
        "Your progress in Other",
    ]


async def test_asked_which_community_a_press_does_not_forget_its_keys(world: World) -> None:
    for space in ("space-1", "space-2"):
        await world.caller("ann", space=space).card("today")
    direct = world.caller("ann", space=None, channel="dm")
    item = "resource.unsupervised-learning-recommenders-rl-course-3-of-3"  # the longest id there is
    for path in ("item show", "resource save", "resource broken"):
        question = await direct.card(path, "press", item=item)
        assert question.title == "Which community do you mean?"
        select = next(block for block in question.blocks if isinstance(block, Select))
        answer = await direct.make(select.call.with_values(community=select.choices[0].value), "press")
        assert isinstance(answer, Card)
        assert answer.entries or "Reported" in answer.title, path


@pytest.mark.parametrize("text", ["\ud800", "\0"])
async def test_what_no_database_takes_is_taken_out_and_the_rest_can_be_taken_up_again(world: World, text: str) -> None:
    await world.launch()
    ann = world.caller("ann")
    await ann.card("cohort join")
    refused = await ann.card("checkin", "submit", did=f"{text}chapter 3", day=f"{text}someday")
    assert "is not a date" in words(refused)
    again = await ann.make(press(refused, "Try again"), "press")
    assert isinstance(again, Form)
    assert {item.name: item.value for item in again.inputs}["did"] == "chapter 3"


async def test_in_a_direct_message_somebody_unknown_is_told_where_to_begin(world: World) -> None:
    assert "Go to a channel" in words(await world.caller("stranger", space=None, channel="dm").card("progress"))


async def test_a_direct_message_opens_no_community_to_somebody_who_is_not_in_it(world: World) -> None:
    cohort = await world.launch()
    await world.caller("ben", space="space-2").card("cohort list")
    direct = world.caller("ben", space=None, channel="dm")
    assert "Go to a channel" in words(await direct.card("cohort info", "press", cohort=cohort))
    assert "Go to a channel" in words(await direct.card("cohort join", "press", cohort=cohort))


async def test_suggestions_come_best_first_and_only_from_the_own_community(world: World) -> None:
    await world.launch("ML January")
    await world.launch("ML Spring", channel="spring")
    await world.launch("ML Secret", space="space-2", channel="x")
    ann = world.caller("ann")
    request = Request("s", Call("cohort join"), ann.actor, ann.place, "command", world.clock())
    found = await world.core.dispatch.suggest(request, "cohort", "spri")
    assert found[0].value == "ml-spring"
    assert "ml-secret" not in {choice.value for choice in found}


async def test_suggestions_for_moderators_are_not_for_members(world: World) -> None:
    ann = world.caller("ann")
    request = Request("s", Call("manage create"), ann.actor, ann.place, "command", world.clock())
    assert not await world.core.dispatch.suggest(request, "roadmap", "")


async def test_what_a_platform_says_of_a_caller_is_made_sound(world: World) -> None:
    await world.launch()
    ann = world.caller("ann", zone="Mars/Olympus")
    ann.actor = replace(ann.actor, name="Ann\n\u202eeve", locale="xx-nowhere")
    await ann.card("cohort join", cohort="ml-january")
    await ann.card("me settings", visibility="cohort")
    assert "Your progress" in words(await ann.card("progress"))
    assert "Who is in:** Ann eve." in words(await world.caller("ben").card("cohort info"))


@pytest.mark.parametrize("said", ["12345", "Read https://example.org/a"])
@pytest.mark.parametrize("administrator", [True, False])
async def test_the_text_of_a_message_is_in_no_id_of_its_answer(world: World, core: Core, said: str, administrator: bool) -> None:
    menu = Commands()

    @menu.add("keep it", "Keep what a message says.", moderator=True, shortcut="message")
    async def keep(context: Context, url: Annotated[str, Option("Which page?")]) -> Card:
        only_declared()

    core.dispatch.commands = core.dispatch.commands.merged(menu)
    caller = world.caller("ann", administrator=administrator)
    answer = await caller.make(Call("keep it", {MESSAGE: said}), "press")
    assert isinstance(answer, Form) is administrator
    assert said not in str(answer)
