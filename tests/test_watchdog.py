"""The watch over the event loop, which every test of the core keeps."""

import asyncio
import gc
import socket
import time
from collections.abc import Callable
from datetime import datetime
from time import thread_time

import pytest

from bot.feature import Context
from bot.interface.card import Card
from bot.interface.command import Commands
from bot.wiring.core import open_core
from tests.blocking_waits import under_watch, waits_heard
from tests.watchdog import MOST_SECONDS, hold_the_loop, loop_kept_free
from tests.world import MONDAY, Clock, Noticeboard, World


def _slow_clock() -> datetime:
    hold_the_loop()
    return MONDAY


async def test_a_beat_that_holds_the_loop_is_told(database: str, board: Noticeboard) -> None:
    async with open_core(database, _slow_clock, {"test": board}) as core:
        with pytest.raises(AssertionError, match=r"held the event loop: Core\.queue: \d+ ms"), loop_kept_free():
            await core.queue()


async def test_a_delivery_that_holds_the_loop_in_a_task_of_its_own_is_told(database: str, board: Noticeboard) -> None:
    async with open_core(database, _slow_clock, {"test": board}) as core:
        with pytest.raises(AssertionError, match=r"_deliver_platform: \d+ ms"), loop_kept_free():
            await core.deliver()


def _littered_clock() -> datetime:
    litter = [[number] for number in range(20_000)]
    end = thread_time() + 2 * MOST_SECONDS
    while thread_time() < end:
        gc.collect()
    del litter
    return MONDAY


async def test_the_garbage_of_earlier_tests_is_not_held_against_a_beat(database: str, board: Noticeboard) -> None:
    async with open_core(database, _littered_clock, {"test": board}) as core:
        with loop_kept_free():
            await core.queue()


def _sleepy_clock() -> datetime:
    time.sleep(0)
    return MONDAY


async def test_a_beat_that_sleeps_in_place_is_told(database: str, board: Noticeboard) -> None:
    async with open_core(database, _sleepy_clock, {"test": board}) as core:
        with (
            pytest.raises(AssertionError, match=r"waited in place: time\.sleep in tests/test_watchdog\.py:\d+"),
            loop_kept_free(),
        ):
            await core.queue()


def _connect() -> None:
    with pytest.raises(ConnectionRefusedError), socket.socket() as waiting:
        waiting.connect(("127.0.0.1", 1))


@pytest.mark.parametrize("wait", [_sleepy_clock, _connect])
async def test_a_handler_that_waits_in_place_is_told_though_its_thread_is_the_database_s(
    database: str, clock: Clock, board: Noticeboard, wait: Callable[[], object]
) -> None:
    async def handler(_context: Context) -> Card:
        wait()
        return Card("", ())

    async with open_core(database, clock, {"test": board}) as core:
        core.dispatch.commands = Commands()
        core.dispatch.commands.add("wait", "Waits.")(handler)
        with pytest.raises(AssertionError, match=r"waited in place: .* in tests/test_watchdog\.py:\d+"), loop_kept_free():
            await World(core, clock, board).caller("ann")("wait")


async def test_what_a_thread_of_its_own_waits_for_is_not_told() -> None:
    with waits_heard() as waits:
        token = under_watch.set(True)
        await asyncio.to_thread(_sleepy_clock)
        assert waits == []
        _sleepy_clock()
        under_watch.reset(token)
    assert len(waits) == 1
