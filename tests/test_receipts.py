"""What the card after an act says that it did, and the one press that leads on from there."""

from datetime import UTC, datetime

import pytest

from bot.interface.card import Button, Buttons, Card
from tests.challenge_samples import SINGLE
from tests.given_challenges import give
from tests.world import Caller, World, press, words


@pytest.fixture
async def ben(world: World, cohort: str) -> Caller:
    caller = world.caller("ben")
    await caller.card("cohort join", cohort=cohort)
    return caller


def leads(card: Card) -> list[str]:
    """The presses that a card puts first."""
    buttons: list[Button] = [button for block in card.blocks if isinstance(block, Buttons) for button in block.buttons]
    return [str(button.label) for button in buttons if button.style == "primary"]


async def done(caller: Caller, cohort: str, week: str = "1", **work: str) -> Card:
    return await caller.card("milestone done", "submit", cohort=cohort, week=week, **work)


async def settled(world: World) -> None:
    """Let the minutes go by after which a week that all have done is closed."""
    world.clock.advance(minutes=5)
    await world.tick()


async def test_a_checkin_says_the_streak_and_how_many_of_the_cohort_checked_in(ann: Caller, ben: Caller) -> None:
    assert "Your streak: **1 day**. 1 of 2 has checked in today." in words(await ann.card("checkin", did="Read"))
    assert "Your streak: **1 day**. 2 of 2 have checked in today." in words(await ben.card("checkin", did="Read"))


async def test_who_is_alone_in_a_cohort_is_told_no_count(ann: Caller, cohort: str) -> None:
    assert " of 1" not in words(await ann.card("checkin", did="Read"))
    assert "of 1 has" not in words(await done(ann, cohort))


async def test_a_checkin_for_another_day_says_nothing_of_today(world: World, ann: Caller, ben: Caller) -> None:
    await ben.card("checkin", did="Read")
    world.clock.advance(days=1)
    assert "have checked in today" not in words(await ann.card("checkin", did="Read", day="2026-01-05"))


async def test_a_checkin_leads_to_the_challenge_then_to_the_milestone_and_in_the_end_to_nothing(
    world: World, ann: Caller, cohort: str
) -> None:
    await give(world, cohort, SINGLE, world.clock().date())
    assert leads(await ann.card("checkin", did="Read")) == ["Answer the challenge"]
    answered = await ann.card("challenge answer", "press", cohort=cohort, day=str(world.clock().date()), answer="a")
    assert leads(answered) == ["This week's milestone"]
    assert leads(await ann.card("checkin", did="Read more")) == ["This week's milestone"]
    assert leads(await done(ann, cohort)) == ["See the next week"]
    assert leads(await ann.card("checkin", did="Read it all")) == []


async def test_an_answer_says_the_streak_and_how_many_answered(world: World, ann: Caller, ben: Caller, cohort: str) -> None:
    await give(world, cohort, SINGLE, world.clock().date())
    values = {"cohort": cohort, "day": str(world.clock().date()), "answer": "a"}
    assert "Your streak: **1 day**. 1 of 2 has answered it." in words(await ann.card("challenge answer", "press", **values))
    card = await ben.card("challenge answer", "press", **values)
    assert "2 of 2 have answered it." in words(card)
    assert leads(card) == ["Check in"]


async def test_done_says_how_many_have_finished_and_leads_to_what_is_asked(ann: Caller, ben: Caller, cohort: str) -> None:
    card = await done(ann, cohort)
    assert "1 of 12 weeks. 1 of 2 has finished it." in words(card)
    assert leads(card) == ["Check in"]
    await ann.make(press(card, "Undo"), "press")
    assert "1 of 2 has finished it." in words(await done(ben, cohort))


async def test_done_with_a_link_leads_to_showing_it(ann: Caller, cohort: str) -> None:
    card = await done(ann, cohort, link="https://example.org/made")
    assert leads(card) == ["Share with the cohort"]
    shared = await ann.make(press(card, "Share with the cohort"), "press")
    assert isinstance(shared, Card)
    assert (shared.title, len(shared.blocks), leads(shared)) == ("Your work of week 1 is shared", 2, ["Check in"])
    assert "The cohort sees this." in words(shared)
    stopped = await ann.make(press(shared, "Stop sharing"), "press")
    assert isinstance(stopped, Card)
    assert (stopped.title, leads(stopped)) == ("Your work of week 1 is shared no more", ["Check in"])
    assert "Only you see this." in words(stopped)


async def test_a_milestone_done_late_leads_to_the_one_of_this_week(world: World, ann: Caller, cohort: str) -> None:
    world.clock.now = datetime(2026, 1, 17, 12, tzinfo=UTC)  # Saturday of week 2: no check-in
    assert leads(await done(ann, cohort)) == ["This week's milestone"]


async def test_what_start_and_undo_did_is_said_above_the_week(ann: Caller, cohort: str) -> None:
    assert "You: started." in words(await ann.card("milestone start", "press", cohort=cohort, week="1")).replace("**", "")
    undone = await ann.make(press(await done(ann, cohort), "Undo"), "press")
    assert isinstance(undone, Card)
    assert "You: started." in words(undone).replace("**", "")
    assert leads(undone) == ["Done"]


async def test_setting_a_week_aside_leads_to_what_else_there_is(ann: Caller, cohort: str) -> None:
    assert leads(await ann.card("milestone skip", "press", cohort=cohort, week="1")) == ["Check in"]


async def test_joining_and_saving_settings_lead_on(world: World, cohort: str) -> None:
    carl = world.caller("carl")
    assert leads(await carl.card("cohort join", cohort=cohort)) == ["This week's milestone"]
    assert leads(await carl.card("me settings", reminders="on")) == ["Check in"]
    suggested = await carl.card("resource suggest", title="A fine course", url="https://example.org/course")
    assert leads(suggested) == ["Check in"]


async def test_what_was_to_come_next_stands_in_the_next_form_as_planned(world: World, ann: Caller) -> None:
    await ann.card("checkin", did="Read", next="Chapter 3,\nthen exercises")
    world.clock.advance(days=1)
    hints = {item.name: str(item.hint) for item in (await ann.form("checkin")).inputs}
    assert hints["did"] == "ML January, Tue, Jan 6, 2026 · You planned: Chapter 3, then exercises"
    world.clock.advance(days=8)
    assert {item.name: str(item.hint) for item in (await ann.form("checkin")).inputs}["did"] == "ML January, Wed, Jan 14, 2026"


async def test_a_week_that_all_have_done_is_closed_once(world: World, ann: Caller, ben: Caller, cohort: str) -> None:
    await done(ann, cohort)
    await world.tick()
    assert not world.board.posts("done-by-all")
    undo = press(await done(ben, cohort), "Undo")
    await settled(world)
    (post,) = world.board.posts("done-by-all")
    said = words(post.post.card)
    assert "all did week 1" in said
    assert "On Mon, Jan 5, 2026 all 2 members had done **What the job is and your plan**." in said
    assert "Week 2: Python and Git" in said
    following = await ann.make(press(post.post.card, "See the next week"), "press")
    assert isinstance(following, Card)
    assert "Week 2" in following.title
    await ben.make(undo, "press")
    await done(ben, cohort)
    await settled(world)
    assert len(world.board.posts("done-by-all")) == 1


@pytest.mark.parametrize(
    ("begun", "by_all", "follows", "press_label"),
    [(5, 5, "What comes next: Week 6: ", "See the next week"), (6, 5, "Under way: Week 6: ", "See the week")],
)
async def test_weeks_made_up_for_in_one_sitting_bring_one_post_about_the_latest_and_what_comes_next(
    world: World, ann: Caller, ben: Caller, cohort: str, begun: int, by_all: int, follows: str, press_label: str
) -> None:
    world.clock.advance(weeks=begun - 1)
    for week in map(str, range(1, by_all + 1)):
        await done(ann, cohort, week)
    for week in map(str, range(1, by_all + 1)):
        await done(ben, cohort, week)
        world.clock.advance(minutes=2)
        await world.tick()
    await settled(world)
    (post,) = world.board.posts("done-by-all")
    assert f"all did week {by_all}" in post.post.card.title
    assert follows in words(post.post.card)
    following = await ann.make(press(post.post.card, press_label), "press")
    assert isinstance(following, Card)
    assert following.title.startswith("Week 6: ")


async def test_a_week_of_which_done_was_taken_back_at_once_is_not_closed(
    world: World, ann: Caller, ben: Caller, cohort: str
) -> None:
    await done(ann, cohort)
    await ben.make(press(await done(ben, cohort), "Undo"), "press")
    await settled(world)
    assert not world.board.posts("done-by-all")


@pytest.mark.parametrize("how", ["leaves", "leaves the server", "is taken out"])
async def test_a_week_is_closed_when_the_last_who_had_not_done_it_is_gone(
    world: World, ann: Caller, ben: Caller, cohort: str, how: str
) -> None:
    cleo = world.caller("cleo")
    await cleo.card("cohort join", cohort=cohort)
    for member in (ann, ben):
        await done(member, cohort)
    if how == "leaves":
        await cleo.card("cohort leave", cohort=cohort)
    elif how == "leaves the server":
        await world.core.person_left("test", "account-cleo")
    else:
        moderator = world.caller("moderator", administrator=True)
        found = await moderator.card("manage remove", cohort=cohort, member="cleo")
        await moderator.make(press(found, "Take out of the cohort"), "press")
    await settled(world)
    (post,) = world.board.posts("done-by-all")
    assert "all 2 members had done" in words(post.post.card)


@pytest.mark.usefixtures("ben")
async def test_a_week_is_not_closed_by_one_who_leaves_while_another_has_not_done_it(
    world: World, ann: Caller, cohort: str
) -> None:
    cleo = world.caller("cleo")
    await cleo.card("cohort join", cohort=cohort)
    await done(ann, cohort)
    await cleo.card("cohort leave", cohort=cohort)
    await settled(world)
    assert not world.board.posts("done-by-all")


async def test_a_cohort_of_one_does_not_congratulate_itself(world: World, ann: Caller, cohort: str) -> None:
    await done(ann, cohort)
    await settled(world)
    assert not world.board.posts("done-by-all")


async def test_the_report_of_a_week_says_no_number_that_is_nought(world: World, ann: Caller, cohort: str) -> None:
    await ann.card("checkin", did="Read")
    world.clock.now = datetime(2026, 1, 12, 17, 30, tzinfo=UTC)
    await world.tick()
    (report,) = world.board.posts("report/1")
    said = words(report.post.card)
    assert "- 1 check-in by 1 of " in said
    assert "0" not in said.replace("2026", "")


async def test_after_a_report_is_taken_back_what_is_on_the_shelf_can_be_taken_off(ann: Caller) -> None:
    item = "resource.dive-into-deep-learning"
    await ann.card("resource save", "press", item=item)
    reported = await ann.card("resource broken", "press", item=item)
    back = await ann.make(press(reported, "Undo"), "press")
    assert isinstance(back, Card)
    assert press(back, "Take off my shelf")
