"""What is particular to each way in: signatures over HTTP, envelopes and reconnecting over Socket Mode; what is kept quiet."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from time import time

import pytest
from aiohttp import ClientSession, web
from slack_sdk.errors import SlackApiError

import adapters.slack.web
from adapters.hearing import Deaf
from adapters.slack.gateway import SlackGateway
from bot.interface.call import Call
from bot.interface.card import Form
from bot.interface.inputs import TextInput
from bot.text import t
from tests.slack import payloads
from tests.slack.conftest import gateway_of, over_http, over_socket
from tests.slack.fake import SlackFake, breaks, serving
from tests.slack.signed import SECRET, body_of, send_signed
from tests.slack.stub import StubDispatcher

FORM_BODY = "application/x-www-form-urlencoded"


@pytest.fixture
async def endpoint(gateway: SlackGateway) -> AsyncIterator[str]:
    async with _endpoint(gateway) as url:
        yield url


def _endpoint(gateway: SlackGateway) -> AbstractAsyncContextManager[str]:
    app = web.Application()
    app.router.add_post("/slack/events", gateway.handle)
    return serving(app)


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


@pytest.mark.parametrize(
    ("secret", "age", "status"), [(SECRET, 0, 200), ("wrong", 0, 401), ("", 0, 401), (SECRET, 400, 401), (SECRET, -400, 401)]
)
async def test_only_what_slack_signed_lately_is_heard(
    endpoint: str, session: ClientSession, slack: SlackFake, dispatcher: StubDispatcher, secret: str, age: int, status: int
) -> None:
    body, kind = body_of("slash_commands", payloads.command("help", slack.response_url()))
    answer = await send_signed(session, f"{endpoint}/slack/events", body, kind, secret=secret or "\0", age=age)
    assert answer[0] == status
    assert len(dispatcher.requests) == (status == 200)


async def test_an_unsigned_request_is_refused(endpoint: str, session: ClientSession, dispatcher: StubDispatcher) -> None:
    async with session.post(f"{endpoint}/slack/events", data={"command": "/study"}) as response:
        assert response.status == 401
    assert not dispatcher.requests


@pytest.mark.parametrize("stamp", ["", "now", "1e9", "-1", "\u0663", "9" * 5000])
async def test_a_timestamp_that_is_none_is_refused(endpoint: str, session: ClientSession, stamp: str) -> None:
    headers = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": "v0=0"}
    async with session.post(f"{endpoint}/slack/events", data={"command": "/study"}, headers=headers) as response:
        assert response.status == 401


@pytest.mark.parametrize(
    ("body", "kind"), [("[1,2]", "application/json"), ("payload=[]", FORM_BODY), ("null", "application/json")]
)
@pytest.mark.parametrize("signature", ["", "v0=\u00e9"])
async def test_what_is_not_signed_is_refused_before_it_is_read(
    endpoint: str, session: ClientSession, capsys: pytest.CaptureFixture[str], body: str, kind: str, signature: str
) -> None:
    headers = {"Content-Type": kind, "X-Slack-Request-Timestamp": str(int(time())), "X-Slack-Signature": signature}
    async with session.post(f"{endpoint}/slack/events", data=body, headers=headers) as response:
        assert response.status == 401
    assert_one_line(capsys)


def assert_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    [line] = capsys.readouterr().out.splitlines()
    assert "refused" in line


async def test_slack_may_look_at_the_certificate(endpoint: str, session: ClientSession, dispatcher: StubDispatcher) -> None:
    probe = {"ssl_check": "1", "token": "x", "command": "/study"}
    async with session.post(f"{endpoint}/slack/events", data=probe) as response:
        assert (response.status, await response.text()) == (200, "")
    assert not dispatcher.requests


async def test_without_a_signing_secret_nothing_is_heard_over_http(
    slack: SlackFake, dispatcher: StubDispatcher, session: ClientSession
) -> None:
    gateway = gateway_of(slack, dispatcher, signing_secret=None)
    async with _endpoint(gateway) as url:
        body, kind = body_of("slash_commands", payloads.command("help", slack.response_url()))
        assert (await send_signed(session, f"{url}/slack/events", body, kind, secret="\0"))[0] == 404
    await gateway.close()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("{", "application/json"),
        ("payload=%7B", FORM_BODY),
        ("payload=[]", FORM_BODY),
        ("x", "text/plain; charset=no"),
        ("", FORM_BODY),
        *((body, "application/json") for body in ("null", "5", "[1,2]", "{}", '{"event": null}', '{"type": "block_actions"}')),
        pytest.param("[" * 100_000, "application/json", id="nested in JSON"),
        pytest.param("payload=" + "[" * 100_000, FORM_BODY, id="nested in a form"),
        ('{"type": "event_callback", "event": 5}', "application/json"),
        ('{"team": 5, "type": "event_callback", "event": {"type": 7}}', "application/json"),
    ],
)
async def test_a_signed_body_of_no_known_shape_is_a_bad_request(
    endpoint: str, session: ClientSession, capsys: pytest.CaptureFixture[str], body: str, kind: str
) -> None:
    assert (await send_signed(session, f"{endpoint}/slack/events", body, kind))[0] == 400
    assert_one_line(capsys)


async def test_slacks_probe_of_the_url_is_answered(endpoint: str, session: ClientSession) -> None:
    probe = body_of("events_api", {"type": "url_verification", "challenge": "c-1", "token": "x"})
    assert await send_signed(session, f"{endpoint}/slack/events", *probe) == (200, '{"challenge": "c-1"}')


async def test_a_command_that_comes_again_carries_the_same_request(
    slack: SlackFake, gateway: SlackGateway, dispatcher: StubDispatcher
) -> None:
    """Its answer was in the acknowledgement, which was lost: so it is answered again, and the core knows it by its id."""
    async with over_socket(slack, gateway):
        for _ in range(2):
            await slack.send_envelope("slash_commands", payloads.command("help", slack.response_url()), envelope="E1")
    assert [request.id for request in dispatcher.requests] == ["trigger-1", "trigger-1"]


async def test_a_dropped_socket_is_opened_again(slack: SlackFake, gateway: SlackGateway) -> None:
    async with over_socket(slack, gateway):
        await slack.until(lambda: slack.socket)
        await slack.drop_socket()
        answer = await slack.send_envelope("slash_commands", payloads.command("help", slack.response_url()))
    assert answer["blocks"]
    assert slack.connections == 2


async def test_after_an_outage_slack_is_heard_again_at_a_new_address(slack: SlackFake, dispatcher: StubDispatcher) -> None:
    gateway = gateway_of(slack, dispatcher, try_seconds=0.05)
    async with over_socket(slack, gateway):
        await slack.until(lambda: slack.socket)
        slack.refuses_sockets = True
        await slack.drop_socket()
        await slack.until(lambda: slack.refused >= 3)
        assert not gateway.hears
        slack.refuses_sockets = False
        answer = await slack.send_envelope("slash_commands", payloads.command("help", slack.response_url()))
        assert gateway.hears
    assert answer["blocks"]
    assert len(slack.called("apps.connections.open")) > slack.refused, "every address is tried once"


async def test_a_socket_that_stays_shut_ends_the_run(slack: SlackFake, dispatcher: StubDispatcher) -> None:
    slack.refuses_sockets = True
    gateway = gateway_of(slack, dispatcher, try_seconds=0.05, deaf_seconds=0.2)
    with pytest.raises(Deaf):
        await asyncio.wait_for(gateway.run(), 5)
    assert not gateway.hears
    await gateway.close()


@pytest.mark.parametrize("asked", ["auth.test", "apps.connections.open"])
async def test_slack_that_cannot_be_reached_at_the_start_is_asked_again_and_told_of_once(
    slack: SlackFake, dispatcher: StubDispatcher, asked: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A process that ended would take along what hears Discord, which counts its starts."""
    monkeypatch.setattr(adapters.slack.web, "PAUSES", ())
    for _ in range(3):
        slack.fail_next(asked, breaks)
    async with over_socket(slack, gateway_of(slack, dispatcher, try_seconds=0.05)):
        await slack.until(lambda: slack.socket)
    told = capsys.readouterr().out
    assert [told.count(line) for line in ("Slack cannot be reached", "Slack is reached again")] == [1, 1]


@pytest.mark.parametrize("asked", ["auth.test", "apps.connections.open"])
async def test_who_stops_while_slack_cannot_be_reached_stops_in_peace(
    slack: SlackFake, dispatcher: StubDispatcher, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapters.slack.web, "PAUSES", ())
    gateway = gateway_of(slack, dispatcher, try_seconds=5)
    for _ in range(9):
        slack.fail_next(asked, breaks)
    running = asyncio.create_task(gateway.run())
    await slack.until(lambda: slack.called(asked))
    await gateway.close()
    await asyncio.wait_for(running, 5)


@pytest.mark.parametrize("refused", ["auth.test", "apps.connections.open"])
async def test_refused_tokens_stop_the_run_at_once(slack: SlackFake, gateway: SlackGateway, refused: str) -> None:
    slack.fail_next(refused, lambda _: web.json_response({"ok": False, "error": "invalid_auth"}))
    with pytest.raises(SlackApiError, match="invalid_auth"):
        await asyncio.wait_for(gateway.run(), 5)


async def test_nothing_is_read_from_the_environment(
    slack: SlackFake, dispatcher: StubDispatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("BOT_TOKEN", "APP_TOKEN", "SIGNING_SECRET", "CLIENT_ID", "CLIENT_SECRET", "VERIFICATION_TOKEN"):
        monkeypatch.setenv(f"SLACK_{name}", "from-the-environment")
    gateway = gateway_of(slack, dispatcher)
    async with over_http(slack, gateway) as send:
        assert await send("slash_commands", payloads.command("help", slack.response_url()))
    await gateway.close()
    with pytest.raises(ValueError, match="app token"):
        await gateway_of(slack, dispatcher, app_token=None).run()


async def test_no_response_url_reaches_the_log(
    slack: SlackFake,
    dispatcher: StubDispatcher,
    gateway: SlackGateway,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    dispatcher.answer = Form(t("Check in"), Call("checkin"), (TextInput("did", t("Did")),), t("Send"))
    slack.expired_triggers.add("trigger-1")
    async with over_http(slack, gateway) as send:
        for url in ("http://127.0.0.1:1/secret-url", f"{slack.url}/api/secret-url"):
            await send("slash_commands", payloads.command("checkin", url))
    async with over_http(slack, gateway_of(slack, dispatcher, signing_secret="another")) as send:
        with pytest.raises(AssertionError, match="401"):
            await send("slash_commands", payloads.command("checkin", "http://127.0.0.1:1/secret-url"))
    await gateway.close()
    logged = capsys.readouterr().out + "".join(line for line in caplog.text.splitlines() if "aiohttp.access" not in line)
    assert "late answer" in logged
    assert "secret-url" not in logged
    assert "trigger-1" not in logged
