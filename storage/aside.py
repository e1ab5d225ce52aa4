"""What takes the processor for long does not run on the event loop."""

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

T = TypeVar("T")
P = ParamSpec("P")


async def aside(work: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
    """What `work` returns, in another thread if this one has the event loop; on SQLite a unit has left it already."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return work(*arguments, **named)
    return await asyncio.to_thread(work, *arguments, **named)
