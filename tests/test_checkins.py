"""Check-ins: the form, today and missed days, the prompt, the report."""

from datetime import UTC, datetime

from bot.interface.card import Form
from tests.world import Caller, World, press, words


async def test_a_bare_checkin_opens_a_form_with_the_weeks_question(ann: Caller) -> None:
    form = await ann.form("checkin")
    assert [item.name for item in form.inputs] == ["did", "next", "blocker", "answer", "share"]
    assert any("How many hours can you really give" in item.label for item in form.inputs)


async def test_checking_in_says_for_which_day_and_the_streak(ann: Caller) -> None:
    card = await ann.submit(await ann.form("checkin"), did="Read a chapter")
    assert "Mon, Jan 5, 2026" in card.title
    assert "**1 day**" in words(card)


async def test_a_typed_checkin_needs_no_form(ann: Caller) -> None:
    assert "Checked in" in words(await ann.card("checkin", did="Read a chapter"))


async def test_the_form_of_a_day_already_filled_is_prefilled_and_edits_it(ann: Caller) -> None:
    await ann.submit(await ann.form("checkin"), did="Read a chapter", next="Exercises", share="yes")
    form = await ann.form("checkin")
    assert {item.name: item.value for item in form.inputs}["next"] == "Exercises"
    await ann.submit(form, did="Read two chapters")
    again = await ann.form("checkin")
    assert {item.name: item.value for item in again.inputs}["did"] == "Read two chapters"
    assert "1 check-in" in words(await ann.card("progress"))


async def test_a_form_keeps_to_the_day_it_was_opened_for(world: World, ann: Caller) -> None:
    form = await ann.form("checkin")
    world.clock.advance(hours=5)
    assert "Mon, Jan 5, 2026" in (await ann.submit(form, did="Read a chapter past midnight")).title


async def test_an_empty_checkin_is_refused_and_can_be_tried_again(ann: Caller) -> None:
    refused = await ann.submit(await ann.form("checkin"), did="   ", share="yes")
    assert "An empty check-in says nothing" in words(refused)
    again = await ann.make(press(refused, "Try again"), "press")
    assert isinstance(again, Form)
    assert {item.name: item.value for item in again.inputs}["share"] == "yes"


async def test_a_text_that_is_too_long_is_refused_and_kept(ann: Caller) -> None:
    refused = await ann.submit(await ann.form("checkin"), did="x" * 1001)
    assert "1,001 characters long; 1,000 is the most" in words(refused)
    again = await ann.make(press(refused, "Try again"), "press")
    assert isinstance(again, Form)
    assert {item.name: item.value for item in again.inputs}["did"] == "x" * 1001


async def test_zero_width_text_is_empty(ann: Caller) -> None:
    assert "An empty check-in" in words(await ann.submit(await ann.form("checkin"), did="\u200b\u202e\u2060"))


async def test_a_missed_day_can_be_filled_for_48_hours(world: World, ann: Caller) -> None:
    world.clock.now = datetime(2026, 1, 7, 23, 59, tzinfo=UTC)
    assert "Checked in for" in words(await ann.card("checkin", did="Late", day="2026-01-05"))
    world.clock.now = datetime(2026, 1, 8, 0, 0, tzinfo=UTC)
    refused = await ann.card("checkin", did="Later", day="2026-01-05")
    assert "is closed" in words(refused)


async def test_a_day_to_come_cannot_be_filled(ann: Caller) -> None:
    assert "still to come" in words(await ann.card("checkin", did="Early", day="2026-01-09"))


async def test_a_date_that_is_none_is_refused_with_an_example(ann: Caller) -> None:
    assert "such as yesterday, 29 Nov or 2026-01-31" in words(await ann.card("checkin", did="Read", day="some day"))


async def test_the_day_is_the_members_own(world: World, cohort: str) -> None:
    east = world.caller("east", zone="Pacific/Auckland")
    await east.card("cohort join", cohort=cohort)
    assert "Tue, Jan 6, 2026" in (await east.card("checkin", did="Morning here")).title


async def test_travelling_moves_no_day_that_was_filled(world: World, ann: Caller) -> None:
    await ann.card("checkin", did="At home")
    await ann.card("me settings", zone="Pacific/Auckland")
    world.clock.advance(hours=12)
    await ann.card("checkin", did="Far away")
    assert "2 check-ins" in words(await ann.card("progress"))
    assert "Streak: 2 days" in words(await ann.card("progress"))


async def test_a_weekend_on_which_nobody_asks_breaks_no_streak(world: World, ann: Caller) -> None:
    for day in range(5):
        world.clock.now = datetime(2026, 1, 5 + day, 20, tzinfo=UTC)
        await ann.card("checkin", did="Work")
    world.clock.now = datetime(2026, 1, 12, 20, tzinfo=UTC)
    assert "**6 days**" in words(await ann.card("checkin", did="Work"))


async def test_the_prompt_comes_at_the_cohorts_hour_with_the_question_and_opens_the_form(world: World, ann: Caller) -> None:
    world.clock.now = datetime(2026, 1, 6, 18, 0, 5, tzinfo=UTC)
    await world.tick()
    (prompt,) = world.board.posts("prompt/2026-01-06")
    assert "How many hours can you really give" in words(prompt.post.card)
    form = await ann.make(press(prompt.post.card, "Check in"), "press")
    assert isinstance(form, Form)
    assert form.call.values["day"] == "2026-01-06"


async def test_no_prompt_comes_on_a_day_that_is_not_the_cohorts(world: World, cohort: str) -> None:
    world.clock.now = datetime(2026, 1, 10, 20, tzinfo=UTC)
    await world.tick()
    assert not world.board.posts("prompt/2026-01-10")


async def test_a_checkin_on_the_day_on_which_two_weeks_meet_counts_in_the_week_that_begins_alone(
    world: World, ann: Caller, cohort: str
) -> None:
    world.clock.now = datetime(2026, 1, 12, 12, tzinfo=UTC)  # Monday; week 2 begins at 18:00
    await ann.card("checkin", did="Read", share="no")
    for hour in (12, 18):
        world.clock.now = datetime(2026, 1, 12, hour, tzinfo=UTC)
        await world.tick()
        second = words(await ann.card("leaderboard"))
        assert "- Check-ins: 1\n" in second
        assert "Challenges answered" not in second
        assert "Points from Mon, Jan 12, 2026 to Sun, Jan 18, 2026" in second
    world.clock.now = datetime(2026, 1, 19, 18, tzinfo=UTC)
    await world.tick()
    reports = {sent.post.key[:8]: words(sent.post.card) for sent in world.board.posts("report/")}
    assert "report/1" not in reports
    assert "1 check-in by 1 of " in reports["report/2"]


async def test_on_the_day_on_which_two_weeks_meet_everything_speaks_of_the_week_that_begins(
    world: World, ann: Caller, cohort: str
) -> None:
    await world.caller("omar", administrator=True).card("manage edit", checkin="12:00")
    world.clock.now = datetime(2026, 1, 12, 12, 30, tzinfo=UTC)  # Monday; week 2 begins at 18:00
    await world.tick()
    (prompt,) = world.board.posts("prompt/2026-01-12")
    form = await ann.form("checkin", cohort=cohort)
    question = next(item.label for item in form.inputs if item.name == "answer")
    assert "Week 2: " in words(prompt.post.card)
    assert question
    assert str(question) in words(prompt.post.card)
    for shown in ("cohort info", "milestone", "leaderboard"):
        assert "eek 2" in words(await ann.card(shown, cohort=cohort))
    assert "You: started" in words(await ann.card("milestone start", "press", cohort=cohort, week="2"))


async def test_the_week_ends_with_a_report(world: World, ann: Caller, cohort: str) -> None:
    await ann.card("checkin", did="Read", blocker="Time")
    await ann.card("milestone done", "submit", cohort=cohort, week="1")
    world.clock.now = datetime(2026, 1, 12, 17, 30, tzinfo=UTC)
    await world.tick()
    (report,) = world.board.posts("report/1")
    shown = words(report.post.card)
    assert "1 check-in by 1 of " in shown
    assert "1 of 1 finished the milestone" in shown
    assert "in their way" not in shown  # it was not shared, and would name the only one who wrote


async def test_no_report_comes_of_a_week_in_which_nothing_is_done(world: World, cohort: str) -> None:
    world.clock.now = datetime(2026, 1, 12, 17, 30, tzinfo=UTC)
    await world.tick()
    assert world.board.posts("week/1")
    assert not world.board.posts("report/")


async def test_who_has_left_counts_for_nothing_in_the_report_and_the_summary(world: World, ann: Caller, cohort: str) -> None:
    ben = world.caller("ben")
    await ben.card("cohort join", cohort=cohort)
    for member in (ann, ben):
        await member.card("checkin", did="Read", share="yes")
        await member.card("milestone done", "submit", cohort=cohort, week="1")
    await ben.card("cohort leave", cohort=cohort)
    await world.tick()
    world.clock.now = datetime(2026, 1, 12, 17, 5, tzinfo=UTC)
    await world.tick()
    (report,), (summary,) = world.board.posts("report/1"), world.board.posts("summary/")
    assert "1 check-in by 1 of 1 member\n- 1 of 1 finished" in words(report.post.card)
    assert "**1** has checked in" in words(summary.post.card)


async def test_nobody_can_check_in_to_a_cohort_that_ended(world: World, ann: Caller) -> None:
    world.clock.advance(weeks=13)
    assert "has ended" in words(await ann.card("checkin", did="Too late"))


async def test_a_checkin_in_one_cohort_is_not_one_in_another(world: World, ann: Caller) -> None:
    await world.launch("ML Spring", channel="spring", start="2026-01-05", time="23:00")
    await ann.card("cohort join", cohort="ml-spring")
    await ann.card("checkin", cohort="ml-january", did="For January")
    form = await ann.form("checkin", cohort="ml-spring")
    assert {item.name: item.value for item in form.inputs}["did"] == ""


async def test_a_prompt_and_a_challenge_late_in_the_evening_survive_a_quarter_of_an_hour_over_midnight(
    world: World, ann: Caller
) -> None:
    moderator = world.caller("moderator", administrator=True)
    await moderator.card("manage edit", cohort="ml-january", checkin="23:50", challenge="23:55")
    await world.tick()
    world.clock.now = datetime(2026, 1, 7, 0, 6, tzinfo=UTC)
    await world.tick()
    assert len(world.board.posts("prompt/2026-01-06")) == 1
    assert len(world.board.posts("challenge/2026-01-06")) >= 1
