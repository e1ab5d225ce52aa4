"""How a part of a process stops."""

import asyncio

import pytest

from bot.wiring.stopping import until


async def test_what_a_gateway_raises_because_it_is_closed_is_no_news() -> None:
    stopped, closed = asyncio.Event(), asyncio.Event()

    async def log_in() -> None:
        await closed.wait()
        raise RuntimeError("Session is closed")

    async def close() -> None:
        closed.set()

    stopped.set()
    await until(stopped, log_in, close)


async def test_what_a_gateway_raises_by_itself_ends_the_process() -> None:
    stopped = asyncio.Event()

    async def log_in() -> None:
        raise RuntimeError("refused")

    async def close() -> None:
        pass

    with pytest.raises(RuntimeError, match="refused"):
        await until(stopped, log_in, close)
    assert stopped.is_set()
