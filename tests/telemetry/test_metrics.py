"""The numbers of a process tell what it did and what waits, as somebody reads them who watches over it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import closing

import pytest
from aiohttp import ClientSession, web
from prometheus_client.parser import text_string_to_metric_families

from adapters.clock import beating
from adapters.outgoing import told_requests
from adapters.sandbox.pool import MOST_OF_SPACE, MontySandbox
from adapters.telemetry.exposed import Exposed
from adapters.telemetry.metrics import Metrics
from adapters.web.app import numbers_app, serve
from bot.app.turns import Turns
from bot.errors import Hindrance, RetryLater, Undeliverable
from bot.interface.call import Call
from bot.ports.unit import Unavailable
from bot.telemetry import observing
from storage.health import Health
from tests.attacks import SOLUTION
from tests.spread_challenge import verdict
from tests.world import World

Numbers = Callable[[], Awaitable[Mapping[str, float]]]
"""Reads them over HTTP: by name and labels, as `cairn_ready` or `cairn_lookups_total outcome=done`."""


@pytest.fixture
def hindrance() -> list[str]:
    """Why the process is not ready, if it is not."""
    return []


@pytest.fixture
async def numbers(world: World, hindrance: list[str], monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Numbers]:
    monkeypatch.setattr("adapters.telemetry.exposed.AT_MOST_EVERY_SECONDS", 0)
    metrics = Metrics()

    async def why() -> str:
        return "".join(hindrance)

    app = numbers_app(hindrance=why, numbers=Exposed(metrics, world.core.system, world.clock, why).text)

    async def read() -> Mapping[str, float]:
        async with ClientSession(f"http://127.0.0.1:{port}") as session, session.get("/metrics") as answer:
            families = list(text_string_to_metric_families(await answer.text()))
        return {
            " ".join([sample.name, *(f"{name}={value}" for name, value in sorted(sample.labels.items()))]): sample.value
            for family in families
            for sample in family.samples
            if sample.name.startswith("cairn_")
        }

    async with serve(app, "127.0.0.1", 0) as port:
        with observing(metrics):
            yield read


async def test_commands_are_counted_by_what_became_of_them(world: World, cohort: str, numbers: Numbers) -> None:
    ann = world.caller("ann")
    await ann.card("cohort join", cohort=cohort)
    await ann.form("checkin")
    await ann.card("manage status")
    await ann.card("nothing of ours", secret="Alohomora")
    await ann.card("find", query="gradient descent")
    await ann.card("find", query="Alohomora zzz")
    await world.core.dispatch.suggest(ann.request(Call("find", {"query": ""})), "query", "grad")
    read = await numbers()
    for command, outcome in {"cohort join": "done", "checkin": "form", "manage status": "refused", "unknown": "refused"}.items():
        assert read[f"cairn_commands_total command={command} outcome={outcome} platform=test"] == 1
    assert read["cairn_command_duration_seconds_count command=cohort join"] == 1
    assert read["cairn_command_duration_seconds_bucket command=cohort join le=10.0"] == 1
    assert (read["cairn_lookups_total outcome=done"], read["cairn_lookups_total outcome=unanswered"]) == (1, 1)
    assert read["cairn_suggestion_duration_seconds_count"] == 1
    assert read["cairn_unit_duration_seconds_count"] >= 6
    assert "Alohomora" not in str(read)
    assert not any("space-1" in name for name in read)


async def test_a_fault_and_an_outage_count_as_such(world: World, numbers: Numbers, monkeypatch: pytest.MonkeyPatch) -> None:
    ann = world.caller("ann")
    for raised in (LookupError("a fault"), Unavailable("its disk is full")):

        async def fails(*_: object, raised: Exception = raised, **__: object) -> None:
            raise raised

        monkeypatch.setattr(Turns, "admit", fails)
        await ann("progress")
    read = await numbers()
    for outcome in ("failed", "unavailable"):
        assert read[f"cairn_commands_total command=progress outcome={outcome} platform=test"] == 1


async def test_posts_are_counted_by_what_became_of_them_and_by_how_long_they_wait(
    world: World, cohort: str, numbers: Numbers
) -> None:
    await world.core.queue()
    world.clock.advance(minutes=10)
    waiting = (await numbers())["cairn_posts_waiting platform=test state=due"]
    assert waiting >= 2
    assert (await numbers())["cairn_oldest_post_age_seconds platform=test state=due"] >= 600
    for fault in (RetryLater(1), OSError("the line broke"), Undeliverable(Hindrance.LACKS_PERMISSION)):
        world.board.fault = fault
        await world.core.deliver()
        world.clock.advance(minutes=5)
    read = await numbers()
    for outcome in ("deferred", "unknown", "refused"):
        assert read[f"cairn_sends_total action=send outcome={outcome} platform=test"] >= 1
    assert read["cairn_sends_total action=find outcome=done platform=test"] >= 1
    assert read["cairn_posts_waiting platform=test state=held"] >= 1
    world.board.fault = None
    world.clock.advance(hours=2)
    await world.tick()
    read = await numbers()
    assert read["cairn_sends_total action=send outcome=done platform=test"] >= waiting
    assert not [name for name in read if name.startswith("cairn_posts_waiting")]
    assert read["cairn_dues_waiting"] == read["cairn_due_lag_seconds"] == 0


async def test_a_routine_that_is_late_shows_by_how_much(world: World, cohort: str, numbers: Numbers) -> None:
    await world.tick()
    world.clock.advance(days=1)
    read = await numbers()
    assert read["cairn_dues_waiting"] >= 1
    assert 3600 <= read["cairn_due_lag_seconds"] <= 24 * 3600


async def test_whether_the_process_is_ready_is_one_of_the_numbers(numbers: Numbers, hindrance: list[str]) -> None:
    assert (await numbers())["cairn_ready"] == 1
    hindrance.append("a platform cannot be heard")
    assert (await numbers())["cairn_ready"] == 0


async def test_numbers_are_told_while_the_database_is_away(
    world: World, numbers: Numbers, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> None:
        raise Unavailable("it does not answer")

    before = (await numbers())["cairn_backlog_read_timestamp_seconds"]
    world.clock.advance(hours=1)
    monkeypatch.setattr(type(world.core.system), "backlog", away)
    assert (await numbers())["cairn_backlog_read_timestamp_seconds"] == before


async def test_what_a_platform_answers_is_counted_without_its_address(numbers: Numbers) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=int(request.match_info["status"]))

    app = web.Application()
    app.router.add_get("/{status}", answer)
    async with serve(app, "127.0.0.1", 0) as port, ClientSession(trace_configs=[told_requests("test")]) as session:
        for status in (200, 429, 404, 503):
            async with session.get(f"http://127.0.0.1:{port}/{status}"):
                pass
    async with ClientSession(trace_configs=[told_requests("test")]) as session:
        with pytest.raises(OSError, match="connect"):
            await session.get(f"http://127.0.0.1:{port}/200")
    read = await numbers()
    for outcome in ("done", "rate limited", "refused", "unavailable", "failed"):
        assert read[f"cairn_platform_requests_total outcome={outcome} platform=test"] == 1
    assert read["cairn_platform_request_duration_seconds_count platform=test"] == 5


async def test_members_code_is_counted_by_whether_it_ran_or_there_was_no_room(numbers: Numbers) -> None:
    with closing(MontySandbox()) as sandbox:
        runs = (verdict(sandbox, SOLUTION) for _ in range(MOST_OF_SPACE + 1))
        verdicts = await asyncio.gather(*runs, return_exceptions=True)
    assert [each for each in verdicts if isinstance(each, str)] == ["right"] * MOST_OF_SPACE
    read = await numbers()
    assert (read["cairn_code_runs_total outcome=done"], read["cairn_code_runs_total outcome=busy"]) == (MOST_OF_SPACE, 1)
    assert read["cairn_code_run_duration_seconds_count"] == MOST_OF_SPACE + 1


async def test_beats_are_counted_by_what_became_of_them(numbers: Numbers) -> None:
    async def works() -> None:
        pass

    async def fails() -> None:
        raise LookupError

    async def is_away() -> None:
        with Health().watching():
            raise Unavailable("it does not answer")

    async def counted() -> set[str]:
        return {name for name, value in (await numbers()).items() if name.startswith("cairn_beats_total") and value == 1}

    expected = {
        f"cairn_beats_total beat={beat} outcome={outcome}"
        for beat, outcome in (("works", "done"), ("fails", "failed"), ("is away", "unavailable"))
    }
    async with beating({"works": (3600, works), "fails": (3600, fails), "is away": (3600, is_away)}):
        while await counted() != expected:
            pass
