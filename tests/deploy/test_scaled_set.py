"""The parts of compose.scale.yaml, on two machines behind PgBouncer, Redis and HAProxy with the files of deploy/."""

import asyncio
from contextlib import ExitStack
from pathlib import Path

import pytest
from aiohttp import ClientSession, TCPConnector
from redis import Redis

from adapters.clock import present
from bot.domain.post import Post
from bot.interface.call import Actor
from bot.interface.card import Card
from bot.text import escape
from bot.wiring.core import open_core
from tests.deploy.scaled_set import Machine, around, honcho, missing_packages
from tests.slack import payloads
from tests.slack.fake import BOT_TOKEN, SlackFake, running
from tests.slack.signed import SECRET, body_of, send_signed
from tests.slack.workspace import TEAM
from tests.started import environment
from tests.transactions import opened

pytestmark = pytest.mark.slow
WAITING_SECONDS = 20
MISSING = missing_packages()


async def status_of(session: ClientSession, url: str) -> int:
    async with session.get(url) as response:
        return response.status


async def called(session: ClientSession, proxy: str, slack: SlackFake, name: str) -> None:
    """Somebody types a command in Slack, which arrives over HTTP and is answered there, or later if that takes long."""
    body, kind = body_of("slash_commands", payloads.command("help", slack.response_url(name), trigger=f"trigger-{name}"))
    status, answer = await send_signed(session, f"{proxy}/slack/events", body, kind)
    assert status == 200
    if not answer:
        await slack.until(lambda: name in dict(slack.followups))


async def queue(database: str, key: str) -> None:
    """A post for a channel of the workspace, in whose community somebody called already."""
    async with open_core(database, present, {}) as core:
        (community,) = await core.units.communities_of(Actor("slack", payloads.USER["id"], "Ann"))
        async with opened(core, community.id) as unit:
            post = Post(key=key, platform="slack", space=TEAM, channel="C1", card=Card(escape(key)), due_at=present())
            await unit.outbox.put(post)


@pytest.mark.skipif(bool(MISSING), reason=f"install Debian's {', '.join(MISSING)}")
async def test_two_machines_behind_a_proxy_answer_send_once_and_outlive_one_of_them(
    postgresql_database: str, tmp_path: Path
) -> None:
    async with running() as slack, ClientSession(connector=TCPConnector(force_close=True)) as session:
        with ExitStack() as stack:
            placed = stack.enter_context(around(postgresql_database))
            settings = {
                "DATABASE_URL": placed.database_url,
                "DATABASE_POOLER": "transaction",
                "SLACK_API_URL": slack.api,
                "SLACK_BOT_TOKEN": BOT_TOKEN,
                "SLACK_SIGNING_SECRET": SECRET,
                "REDIS_URL": placed.redis_url,
                "HOST": "127.0.0.1",
            }
            machines: list[Machine] = []
            for number, port in enumerate(placed.web_ports):
                line = honcho(tmp_path / f"Procfile.{number}", port, "web", "worker")
                machines.append(Machine.started(line, environment(tmp_path, **settings)))
                stack.callback(machines[-1].end)
            first, second = machines
            for machine in machines:
                await machine.until("roles=['web']", "roles=['worker']")
            await until_ready(session, placed.proxy)

            assert [await status_of(session, placed.proxy + path) for path in ("/metrics", "/healthz")] == [404, 404]
            await called(session, placed.proxy, slack, "before")
            await queue(postgresql_database, "said by one of two")
            await posted(slack, 1)
            assert asked_by_scripts(placed.redis_url)

            first.kill_part("web")
            for number in range(4):
                await called(session, placed.proxy, slack, f"after-{number}")
            await asyncio.to_thread(first.wait)  # honcho stops what stood beside the part that died
            assert await status_of(session, f"{placed.proxy}/readyz") == 200
            await queue(postgresql_database, "said by the other")
            await posted(slack, 2)

            ended = await asyncio.to_thread(second.stop)
    assert ended in (0, 143)
    assert "Traceback" not in second.text
    sent = list(map(str, slack.called("chat.postMessage")))
    assert [sum(text in one for one in sent) for text in ("said by one of two", "said by the other")] == [1, 1]


def asked_by_scripts(redis_url: str) -> bool:
    """Whether anybody asked Redis for a turn."""
    with Redis.from_url(redis_url) as redis:
        return "cmdstat_evalsha" in redis.info("commandstats")


async def posted(slack: SlackFake, count: int) -> None:
    """So many posts have been sent."""
    async with asyncio.timeout(WAITING_SECONDS), slack.changed:
        await slack.changed.wait_for(lambda: len(slack.called("chat.postMessage")) == count)


async def until_ready(session: ClientSession, proxy: str) -> None:
    """The proxy says so once it has found a web part that is."""
    async with asyncio.timeout(WAITING_SECONDS):
        while True:
            if await status_of(session, f"{proxy}/readyz") == 200:
                return
            await asyncio.sleep(0.05)
