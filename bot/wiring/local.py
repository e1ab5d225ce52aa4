"""The bot on this machine alone: the playground, and lines typed on the command line. Tokens and DATABASE_URL play no part."""

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from hashlib import blake2b
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import Literal

from adapters.clock import present
from adapters.playground.chat import Person, PlaygroundSender, Room
from adapters.playground.persona import Persona
from adapters.playground.playground import Playground
from bot.app.dispatch import Dispatcher
from bot.app.refused import refusal_card
from bot.config import MisconfiguredError
from bot.demo import Demo, DemoClock, evening, guides
from bot.domain.roadmap import Roadmap
from bot.domain.site import NOWHERE, Site
from bot.errors import Refusal
from bot.interface.call import Call, Place, Request
from bot.interface.card import Answer
from bot.interface.typed import Mistyped, read
from bot.ports.sandbox import Sandbox
from bot.story import CHANNEL, EVERYBODY, MEMBER, MODERATOR, PLATFORM, SPACE, STARTERS, Story, story_of
from bot.wiring.core import PACK, Core, open_core, prepare_database
from bot.wiring.operator_errors import check_port, loading_content, served, writing_to
from bot.wiring.printer import printer_if_installed
from bot.wiring.sandbox import sandbox_if_installed
from bot.wiring.site import let_in
from bot.wiring.stopping import told_to_stop
from content.loader import load_pack
from storage.bodies import read_item
from storage.revision import newest

OTHER_PORT = "name another with --port."


@asynccontextmanager
async def playground(
    clock: DemoClock,
    folder: Path,
    packs: Sequence[Path] = (PACK,),
    tell: Callable[[int], None] = lambda day: None,
    site: Site = NOWHERE,
    *,
    slows: bool = True,
) -> AsyncGenerator[tuple[Playground, Core]]:
    """The playground over a fresh database in `folder`, with these packs and its story told up to `clock`'s present. `tell` hears
    each day of it; `site` is where it is going to be reached; `slows`: whoever calls too often is slowed down.

    Raises MisconfiguredError if a pack cannot be loaded, or none has a roadmap to walk.
    """
    database, told = f"sqlite:///{folder / 'demo.db'}", _story(packs)
    chat = _chat(clock, told)
    with loading_content():
        await prepare_database(database, clock, packs)
    with sandbox_if_installed() as sandbox, printer_if_installed() as printer:
        async with open_core(database, clock, {PLATFORM: chat}, sandbox, site=site, printer=printer, slows=slows) as core:
            story = await _told(told, clock, core, tell)
            await core.warm()
            for person, card in guides(told):
                chat.greet(person.id, CHANNEL, card)
            personas = [Persona(p.id, p.name, p.administrator, zone=p.zone) for p in (MEMBER, MODERATOR)]
            yield Playground(core.dispatch, chat, personas, story.advance), core


async def demo(port: int, packs: Sequence[Path], tell: Callable[[int], None], announce: Callable[[str], None]) -> None:
    """Serve the playground until the process is told to stop. `tell` hears each day of its story, `announce` gets its address."""
    stopped = told_to_stop()
    check_port("127.0.0.1", port, OTHER_PORT)
    async with AsyncExitStack() as stack:
        with writing_to("The folder for temporary files", "name another with TMPDIR."):
            folder = Path(stack.enter_context(TemporaryDirectory()))
            site = Site(f"http://127.0.0.1:{port}", signs_in=True) if port else NOWHERE
            page, core = await stack.enter_async_context(playground(DemoClock(evening(present())), folder, packs, tell, site))
        app = page.app()
        if site.signs_in:
            let_in(app, core.visits, site, token_hex())
        listening = await stack.enter_async_context(served(app, "127.0.0.1", port, OTHER_PORT))
        announce(f"http://127.0.0.1:{listening}")
        await stopped.wait()


async def say(folder: Path, line: str, persona: Literal["member", "moderator"], packs: Sequence[Path]) -> Answer:
    """The answer to one typed line in the local community, which knows these packs.

    It lives in a database of its own in `folder`, for a day and as long as the packs and the tables stay as they are: then it is
    made anew, so that its cohort is in its third week.

    Raises MisconfiguredError if a pack cannot be loaded, or none has a roadmap to walk.
    """
    clock, told = DemoClock(present()), _story(packs)
    path = folder / f"local-{clock():%Y-%m-%d}-{_digest(packs)}-{newest()}.db"
    with sandbox_if_installed() as sandbox, writing_to(f"DATA_DIR: {folder}", "choose another."):
        if not path.exists():
            await _make(path, clock, told, packs, sandbox)
        async with open_core(f"sqlite:///{path}", clock, {PLATFORM: _chat(clock, told)}, sandbox) as core:
            return await _typed(core.dispatch, line, persona, clock)


async def _make(path: Path, clock: DemoClock, told: Story, packs: Sequence[Path], sandbox: Sandbox | None) -> None:
    """Make a local community beside its place and put it there once it is whole, so that nobody meets half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=path.parent) as temporary:
        making = Path(temporary) / path.name
        database = f"sqlite:///{making}"
        with loading_content():
            await prepare_database(database, clock, packs)
        async with open_core(database, clock, {PLATFORM: _chat(clock, told)}, sandbox) as core:
            await _told(told, clock, core)
        for earlier in path.parent.glob("local-*.db*"):
            earlier.unlink(missing_ok=True)
        making.replace(path)


def _story(packs: Sequence[Path]) -> Story:
    """The story of the pack that ships, or of the first roadmap of others."""
    if PACK in packs:
        return STARTERS
    with loading_content():
        items = [read_item(item.kind, item.body) for folder in packs for item in load_pack(folder).items]
    roadmap = next((item for item in items if isinstance(item, Roadmap) and item.status == "active"), None)
    if roadmap is None:
        raise MisconfiguredError(f"{', '.join(map(str, packs))}: add a roadmap; the cohort of the demo walks one.")
    return story_of(roadmap.id.partition(".")[2], roadmap.title, len(roadmap.weeks))


def _chat(clock: DemoClock, story: Story) -> PlaygroundSender:
    rooms = [Room(name, name, topic) for name, topic in story.channels]
    return PlaygroundSender(clock, rooms, [Person(person.id, person.name) for person in EVERYBODY])


def _digest(packs: Sequence[Path]) -> str:
    """What differs as soon as a file of the packs does."""
    digest = blake2b(digest_size=8)
    for file in (file for folder in packs for file in sorted(folder.rglob("*.yaml"))):
        digest.update(str(file).encode() + file.read_bytes())
    return digest.hexdigest()


async def _told(told: Story, clock: DemoClock, core: Core, tell: Callable[[int], None] = lambda day: None) -> Demo:
    """Go back to where the story begins and tell it up to now; `tell` hears each day."""
    clock.move_to(clock() - told.before)

    async def beat() -> None:
        await core.queue()
        await core.deliver()

    story = Demo(told, clock, core.dispatch, core.system, beat)
    await story.tell(tell)
    return story


async def _typed(dispatch: Dispatcher, line: str, persona: str, clock: DemoClock) -> Answer:
    person = MODERATOR if persona == "moderator" else MEMBER
    place = Place(PLATFORM, SPACE, CHANNEL)

    def request(call: Call) -> Request:
        return Request(
            f"say-{clock().isoformat()}", call, person.actor, place, "command", clock(), opens_forms=False, takes_files=False
        )

    try:
        return await dispatch(request(read(line, dispatch.commands)))
    except Mistyped as mistyped:
        return await dispatch.refuse(request(mistyped.call), mistyped)
    except Refusal as refusal:
        return refusal_card(refusal)
