"""The beats of a running process."""

import asyncio
from datetime import timedelta

from structlog.testing import capture_logs

from adapters.clock import beating, present


class Beat:
    """Counts its calls, and can be held up or fail."""

    def __init__(self, *, held: bool = False, fails: bool = False) -> None:
        self.called = asyncio.Semaphore(0)
        self.count = 0
        self.finished = 0
        self.go_on = asyncio.Event()
        self._fails = fails
        if not held:
            self.go_on.set()

    async def __call__(self) -> None:
        self.count += 1
        self.called.release()
        await self.go_on.wait()
        if self._fails:
            raise RuntimeError("this beat fails")
        self.finished += 1


async def test_a_beat_comes_at_once_and_again() -> None:
    beat = Beat()
    async with asyncio.timeout(5), beating({"beat": (0.05, beat)}):
        await beat.called.acquire()
        await beat.called.acquire()


async def test_a_beat_that_fails_stops_neither_itself_nor_others() -> None:
    failing, other = Beat(fails=True), Beat()
    async with asyncio.timeout(5), beating({"failing": (0.05, failing), "other": (0.05, other)}):
        for beat in (failing, failing, other, other):
            await beat.called.acquire()


async def test_a_slow_beat_is_not_doubled_and_may_finish_when_the_process_stops() -> None:
    slow, quick = Beat(held=True), Beat()
    async with asyncio.timeout(5):
        async with beating({"slow": (0.05, slow), "quick": (0.05, quick)}):
            for _ in range(4):
                await quick.called.acquire()
            asyncio.get_running_loop().call_later(0.05, slow.go_on.set)
        assert (slow.count, slow.finished) == (1, 1)


async def test_beats_go_on_once_a_clock_that_was_a_day_ahead_is_put_right() -> None:
    ahead, beat = timedelta(days=1), Beat()
    async with asyncio.timeout(5), beating({"beat": (0.05, beat)}, lambda: present() + ahead):
        await asyncio.sleep(0.2)
        assert beat.count == 0, "it waits for a time that is a day away"
        ahead = timedelta()
        await beat.called.acquire()


async def test_each_kind_of_failure_of_a_beat_is_logged_once_also_inside_of_a_group() -> None:
    faults, over = [ValueError(), ValueError(), KeyError()], asyncio.Event()

    async def beat() -> None:
        if not faults:
            over.set()
            return
        raise ExceptionGroup("several", [faults.pop(0)])

    with capture_logs() as logged:
        async with asyncio.timeout(5), beating({"beat": (0.05, beat)}):
            await over.wait()
    assert [line["reason"] for line in logged if line["event"] == "a beat fails"] == ["ValueError", "KeyError"]
