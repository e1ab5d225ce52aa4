"""The playground as a platform that posts are sent to."""

from dataclasses import replace

import pytest

from bot.errors import Gone, Undeliverable
from bot.interface.card import Card
from bot.text import t
from tests.playground.small_world import SmallWorld

CARD = Card(t("Hello"))


async def test_a_post_is_seen_by_everybody_in_its_channel(small: SmallWorld):
    sent = await small.post("general", CARD)
    for account in ("ada", "grace"):
        (message,) = small.chat.seen_by(account)
        assert (message.id, message.room, message.card) == (sent, "general", CARD)


async def test_a_direct_message_is_seen_by_its_account_alone(small: SmallWorld):
    await small.post("ada", CARD, "dm")
    assert [message.room for message in small.chat.seen_by("ada")] == ["direct"]
    assert small.chat.seen_by("grace") == []


async def test_a_reply_hangs_under_its_parent(small: SmallWorld):
    parent = await small.post("general", CARD)
    reply = small.chat.message(await small.post("general", CARD, "reply", parent), "ada")
    assert reply
    assert reply.parent == parent


async def test_a_reply_whose_parent_is_gone_is_gone_too(small: SmallWorld):
    with pytest.raises(Gone):
        await small.post("general", CARD, "reply", "99")


async def test_a_channel_that_is_not_there_is_undeliverable_and_known_to_be_missing(small: SmallWorld):
    with pytest.raises(Undeliverable):
        await small.post("nowhere", CARD)
    assert (await small.chat.look_at("demo", "nowhere")).missing
    assert (await small.chat.look_at("demo", "general")).missing == ()


async def test_an_edit_changes_the_message_where_it_is(small: SmallWorld):
    sent = await small.post("general", CARD)
    later = await small.post("general", CARD)
    await small.chat.edit(small.delivery("general", Card(t("Changed")), message=sent))
    assert [message.id for message in small.chat.seen_by("ada")] == [sent, later]
    message = small.chat.message(sent, "ada")
    assert message
    assert (message.card, message.edited) == (Card(t("Changed")), True)


async def test_editing_what_is_not_there_says_that_it_is_gone(small: SmallWorld):
    with pytest.raises(Gone):
        await small.chat.edit(small.delivery("general", CARD, message="99"))


async def test_a_delivery_is_found_again_after_an_unknown_outcome(small: SmallWorld):
    delivery = small.delivery("general", CARD)
    assert await small.chat.find(delivery) is None
    sent = await small.chat.send(delivery)
    assert await small.chat.find(replace(delivery, attempts=2)) == sent
