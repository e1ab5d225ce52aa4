"""An event loop in a thread of its own."""

import asyncio
from collections.abc import Callable, Coroutine
from threading import Thread
from typing import Any, ParamSpec, TypeVar

T = TypeVar("T")
P = ParamSpec("P")


class OwnLoop:
    """It begins with the first work, and again with the first after it was closed."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: Thread | None = None

    async def do(self, work: Callable[P, Coroutine[Any, Any, T]], *arguments: P.args, **named: P.kwargs) -> T:
        """What work returns there, with the caller's context variables; if the caller is cancelled, it is too."""
        loop = self._loop or self._begun()
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work(*arguments, **named), loop))

    async def close(self, last: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Once all work has come to its end, and this last one; none is done if there never was any."""
        loop, thread = self._loop, self._thread
        if loop is None or thread is None:
            return
        await self.do(_ended, last)
        self._loop = self._thread = None
        rest = asyncio.run_coroutine_threadsafe(_ended(last), loop)  # what was handed over meanwhile
        rest.add_done_callback(lambda _: loop.call_soon_threadsafe(loop.stop))
        thread.join()

    def _begun(self) -> asyncio.AbstractEventLoop:
        loop = self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=_run, args=(loop,), name="database", daemon=True)  # who is never closed holds up no exit
        self._thread.start()
        return loop


def _run(loop: asyncio.AbstractEventLoop) -> None:
    asked_to_exit = True
    while asked_to_exit:
        try:
            loop.run_forever()
            asked_to_exit = False
        except (KeyboardInterrupt, SystemExit):  # which whoever waits for that work gets, as every other error
            pass
    loop.run_until_complete(loop.shutdown_default_executor())
    loop.close()


async def _ended(last: Callable[[], Coroutine[Any, Any, None]]) -> None:
    while others := asyncio.all_tasks() - {asyncio.current_task()}:
        await asyncio.gather(*others, return_exceptions=True)
    await last()
