"""The demo: a community with a cohort in its third week, made by calling the core as people would, and a movable clock."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime, time, timedelta
from itertools import count
from time import monotonic
from zoneinfo import ZoneInfo

from bot.app.dispatch import Dispatcher
from bot.interface.call import Call, Place, Request, RequestKind
from bot.interface.card import Answer, Button, Buttons, Card, Note, Text
from bot.ports.outbox import System
from bot.story import (
    AIKO,
    CHANNEL,
    DIEGO,
    FINISHED,
    FINISHING,
    HABITS,
    LENA,
    LOG_CHANNEL,
    MEMBER,
    MODERATOR,
    PLATFORM,
    SPACE,
    TOM,
    VISIBLE,
    ZONE,
    DemoPerson,
    Story,
)
from bot.text import Markup, t

LEAD = timedelta(minutes=30)
"""How long before the hour at which the story begins people act each day: those of today have just done so."""
EVENING = time(19, 30)
"""When the demo's day is looked at: the challenge and the check-in prompt have come, and there are hours left to answer."""


def guides(story: Story) -> tuple[tuple[DemoPerson, Card], ...]:
    """For each persona the card that its visitor sees first: who one is, and four things to press."""
    member = (
        Button(t("Check in"), Call("checkin"), "primary"),
        Button(t("This week's milestone"), Call("milestone")),
        Button(t("Today's challenge"), Call("challenge today")),
        Button(t("My progress"), Call("progress")),
    )
    moderator = (
        Button(t("What waits for me"), Call("content queue"), "primary"),
        Button(t("Change the cohort"), Call("manage edit")),
        Button(t("Add a resource"), Call("content add-resource")),
        Button(t("Plan a cohort"), Call("manage create")),
    )
    return (
        (MEMBER, _guide(t("You are {name}, in week {week}", name=MEMBER.name, week=(story.before.days - 1) // 7 + 1), member)),
        (MODERATOR, _guide(t("You are {name}, who looks after the cohort", name=MODERATOR.name), moderator)),
    )


def _guide(title: Markup, buttons: tuple[Button, ...]) -> Card:
    tour = t("Press one of these, or type `/`. Next day and Next week move the clock, and the others go on learning.")
    return Card(title, (Text(tour), Buttons(buttons), Note(t("Only you see the answers. The list of rooms says who you are."))))


def evening(now: datetime) -> datetime:
    """The evening of that day where the demo takes place."""
    return datetime.combine(now.astimezone(ZoneInfo(ZONE)), EVENING, ZoneInfo(ZONE)).astimezone(now.tzinfo)


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
    """Tells a story, and moves the clock. `beat` queues what is due and delivers it."""

    def __init__(
        self, story: Story, clock: DemoClock, dispatch: Dispatcher, system: System, beat: Callable[[], Awaitable[None]]
    ) -> None:
        self._story = story
        self._clock = clock
        self._dispatch = dispatch
        self._system = system
        self._beat = beat
        self._ids: Iterator[int] = count()
        self._begun = clock()
        self._day = 1

    async def tell(self, tell: Callable[[int], None]) -> None:
        """From the launch to today, in a community that was empty; `tell` hears each day. Raises LookupError if a card lacks the
        button to press."""
        await self._launch(self._begun + timedelta(days=1))
        for day in range(1, self._story.before.days + 1):
            await self._travel_to(self._begun + timedelta(days=day))
            tell(day)

    async def advance(self, span: timedelta) -> None:
        """Move the clock through every instant at which something is due on the way, and through what people do."""
        await self._travel_to(self._clock() + span)

    async def _travel_to(self, until: datetime) -> None:
        while (at := self._begun + timedelta(days=self._day) - LEAD) <= until:
            await self._wait_until(at)
            for person, call in self._acts(self._day):
                await self._make(person, call, "submit")
            self._day += 1
        await self._wait_until(until)

    async def _wait_until(self, until: datetime) -> None:
        while (at := await self._system.next_instant()) is not None and at <= until:
            self._clock.move_to(max(at, self._clock()))
            await self._beat()
        self._clock.move_to(max(until, self._clock()))

    def _acts(self, day: int) -> Iterator[tuple[DemoPerson, Call]]:
        """What people do on a day of the story, or on one after it."""
        yield from ((person, call) for when, person, call in self._story.acts if when == day)
        week, weekday = divmod(day - 1, 7)
        if day >= self._story.habits_from:
            for when, person, done in HABITS:
                if when == weekday:
                    yield person, Call("checkin", {"did": done[week % len(done)], "share": "yes"})
        if day > self._story.before.days:
            yield from ((person, self._finish(week + 1)) for when, person in FINISHING if when == weekday)
        else:
            yield from ((person, self._finish(number)) for when, person, number in FINISHED if when == day)

    def _finish(self, week: int) -> Call:
        return Call("milestone done", {"cohort": self._cohort, "week": str(week)})

    async def _launch(self, start: datetime) -> None:
        await self._make(MODERATOR, Call("manage settings", {"zone": ZONE, "log": LOG_CHANNEL}))
        values = {
            "name": self._story.cohort,
            "roadmap": self._story.roadmap,
            "start": f"{start:%Y-%m-%d}",
            "channel": CHANNEL,
            "time": "9:00",
        }
        dry_run = await self._make(MODERATOR, Call("manage create", values), "submit")
        launched = await self._make(MODERATOR, _button(dry_run, "manage launch"), "press")
        self._cohort = _button(launched, "cohort info").values["cohort"]
        for person in (MEMBER, LENA, TOM, AIKO, DIEGO):
            await self._make(person, Call("cohort join", {"cohort": self._cohort}), "press")
        for person in VISIBLE:
            await self._make(person, Call("me settings", {"visibility": "cohort"}))

    async def _make(self, person: DemoPerson, call: Call, kind: RequestKind = "command") -> Answer:
        place = Place(PLATFORM, SPACE, CHANNEL, "Cairn demo")
        request = Request(f"story-{next(self._ids)}", call, person.actor, place, kind, self._clock(), by_hand=False)
        return await self._dispatch(request)


def _button(answer: Answer, path: str) -> Call:
    """The call of a card's button that leads to a command."""
    rows = [block for block in answer.blocks if isinstance(block, Buttons)] if isinstance(answer, Card) else []
    calls = [button.call for row in rows for button in row.buttons if button.call and button.call.path == path]
    if not calls:
        raise LookupError(f"the demo's story expects a button to {path} on: {answer}")
    return calls[0]
