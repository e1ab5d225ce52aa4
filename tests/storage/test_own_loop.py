"""The event loop of PostgreSQL's own: what is handed to it comes to its end, whatever happens around it."""

import asyncio
import threading
from collections.abc import AsyncIterator

import pytest
import structlog

from storage.own_loop import OwnLoop


async def _nothing() -> None:
    pass


@pytest.fixture
async def own() -> AsyncIterator[OwnLoop]:
    own = OwnLoop()
    yield own
    await own.close(_nothing)


async def _thread_name() -> str:
    return threading.current_thread().name


async def test_work_handed_over_while_the_loop_is_closed_comes_to_its_end(own: OwnLoop) -> None:
    await own.do(_nothing)
    late: list[asyncio.Task[str]] = []
    loop = asyncio.get_running_loop()

    async def slow() -> str:
        await asyncio.sleep(0.01)
        return await asyncio.to_thread(threading.get_ident) and "done"

    async def last() -> None:
        if not late:
            handed, work = threading.Event(), own.do(slow)
            loop.call_soon_threadsafe(lambda: (late.append(asyncio.create_task(work)), loop.call_soon(handed.set)))
            await asyncio.to_thread(handed.wait)

    await own.close(last)
    async with asyncio.timeout(5):
        assert await late[0] == "done"


async def test_a_loop_that_was_closed_begins_again(own: OwnLoop) -> None:
    assert await own.do(_thread_name) == "database"
    await own.close(_nothing)
    assert await own.do(_thread_name) == "database"


async def test_work_that_asks_the_process_to_exit_ends_no_work_of_others(own: OwnLoop) -> None:
    async def leave() -> None:
        raise SystemExit(3)

    async with asyncio.timeout(5):
        with pytest.raises(SystemExit):
            await own.do(leave)
        assert await own.do(_thread_name) == "database"


async def test_lines_that_work_logs_tell_the_call_that_they_are_of(own: OwnLoop) -> None:
    async def told() -> object:
        return structlog.contextvars.get_contextvars()["request"]

    with structlog.contextvars.bound_contextvars(request="one"):
        assert await own.do(told) == "one"


async def test_work_whose_caller_is_cancelled_is_cancelled_and_has_ended_once_the_loop_is_closed(own: OwnLoop) -> None:
    loop, begun, ended = asyncio.get_running_loop(), asyncio.Event(), threading.Event()

    async def endless() -> None:
        loop.call_soon_threadsafe(begun.set)
        try:
            await asyncio.sleep(60)
        finally:
            ended.set()

    running = asyncio.create_task(own.do(endless))
    await begun.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    await own.close(_nothing)
    assert ended.is_set()
