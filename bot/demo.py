"""The demo: a community with a cohort in its third week, made by calling the core as people would, and a movable clock."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from time import monotonic

from bot.app.dispatch import Dispatcher
from bot.interface.call import Actor, Call, Place, Request, RequestKind
from bot.interface.card import Answer, Buttons, Card
from bot.ports.outbox import System

PLATFORM = "playground"
SPACE = "demo"
CHANNEL = "study-hall"
LOG_CHANNEL = "moderators"
CHANNELS = ((CHANNEL, "ML starters: week by week to a first model"), (LOG_CHANNEL, "What moderators should know"))
ZONE = "Europe/Berlin"
BEFORE = timedelta(days=17)
"""How long ago the demo's story begins; the cohort begins a day later, so today is in its third week."""


@dataclass(frozen=True, slots=True)
class DemoPerson:
    id: str
    name: str
    zone: str = ZONE
    administrator: bool = False

    @property
    def actor(self) -> Actor:
        return Actor(PLATFORM, self.id, self.name, "en", self.zone, self.administrator)


MEMBER = DemoPerson("maya", "Maya")
MODERATOR = DemoPerson("omar", "Omar", administrator=True)
LENA, TOM, AIKO, DIEGO = (
    DemoPerson("lena", "Lena"),
    DemoPerson("tom", "Tom", "Europe/London"),
    DemoPerson("aiko", "Aiko", "Asia/Tokyo"),
    DemoPerson("diego", "Diego", "America/Mexico_City"),
)
VISIBLE = (MEMBER, LENA, TOM, AIKO)

CHECKINS: tuple[tuple[int, DemoPerson, dict[str, str]], ...] = (
    (1, MEMBER, {"did": "Wrote my one-page plan: eight hours a week, evenings.", "share": "yes"}),
    (1, LENA, {"did": "Picked a first project: predict bike rentals.", "next": "Find the data.", "share": "yes"}),
    (2, TOM, {"did": "Read two chapters and made flash cards."}),
    (4, MEMBER, {"did": "Compared three project ideas.", "share": "yes"}),
    (5, AIKO, {"did": "Talked to an engineer about her week at work.", "share": "yes"}),
    (8, MEMBER, {"did": "Three small functions, each with a test.", "next": "Push them to GitHub.", "share": "yes"}),
    (8, DIEGO, {"did": "Installed Python twice.", "blocker": "Two versions get in each other's way.", "share": "yes"}),
    (9, LENA, {"did": "List comprehensions click now."}),
    (11, MEMBER, {"did": "Pushed the repository, README and all.", "share": "yes"}),
    (14, MEMBER, {"did": "Started with big-O; drew the growth curves.", "share": "yes"}),
    (15, TOM, {"did": "Hash maps by hand.", "next": "Heaps.", "share": "yes"}),
    (15, MEMBER, {"did": "Solved my first array problem in one pass.", "share": "yes"}),
    (16, MEMBER, {"did": "Timed it on a million numbers.", "next": "Write the cost down.", "share": "yes"}),
)
"""(day of the story, who, what)"""

FINISHED: tuple[tuple[int, DemoPerson, int], ...] = (
    (6, MEMBER, 1), (6, LENA, 1), (7, AIKO, 1), (7, TOM, 1), (13, MEMBER, 2), (13, LENA, 2), (14, TOM, 2),
)  # fmt: skip
"""(day of the story, who, which week)"""


class DemoClock:
    """The present of the demo: it runs like any clock, and can be moved."""

    def __init__(self, at: datetime) -> None:
        self.move_to(at)

    def __call__(self) -> datetime:
        return self._at + timedelta(seconds=monotonic() - self._since)

    def move_to(self, at: datetime) -> None:
        self._at = at
        self._since = monotonic()


class Demo:
    """Tells the story, and moves the clock. `beat` queues what is due and delivers it."""

    def __init__(self, clock: DemoClock, dispatch: Dispatcher, system: System, beat: Callable[[], Awaitable[None]]) -> None:
        self._clock = clock
        self._dispatch = dispatch
        self._system = system
        self._beat = beat
        self._ids: Iterator[int] = count()

    async def advance(self, span: timedelta) -> None:
        """Move the clock through every instant at which something is due on the way."""
        await self.travel_to(self._clock() + span)

    async def travel_to(self, until: datetime) -> None:
        await self._beat()
        while (at := await self._system.next_instant()) is not None and at <= until:
            self._clock.move_to(max(at, self._clock()))
            await self._beat()
        self._clock.move_to(max(until, self._clock()))

    async def tell(self) -> None:
        """From the launch to today, in a community that was empty. Raises LookupError if a card lacks the button to press."""
        begun = self._clock()
        await self._launch(begun + timedelta(days=1))
        for day in range(BEFORE.days):
            await self.travel_to(begun + timedelta(days=day, hours=1))
            for when, person, values in CHECKINS:
                if when == day:
                    await self._make(person, Call("checkin", values), "submit")
            for when, person, week in FINISHED:
                if when == day:
                    await self._make(person, Call("milestone done", {"cohort": self._cohort, "week": str(week)}), "submit")
        await self.travel_to(begun + BEFORE)

    async def _launch(self, start: datetime) -> None:
        await self._make(MODERATOR, Call("manage settings", {"zone": ZONE, "log": LOG_CHANNEL}))
        values = {"name": "ML starters", "roadmap": "mle-full", "start": f"{start:%Y-%m-%d}", "channel": CHANNEL, "time": "9:00"}
        dry_run = await self._make(MODERATOR, Call("manage create", values), "submit")
        launched = await self._make(MODERATOR, _button(dry_run, "manage launch"), "press")
        self._cohort = _button(launched, "cohort info").values["cohort"]
        for person in (MEMBER, LENA, TOM, AIKO, DIEGO):
            await self._make(person, Call("cohort join", {"cohort": self._cohort}), "press")
        for person in VISIBLE:
            await self._make(person, Call("me settings", {"visibility": "cohort"}))

    async def _make(self, person: DemoPerson, call: Call, kind: RequestKind = "command") -> Answer:
        place = Place(PLATFORM, SPACE, CHANNEL, "Cairn demo")
        request = Request(f"story-{next(self._ids)}", call, person.actor, place, kind, self._clock())
        return await self._dispatch(request)


def _button(answer: Answer, path: str) -> Call:
    """The call of a card's button that leads to a command."""
    rows = [block for block in answer.blocks if isinstance(block, Buttons)] if isinstance(answer, Card) else []
    calls = [button.call for row in rows for button in row.buttons if button.call and button.call.path == path]
    if not calls:
        raise LookupError(f"the demo's story expects a button to {path} on: {answer}")
    return calls[0]
