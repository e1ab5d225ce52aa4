"""Posts over the wire: sent once whatever gets lost, found again, edited, and refusals told in the core's words."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from types import SimpleNamespace

import discord
import pytest
from aiohttp import ClientError

from adapters.discord.client import logged_in, new_client
from adapters.discord.gateway import DiscordGateway
from adapters.discord.sender import DiscordSender
from bot.domain.post import Delivery, Post, PostKind
from bot.errors import Gone, Hindrance, Reason, RetryLater, Undeliverable, Unreachable
from bot.interface.card import Card, Text
from bot.text import t
from tests.discord.fake import FakeDiscord
from tests.discord.objects import CHANNEL, MEMBER, new_message
from tests.discord.stub import NOW
from tests.samples import EVERY_BLOCK, HOSTILE_CARD

MESSAGES = f"/channels/{CHANNEL}/messages"
ONE_MESSAGE = f"{MESSAGES}/\\d+"
THREADS = f"{ONE_MESSAGE}/threads"
DM_MESSAGES = f"/channels/9{MEMBER}/messages"


@pytest.fixture
async def sender(fake: FakeDiscord) -> AsyncIterator[DiscordSender]:
    """A sender that is logged in and has no gateway, like a worker's."""
    async with logged_in("token") as client:
        yield DiscordSender(client, timeout=0.5)


def delivery(card: Card = EVERY_BLOCK, kind: PostKind = "send", channel: str = CHANNEL, parent: str | None = None) -> Delivery:
    post = Post(key="week/1/w3", platform="discord", space="2000", channel=channel, card=card, due_at=NOW, kind=kind)
    return Delivery(id=2**47 + 77, community=1, post=post, version=1, attempts=1, message=None, parent_message=parent)


def sent(message: str) -> Delivery:
    return replace(delivery(), message=message)


@pytest.mark.parametrize("card", [EVERY_BLOCK, HOSTILE_CARD])
async def test_a_post_is_sent_and_pings_nobody(sender: DiscordSender, fake: FakeDiscord, card: Card) -> None:
    message = await sender.send(delivery(card))
    [kept] = fake.messages[CHANNEL]
    assert kept["id"] == message
    assert kept["allowed_mentions"] == {"parse": []}


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"lost": "answer"}, ClientError),
        ({"lost": "request"}, ClientError),
        ({"status": 503}, discord.DiscordServerError),
        ({"status": 500, "times": 9}, TimeoutError),
    ],
)
async def test_a_send_of_unknown_outcome_is_repeated_without_doubling(
    sender: DiscordSender, fake: FakeDiscord, fault: dict[str, object], error: type[Exception]
) -> None:
    fake.fail("POST", MESSAGES, **fault)
    with pytest.raises(error):
        await sender.send(delivery())
    fake.faults.clear()
    message = await sender.send(delivery())
    assert [kept["id"] for kept in fake.messages[CHANNEL]] == [message]


async def test_a_post_whose_answer_was_lost_is_found(sender: DiscordSender, fake: FakeDiscord) -> None:
    fake.fail("POST", MESSAGES, lost="answer")
    with pytest.raises(ClientError):
        await sender.send(delivery())
    assert await sender.find(delivery()) == fake.messages[CHANNEL][0]["id"]


async def test_each_post_has_a_nonce_of_its_own(sender: DiscordSender, fake: FakeDiscord) -> None:
    await sender.send(delivery())
    await sender.send(replace(delivery(), id=2**47 + 78))
    assert len(fake.messages[CHANNEL]) == 2


async def test_a_post_is_found_among_hundreds_by_its_key_or_by_its_id_as_of_before(
    sender: DiscordSender, fake: FakeDiscord
) -> None:
    first, other = await sender.send(delivery()), replace(delivery(), post=replace(delivery().post, key="week/2/w3"))
    fake.messages[CHANNEL] += [new_message(str(next(fake.ids)), CHANNEL, {"content": "Hm"}) for _ in range(150)]
    assert (await sender.find(replace(delivery(), id=5)), await sender.find(other)) == (first, None)
    fake.messages[CHANNEL][0]["components"][0]["id"] = 1 + other.id % (2**31 - 1)
    assert await sender.find(other) == first


async def test_what_others_wrote_is_not_taken_for_the_post(sender: DiscordSender, fake: FakeDiscord) -> None:
    await sender.send(delivery())
    fake.messages[CHANNEL][0]["author"] = {**fake.messages[CHANNEL][0]["author"], "id": "9"}
    assert await sender.find(delivery()) is None


async def test_a_post_is_edited_in_place(sender: DiscordSender, fake: FakeDiscord) -> None:
    message = await sender.send(delivery())
    await sender.edit(replace(sent(message), post=replace(delivery().post, card=Card(t("Now")))))
    [kept] = fake.messages[CHANNEL]
    assert kept["components"][0]["components"][0]["content"] == "## Now"
    assert await sender.find(delivery()) == message


async def test_a_deleted_message_is_gone(sender: DiscordSender) -> None:
    with pytest.raises(Gone):
        await sender.edit(sent("404"))


async def test_edits_of_old_messages_wait_where_discord_limits_them(sender: DiscordSender, fake: FakeDiscord) -> None:
    message = await sender.send(delivery())
    fake.fail("PATCH", ONE_MESSAGE, status=400, code=30046)
    with pytest.raises(RetryLater):
        await sender.edit(sent(message))


async def test_a_long_rate_limit_is_waited_out_by_the_outbox(sender: DiscordSender, fake: FakeDiscord) -> None:
    fake.fail("POST", MESSAGES, status=429, headers={"Via": "1.1"}, body={"retry_after": 64.5, "global": True})
    with pytest.raises(RetryLater) as raised:
        await sender.send(delivery())
    assert raised.value.seconds == 64.5


async def test_a_limit_that_names_itself_only_in_a_header_is_waited_out_too(sender: DiscordSender, fake: FakeDiscord) -> None:
    fake.fail("POST", MESSAGES, status=429, headers={"Retry-After": "12"})
    with pytest.raises(RetryLater) as raised:
        await sender.send(delivery())
    assert raised.value.seconds == 12


@pytest.mark.parametrize(
    ("status", "code", "reason"),
    [
        (404, 10003, Reason(Hindrance.NO_CHANNEL)),
        (403, 50001, Reason(Hindrance.HIDDEN_CHANNEL)),
        (403, 50013, Reason(Hindrance.LACKS_PERMISSION)),
        (400, 50035, Reason(Hindrance.REFUSED, "50035")),
    ],
)
async def test_a_refused_post_is_undeliverable_and_says_why(
    sender: DiscordSender, fake: FakeDiscord, status: int, code: int, reason: Reason
) -> None:
    fake.fail("POST", MESSAGES, status=status, code=code, times=2)  # without its picture it is refused as well
    with pytest.raises(Undeliverable) as raised:
        await sender.send(delivery())
    assert raised.value.reason == reason


async def test_a_token_that_is_refused_keeps_posts_waiting(sender: DiscordSender, fake: FakeDiscord) -> None:
    fake.fail("POST", MESSAGES, status=401)
    with pytest.raises(RetryLater):
        await sender.send(delivery())


async def test_nothing_is_sent_before_the_login() -> None:
    with pytest.raises(RetryLater):
        await DiscordSender(new_client()).send(delivery())


async def test_a_direct_message_reaches_its_person(sender: DiscordSender, fake: FakeDiscord) -> None:
    direct = delivery(kind="dm", channel=MEMBER)
    message = await sender.send(direct)
    assert [kept["id"] for kept in fake.messages[f"9{MEMBER}"]] == [message]
    assert await sender.find(direct) == message
    await sender.edit(replace(direct, message=message))


@pytest.mark.parametrize(("code", "told"), [(50007, "closed messages"), (50278, "person left")])
async def test_a_direct_message_to_somebody_who_takes_none_or_has_left_is_undeliverable(
    sender: DiscordSender, fake: FakeDiscord, code: int, told: str
) -> None:
    fake.fail("POST", DM_MESSAGES, status=403, code=code)
    with pytest.raises(Unreachable, match=told):
        await sender.send(delivery(kind="dm", channel=MEMBER))


async def test_opening_direct_messages_too_fast_waits(sender: DiscordSender, fake: FakeDiscord) -> None:
    fake.fail("POST", "/users/@me/channels", status=400, code=40003)
    with pytest.raises(RetryLater):
        await sender.send(delivery(kind="dm", channel=MEMBER))


async def test_a_thread_is_opened_once_under_its_message(sender: DiscordSender, fake: FakeDiscord) -> None:
    parent = await sender.send(delivery())
    thread = replace(delivery(Card(t("Week 3")), "thread", parent=parent), id=2**47 + 78)
    assert await sender.find(thread) is None
    assert await sender.send(thread) == parent
    assert await sender.send(thread) == parent
    assert [opened.body["name"] for opened in fake.of("POST", THREADS)] == ["Week 3", "Week 3"]
    assert [*fake.threads] == [parent]


async def test_what_a_thread_opens_with_is_said_in_it_once(sender: DiscordSender, fake: FakeDiscord) -> None:
    parent = await sender.send(delivery())
    thread = replace(delivery(Card(t("Week 3"), (Text(t("Ask here.")),)), "thread", parent=parent), id=2**47 + 78)
    fake.fail("POST", f"/channels/{parent}/messages", lost="answer")
    with pytest.raises(ClientError):
        await sender.send(thread)
    message = await sender.find(thread)
    assert [kept["id"] for kept in fake.messages[parent]] == [message]
    assert await sender.send(thread) == message


async def test_no_thread_is_opened_under_a_deleted_message(sender: DiscordSender, fake: FakeDiscord) -> None:
    fake.fail("POST", THREADS, status=404, code=10008)
    with pytest.raises(Gone):
        await sender.send(delivery(kind="thread", parent="404"))


async def test_each_missing_permission_is_told(server: SimpleNamespace, gateway: DiscordGateway) -> None:
    denied = discord.PermissionOverwrite(create_public_threads=False, embed_links=False)
    quiet = server.guild.create_text_channel("quiet", overwrites={gateway.client.user: denied})
    mute = discord.PermissionOverwrite(send_messages=False)
    silent = server.guild.create_text_channel("silent", overwrites={gateway.client.user: mute})
    hidden = discord.PermissionOverwrite(view_channel=False)
    secret = server.guild.create_text_channel("secret", overwrites={gateway.client.user: hidden})
    sender = DiscordSender(gateway.client)
    assert (await sender.look_at(str(server.guild.id), str(server.channel.id))).missing == ()
    assert (await sender.look_at(str(server.guild.id), str(quiet.id))).missing == (
        Reason(Hindrance.CREATE_PUBLIC_THREADS),
        Reason(Hindrance.EMBED_LINKS),
    )
    assert (await sender.look_at(str(server.guild.id), str(silent.id))).missing == (Reason(Hindrance.SEND_MESSAGES),)
    assert Reason(Hindrance.VIEW_CHANNEL) in (await sender.look_at(str(server.guild.id), str(secret.id))).missing
    assert (await sender.look_at(str(server.guild.id), "404")).missing == (Reason(Hindrance.NO_CHANNEL),)


async def test_requests_leave_one_by_one_below_forty_five_a_second(fake: FakeDiscord) -> None:
    posts = [replace(delivery(), id=number) for number in range(16)]
    async with logged_in("token") as client:
        begun = asyncio.get_running_loop().time()
        await asyncio.gather(*map(DiscordSender(client).send, posts))
    assert len(fake.messages[CHANNEL]) == len(posts)
    assert asyncio.get_running_loop().time() - begun >= (len(posts) - 1) / 45


async def test_a_member_is_there_until_discord_knows_none(sender: DiscordSender, fake: FakeDiscord) -> None:
    assert await sender.is_there("2000", MEMBER)
    fake.fail("GET", f"/guilds/2000/members/{MEMBER}", status=404, code=10007)
    assert not await sender.is_there("2000", MEMBER)
    fake.fail("GET", f"/guilds/2000/members/{MEMBER}", status=404, code=10004)
    with pytest.raises(discord.NotFound):
        await sender.is_there("2000", MEMBER)
