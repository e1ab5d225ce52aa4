"""The menu of a message: what it says comes along, opens a form, and stays out of every id."""

import asyncio
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any

import pytest

from adapters.discord.gateway import DiscordGateway
from bot.interface.call import Call
from bot.interface.card import Form
from bot.interface.command import MESSAGE
from bot.interface.inputs import TextInput
from bot.text import t
from tests.discord.fake import FakeDiscord
from tests.discord.objects import CHANNEL, new_message
from tests.discord.stub import StubArrivals, StubDispatcher

ENTRY = "Save as resource"
KEEP_FORM = Form(t("Save as resource"), Call("manage keep"), (TextInput("url", t("Its address")),), t("Send"))
PAGE, PICTURE = "https://example.org/page", "https://cdn.example.org/picture.png"
PRESSED, MODAL = 4, 9


@pytest.fixture
async def connected(fake: FakeDiscord, dispatcher: StubDispatcher, arrivals: StubArrivals) -> AsyncIterator[DiscordGateway]:
    gateway = DiscordGateway("token", dispatcher, arrivals, lambda: None)
    running = asyncio.create_task(gateway.run())
    yield gateway
    await gateway.close()
    await running


def chosen(**message: Any) -> dict[str, Any]:
    """Somebody chooses the entry on a message."""
    resolved = {"messages": {"6000": new_message("6000", CHANNEL, message)}}
    return {"type": 2, "data": {"id": "7000", "type": 3, "name": ENTRY, "target_id": "6000", "resolved": resolved}}


async def test_the_message_comes_along_and_its_form_opens(server: SimpleNamespace, dispatcher: StubDispatcher) -> None:
    dispatcher.answers["manage keep"] = KEEP_FORM
    message = await server.member.send(server.channel, f"Read {PAGE} & tell me *why*")
    result = await server.member.context_menu(server.channel, ENTRY, message)
    [request] = dispatcher.requests
    assert request.call == Call("manage keep", {MESSAGE: f"Read {PAGE} & tell me *why*"})
    assert (request.kind, request.opens_forms, request.place.channel) == ("press", True, str(server.channel.id))
    assert result.modal


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ({"content": "Look", "embeds": [{"url": PAGE}]}, f"Look\n{PAGE}"),
        ({"content": "", "attachments": [{"url": PICTURE}]}, PICTURE),
        ({"content": "Two", "embeds": [{"url": PAGE}], "attachments": [{"url": PICTURE}]}, f"Two\n{PAGE}\n{PICTURE}"),
        ({"content": f"{PAGE}#part", "embeds": [{"url": PAGE}]}, f"{PAGE}#part"),
        ({"content": "No address", "embeds": [{"title": "Here"}]}, "No address"),
        ({"content": ""}, ""),
    ],
)
async def test_links_beside_the_text_follow_where_it_has_none(
    fake: FakeDiscord, connected: DiscordGateway, dispatcher: StubDispatcher, message: dict[str, Any], text: str
) -> None:
    await fake.interact(**chosen(**message))
    await fake.callback()
    assert dispatcher.requests[0].call == Call("manage keep", {MESSAGE: text})


async def test_an_entry_nobody_knows_any_more_still_reaches_the_core(
    fake: FakeDiscord, connected: DiscordGateway, dispatcher: StubDispatcher
) -> None:
    payload = chosen(content="Hello")
    payload["data"]["name"] = "Gone by now"
    await fake.interact(**payload)
    await fake.callback()
    assert dispatcher.requests[0].call.path == "Gone by now"


async def test_what_was_written_stays_out_of_the_button_of_a_late_form(
    server: SimpleNamespace, dispatcher: StubDispatcher, gateway: DiscordGateway
) -> None:
    dispatcher.answers["manage keep"] = KEEP_FORM
    gateway._interactions._form_patience = 0.01
    dispatcher.slowness = 0.05
    message = await server.member.send(server.channel, "My secret " + "x" * 300)
    late = await server.member.context_menu(server.channel, ENTRY, message)
    assert "secret" not in str(late.response.components)
    dispatcher.slowness = 0
    again = await server.member.click(late.response, label="Try again")
    assert again.modal
    assert dispatcher.requests[-1].call == Call("manage keep")
