"""Moderators look at a member, take them out, let them in again, and hide a check-in for good."""

import pytest

from bot.interface.card import Card, Select
from bot.interface.inputs import ChoiceInput
from tests.moderated import chosen, joined
from tests.world import Caller, World, press, words


@pytest.fixture
async def omar(world: World, cohort: str) -> Caller:
    omar = world.caller("omar", administrator=True)
    await omar.card("manage settings", log="log")
    return omar


@pytest.fixture
async def ann(world: World, cohort: str) -> Caller:
    return await joined(world, "ann", cohort)


async def _pressed(caller: Caller, card: Card, label: str) -> Card:
    answer = await caller.make(press(card, label), "press")
    assert isinstance(answer, Card)
    return answer


async def test_the_card_says_what_somebody_did_and_changes_nothing(world: World, omar: Caller, ann: Caller, cohort: str) -> None:
    await ann.card("checkin", did="Read *a* chapter", share="yes")
    await ann.card("milestone done", "submit", cohort=cohort, week="1", note="Made")
    shown = words(await omar.card("manage remove", member="ann"))
    for part in ("Who: ann", "Now: in the cohort", "Weeks done: 1 of 12", "Mon, Jan 5, 2026: Read *a* chapter"):
        assert part in shown
    await world.tick()
    assert not world.board.posts("audit/")
    assert "You are in ML January" in words(await ann.card("cohort join", cohort=cohort))


async def test_what_a_member_keeps_to_themselves_a_moderator_does_not_see_either(omar: Caller, ann: Caller) -> None:
    await ann.card("checkin", did="A private matter", share="no")
    card = await omar.card("manage remove", member="ann")
    assert "Mon, Jan 5, 2026: not shared" in words(card)
    assert "private" not in words(card)
    assert not [block for block in card.blocks if isinstance(block, Select)]


async def test_a_checkin_for_which_a_line_is_too_short_is_read_whole_before_it_is_hidden(
    world: World, omar: Caller, ann: Caller
) -> None:
    await ann.card("checkin", did="A private matter", share="no")
    world.clock.advance(days=1)
    await ann.card("checkin", did="Short", share="yes")
    assert not [button for button in words(await omar.card("manage remove", member="ann")).splitlines() if button == "Read all"]
    await ann.card("checkin", did=f"{'word ' * 190}the end", blocker="Something rude", share="yes")
    card = await omar.card("manage remove", member="ann")
    assert "the end" not in words(card)
    whole = words(await _pressed(omar, card, "Read all"))
    assert "Tue, Jan 6, 2026" in whole
    assert "the end" in whole
    assert "Something rude" in whole
    assert "private" not in whole


async def test_whoever_was_taken_out_comes_back_only_when_let_in_again(
    world: World, omar: Caller, ann: Caller, cohort: str
) -> None:
    await ann.card("milestone done", "submit", cohort=cohort, week="1", note="Made")
    out = await _pressed(omar, await omar.card("manage remove", member="ann"), "Take out of the cohort")
    assert "Now: taken out by a moderator" in words(out)
    assert "0 members" in words(await omar.card("cohort info", cohort=cohort))
    assert "Ask a moderator to let you in again" in words(await ann.card("cohort join", cohort=cohort))
    assert "A moderator took you out of ML January" in words(await ann.card("checkin", did="Hello", cohort=cohort))
    back = await _pressed(omar, out, "Let in again")
    assert "Now: in the cohort" in words(back)
    assert "Check in" in words(await ann.card("today"))
    assert "Weeks done: 1 of 12" in words(await omar.card("manage remove", member="ann"))


@pytest.mark.parametrize("others", [[], ["ben"]])
async def test_what_somebody_shared_leaves_every_summary_at_once_when_they_are_taken_out(
    world: World, omar: Caller, ann: Caller, cohort: str, others: list[str]
) -> None:
    for name in others:
        await (await joined(world, name, cohort)).card("checkin", did="Read", share="yes")
    await ann.card("checkin", did="Something rude", share="yes")
    await world.tick()
    world.clock.advance(weeks=2)
    await _pressed(omar, await omar.card("manage remove", member="ann"), "Take out of the cohort")
    await world.tick()
    (edit,) = [edit for edit in world.board.edits if edit.post.key.startswith("summary/")]
    assert "rude" not in words(edit.post.card)


async def test_somebody_taken_out_is_found_again_by_name(omar: Caller, ann: Caller) -> None:
    await _pressed(omar, await omar.card("manage remove", member="ann"), "Take out of the cohort")
    assert "taken out" in words(await omar.card("manage remove", member="ann"))


async def test_pressing_twice_tells_the_log_once(world: World, omar: Caller, ann: Caller) -> None:
    card = await omar.card("manage remove", member="ann")
    for _ in range(2):
        await _pressed(omar, card, "Take out of the cohort")
    await world.tick()
    (audit,) = world.board.posts("audit/")
    assert audit.post.channel == "log"
    assert "**omar** took **ann** out of **ML January**" in words(audit.post.card)
    await _pressed(world.caller("olga", administrator=True), audit.post.card, "Let in again")
    await world.tick()
    assert "**olga** let **ann** into **ML January** again" in words(world.board.posts("audit/")[1].post.card)


async def test_a_place_that_was_freed_can_be_taken_by_another(world: World, omar: Caller, ann: Caller, cohort: str) -> None:
    await omar.card("manage edit", capacity="1")
    await _pressed(omar, await omar.card("manage remove", member="ann"), "Take out of the cohort")
    await joined(world, "ben", cohort)
    await _pressed(omar, await omar.card("manage remove", member="ann"), "Let in again")
    assert "is full" in words(await ann.card("cohort join", cohort=cohort))


async def test_a_hidden_checkin_counts_and_is_in_no_summary_even_when_it_is_edited(
    world: World, omar: Caller, ann: Caller
) -> None:
    await ann.card("checkin", did="Something rude", share="yes")
    await world.tick()
    assert "rude" in words(world.board.posts("summary/")[0].post.card)
    world.clock.advance(minutes=2)
    hidden = await chosen(omar, await omar.card("manage remove", member="ann"), "Hide a check-in", "2026-01-05")
    assert "(hidden): Something rude" in words(hidden)
    await world.tick()
    shown = words(world.board.edits[-1].post.card)
    assert "rude" not in shown
    assert "**1** has checked in" in shown
    edits = len(world.board.edits)
    world.clock.advance(minutes=2)
    receipt = words(await ann.card("checkin", did="Something ruder", share="yes"))
    assert "A moderator hid this check-in from the cohort." in receipt
    assert "**1 day**" in receipt
    await world.tick()
    assert len(world.board.edits) == edits
    await chosen(omar, await omar.card("manage remove", member="ann"), "Show a check-in again", "2026-01-05")
    world.clock.advance(minutes=2)
    await world.tick()
    assert "ruder" in words(world.board.edits[-1].post.card)
    assert "The cohort sees it" in words(await ann.card("checkin", did="Something kind", share="yes"))


@pytest.mark.parametrize("weeks", [2, 20])
async def test_a_checkin_of_long_ago_is_hidden_too_even_once_the_cohort_is_over(
    world: World, omar: Caller, ann: Caller, cohort: str, weeks: int
) -> None:
    await ann.card("checkin", did="Something rude", share="yes")
    await world.tick()
    world.clock.advance(weeks=weeks)
    await world.tick()
    await chosen(omar, await omar.card("manage remove", member="ann", cohort=cohort), "Hide a check-in", "2026-01-05")
    await world.tick()
    (edit,) = [edit for edit in world.board.edits if edit.post.key.startswith("summary/2026-01-05")]
    assert "rude" not in words(edit.post.card)
    assert len(world.board.posts("summary/")) == 1


async def test_hiding_tells_the_log_who_whom_and_which_day(world: World, omar: Caller, ann: Caller) -> None:
    await ann.card("checkin", did="Something rude", share="yes")
    card = await omar.card("manage remove", member="ann")
    for _ in range(2):
        await chosen(omar, card, "Hide a check-in", "2026-01-05")
    await world.tick()
    (audit,) = world.board.posts("audit/")
    assert "**omar** hid a check-in by **ann** in **ML January**: Mon, Jan 5, 2026" in words(audit.post.card)
    assert "rude" not in words(audit.post.card)
    assert "(hidden)" not in words(await _pressed(omar, audit.post.card, "Show it again"))


@pytest.mark.parametrize("path", ["manage take-out", "manage let-in", "manage hide", "manage show"])
@pytest.mark.parametrize("person", ["1", "x", "999999999999999"])
async def test_a_made_up_press_does_nothing(world: World, omar: Caller, ann: Caller, cohort: str, path: str, person: str) -> None:
    day = {"day": "2026-01-05"} if path in ("manage hide", "manage show") else {}
    answer = await omar.card(path, "press", cohort=cohort, person=person, **day)
    assert "There is nobody like that here" in words(answer)
    await world.tick()
    assert not world.board.posts("audit/")


async def test_a_day_without_a_checkin_has_nothing_to_hide(omar: Caller, ann: Caller, cohort: str) -> None:
    person = press(await omar.card("manage remove", member="ann"), "Take out of the cohort").values["person"]
    answer = await omar.card("manage hide", "press", cohort=cohort, person=person, day="2026-01-05")
    assert "did not check in" in words(answer)


async def test_hostile_names_and_texts_fit_on_the_card_and_in_the_log(world: World, omar: Caller, cohort: str) -> None:
    rude = await joined(world, "*@everyone* <!channel> " + "&" * 70, cohort)
    await rude.card("checkin", did="<@U1> " + "&_*" * 300, share="yes")
    form = await omar.form("manage remove")
    (item,) = form.inputs
    assert isinstance(item, ChoiceInput)
    card = await omar.submit(form, member=item.choices[0].value)
    await chosen(omar, card, "Hide a check-in", "2026-01-05")
    await _pressed(omar, card, "Take out of the cohort")
    await world.tick()
    assert len(world.board.posts("audit/")) == 2


@pytest.mark.parametrize("text", ["&" * 900, "a\n" * 400, "*_`[]()<>" * 90, "~|:@" * 200])
async def test_ten_hostile_checkins_keep_nobody_from_being_taken_out(
    world: World, omar: Caller, ann: Caller, cohort: str, text: str
) -> None:
    for _ in range(10):
        await ann.card("checkin", "submit", did=text, share="yes")
        world.clock.advance(days=1)
    card = await omar.card("manage remove", member="ann", cohort=cohort)
    shown = words(card).count("2026: ")
    assert shown >= 1
    assert f"- and {10 - shown} more" in words(card)
    assert "Taken out" in words(await _pressed(omar, card, "Take out of the cohort"))


async def test_what_somebody_made_leaves_the_posts_of_finished_work_when_they_are_taken_out(
    world: World, omar: Caller, ann: Caller, cohort: str
) -> None:
    done = await ann.card("milestone done", "submit", week="1", cohort=cohort, note="my own words")
    await ann.make(press(done, "Share with the cohort"), "press")
    await world.tick()
    (posted,) = world.board.posts("finished/1")
    assert "my own words" in words(posted.post.card)
    await _pressed(omar, await omar.card("manage remove", member="ann"), "Take out of the cohort")
    world.clock.advance(minutes=5)
    await world.tick()
    (revised,) = [edit for edit in world.board.edits if edit.post.key.startswith("finished/1")]
    assert "my own words" not in words(revised.post.card)


@pytest.mark.parametrize(
    ("name", "typed"), [("@here", "@here"), ("@here", "here"), ("مُحَمَّد", "محمد"), ("محـمد", "محمد"), ("שָׁלוֹם", "שלום")]
)
async def test_somebody_is_found_by_the_name_as_it_is_and_without_its_points(
    world: World, omar: Caller, cohort: str, name: str, typed: str
) -> None:
    await joined(world, name, cohort)
    await joined(world, "ann", cohort)
    assert "Take out of the cohort" in words(await omar.card("manage remove", member=typed))
