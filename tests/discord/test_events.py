"""Live sessions as Discord's own events, and as messages where the bot may not make any."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from aiohttp import ClientError

from adapters.discord.client import logged_in
from adapters.discord.events import EventSender
from bot.domain.post import Delivery, Post
from bot.errors import Gone, Hindrance, Undeliverable
from bot.interface.card import Button, Buttons, Card, Text
from bot.text import Moment, t
from tests.discord.fake import FakeDiscord
from tests.discord.objects import CHANNEL
from tests.discord.stub import NOW

EVENTS = "/guilds/2000/scheduled-events"
LINK = "https://meet.example.org/ml"
WHEN = t("{starts} to {ends}", starts=Moment(NOW + timedelta(days=1)), ends=Moment(NOW + timedelta(days=1, hours=1)))
CARD = Card(t("Questions"), (Text(WHEN), Text(t("A live session.")), Buttons((Button(t("Take part"), url=LINK),))))
POST = Post(key="event/1/7", platform="discord", space="2000", channel=CHANNEL, card=CARD, due_at=NOW, kind="event")
DELIVERY = Delivery(id=77, community=1, post=POST, version=1, attempts=1, message=None)


@pytest.fixture
async def sender(fake: FakeDiscord) -> AsyncIterator[EventSender]:
    async with logged_in("token") as client:
        yield EventSender(client, timeout=0.5)


async def test_it_is_an_event_of_the_server_at_its_link(sender: EventSender, fake: FakeDiscord) -> None:
    message = await sender.send(DELIVERY)
    (event,) = fake.events.values()
    assert message == f"event:{event['id']}"
    assert (event["name"], event["entity_metadata"]) == ("Questions", {"location": LINK})
    assert event["scheduled_end_time"] > event["scheduled_start_time"]
    assert fake.messages[CHANNEL] == []
    assert sender.link("2000", CHANNEL, message) == f"https://discord.com/events/2000/{event['id']}"


async def test_one_whose_answer_was_lost_is_found_and_made_no_second_time(sender: EventSender, fake: FakeDiscord) -> None:
    fake.fail("POST", EVENTS, lost="answer")
    with pytest.raises(ClientError):
        await sender.send(DELIVERY)
    assert await sender.find(DELIVERY) == f"event:{next(iter(fake.events))}"


async def test_it_moves_is_called_off_and_comes_anew(sender: EventSender, fake: FakeDiscord) -> None:
    sent = replace(DELIVERY, message=await sender.send(DELIVERY), version=2)
    await sender.edit(replace(sent, post=replace(POST, card=replace(CARD, title=t("Answers")))))
    (event,) = fake.events.values()
    assert event["name"] == "Answers"
    await sender.edit(replace(sent, post=replace(POST, card=Card(t("Called off"), (Text(t("Not today.")),)))))
    assert event["status"] == 4
    with pytest.raises(Undeliverable) as refused:
        await sender.edit(sent)
    assert refused.value.reason.kind is Hindrance.NOT_EDITABLE
    with pytest.raises(Gone):
        await sender.edit(replace(sent, message="event:1"))


async def test_where_the_bot_may_make_no_events_it_is_a_message(sender: EventSender, fake: FakeDiscord) -> None:
    fake.fail("POST", EVENTS, status=403, code=50013)
    message = await sender.send(DELIVERY)
    assert [kept["id"] for kept in fake.messages[CHANNEL]] == [message]
    await sender.edit(replace(DELIVERY, message=message, version=2))


@pytest.mark.parametrize(
    ("link", "place"), [(f"{LINK}/{'x' * 100}", "meet.example.org"), ("", "A live session.")]
)  # fmt: skip
async def test_its_place_says_something_also_if_the_link_is_long_or_none(
    sender: EventSender, fake: FakeDiscord, link: str, place: str
) -> None:
    there = (Buttons((Button(t("Take part"), url=link),)),) if link else ()
    await sender.send(replace(DELIVERY, post=replace(POST, card=replace(CARD, blocks=(*CARD.blocks[:2], *there)))))
    (event,) = fake.events.values()
    assert event["entity_metadata"] == {"location": place}
    assert event["description"].endswith(link)
