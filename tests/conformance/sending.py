"""What a sender owes the core, on any platform: the table of docs/adding-a-platform.md.

A platform takes part in `tests/<platform>/test_conformance.py`: a class that inherits `SendingConformance`, and
`ThreadConformance` if it opens threads, and `LossyConformance` if something can be lost on the way, with a fixture
`far_side` that returns a FarSide.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

import pytest

from bot.domain.post import Delivery, Post, PostKind
from bot.errors import Gone, RetryLater, Undeliverable, Unreachable
from bot.interface.card import Card, Text
from bot.interface.channel import ChannelKind
from bot.ports.outbox import Sender
from bot.shared.hindrances import hindrance_text
from bot.text import escape, t
from tests.samples import EVERY_BLOCK, HOSTILE, HOSTILE_CARD

LONGEST_MESSAGE_ID = 64
TOO_LONG = ["9" * 20, "9" * 5000, "C" + "9" * 60, "U" + "9" * 60]
TOLD = (RetryLater, Undeliverable, Gone)
"""What a sender raises if it knows that nothing was sent; Unreachable is an Undeliverable. With anything else nobody knows."""
CARD = Card(t("Week 3"), (Text(t("Trees.")),))


class FarSide(Protocol):
    """The platform that a sender speaks to, as a test has it in its hands."""

    sender: Sender
    space: str
    channel: str
    """Where the bot may speak."""
    nowhere: str
    """The id of a channel that is not there."""
    unfit: str | None
    """The id of a channel of a kind in which no cohort can speak; None if the platform has none."""
    person: str
    """An account that takes direct messages."""

    def kept(self, channel: str) -> Mapping[str, str]:
        """What each message of the bot in a channel, or to a person, holds, by the id that the sender returned."""
        ...

    def read(self, channel: str, message: str) -> str:
        """The words of a message as somebody in the channel reads them: what is escaped on the way is not any more."""
        ...

    def under(self, message: str) -> str:
        """What stands in the thread under a message of the channel."""
        ...

    def delete(self, message: str) -> None: ...


class LossyFarSide(FarSide, Protocol):
    """One at which something can be lost, and that refuses; each fault meets the next message to `channel` alone."""

    def lose_the_answer(self) -> None:
        """It arrives, but the bot never hears so."""
        ...

    def lose_the_request(self) -> None: ...
    def limit(self, seconds: int) -> None:
        """It is too much at present; after so many seconds it may come."""
        ...

    def forbid(self) -> None:
        """The bot may not write there."""
        ...

    def shut_out(self) -> None:
        """The next direct message meets somebody who takes none."""
        ...


class SendingConformance:
    """Rules for every sender."""

    async def test_a_post_arrives_once_where_it_belongs(self, far_side: FarSide) -> None:
        sent = await far_side.sender.send(delivery(far_side))
        assert 0 < len(sent) <= LONGEST_MESSAGE_ID
        assert list(far_side.kept(far_side.channel)) == [sent]
        assert "Trees." in far_side.kept(far_side.channel)[sent]

    @pytest.mark.parametrize("card", [EVERY_BLOCK, HOSTILE_CARD])
    async def test_every_block_and_hostile_words_are_taken(self, far_side: FarSide, card: Card) -> None:
        assert await far_side.sender.send(delivery(far_side, card=card)) in far_side.kept(far_side.channel)

    @pytest.mark.parametrize("text", HOSTILE)
    async def test_hostile_words_are_read_as_they_were_typed(self, far_side: FarSide, text: str) -> None:
        sent = await far_side.sender.send(delivery(far_side, card=Card(t("Names"), (Text(t("Said: {text}", text=text)),))))
        assert f"Said: {text}" in far_side.read(far_side.channel, sent)

    async def test_a_direct_message_reaches_its_person_and_nobody_else(self, far_side: FarSide) -> None:
        sent = await far_side.sender.send(direct(far_side))
        assert list(far_side.kept(far_side.person)) == [sent]
        assert not far_side.kept(far_side.channel)

    async def test_a_reply_is_said_in_the_thread_under_its_post_and_edited_there(self, far_side: FarSide) -> None:
        parent = await far_side.sender.send(delivery(far_side))
        reply = delivery(far_side, 2, kind="reply", card=Card(t("Made"), (Text(t("A tree.")),)), parent=parent)
        sent = await far_side.sender.send(reply)
        assert sent != parent
        assert "A tree." in far_side.under(parent)
        await far_side.sender.edit(replace(reply, message=sent, post=replace(reply.post, card=Card(t("Changed")))))
        assert "Changed" in far_side.under(parent)
        assert "A tree." not in far_side.under(parent)
        assert "Trees." in far_side.kept(far_side.channel)[parent]

    async def test_what_was_sent_is_found_by_its_key_whatever_id_a_backup_gives_it_and_nothing_else_is(
        self, far_side: FarSide
    ) -> None:
        assert await far_side.sender.find(delivery(far_side, attempts=2)) is None
        sent = await far_side.sender.send(delivery(far_side))
        await far_side.sender.send(delivery(far_side, 2))
        assert await far_side.sender.find(delivery(far_side, attempts=2)) == sent
        assert await far_side.sender.find(replace(delivery(far_side, attempts=2), id=99)) == sent
        assert await far_side.sender.find(delivery(far_side, 3, attempts=2)) is None

    async def test_an_edit_changes_the_message_in_place_and_it_is_still_found(self, far_side: FarSide) -> None:
        sent = await far_side.sender.send(delivery(far_side))
        await far_side.sender.edit(delivery(far_side, message=sent, card=Card(t("Changed"))))
        assert list(far_side.kept(far_side.channel)) == [sent]
        assert "Changed" in far_side.kept(far_side.channel)[sent]
        assert await far_side.sender.find(delivery(far_side, attempts=2)) == sent

    async def test_a_message_that_was_deleted_is_gone(self, far_side: FarSide) -> None:
        sent = await far_side.sender.send(delivery(far_side))
        far_side.delete(sent)
        with pytest.raises(Gone):
            await far_side.sender.edit(delivery(far_side, message=sent))

    async def test_a_reply_without_a_post_to_stand_under_is_gone(self, far_side: FarSide) -> None:
        with pytest.raises(Gone):
            await far_side.sender.send(delivery(far_side, kind="reply", parent=None))

    async def test_a_channel_that_is_not_there_takes_nothing_and_is_known_to(self, far_side: FarSide) -> None:
        with pytest.raises(Undeliverable):
            await far_side.sender.send(delivery(far_side, channel=far_side.nowhere))
        assert (await far_side.sender.look_at(far_side.space, far_side.nowhere)).missing

    async def test_a_channel_in_which_the_bot_may_speak_lacks_nothing(self, far_side: FarSide) -> None:
        assert (await far_side.sender.look_at(far_side.space, far_side.channel)).missing == ()

    async def test_a_channel_of_a_kind_in_which_no_cohort_can_speak_gives_the_reason(self, far_side: FarSide) -> None:
        if far_side.unfit:
            found = await far_side.sender.look_at(far_side.space, far_side.unfit)
            assert found.kind is ChannelKind.OTHER
            assert all(hindrance_text(reason) for reason in found.missing)

    async def test_an_id_of_a_channel_is_told_from_a_name(self, far_side: FarSide) -> None:
        assert far_side.sender.is_channel_id(far_side.channel)
        assert not any(
            far_side.sender.is_channel_id(typed) for typed in ("", "Study group", "none of these", "#general", *TOO_LONG)
        )

    async def test_an_id_of_an_account_is_told_from_a_name(self, far_side: FarSide) -> None:
        assert far_side.sender.is_account_id(far_side.person)
        assert not any(far_side.sender.is_account_id(typed) for typed in ("", "Ann Lee", "bob", "@bob", *TOO_LONG))

    async def test_a_message_has_an_address_of_its_own_or_none(self, far_side: FarSide) -> None:
        first = await far_side.sender.send(delivery(far_side))
        second = await far_side.sender.send(delivery(far_side, 2))
        links = {far_side.sender.link(far_side.space, far_side.channel, message) for message in (first, second)}
        assert links == {None} or (None not in links and len(links) == 2)


class ThreadConformance:
    """Rules for a sender that opens threads; no other is given one to open."""

    async def test_a_thread_stands_under_its_post_and_opening_it_again_is_a_success(self, far_side: FarSide) -> None:
        assert far_side.sender.opens_threads
        parent = await far_side.sender.send(delivery(far_side))
        thread = delivery(far_side, 2, kind="thread", card=Card(t("Talk"), (Text(t("Ask here.")),)), parent=parent)
        sent = await far_side.sender.send(thread)
        assert 0 < len(sent) <= LONGEST_MESSAGE_ID
        assert await far_side.sender.send(replace(thread, id=3))

    async def test_a_thread_without_a_post_to_stand_under_is_gone(self, far_side: FarSide) -> None:
        with pytest.raises(Gone):
            await far_side.sender.send(delivery(far_side, kind="thread", parent=None))


class LossyConformance:
    """Rules for a sender whose requests and answers travel."""

    async def test_if_the_answer_is_lost_the_outcome_is_unknown_and_the_post_is_found(self, far_side: LossyFarSide) -> None:
        far_side.lose_the_answer()
        with pytest.raises(Exception) as raised:  # noqa: PT011 (which one depends on the platform's library)
            await far_side.sender.send(delivery(far_side))
        assert not isinstance(raised.value, TOLD)
        [kept] = far_side.kept(far_side.channel)
        assert await far_side.sender.find(delivery(far_side, attempts=2)) == kept

    async def test_if_the_request_is_lost_the_outcome_is_unknown_and_nothing_is_found(self, far_side: LossyFarSide) -> None:
        far_side.lose_the_request()
        with pytest.raises(Exception) as raised:  # noqa: PT011
            await far_side.sender.send(delivery(far_side))
        assert not isinstance(raised.value, TOLD)
        assert await far_side.sender.find(delivery(far_side, attempts=2)) is None
        assert await far_side.sender.send(delivery(far_side, attempts=2)) in far_side.kept(far_side.channel)

    async def test_what_the_platform_wants_later_waits_as_long_as_it_says(self, far_side: LossyFarSide) -> None:
        far_side.limit(60)
        with pytest.raises(RetryLater) as raised:
            await far_side.sender.send(delivery(far_side))
        assert raised.value.seconds >= 60
        assert not far_side.kept(far_side.channel)

    async def test_where_the_bot_may_not_write_the_post_is_undeliverable_with_a_reason(self, far_side: LossyFarSide) -> None:
        far_side.forbid()
        with pytest.raises(Undeliverable) as raised:
            await far_side.sender.send(delivery(far_side))
        assert not isinstance(raised.value, Unreachable)
        assert raised.value.reason

    async def test_who_takes_no_direct_messages_is_unreachable_and_no_matter_for_moderators(self, far_side: LossyFarSide) -> None:
        far_side.shut_out()
        with pytest.raises(Unreachable):
            await far_side.sender.send(direct(far_side))


def delivery(
    far_side: FarSide,
    id: int = 1,
    *,
    card: Card = CARD,
    kind: PostKind = "send",
    channel: str | None = None,
    parent: str | None = None,
    message: str | None = None,
    attempts: int = 1,
) -> Delivery:
    to = far_side.channel if channel is None else channel
    platform, now = far_side.sender.platform, datetime.now(UTC)
    post = Post(key=f"post/{id}", platform=platform, space=far_side.space, channel=to, card=card, due_at=now, kind=kind)
    return Delivery(id=2**47 + id, community=1, post=post, version=1, attempts=attempts, message=message, parent_message=parent)


def direct(far_side: FarSide) -> Delivery:
    return delivery(far_side, kind="dm", channel=far_side.person, card=Card(escape("For you alone")))
