"""A slash command of Slack's, whose answer is `help`."""

import json
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any, cast

from aiohttp import ClientSession, Payload
from aiohttp.web import Application
from aiohttp.web import Request as HttpRequest
from aiohttp.web import StreamResponse as HttpResponse
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest

from adapters.slack.gateway import SlackGateway
from bench.frame import Figure, Row, Sides, Stage, at_least_floor, at_most
from bench.timing import P50, P95, PER_SECOND, PROCESSOR, timed
from bench.worlds import opened_world
from tests.slack import fake, payloads
from tests.slack.signed import SECRET, body_of, signed_headers

CALLS = 2000


@dataclass(frozen=True, slots=True)
class Received:
    """What Cairn's gateway asks of a request that came over HTTP."""

    body: bytes
    headers: Mapping[str, str]

    async def read(self) -> bytes:
        return self.body


def bolt(answer: Mapping[str, Any], commands: int) -> AsyncApp:
    """An app with so many commands, of which the one in the middle answers in place, with what Cairn answers. Bolt asks each
    listener in turn whether it is meant."""

    async def authorize(**_: Any) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=None, bot_token=fake.BOT_TOKEN)

    async def command(ack: Callable[..., Awaitable[object]]) -> None:
        await ack(text=answer["text"], blocks=answer["blocks"], response_type="ephemeral")

    app = AsyncApp(signing_secret=SECRET, authorize=authorize, process_before_response=True)
    for number in range(commands):
        cast(Any, app).command("/study" if number == commands // 2 else f"/study-{number}")(command)
    return app


def line(text: str, number: int) -> Received:
    """A typed line as Slack sends it, signed."""
    body, kind = body_of("slash_commands", payloads.command(text, "http://localhost/", trigger=f"trigger-{number}"))
    return Received(body.encode(), signed_headers(body, kind))


@dataclass(frozen=True, slots=True)
class Heard:
    """The same command heard by Cairn and by bolt."""

    gateway: SlackGateway
    bolt: AsyncApp


@asynccontextmanager
async def heard(stage: Stage, *, as_many: bool) -> AsyncGenerator[Heard]:
    """Both, over a Slack of our own; Cairn knows already who asks. Bolt has one command, or as many as Cairn."""
    async with fake.running() as slack, opened_world(stage, "SQLite") as world:
        dispatch = world.core.dispatch
        gateway = SlackGateway(slack.way_out, dispatch, world.clock, signing_secret=SECRET)
        answer = await gateway.handle(cast(HttpRequest, line("help", 0)))
        commands = len(list(dispatch.commands.listed())) if as_many else 1
        yield Heard(gateway, bolt(json.loads(cast(Payload, answer.body).decode()), commands))
        await gateway.close()


@asynccontextmanager
async def _in_process(stage: Stage, *, as_many: bool) -> AsyncGenerator[Sides]:
    async with heard(stage, as_many=as_many) as both:
        lines = [line("help", number) for number in range(stage.part(CALLS))]

        async def by_cairn(number: int) -> None:
            await both.gateway.handle(cast(HttpRequest, lines[number]))

        async def by_bolt(number: int) -> None:
            received = lines[number]
            await both.bolt.async_dispatch(AsyncBoltRequest(body=received.body.decode(), headers=dict(received.headers)))

        yield Sides(partial(timed, by_cairn, len(lines)), partial(timed, by_bolt, len(lines)))


@asynccontextmanager
async def _over_http(stage: Stage) -> AsyncGenerator[Sides]:
    async with heard(stage, as_many=False) as both, AsyncExitStack() as stack:
        session = await stack.enter_async_context(ClientSession())

        async def by_bolt(request: HttpRequest) -> HttpResponse:
            return await to_aiohttp_response(await both.bolt.async_dispatch(await to_bolt_request(request)))

        cairn = await stack.enter_async_context(fake.serving(_app(both.gateway.handle)))
        floor = await stack.enter_async_context(fake.serving(_app(by_bolt)))
        numbers = count(1)

        async def post(url: str, _: int) -> None:
            received = line("help", next(numbers))
            async with session.post(url, data=received.body, headers=received.headers) as response:
                await response.read()

        calls = stage.part(CALLS)
        yield Sides(partial(timed, partial(post, cairn), calls, 50), partial(timed, partial(post, floor), calls, 50))


def _app(handle: Callable[[HttpRequest], Awaitable[HttpResponse]]) -> Application:
    app = Application()
    app.router.add_post("/", handle)
    return app


ROWS = (
    Row(
        "slack",
        "Slack slash command in process, `help`",
        "bolt with one command that answers in place",
        (Figure(PER_SECOND, at_least_floor(0.6)), Figure(PROCESSOR), Figure(P50, at_most(0.2)), Figure(P95)),
        partial(_in_process, as_many=False),
    ),
    Row(
        "slack-commands",
        "Slack slash command in process, `help`",
        "bolt with as many commands as Cairn, one of which answers in place",
        (Figure(PER_SECOND, at_least_floor(0.6)), Figure(PROCESSOR), Figure(P50, at_most(0.2)), Figure(P95)),
        partial(_in_process, as_many=True),
    ),
    Row(
        "slack-http",
        "Slack slash command over HTTP, `help`, 50 in flight",
        "bolt with one command that answers in place",
        (Figure(PER_SECOND, at_least_floor(0.6)), Figure(PROCESSOR), Figure(P50), Figure(P95)),
        _over_http,
    ),
)
