"""The bot on this machine alone: the playground, and lines typed on the command line. Tokens and DATABASE_URL play no part."""

from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from adapters.clock import present
from adapters.playground.chat import PlaygroundSender, Room
from adapters.playground.persona import Persona
from adapters.playground.playground import Playground
from adapters.web.app import serve
from bot.app.dispatch import Dispatcher
from bot.app.refused import refusal_card
from bot.demo import BEFORE, CHANNEL, CHANNELS, MEMBER, MODERATOR, PLATFORM, SPACE, Demo, DemoClock, evening, guides
from bot.errors import Refusal
from bot.interface.call import Call, Place, Request
from bot.interface.card import Answer
from bot.interface.typed import Mistyped, read
from bot.wiring.core import Core, open_core, prepare_database
from bot.wiring.operator_errors import check_port, writing_to
from bot.wiring.platforms import told_to_stop
from bot.wiring.sandbox import sandbox_if_installed


@asynccontextmanager
async def playground(
    clock: DemoClock, folder: Path, tell: Callable[[int], None] = lambda day: None
) -> AsyncGenerator[tuple[Playground, Core]]:
    """The playground over a fresh database in `folder`, its story told up to `clock`'s present. `tell` hears each day of it."""
    database = f"sqlite:///{folder / 'demo.db'}"
    chat = PlaygroundSender(clock, [Room(name, name, topic) for name, topic in CHANNELS])
    await prepare_database(database, clock)
    with sandbox_if_installed() as sandbox:
        async with open_core(database, clock, {PLATFORM: chat}, sandbox) as core:
            story = await _told(clock, core, tell)
            await core.warm()
            for person, card in guides():
                chat.greet(person.id, CHANNEL, card)
            personas = [Persona(p.id, p.name, p.administrator, zone=p.zone) for p in (MEMBER, MODERATOR)]
            yield Playground(core.dispatch, chat, personas, story.advance), core


async def demo(port: int, tell: Callable[[int], None], announce: Callable[[str], None]) -> None:
    """Serve the playground until the process is told to stop. `tell` hears each day of its story, `announce` gets its address."""
    stopped = told_to_stop()
    check_port("127.0.0.1", port, "name another with --port.")
    async with AsyncExitStack() as stack:
        with writing_to("The folder for temporary files", "name another with TMPDIR."):
            folder = Path(stack.enter_context(TemporaryDirectory()))
            page, _ = await stack.enter_async_context(playground(DemoClock(evening(present())), folder, tell))
        served = await stack.enter_async_context(serve(page.app(), "127.0.0.1", port))
        announce(f"http://127.0.0.1:{served}")
        await stopped.wait()


async def say(folder: Path, line: str, persona: Literal["member", "moderator"]) -> Answer:
    """The answer to one typed line in the local community.

    It lives in a database of its own in `folder`, for a day: then it is made anew, so that its cohort is in its third week.
    """
    clock = DemoClock(present())
    path = folder / f"local-{clock():%Y-%m-%d}.db"
    chat = PlaygroundSender(clock, [Room(name, name, topic) for name, topic in CHANNELS])
    with sandbox_if_installed() as sandbox, writing_to(f"DATA_DIR: {folder}", "choose another."):
        database, fresh = f"sqlite:///{path}", _make_room(path)
        if fresh:
            await prepare_database(database, clock)
        async with open_core(database, clock, {PLATFORM: chat}, sandbox) as core:
            if fresh:
                await _told(clock, core)
            return await _typed(core.dispatch, line, persona, clock)


def _make_room(path: Path) -> bool:
    """Whether there is no database at `path` yet; then those of earlier days are removed."""
    if path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    for file in path.parent.glob("local-*.db*"):
        file.unlink()
    return True


async def _told(clock: DemoClock, core: Core, tell: Callable[[int], None] = lambda day: None) -> Demo:
    """Go back to where the story begins and tell it up to now; `tell` hears each day."""
    clock.move_to(clock() - BEFORE)

    async def beat() -> None:
        await core.queue()
        await core.deliver()

    story = Demo(clock, core.dispatch, core.system, beat)
    await story.tell(tell)
    return story


async def _typed(dispatch: Dispatcher, line: str, persona: str, clock: DemoClock) -> Answer:
    person = MODERATOR if persona == "moderator" else MEMBER
    place = Place(PLATFORM, SPACE, CHANNEL)

    def request(call: Call) -> Request:
        return Request(f"say-{clock().isoformat()}", call, person.actor, place, "command", clock(), opens_forms=False)

    try:
        return await dispatch(request(read(line, dispatch.commands)))
    except Mistyped as mistyped:
        return await dispatch.refuse(request(mistyped.call), mistyped)
    except Refusal as refusal:
        return refusal_card(refusal)
