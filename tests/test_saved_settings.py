"""Forms of what is saved already and can be changed meanwhile: what is left as it was is left alone."""

import pytest

from bot.errors import Hindrance, Reason
from bot.interface.call import LONGEST_CALL, Call
from bot.interface.card import Form
from bot.interface.command import Command
from bot.interface.form import form_for
from bot.interface.inputs import ChoiceInput
from bot.interface.prefill import Prefill
from bot.wiring.features import all_commands
from tests.world import Caller, World, press, pressed, words

LARGEST_KEY = str(2**48 - 1)


@pytest.fixture
async def cohort(world: World) -> str:
    return await world.launch()


@pytest.fixture
async def omar(world: World, cohort: str) -> Caller:
    return world.caller("omar", administrator=True)


async def test_a_form_that_was_open_meanwhile_does_not_take_back_what_another_moderator_saved(
    world: World, omar: Caller, cohort: str
) -> None:
    form = await omar.form("manage edit-plan", cohort=cohort)
    await world.caller("ines", administrator=True).card("manage edit", cohort=cohort, name="ML Winter")
    saved = words(await omar.submit(form, time="19:15"))
    assert "ML Winter is changed" in saved
    assert "7:15" in saved


async def test_neither_do_the_communitys_settings(world: World, omar: Caller) -> None:
    form = await omar.form("manage change")
    await world.caller("ines", administrator=True).card("manage settings", zone="Asia/Tokyo", language="de")
    saved = words(await omar.submit(form, language="fr"))
    assert "Asia/Tokyo" in saved
    assert "Language: français (fr)" in saved


async def test_neither_does_a_form_that_was_refused_and_tried_again(world: World, omar: Caller, cohort: str) -> None:
    refused = await omar.submit(await omar.form("manage edit-plan", cohort=cohort), start="someday")
    await world.caller("ines", administrator=True).card("manage edit", cohort=cohort, name="ML Winter")
    again = await omar.make(press(refused, "Try again"), "press")
    assert isinstance(again, Form)
    assert "ML Winter is changed" in words(await omar.submit(again, start="2026-01-12"))


async def test_own_settings_changed_elsewhere_stay(world: World, omar: Caller) -> None:
    form = await omar.form("me edit")
    await omar.card("me settings", reminders="on")
    assert "on, from" in words(await omar.submit(form, minutes="90"))


async def test_who_has_no_zone_of_their_own_follows_the_community_after_saving_other_settings(omar: Caller) -> None:
    await omar.submit(await omar.form("me edit"), minutes="90")
    await omar.card("manage settings", zone="Asia/Tokyo")
    assert {item.name: item.value for item in (await omar.form("me edit")).inputs}["zone"] == "Asia/Tokyo"


async def test_a_log_channel_in_which_nothing_can_be_posted_any_more_hinders_no_other_change(world: World, omar: Caller) -> None:
    await omar.card("manage settings", log="channel-9")
    world.board.lacks = (Reason(Hindrance.SEND_MESSAGES),)
    form = await omar.form("manage change")
    assert "Asia/Tokyo" in words(await omar.submit(form, zone="Asia/Tokyo"))
    assert "Nothing can be posted" in words(await omar.submit(form, log="channel-8"))


@pytest.mark.parametrize("command", [c for c in all_commands() if c.path.startswith("manage edit-")], ids=lambda c: c.path)
def test_what_rides_along_fits_with_the_longest_keys(command: Command) -> None:
    call = Call(command.path, {"cohort": LARGEST_KEY, "community": LARGEST_KEY})
    values = {parameter.name: "yes" for parameter in command.asked}
    assert len(form_for(command, call, Prefill(values, saved=True), {}).call.dump()) <= LONGEST_CALL


async def test_a_log_channel_that_was_left_alone_stays_and_one_that_was_taken_out_is_cleared(omar: Caller) -> None:
    await omar.card("manage settings", log="log")
    assert "<#log>" in words(await omar.submit(await omar.form("manage change")))
    assert "<#log>" in words(await omar.submit(await omar.form("manage change"), language="de"))
    assert "none yet" in words(await omar.submit(await omar.form("manage change"), log=""))


async def test_a_change_of_the_settings_is_told_in_the_log_channel_and_any_moderator_puts_it_back(
    world: World, omar: Caller
) -> None:
    await omar.card("manage settings", log="log", zone="Europe/Berlin")
    saved = await omar.card("manage settings", zone="Asia/Tokyo", digest="no")
    assert "- Time zone: Europe/Berlin → Asia/Tokyo\n- Weekly digest: on → off" in words(saved)
    await world.tick()
    (told,) = world.board.posts("audit/")
    assert "omar changed the settings of this community:\n- Time zone: Europe/Berlin → Asia/Tokyo" in words(
        told.post.card
    ).replace("**", "")
    ines = world.caller("ines", administrator=True)
    back = await pressed(ines, told.post.card, "Undo")
    assert "- Time zone: Asia/Tokyo → Europe/Berlin\n- Weekly digest: off → on" in words(back)
    assert words(await pressed(ines, told.post.card, "Undo")) == words(back)
    assert "taken back already" in words(await pressed(omar, saved, "Undo"))
    await omar.card("manage settings", zone="Asia/Tokyo")
    assert "taken back already" in words(await pressed(ines, told.post.card, "Undo"))


async def test_the_first_log_channel_can_be_taken_back_and_what_was_changed_since_stays(world: World, omar: Caller) -> None:
    saved = await omar.card("manage settings", log="log")
    await omar.card("manage settings", zone="Asia/Tokyo")
    back = words(await pressed(omar, saved, "Undo"))
    assert "Log channel: none yet" in back
    assert "Asia/Tokyo" in back
    other = await omar.card("manage settings", language="de")
    await omar.card("manage settings", language="fr")
    assert "The settings were changed again since then." in words(await pressed(omar, other, "Undo"))


async def test_who_changes_nothing_has_nothing_to_undo(omar: Caller) -> None:
    await omar.card("manage settings", zone="Asia/Tokyo")
    again = await omar.card("manage settings", zone="Asia/Tokyo")
    assert "Undo" not in words(again)
    assert "→" not in words(again)


# What is set fills the form


async def test_the_settings_form_is_filled_with_what_is_set(omar: Caller) -> None:
    form = await omar.make(press(await omar.card("me settings"), "Change settings"), "press")
    assert isinstance(form, Form)
    saved = await omar.submit(form, zone="Asia/Tokyo", day_ends="4 am", minutes="300", visibility="cohort")
    for part in ("Asia/Tokyo", "Your day ends: at 4:00", "5 hours", "your cohorts see your name"):
        assert part in words(saved)
    again = await omar.form("me edit", "press")
    assert {item.name: item.value for item in again.inputs} == {
        "zone": "Asia/Tokyo", "day_ends": "04:00", "minutes": "300", "visibility": "cohort",
    }  # fmt: skip


async def test_the_form_of_the_reminders_is_filled_with_what_is_set(omar: Caller) -> None:
    form = await omar.make(press(await omar.card("me settings"), "Reminders"), "press")
    assert isinstance(form, Form)
    assert "on, from 8:00" in words(await omar.submit(form, reminders="on", hours="8-21:30"))
    again = await omar.form("me edit-reminders", "press")
    assert {item.name: item.value for item in again.inputs} == {"reminders": "on", "remind_at": "", "hours": "08:00-21:30"}


async def test_the_form_of_the_communitys_settings_is_filled_with_what_is_set(omar: Caller) -> None:
    set_ = await omar.card("manage settings", zone="Asia/Kathmandu", log="log-channel", language="de")
    form = await omar.make(press(set_, "Change settings"), "press")
    assert isinstance(form, Form)
    assert {item.name: item.value for item in form.inputs} == {
        "zone": "Asia/Kathmandu", "log": "log-channel", "language": "de", "digest": "yes", "check_links": "yes",
    }  # fmt: skip
    zones, *_ = [item for item in form.inputs if isinstance(item, ChoiceInput)]
    assert zones.choices[0].value == "Asia/Kathmandu"


async def test_hours_chosen_while_reminders_are_off_stand_on_the_card(ann: Caller) -> None:
    assert "Reminders: off\n" in words(await ann.card("me settings"))
    saved = words(await ann.card("me settings", hours="7:00-11:00", remind_at="8:00"))
    assert "Reminders: off; once they are on: from 7:00 AM to 11:00 AM, at 8:00 AM" in saved


async def test_a_check_in_that_was_made_while_the_form_was_open_is_kept(world: World, cohort: str) -> None:
    ann = world.caller("ann")
    await ann.card("cohort join", cohort=cohort)
    world.clock.advance(hours=12)
    form = await ann.form("checkin")
    await ann.card("checkin", did="Read", next="Write", share="yes")
    receipt = words(await ann.submit(form, blocker="No time"))
    assert "The cohort sees it in the day's summary." in receipt
    kept = {item.name: item.value for item in (await ann.form("checkin")).inputs}
    assert kept == {"did": "Read", "next": "Write", "blocker": "No time", "answer": "", "share": "yes"}
    await ann.submit(await ann.form("checkin"), next="")
    assert {item.name: item.value for item in (await ann.form("checkin")).inputs} == {**kept, "next": ""}


async def test_work_that_was_given_while_the_form_was_open_is_kept(world: World, cohort: str) -> None:
    ann = world.caller("ann")
    await ann.card("cohort join", cohort=cohort)
    world.clock.advance(hours=12)
    form = await ann.form("milestone done", "press", cohort=cohort, week="1")
    other = await ann.form("milestone done", "press", cohort=cohort, week="1")
    await ann.submit(other, note="My plan")
    done = words(await ann.submit(form, link="https://example.org/plan"))
    assert "My plan" in done
    assert "https://example.org/plan" in done


async def test_a_log_channel_that_takes_no_posts_any_more_is_told_with_the_cure(world: World, omar: Caller) -> None:
    await omar.card("manage settings", log="log")
    closed = "Nothing can be posted in <#log>."
    assert closed not in words(await omar.card("manage settings"))
    world.board.lacks = (Reason(Hindrance.NO_CHANNEL),)
    assert f"{closed} The channel no longer exists: choose another." in words(await omar.card("manage settings"))
    assert closed in words(await omar.card("manage settings", digest="no"))
    world.board.lacks = (Reason(Hindrance.UNANSWERED),)
    assert closed not in words(await omar.card("manage settings"))


async def test_members_never_read_the_log_channel(world: World, omar: Caller) -> None:
    world.board.is_public = True
    assert "⚠ Everybody here can read <#log>" in words(await omar.card("manage settings", log="log"))
    assert "Everybody" not in words(await omar.card("manage settings", log="none"))
    world.board.is_public = False
    assert "Everybody" not in words(await omar.card("manage settings", log="log"))
    await omar.card("manage settings", log="none")
    for refused in (
        await omar.card("manage settings", log="channel-1"),
        await omar.submit(await omar.form("manage change"), log="channel-1"),
    ):
        assert "<#channel-1> cannot be the log channel: ML January speaks there" in words(refused)
    assert "none yet" in words(await omar.card("manage settings"))
    await omar.card("manage settings", log="log")
    values = {"name": "B", "roadmap": "foundations", "start": "2026-01-12", "time": "18:00"}
    for path in ("manage create", "manage edit"):
        refused = await omar.card(path, **(values if path == "manage create" else {}), channel="log")
        assert "<#log> is the log channel: members would read there what moderators alone are told." in words(refused)


async def test_no_undo_lets_members_read_the_log_channel(omar: Caller) -> None:
    await omar.card("manage settings", log="log")
    other = await omar.card("manage settings", log="log-2")
    moved = await omar.card("manage edit", channel="log")
    assert "<#log> cannot be the log channel" in words(await pressed(omar, other, "Undo"))
    await omar.card("manage settings", log="channel-1")
    assert "<#channel-1> is the log channel" in words(await pressed(omar, moved, "Undo"))
