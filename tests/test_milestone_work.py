"""A milestone's card in the course of its presses, what was made and who sees it, and late work after a cohort's end."""

from datetime import UTC, datetime, timedelta

from bot.interface.card import Buttons, Card, Form
from tests.world import Caller, World, press, pressed, words

END = datetime(2026, 3, 30, 18, tzinfo=UTC)
"""When the cohort of twelve weeks ends, a Monday."""
WORK = {"link": "https://example.org/plan", "note": "My plan"}


async def done(caller: Caller, card: Card, **work: str) -> Card:
    """A week that was not begun is finished from behind More."""
    offering = card if "Done" in labels(card) else await pressed(caller, card, "More")
    form = await caller.make(press(offering, "Done"), "press")
    assert isinstance(form, Form)
    return await caller.submit(form, **work)


def labels(card: Card) -> list[str]:
    return [button.label for block in card.blocks if isinstance(block, Buttons) for button in block.buttons]


# The card


async def test_a_start_changes_status_and_buttons_and_leaves_the_week(ann: Caller) -> None:
    before = await ann.card("milestone")
    assert labels(before) == ["Start", "More"]
    after = await pressed(ann, before, "Start")
    assert after.title == before.title
    assert "**You: started.**" in words(after)
    assert after.blocks[1:-1] == before.blocks[1:-1]
    assert labels(after) == ["Done", "I am stuck", "More"]


async def test_who_is_stuck_reads_the_help_above_the_milestone(ann: Caller) -> None:
    stuck = await pressed(ann, await pressed(ann, await ann.card("milestone"), "Start"), "I am stuck")
    assert "**You: stuck.**" in words(stuck)
    assert words(stuck).index("The shortest way") < words(stuck).index("**Milestone**")
    assert labels(stuck)[-3:] == ["Done", "Show the help again", "More"]


async def test_a_week_that_is_set_aside_can_be_begun_or_finished(ann: Caller) -> None:
    skipped = await pressed(ann, await pressed(ann, await ann.card("milestone"), "More"), "Skip")
    assert "**You: skipped.**" in words(skipped)
    assert labels(skipped) == ["Check in", "Start", "More"]
    assert labels(await pressed(ann, skipped, "More")) == ["See the week", "Done"]


async def test_the_card_of_a_week_that_is_taken_back_has_all_of_the_week(ann: Caller) -> None:
    started = await pressed(ann, await ann.card("milestone"), "Start")
    assert await pressed(ann, await done(ann, started), "Undo") == started


async def test_the_card_of_a_week_that_is_done_offers_to_change_it_or_take_it_back(ann: Caller) -> None:
    await done(ann, await ann.card("milestone"))
    card = await ann.card("milestone")
    assert labels(card) == ["Change link or note", "Undo", "More"]
    assert "- " not in words(card).replace("\n- ", "\n").split("Milestone")[0]


async def test_a_week_to_come_offers_only_the_rest_of_it(ann: Caller) -> None:
    card = await ann.card("milestone", week="2")
    assert labels(card) == ["More"]
    assert "Week 2 begins <t:" in words(card)
    assert labels(await pressed(ann, card, "More")) == ["See the week"]


# What was made


async def test_link_and_note_are_shown_and_survive_undo(ann: Caller) -> None:
    receipt = await done(ann, await ann.card("milestone"), **WORK)
    again = await pressed(ann, receipt, "Undo")
    for card in (receipt, again, await ann.card("milestone")):
        assert "https://example.org/plan" in words(card)
        assert "My plan" in words(card)
        assert "Only you see this." in words(card)
    form = await ann.make(press(again, "Done"), "press")
    assert isinstance(form, Form)
    assert {item.name: item.value for item in form.inputs} == WORK


async def test_no_press_throws_link_and_note_away(ann: Caller) -> None:
    first = await ann.card("milestone")
    taken_back = await pressed(ann, await done(ann, first, **WORK), "Undo")
    skipped = await pressed(ann, await pressed(ann, taken_back, "More"), "Skip")
    for card in (await pressed(ann, taken_back, "I am stuck"), skipped, await pressed(ann, first, "Start")):
        assert "My plan" in words(card)


async def test_a_note_that_is_emptied_on_purpose_is_gone(ann: Caller) -> None:
    await done(ann, await ann.card("milestone"), **WORK)
    form = await ann.make(press(await ann.card("milestone"), "Change link or note"), "press")
    assert isinstance(form, Form)
    assert "My plan" not in words(await ann.submit(form, note=""))


async def test_the_cohort_sees_what_a_member_shares_and_nothing_else(world: World, ann: Caller, cohort: str) -> None:
    ben = world.caller("ben")
    await ben.card("cohort join", cohort=cohort)
    await done(ben, await ben.card("milestone"), note="A private matter")
    receipt = await done(ann, await ann.card("milestone"), **WORK)
    await world.tick()
    assert not world.board.posts("finished/")
    assert "The cohort sees this." in words(await pressed(ann, receipt, "Share with the cohort"))
    await world.tick()
    (post,) = world.board.posts("finished/1")
    (week,) = (sent for sent in world.board.posts("week/1") if sent.post.kind == "send")
    assert (post.post.kind, post.post.parent) == ("reply", week.post.key)
    assert "ann" in words(post.post.card)
    assert "https://example.org/plan" in words(post.post.card)
    assert "private matter" not in words(post.post.card)


async def test_what_is_no_longer_shared_or_done_leaves_the_post(world: World, ann: Caller) -> None:
    shared = await pressed(ann, await done(ann, await ann.card("milestone"), **WORK), "Share with the cohort")
    await world.tick()
    for label, seen in (("Stop sharing", False), ("Share with the cohort", True), ("Undo", False)):
        world.clock.advance(minutes=2)
        shared = await pressed(ann, await pressed(ann, shared, "See the week") if label == "Undo" else shared, label)
        await world.tick()
        assert ("My plan" in words(world.board.edits[-1].post.card)) is seen


async def test_a_work_that_is_changed_is_changed_for_the_cohort_too(world: World, ann: Caller) -> None:
    await pressed(ann, await done(ann, await ann.card("milestone"), **WORK), "Share with the cohort")
    await world.tick()
    world.clock.advance(minutes=2)
    form = await ann.make(press(await ann.card("milestone"), "Change link or note"), "press")
    assert isinstance(form, Form)
    await ann.submit(form, note="A better plan")
    await world.tick()
    assert "A better plan" in words(world.board.edits[-1].post.card)


async def test_the_post_shows_as_many_works_as_fit_and_says_how_many_more(world: World, cohort: str) -> None:
    for number in range(12):
        member = world.caller(f"member{number:02}")
        await member.card("cohort join", cohort=cohort)
        receipt = await done(member, await member.card("milestone"), note="&" * 900)
        await pressed(member, receipt, "Share with the cohort")
    await world.tick()
    shown = words(world.board.posts("finished/1")[0].post.card)
    named = sum(f"member{number:02}" in shown for number in range(12))
    assert 3 <= named < 12
    assert f"and {12 - named} more" in shown


async def test_a_note_that_is_cut_is_read_whole_by_its_author_and_once_it_is_shared_by_the_cohort_alone(
    world: World, ann: Caller, cohort: str
) -> None:
    ben = world.caller("ben")
    await ben.card("cohort join", cohort=cohort)
    receipt = await done(ann, await ann.card("milestone"), note=f"{'word ' * 198}the end")
    assert "the end" not in words(receipt)
    assert "the end" in words(await pressed(ann, receipt, "Read all"))
    own = await ann.card("milestone")
    assert "the end" in words(await pressed(ann, own, "Read all"))
    assert "the end" not in words(await ben.card("milestone work", "press", cohort=cohort, week="1"))
    await pressed(ann, own, "Share with the cohort")
    await world.tick()
    (post,) = world.board.posts("finished/1")
    assert "the end" not in words(post.post.card)
    assert "the end" in words(await pressed(ben, post.post.card, "Read all"))
    assert "You are not in ML January" in (await pressed(world.caller("eve"), post.post.card, "Read all")).title


async def test_works_for_which_the_post_has_no_room_are_read_page_by_page(world: World, cohort: str) -> None:
    for number in range(6):
        member = world.caller(f"member{number:02}")
        await member.card("cohort join", cohort=cohort)
        receipt = await done(member, await member.card("milestone"), note="&" * 900)
        await pressed(member, receipt, "Share with the cohort")
    await world.tick()
    reader = world.caller("member00")
    page = await pressed(reader, world.board.posts("finished/1")[0].post.card, "Read all")
    read = words(page)
    while "Next" in labels(page):
        page = await pressed(reader, page, "Next")
        read += words(page)
    assert [read.count(f"member{number:02}") for number in range(6)] == [1] * 6
    assert read.count("&") == 6 * 900


# Late work


async def test_the_last_milestone_counts_for_48_hours_after_the_last_day(world: World, ann: Caller) -> None:
    world.clock.now = datetime(2026, 4, 1, 23, 59, tzinfo=UTC)
    assert "is done: 1 of 12 weeks" in words(await done(ann, await ann.card("milestone")))
    world.clock.now = datetime(2026, 4, 2, tzinfo=UTC)
    late = await ann.card("milestone", week="11")
    assert labels(late) == ["More"]
    assert "has ended" in words(await ann.card("milestone done", "submit", cohort="ml-january", week="11"))


async def test_sharing_can_be_stopped_when_all_is_over(world: World, ann: Caller) -> None:
    await pressed(ann, await done(ann, await ann.card("milestone"), **WORK), "Share with the cohort")
    world.clock.now = END + timedelta(days=30)
    card = await ann.card("milestone", week="1")
    assert labels(card) == ["Stop sharing", "More"]
    assert "Only you see this." in words(await pressed(ann, card, "Stop sharing"))


async def test_moderators_give_more_time_by_a_later_end_before_and_after_it(world: World, ann: Caller) -> None:
    moderator = world.caller("moderator", administrator=True)
    world.clock.now = END - timedelta(days=1)
    assert "Thu, Apr 2, 2026" in words(await moderator.card("manage edit", cohort="ml-january", end="2026-04-02"))
    await world.tick()
    world.clock.now = END + timedelta(hours=1)
    assert "Checked in for Mon, Mar 30, 2026" in (await ann.card("checkin", did="Still at it")).title
    world.clock.now = datetime(2026, 3, 31, 18, 0, 5, tzinfo=UTC)
    await world.tick()
    assert world.board.posts("prompt/2026-03-31")
    world.clock.now = datetime(2026, 4, 8, 12, tzinfo=UTC)
    assert "has ended" in words(await ann.card("checkin", did="Too late"))
    assert "is changed" in (await moderator.card("manage edit", cohort="ml-january", end="2026-04-10")).title
    assert "Checked in for Wed, Apr 8, 2026" in (await ann.card("checkin", did="Just in time")).title
    assert "1 of 12 weeks" in words(await done(ann, await ann.card("milestone")))


async def test_an_end_can_be_put_back_to_the_plan_and_a_later_one_is_bounded(world: World, ann: Caller) -> None:
    moderator = world.caller("moderator", administrator=True)
    await moderator.card("manage edit", cohort="ml-january", end="2026-04-10")
    await moderator.card("manage edit", cohort="ml-january", name="ML January 2")
    assert "Ends: Fri, Apr 10, 2026" in words(await moderator.card("manage edit", cohort="ml-january"))
    await moderator.card("manage edit", cohort="ml-january", end="2026-03-30")
    assert "Ends: Mon, Mar 30, 2026" in words(await moderator.card("manage edit", cohort="ml-january"))
    assert "more than a year after the last week" in words(
        await moderator.card("manage edit", cohort="ml-january", end="2028-01-01")
    )
