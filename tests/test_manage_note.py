"""What moderators note about a member: each of them reads and edits it, and nobody else ever sees it."""

from datetime import UTC, datetime

import pytest

from bot.interface.call import Call
from bot.interface.card import Card, Form, Select
from bot.interface.inputs import TextInput
from tests.world import Caller, World, press, words

TEXT = "Her shifts end at ten; she reads on trains."


@pytest.fixture
async def omar(world: World, cohort: str) -> Caller:
    """A moderator in the third week of a cohort that ann and ben joined; neither did anything."""
    for name in ("ann", "ben"):
        await world.caller(name).card("cohort join", cohort=cohort)
    omar = world.caller("omar", administrator=True)
    await omar.card("manage settings", log="log")
    world.clock.now = datetime(2026, 1, 21, 12, tzinfo=UTC)
    return omar


@pytest.fixture
def rita(world: World) -> Caller:
    return world.caller("rita", administrator=True)


async def _member_card(caller: Caller, name: str) -> Card:
    listed = await caller.card("manage status")
    choose = next(block for block in listed.blocks if isinstance(block, Select))
    entry = next(choice for choice in choose.choices if str(choice.label) == name)
    return await _pressed(caller, choose.call.with_values(person=entry.value))


async def _pressed(caller: Caller, call: Call) -> Card:
    card = await caller.make(call, "press")
    assert isinstance(card, Card)
    return card


async def _form(caller: Caller, card: Card) -> tuple[Form, str]:
    """The form of the note, and what it holds."""
    form = await caller.make(press(card, "Note"), "press")
    assert isinstance(form, Form)
    (field,) = form.inputs
    assert isinstance(field, TextInput)
    return form, field.value


async def test_a_note_is_edited_in_place_by_any_moderator_and_emptied_to_remove_it(
    world: World, omar: Caller, rita: Caller
) -> None:
    form, held = await _form(omar, await _member_card(omar, "ann"))
    assert held == ""
    noted = words(await omar.submit(form, note=TEXT))
    assert "Noted about ann" in noted
    assert f"by omar, <t:1768996800:both>: {TEXT}" in noted
    world.clock.advance(days=1)
    form, held = await _form(rita, await _member_card(rita, "ann"))
    assert held == TEXT
    untouched = await rita.submit(form)
    assert "by omar" in words(untouched)
    await rita.submit(form, note=f"{TEXT} And a dog.")
    seen = words(await _member_card(omar, "ann"))
    assert "by rita, <t:1769083200:both>" in seen
    assert "And a dog." in seen
    form, _ = await _form(omar, await _member_card(omar, "ann"))
    assert "is removed" in words(await omar.submit(form, note=""))
    await omar.card("manage note", member="ann", note="Likes trees")
    assert "is removed" in words(await omar.card("manage note", member="ann", note="none"))
    assert " by rita" not in words(await _member_card(omar, "ann"))
    assert "There is no note." in words(await omar.card("manage note", member="ann"))


async def test_the_list_of_who_may_need_a_hand_shows_it_in_short_with_who_wrote_it_and_when(omar: Caller) -> None:
    await omar.card("manage note", member="ann", note=f"On call.\n{'Nights again. ' * 20}")
    shown = words(await omar.card("manage status"))
    (ann,) = [line for line in shown.splitlines() if line.startswith("- ann: ")]
    assert " · note by omar, Wed, Jan 21, 2026: On call. Nights again." in ann
    assert ann.endswith("…")
    assert "note" not in next(line for line in shown.splitlines() if line.startswith("- ben: "))


async def test_a_note_that_was_written_while_the_form_was_open_is_not_lost(omar: Caller, rita: Caller) -> None:
    form, _ = await _form(omar, await omar.card("manage note", member="ann"))
    await rita.card("manage note", member="ann", note="Rita's")
    refused = await omar.submit(form, note="Omar's")
    assert "Another moderator changed the note about ann meanwhile." in words(refused)
    assert "Rita's" in words(await omar.card("manage note", member="ann"))
    again = await omar.make(press(refused, "Try again"), "press")
    assert isinstance(again, Form)
    assert "Noted about ann" in words(await omar.submit(again))
    assert "Omar's" in words(await rita.card("manage note", member="ann"))


async def test_a_note_has_at_most_a_thousand_characters_of_any_kind_and_is_found_after_its_member_left(
    world: World, omar: Caller, cohort: str
) -> None:
    for text in ("x" * 1000, "&" * 1000):
        assert "Noted" in words(await omar.card("manage note", member="ann", note=text))
        await _member_card(omar, "ann")
    await world.caller("ann").card("cohort leave", "press", cohort=cohort)
    assert "&&&" in words(await omar.card("manage note", member="ann"))
    refused = await omar.card("manage note", member="ann", note="x" * 1001)
    assert "1,000 is the most" in words(refused)


async def test_neither_the_member_nor_the_cohort_nor_the_log_channel_is_shown_any_of_it(world: World, omar: Caller) -> None:
    ann, secret = world.caller("ann"), "zymurgy"
    await omar.card("manage note", member="ann", note=secret)
    await world.tick()
    cards = [await ann.card(path) for path in ("today", "progress", "me settings", "cohort info", "leaderboard")]
    cards += [delivery.post.card for delivery in world.board.posts() if delivery.post.card]
    assert secret not in repr(cards)


async def test_a_moderator_does_not_read_what_is_noted_about_themselves(world: World, omar: Caller, cohort: str) -> None:
    await omar.card("manage note", member="ann", note=TEXT)
    ann = world.caller("ann", administrator=True)
    assert TEXT not in words(await _member_card(ann, "ann"))
    assert "note by" not in words(await ann.card("manage status"))
    person = press(await _member_card(ann, "ann"), "Note").values["person"]
    for answer in (
        await ann.card("manage note", member="ann"),
        await ann.card("manage note", member=person, note="Mine"),
        await ann.card("manage edit-note", "press", cohort=cohort, person=person),
        await ann.card("manage edit-note", "submit", cohort=cohort, person=person, note="Mine"),
    ):
        assert "is not shown here" in words(answer)
    assert TEXT in words(await omar.card("manage note", member="ann"))


async def test_nobody_but_moderators_of_this_community_reads_or_writes_it(world: World, omar: Caller, cohort: str) -> None:
    await omar.card("manage note", member="ann", note=TEXT)
    person = press(await _member_card(omar, "ann"), "Note").values["person"]
    stranger = world.caller("zoe", administrator=True, space="space-2")
    await stranger.card("me settings")
    unknown = await omar.card("manage edit-note", "press", cohort=cohort, person="12345")
    assert "Nobody like that was ever in ML January." in words(unknown)
    for kind in ("press", "submit"):
        for caller, said in ((world.caller("ben"), "moderators"), (stranger, "no cohort")):
            answer = await caller.card("manage edit-note", kind, cohort=cohort, person=person, note="x")
            assert said in words(answer)
            assert TEXT not in words(answer)
    assert "moderators" in words(await world.caller("ben").card("manage note", member="ann"))
    assert TEXT not in words(await stranger.card("manage note", member=person))
    assert TEXT in words(await omar.card("manage note", member="ann"))
