"""The watch over the event loop, which every test of the core keeps."""

import gc
from datetime import datetime
from time import thread_time

import pytest

from bot.wiring.core import open_core
from tests.watchdog import MOST_SECONDS, hold_the_loop, loop_kept_free
from tests.world import MONDAY, Noticeboard


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
