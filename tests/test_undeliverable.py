"""What cannot be sent is said: to moderators in their log channel, to members at their next call."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from sqlalchemy import update

from bot.app.delivery import MOST_ATTEMPTS, Deliverer
from bot.errors import Hindrance, Reason, Undeliverable, Unreachable
from bot.interface.card import Card, Form
from bot.ports.outbox import System
from bot.text import t
from storage import tables
from tests.catalogues import use
from tests.full_cohort import leaving
from tests.queued_posts import Unruly, after_the_lease, post_to, put, queue, revise, rows
from tests.transactions import begun
from tests.world import Caller, World, press, words

pytestmark = pytest.mark.asks_the_database


@pytest.fixture
def board() -> Unruly:
    return Unruly()


async def test_a_german_community_reads_in_german_alone_why_a_post_failed(
    world: World, moderator: Caller, board: Unruly, german: Catalog
) -> None:
    german.add("A post was not delivered", "Ein Beitrag kam nicht an")
    german.add("“{title}” could not be posted in {channel}:", "„{title}“ ließ sich nicht posten in {channel}:")
    german.add(
        "What is for that channel waits, and goes out by itself within half an hour of this being mended.",
        "Was dorthin soll, wartet und geht von selbst hinaus, sobald das behoben ist.",
    )
    late = "What belongs to a day or week waits until that is over and then does not come; </manage deliveries> shows it."
    german.add(late, "Was zu einem Tag gehört, der dann vorbei ist, kommt nicht mehr.")
    german.add(
        ("Anything else waits for {count} day at most.", "Anything else waits for {count} days at most."),
        ("{count} Tag.", "{count} Tage."),
    )
    german.add("The platform refused it: {code}.", "Die Plattform lehnt es ab: {code}.")
    use(german)
    await moderator.card("manage settings", language="de")
    board.faults = {"a": Undeliverable(Hindrance.REFUSED, "50035")}
    await queue(world, moderator, "a")
    await world.core.deliver()
    world.clock.advance(minutes=1)
    await world.core.deliver()
    (told,) = board.posts("failed/")
    assert words(told.post.card) == (
        "Ein Beitrag kam nicht an\n„a“ ließ sich nicht posten in <#a>:\n- Die Plattform lehnt es ab: 50035.\n"
        "Was dorthin soll, wartet und geht von selbst hinaus, sobald das behoben ist."
        " Was zu einem Tag gehört, der dann vorbei ist, kommt nicht mehr. 3 Tage."
    )
    assert [row.reason for row in await rows(world) if row.key == "a"] == ["refused: 50035"]


async def test_who_can_mend_a_missing_permission_is_told_where_once_for_all_that_are_missing(
    world: World, moderator: Caller, board: Unruly
) -> None:
    board.faults = {"a": Undeliverable(Hindrance.LACKS_PERMISSION)}
    board.lacks = (Reason(Hindrance.VIEW_CHANNEL), Reason(Hindrance.SEND_MESSAGES))
    await queue(world, moderator, "a")
    await world.core.deliver()
    world.clock.advance(minutes=1)
    await world.core.deliver()
    (told,) = board.posts("failed/")
    way = "“Send Messages”.\nAllow it in the channel's settings, under Permissions, for the bot's role."
    assert words(told.post.card).count("under Permissions") == 1
    assert way in words(told.post.card)


async def test_a_log_channel_that_fails_too_is_not_told_about_itself(world: World, moderator: Caller, board: Unruly) -> None:
    board.faults = {"a": Undeliverable(Hindrance.NO_CHANNEL), "log": Undeliverable(Hindrance.NO_CHANNEL)}
    await queue(world, moderator, "a")
    for _ in range(3):
        await world.core.deliver()
        world.clock.advance(minutes=1)
    assert len([row for row in await rows(world) if row.key.startswith("failed/")]) == 1


async def test_moderators_are_told_once_even_if_the_process_dies_meanwhile(
    world: World, moderator: Caller, board: Unruly
) -> None:
    board.faults = {"a": Undeliverable(Hindrance.NO_CHANNEL)}
    await queue(world, moderator, "a")
    await _deliverer(world, _Failing(world.core.system, "hold")).deliver_due()
    await after_the_lease(world)
    assert len(board.posts("failed/")) == 1
    assert {row.key: row.reason for row in await rows(world)}["a"] == "no channel"


async def test_a_post_whose_settling_failed_is_found_and_stops_no_other(world: World, moderator: Caller, board: Unruly) -> None:
    await queue(world, moderator, "a", "b")
    await _deliverer(world, _Failing(world.core.system, "settle")).deliver_due()
    await after_the_lease(world)
    assert sorted(board.tried) == ["a", "b"]
    assert [row.state for row in await rows(world)] == ["sent", "sent"]


async def test_a_post_that_never_has_a_certain_outcome_is_left_uncertain_and_said(
    world: World, moderator: Caller, board: Unruly
) -> None:
    board.faults = {"a": ConnectionError()}
    await queue(world, moderator, "a")
    async with begun(world.core.engines.write) as connection:
        await connection.execute(update(tables.post).values(attempts=MOST_ATTEMPTS))
    await world.core.deliver()
    assert [row.state for row in await rows(world) if row.key == "a"] == ["uncertain"]
    assert len(board.posts("failed/")) == 1


async def test_an_edit_is_tried_for_days_and_moderators_hear_truly_what_can_still_be_read_once_it_is_given_up(
    world: World, moderator: Caller, board: Unruly
) -> None:
    await queue(world, moderator, "a")
    await world.core.deliver()
    board.fault = ConnectionError()
    async with begun(world.core.engines.write) as connection:
        await connection.execute(update(tables.post).where(tables.post.c.key == "a").values(state="waiting", version=2))
    for _ in range(40):
        await world.core.deliver()
        world.clock.advance(minutes=30)
    assert [row.state for row in await rows(world) if row.key == "a"] == ["waiting"]
    await put(world, moderator, replace(post_to("b"), kind="reply", parent="a", due_at=world.clock() + timedelta(minutes=5)))
    async with begun(world.core.engines.write) as connection:
        await connection.execute(update(tables.post).where(tables.post.c.key == "a").values(attempts=MOST_ATTEMPTS))
    await world.core.deliver()
    board.fault = None
    world.clock.advance(minutes=5)
    await world.core.deliver()
    [told] = board.posts("failed/")
    assert "asked to have erased. Delete that message by hand." in words(told.post.card)
    assert "b" in board.tried
    await revise(world, moderator, post_to("a", Card(t("Newer"))))
    await world.core.deliver()
    assert [words(edit.post.card) for edit in board.edits] == ["Newer"]


async def test_a_closed_direct_message_is_said_to_its_member_alone_at_the_next_call_once(
    world: World, moderator: Caller, board: Unruly
) -> None:
    cohort = await world.launch(time="06:00")
    ann = world.caller("ann")
    await ann.card("cohort join", cohort=cohort)
    await ann.card("me settings", reminders="on", hours="0:00-23:00")
    board.faults = {"dm": Unreachable(Hindrance.CLOSED_MESSAGES)}
    world.clock.advance(hours=12)
    await world.tick()
    assert any(key.startswith("remind/") for key in board.tried)
    assert not board.posts("failed/")
    said = [words(await ann.card(path)) for path in ("today", "me settings")]
    assert ["direct messages are closed" in text for text in said] == [True, False]
    assert "direct messages" not in words(await moderator.card("me settings"))


async def test_what_closed_direct_messages_were_to_say_is_said_once_with_the_next_answers_that_have_room(
    world: World, moderator: Caller, board: Unruly
) -> None:
    ann, names = world.caller("ann"), [f"Course {letter}" for letter in "ABCDEFGHIJ"]
    board.faults = {"dm": Unreachable(Hindrance.CLOSED_MESSAGES)}
    for name in names:
        await ann.card("resource suggest", title=name, url=f"https://example.org/{name[-1]}")
        form = await moderator.make(press(await moderator.card("content queue"), "Decline"), "press")
        assert isinstance(form, Form)
        await moderator.submit(form, reason="It costs too much. " * 15)
    await world.tick()
    first, second, third = [words(await ann.card("me settings")) for _ in range(3)]
    assert "Allow direct messages in the privacy settings of this server" in first
    assert [f"did not add **{name}**. They say: It costs" in first for name in names] != [True] * 10
    assert [first.count(f"**{name}**.") + second.count(f"**{name}**.") for name in names] == [1] * 10
    assert "could not reach" not in third


async def test_a_place_given_to_somebody_who_has_left_goes_to_the_next_in_line(
    world: World, moderator: Caller, board: Unruly
) -> None:
    cohort = await world.launch()
    await moderator.card("manage edit", cohort=cohort, capacity="1")
    ann, *waiting = [world.caller(name) for name in ("ann", "ben", "cleo")]
    for member in (ann, *waiting):
        await member.card("cohort join", cohort=cohort)
    board.faults = {"account-ben": Unreachable(Hindrance.PERSON_LEFT)}
    await leaving(ann)
    await world.tick()
    assert [delivery.post.channel for delivery in board.posts("place/")] == ["account-cleo"]
    assert "1 member of 1" in words(await moderator.card("cohort info"))


async def test_a_place_given_to_somebody_whose_messages_are_closed_stays_theirs_and_is_said_at_their_next_call(
    world: World, moderator: Caller, board: Unruly
) -> None:
    cohort = await world.launch()
    await moderator.card("manage edit", cohort=cohort, capacity="1")
    ann, ben, cleo = [world.caller(name) for name in ("ann", "ben", "cleo")]
    for member in (ann, ben, cleo):
        await member.card("cohort join", cohort=cohort)
    board.faults = {"dm": Unreachable(Hindrance.CLOSED_MESSAGES)}
    await leaving(ann)
    await world.tick()
    assert "place in ML January" in words(await ben.card("me settings"))
    assert "**Next:** ML January begins" in words(await ben.card("today"))
    assert "number **1** in line" in words(await cleo.card("today"))


class _Failing:
    """A database in which one kind of step fails."""

    def __init__(self, system: System, step: str) -> None:
        self._system = system
        self._step = step

    def __getattr__(self, name: str) -> Any:
        return self._fail if name == self._step else getattr(self._system, name)

    async def _fail(self, *_: object) -> None:
        raise OSError("the database went away")


def _deliverer(world: World, system: object) -> Deliverer:
    return Deliverer(system, world.core.units, {"test": world.board}, world.clock)  # pyright: ignore[reportArgumentType]
