"""The roadmap week by week, and a milestone's presses."""

from datetime import date, timedelta

import pytest

from bot.interface.call import Call
from bot.interface.card import Card, Form, Select, Text
from tests.walked_time import names, until
from tests.world import Caller, World, press, pressed, words


async def whole_week(caller: Caller, **values: str) -> Card:
    """What is behind More."""
    return await pressed(caller, await caller.card("milestone", **values), "More")


@pytest.fixture
async def post(world: World, cohort: str) -> Card:
    """The post of the first week."""
    await world.tick()
    return next(sent.post.card for sent in world.board.posts("week/1") if sent.post.kind == "send")


async def test_the_roadmap_is_shown_whole_with_every_week(ann: Caller) -> None:
    card = await ann.card("roadmap show")
    assert "Twelve-week foundations" in card.title
    every = words(await pressed(ann, card, "More"))
    assert "1. What the job is and your plan" in every
    assert "12. " in every


async def test_every_roadmap_is_shown_whole_and_each_of_its_weeks_opens(world: World, ann: Caller) -> None:
    for choice in await world.core.dispatch.suggest(ann.request(Call("roadmap show")), "roadmap", ""):
        card = await ann.card("roadmap show", roadmap=choice.value)
        weeks = [block for block in card.blocks if isinstance(block, Select)]
        assert weeks, card
        for select in weeks:
            last = select.choices[-1].value
            opened = await ann.make(select.call.with_values(week=last), "press")
            assert isinstance(opened, Card)
            assert f"Week {last}:" in opened.title


async def test_one_week_of_a_roadmap_shows_what_to_make_and_the_rest_behind_more(ann: Caller) -> None:
    card = await ann.card("roadmap show", week="2")
    assert "Week 2: Python and Git" in words(card)
    for part in ("Milestone", "hours", "Start here", "https://"):
        assert part in words(card)
    whole = await pressed(ann, card, "More")
    for part in ("Goals", "Milestone", "Go further", "Resources", "To look things up", "Short of time?"):
        assert part in words(whole)
    assert await pressed(ann, whole, "See the week") == card


async def test_a_week_that_was_found_has_the_rest_behind_more(ann: Caller) -> None:
    found = await ann.card("item show", "press", item="week.python-git")
    assert "Goals" not in words(found)
    whole = await pressed(ann, found, "More")
    assert "Goals" in words(whole)
    assert await pressed(ann, whole, "Back to it") == found


async def test_any_roadmap_can_be_shown_by_its_slug_or_title(ann: Caller) -> None:
    assert "MLOps" in (await ann.card("roadmap show", roadmap="mlops")).title
    assert "Interview sprint" in (await ann.card("roadmap show", roadmap="interview sprint")).title


async def test_an_unknown_roadmap_or_week_is_refused_with_what_there_is(ann: Caller) -> None:
    assert "Did you mean `mlops`" in words(await ann.card("roadmap show", roadmap="mlop"))
    assert "has 12 weeks" in words(await ann.card("roadmap show", week="13"))


async def test_somebody_in_no_cohort_chooses_a_roadmap(world: World) -> None:
    card = await world.caller("ben").card("roadmap show", week="1")
    select = next(block for block in card.blocks if hasattr(block, "choices"))
    assert len(select.choices) == 9
    assert select.call.values == {"week": "1"}


async def test_the_milestone_of_the_week_says_where_one_stands_then_what_to_make(ann: Caller) -> None:
    card = await ann.card("milestone")
    assert card.title == "Week 1: What the job is and your plan"
    said = [str(block.text) for block in card.blocks if isinstance(block, Text)]
    assert [text.split("**")[1] for text in said] == ["You: not started.", "Milestone", "Start here:"]
    assert "This week ends <t:" in said[0]
    assert "Goals" in words(await whole_week(ann))


async def test_before_the_first_week_the_milestone_says_when_it_begins(world: World) -> None:
    await world.launch()
    early = world.caller("early")
    await early.card("cohort join", cohort="ml-january")
    assert "begins <t:" in words(await early.card("milestone"))


async def test_done_opens_a_form_whose_link_and_note_may_stay_empty(ann: Caller) -> None:
    form = await ann.make(press(await whole_week(ann), "Done"), "press")
    assert isinstance(form, Form)
    assert [item.name for item in form.inputs] == ["link", "note"]
    assert "1 of 12 weeks" in words(await ann.submit(form))


async def test_done_again_is_prefilled_with_what_was_said(ann: Caller) -> None:
    card = await whole_week(ann)
    form = await ann.make(press(card, "Done"), "press")
    assert isinstance(form, Form)
    await ann.submit(form, link="https://example.org/plan", note="My plan")
    again = await ann.make(press(card, "Done"), "press")
    assert isinstance(again, Form)
    assert [item.value for item in again.inputs] == ["https://example.org/plan", "My plan"]


async def test_a_link_that_is_none_is_refused_and_what_was_typed_is_kept(ann: Caller) -> None:
    form = await ann.make(press(await whole_week(ann), "Done"), "press")
    assert isinstance(form, Form)
    refused = await ann.submit(form, link="my plan", note="A long story")
    assert "is not a web address" in words(refused)
    again = await ann.make(press(refused, "Try again"), "press")
    assert isinstance(again, Form)
    assert [item.value for item in again.inputs] == ["my plan", "A long story"]
    assert "0 of 12 weeks done" in words(await ann.card("progress"))
    assert "1 of 12 weeks" in words(await ann.submit(again, link=""))


@pytest.mark.parametrize(("before", "after"), [("", "started"), ("stuck", "stuck"), ("skip", "skipped")])
async def test_done_can_be_taken_back_to_what_was_said_before(ann: Caller, cohort: str, before: str, after: str) -> None:
    if before:
        await ann.card(f"milestone {before}", "press", cohort=cohort, week="1")
    for link in ("", "https://example.org/plan"):  # done twice, with a link the second time
        receipt = await ann.card("milestone done", "submit", cohort=cohort, week="1", link=link)
    await pressed(ann, receipt, "Undo")
    assert f"({after})" in words(await ann.card("progress"))
    assert "0 of 12 weeks done" in words(await ann.card("progress"))


@pytest.mark.parametrize(("label", "mark"), [("Start", "started"), ("I am stuck", "stuck")])
async def test_a_press_marks_the_week_and_pressing_twice_is_ordinary(ann: Caller, post: Card, label: str, mark: str) -> None:
    first, second = [await ann.make(press(post, label), "press") for _ in range(2)]
    assert first == second
    assert f"({mark})" in words(await ann.card("progress"))


async def test_a_week_is_set_aside_from_behind_more(ann: Caller) -> None:
    whole = await whole_week(ann)
    first, second = [await pressed(ann, whole, "Skip") for _ in range(2)]
    assert first == second
    assert "(skipped)" in words(await ann.card("progress"))


@pytest.mark.parametrize("label", ["Start", "I am stuck"])
async def test_no_press_but_undo_takes_back_that_a_week_is_done(ann: Caller, post: Card, cohort: str, label: str) -> None:
    await ann.card("milestone done", "submit", cohort=cohort, week="1")
    card = await ann.make(press(post, label), "press")
    assert isinstance(card, Card)
    assert "done already" in words(card)
    assert "1 of 12 weeks done" in words(await ann.card("progress"))


async def test_stuck_names_visible_members_who_finished_the_week(world: World, ann: Caller, cohort: str) -> None:
    for name, visibility in (("ben", "cohort"), ("cleo", "hidden")):
        helper = world.caller(name)
        await helper.card("cohort join", cohort=cohort)
        await helper.card("me settings", visibility=visibility)
        await helper.card("milestone done", "submit", cohort=cohort, week="1")
    shown = words(await ann.card("milestone stuck", "press", cohort=cohort, week="1"))
    assert "ben" in shown
    assert "cleo" not in shown


async def test_a_press_by_somebody_who_is_not_in_offers_to_join(world: World, ann: Caller, cohort: str) -> None:
    card = await world.caller("ben").card("milestone start", "press", cohort=cohort, week="1")
    assert "You are not in ML January" in words(card)
    assert press(card, "Join").values == {"cohort": cohort}


async def test_a_week_that_has_not_begun_cannot_be_marked(ann: Caller, cohort: str) -> None:
    assert "Week 2 begins <t:" in words(await ann.card("milestone done", "submit", cohort=cohort, week="2"))


async def test_a_press_on_a_cohort_that_ended_changes_nothing(world: World, ann: Caller, cohort: str) -> None:
    world.clock.advance(weeks=13)
    assert "has ended" in words(await ann.card("milestone start", "press", cohort=cohort, week="1"))
    assert "(started)" not in words(await ann.card("progress"))


async def test_an_earlier_week_can_be_looked_at_and_finished_later(world: World, ann: Caller) -> None:
    world.clock.advance(weeks=2)
    form = await ann.make(press(await whole_week(ann, week="1"), "Done"), "press")
    assert isinstance(form, Form)
    assert "1 of 12 weeks" in words(await ann.submit(form))


@pytest.mark.slow
async def test_a_week_begins_before_its_first_question_and_challenge_of_the_same_instant(world: World, cohort: str) -> None:
    await world.caller("mo", administrator=True).card("manage edit", cohort=cohort, challenge="18:00")
    await until(world, world.clock() + timedelta(weeks=6))
    order = names(world)
    for number in range(2, 7):
        day, week = date(2025, 12, 29) + timedelta(weeks=number), order.index(f"week/{number}")
        assert week < order.index(f"prompt/{day}")
        assert week < order.index(f"challenge/{day}")


async def test_the_form_of_done_says_of_which_cohort_and_week_it_is(world: World, ann: Caller) -> None:
    card = await whole_week(ann, week="1")
    world.clock.advance(days=8)
    form = await ann.make(press(card, "Done"), "press")
    assert isinstance(form, Form)
    assert str(form.inputs[0].hint) == "ML January, week 1: What the job is and your plan"


@pytest.mark.parametrize("path", ["milestone", "roadmap show"])
async def test_a_week_beyond_the_last_is_told_how_many_there_are(ann: Caller, path: str) -> None:
    assert "has 12 weeks; there is no week 99" in words(await ann.card(path, week="99"))
