"""Discord's requests to the web process: what is signed is answered as over the gateway, and nothing else is read."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from io import BytesIO
from time import time
from typing import Any
from unittest.mock import ANY

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from adapters.clock import MOST_SECONDS
from adapters.discord.commands import sync_commands
from adapters.discord.gateway import DiscordGateway
from adapters.discord.over_http import LARGEST_BODY
from bot.interface.call import Request
from bot.interface.inputs import Choice
from bot.text import t
from tests.discord.fake import FakeDiscord
from tests.discord.objects import CHANNEL, LONG_AGO, channel, new_message
from tests.discord.signing import Web, signed, typed
from tests.discord.stub import StubArrivals, StubDispatcher, commands
from tests.samples import EVERY_BLOCK, EVERY_INPUT

PRIVATE = 64
INFO = {"type": 2, "data": {"id": "7000", "type": 1, "name": "cohort", "options": [{"type": 1, "name": "info"}]}}
CHOSEN = {
    "id": "7000", "type": 3, "name": "Save as resource", "target_id": "6001",
    "resolved": {"messages": {"6001": new_message("6001", CHANNEL, {"content": "https://example.org/owls"})}},
}  # fmt: skip
TYPING = {"type": 1, "name": "show", "options": [{"type": 4, "name": "week", "value": "", "focused": True}]}
ENTERED = {"type": 18, "component": {"type": 4, "custom_id": "did", "value": "chapter 3"}}
EACH_KIND = {
    "a command": INFO,
    "a command in a thread": INFO | {"channel": channel("3001", 11) | {"parent_id": CHANNEL, "owner_id": "1", "member_count": 1,
        "message_count": 1, "thread_metadata": {"archived": False, "auto_archive_duration": 60, "archive_timestamp": LONG_AGO}}},
    "an entry of a message's menu": {"type": 2, "data": CHOSEN},
    "a press on a post": {"type": 3, "message": new_message("6000", CHANNEL, {}),
                          "data": {"component_type": 2, "custom_id": "cohort info"}},
    "a press on a private card": {"type": 3, "message": new_message("6000", CHANNEL, {"flags": PRIVATE}),
                                  "data": {"component_type": 2, "custom_id": "cohort info"}},
    "a choice": {"type": 3, "message": new_message("6000", CHANNEL, {}),
                 "data": {"component_type": 3, "custom_id": "roadmap show?week=", "values": ["3"]}},
    "a form": {"type": 5, "data": {"custom_id": "checkin", "components": [ENTERED]}},
    "typing": {"type": 4, "data": {"id": "7000", "type": 1, "name": "roadmap", "options": [TYPING]}},
}  # fmt: skip


async def test_pings_of_both_kinds_are_answered(web: Web) -> None:
    assert await web.post({"type": 1, "id": "1", "application_id": "1000", "token": "t", "version": 1}) == (200, {"type": 1})
    assert await web.post({"type": 0, "application_id": "1000", "version": 1}) == (204, b"")
    assert web.headers["Content-Type"] == "application/json"


BODY = json.dumps(typed(**INFO)).encode()


@pytest.mark.parametrize(
    "sign",
    [
        lambda: {"Content-Type": "application/json"},
        lambda: signed(BODY + b" "),
        lambda: signed(BODY, key=Ed25519PrivateKey.generate()),
        lambda: signed(BODY, at=time() - MOST_SECONDS - 60),
        lambda: signed(BODY, at=time() + MOST_SECONDS + 60),
        lambda: signed(BODY) | {"X-Signature-Timestamp": "yesterday"},
        lambda: signed(BODY) | {"X-Signature-Timestamp": "²"},
        lambda: signed(BODY) | {"X-Signature-Ed25519": "no hex"},
        lambda: signed(BODY) | {"X-Signature-Ed25519": signed(BODY)["X-Signature-Ed25519"][:-2]},
        lambda: signed(BODY) | {"X-Signature-Ed25519": "0" * 128},
    ],
)
async def test_what_discord_did_not_sign_lately_is_refused_and_kept_out_of_the_log(
    web: Web, dispatcher: StubDispatcher, sign: Callable[[], dict[str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert await web.post(BODY, sign()) == (401, b"")
    assert not dispatcher.requests
    assert "a-token-of-an-interaction" not in capsys.readouterr().out


async def test_a_body_that_is_too_large_is_refused_whatever_it_says_of_its_size(web: Web) -> None:
    body = b" " * (LARGEST_BODY + 1)

    async def in_pieces() -> AsyncIterator[bytes]:
        yield body

    for sent in (BytesIO(body), in_pieces()):
        assert await web.post(body, sent=sent) == (413, ANY)


NO_INTERACTIONS = [b"", b"\xff", b"[]", b'"a"', b"{}", b'{"type": 2}', b'{"event": 1}', b'{"type": {}}', b"[" * 100_000]


@pytest.mark.parametrize("said", NO_INTERACTIONS, ids=lambda said: said[:20].decode("latin-1"))
async def test_what_is_signed_and_none_of_discords_is_refused(web: Web, dispatcher: StubDispatcher, said: bytes) -> None:
    assert (await web.post(said))[0] == 400
    assert not dispatcher.requests


@pytest.mark.parametrize("answer", [EVERY_BLOCK, EVERY_INPUT])
@pytest.mark.parametrize("kind", EACH_KIND)
async def test_each_kind_is_the_same_request_with_the_same_answer_as_over_the_gateway(
    fake: FakeDiscord, web: Web, dispatcher: StubDispatcher, arrivals: StubArrivals, kind: str, answer: Any
) -> None:
    dispatcher.answers = dict.fromkeys(("cohort info", "roadmap show", "manage keep", "checkin"), answer)
    if kind == "a form":
        dispatcher.answers["checkin"] = EVERY_BLOCK  # a form cannot follow a form
    dispatcher.choices = [Choice(t("Week 3"), "3")]
    await sync_commands("a-secret", commands)
    await web.over_http.learn_ids()
    await web.over_http.servers.compare()
    status, answered = await web.post(typed(**EACH_KIND[kind]))
    if status == 202:  # it has pictures, of which Discord is to say whether it takes them
        answered = (await fake.callback()).body
    over_http = asked(dispatcher)
    gateway = DiscordGateway("a-secret", dispatcher, arrivals, lambda: None, patience=5, form_patience=5)
    running = asyncio.create_task(gateway.run())
    await arrivals.next()
    await fake.interact(**typed(**EACH_KIND[kind]))
    called_back = (await fake.callback()).body
    await gateway.close()
    await running
    assert answered == called_back
    assert over_http == asked(dispatcher)


def asked(dispatcher: StubDispatcher) -> list[Any]:
    """What the core was asked, without who is told how far it is; it forgets that."""
    requests: list[Any] = [replace(request, tell=Request.tell) for request in dispatcher.requests]
    requests += [(replace(request, tell=Request.tell), option, typed) for request, option, typed in dispatcher.suggested]
    dispatcher.requests, dispatcher.suggested = [], []
    assert requests
    return requests


async def test_a_slow_answer_is_deferred_in_the_response_and_follows(
    fake: FakeDiscord, web: Web, dispatcher: StubDispatcher
) -> None:
    dispatcher.slowness = 0.2
    fake.fail("PATCH", "/webhooks/.*", status=404, code=10015)  # it is not known everywhere at once
    assert await web.interact(**INFO) == (200, {"type": 5, "data": {"flags": PRIVATE}})
    assert "Done" in str((await fake.callback()).body)
    assert len(dispatcher.requests) == 1


async def test_how_far_long_work_is_follows_the_deferral(fake: FakeDiscord, web: Web, dispatcher: StubDispatcher) -> None:
    dispatcher.told = [t("1 of 2")]
    fake.fail("PATCH", "/webhooks/.*", status=404, code=10015)
    assert (await web.interact(**INFO))[1]["type"] == 5
    assert "1 of 2" in str((await fake.callback()).body)
    assert "Done" in str((await fake.callback()).body)


async def test_of_whoever_was_told_often_enough_to_wait_nothing_is_read(
    web: Web, dispatcher: StubDispatcher, capsys: pytest.CaptureFixture[str]
) -> None:
    dispatcher.ignored = {("discord", "4000")}
    typed = {"type": 4, "data": {"name": "cohort", "options": [{}]}}  # which nobody could read
    submitted = {"type": 5, "data": {"custom_id": "checkin", "components": [{}]}}
    for each in (INFO, typed, submitted):
        assert await web.interact(**each) == (202, b"")
    assert not dispatcher.requests
    assert "could not be answered" not in capsys.readouterr().out


async def test_an_answer_that_fails_is_logged_and_the_next_one_is_given(
    web: Web, dispatcher: StubDispatcher, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = {"type": 2, "data": {"name": "cohort", "options": [{}]}}
    assert await web.interact(**broken) == (202, b"")
    assert "an interaction could not be answered" in capsys.readouterr().out
    assert (await web.interact(**INFO))[0] == 200


async def test_an_answer_is_sent_for_itself_if_whoever_asked_has_gone(
    fake: FakeDiscord, web: Web, dispatcher: StubDispatcher
) -> None:
    dispatcher.slowness = 0.2
    asking = asyncio.create_task(web.interact(**INFO))
    await dispatcher.called.wait()
    asking.cancel()
    assert (await fake.callback()).body["type"] == 5
    assert "Done" in str((await fake.callback()).body)
