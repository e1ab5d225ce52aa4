"""The world of a test: a clock it sets itself, a platform that keeps what is sent, and people who call the real core."""

from datetime import UTC, datetime, timedelta
from itertools import count

from bot.domain.post import Delivery
from bot.errors import Reason
from bot.interface.call import Actor, Call, Place, Request
from bot.interface.card import Answer, Card, Form
from bot.interface.channel import ChannelKind, ChannelReport
from bot.wiring.core import Core
from tests.launched import launched_once

_IDS = count()

MONDAY = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


class Clock:
    """The present, moved by tests alone."""

    def __init__(self, now: datetime = MONDAY) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **span: float) -> None:
        self.now += timedelta(**span)


class Noticeboard:
    """A platform that keeps what is sent; faults are set by tests."""

    platform = "test"
    most_at_once = 200
    opens_threads = True

    def __init__(self) -> None:
        self.messages: dict[str, Delivery] = {}
        self.edits: list[Delivery] = []
        self.lacks: tuple[Reason, ...] = ()
        self.kind = ChannelKind.TEXT
        self.is_public = False
        self.fault: Exception | None = None
        self.lost_answer: Exception | None = None
        self.departed: set[str] = set()
        self.asked_about: list[str] = []

    async def send(self, delivery: Delivery) -> str:
        if self.fault:
            raise self.fault
        message = f"m{len(self.messages) + 1}"
        self.messages[message] = delivery
        if self.lost_answer:
            raise self.lost_answer
        return message

    async def find(self, delivery: Delivery) -> str | None:
        return next((message for message, sent in self.messages.items() if sent.mark == delivery.mark), None)

    async def edit(self, delivery: Delivery) -> None:
        if self.fault:
            raise self.fault
        self.edits.append(delivery)

    async def look_at(self, space: str, channel: str) -> ChannelReport:
        return ChannelReport(self.kind, self.lacks, self.is_public)

    async def is_there(self, space: str, account: str) -> bool:
        if self.fault:
            raise self.fault
        self.asked_about.append(account)
        return account not in self.departed

    def is_channel_id(self, text: str) -> bool:
        return text != "somewhere"

    def is_account_id(self, text: str) -> bool:
        return text != "somebody"

    def link(self, space: str, channel: str, message: str) -> str | None:
        return f"https://chat.example.org/{space}/{channel}/{message}"

    def posts(self, prefix: str = "") -> list[Delivery]:
        return [delivery for delivery in self.messages.values() if delivery.post.key.startswith(prefix)]


class Caller:
    """Somebody who types, presses and submits in a place of the test platform."""

    def __init__(
        self,
        core: Core,
        clock: Clock,
        name: str,
        *,
        administrator: bool,
        space: str | None,
        channel: str,
        zone: str | None,
        locale: str,
    ) -> None:
        self._core = core
        self._clock = clock
        self.actor = Actor("test", f"account-{name}", name, locale, zone, administrator)
        self.place = Place("test", space, channel, f"Space {space}")

    async def __call__(self, path: str, kind: str = "command", id: str | None = None, **values: str) -> Answer:
        return await self.make(Call(path, values), kind, id)

    async def make(self, call: Call, kind: str = "command", id: str | None = None) -> Answer:
        return await self._core.dispatch(self.request(call, kind, id))

    def request(self, call: Call, kind: str = "command", id: str | None = None) -> Request:
        return Request(
            id or f"request-{next(_IDS)}",
            call,
            self.actor,
            self.place,
            kind,
            self._clock(),  # pyright: ignore[reportArgumentType]
        )

    async def card(self, path: str, kind: str = "command", **values: str) -> Card:
        answer = await self(path, kind, **values)
        assert isinstance(answer, Card), answer
        assert "Something went wrong" not in answer.title, answer
        return answer

    async def form(self, path: str, kind: str = "command", **values: str) -> Form:
        answer = await self(path, kind, **values)
        assert isinstance(answer, Form), answer
        return answer

    async def submit(self, form: Form, **values: str) -> Card:
        """Submit a form: what is prefilled, changed by `values`."""
        filled = {item.name: item.value for item in form.inputs}
        answer = await self.make(Call(form.call.path, {**form.call.values, **filled, **values}), "submit")
        assert isinstance(answer, Card), answer
        return answer


class World:
    """The core with its test platform, and the people in it."""

    def __init__(self, core: Core, clock: Clock, board: Noticeboard) -> None:
        self.core = core
        self.clock = clock
        self.board = board

    def caller(
        self,
        name: str,
        *,
        administrator: bool = False,
        space: str | None = "space-1",
        channel: str = "channel-1",
        zone: str | None = None,
        locale: str = "en",
    ) -> Caller:
        return Caller(
            self.core, self.clock, name, administrator=administrator, space=space, channel=channel, zone=zone, locale=locale
        )

    async def tick(self) -> None:
        await self.core.queue()
        await self.core.deliver()

    async def launch(self, name: str = "ML January", start: str = "2026-01-05", time: str = "18:00", **where: str) -> str:
        """A moderator launches a cohort by command; returns its id."""
        asked = (name, start, time, *sorted(where.items()), self.clock())
        return await launched_once(self.core, asked, lambda: self._launch(name, start, time, **where))

    async def _launch(self, name: str, start: str, time: str, **where: str) -> str:
        moderator = self.caller("moderator", administrator=True, **where)  # pyright: ignore[reportArgumentType]
        channel = where.get("channel", "channel-1")
        form = await moderator.form("manage create")
        dry_run = await moderator.submit(form, name=name, roadmap="foundations", start=start, channel=channel, time=time)
        launched = await moderator.make(press(dry_run, "Launch"), "press")
        assert isinstance(launched, Card)
        return press(launched, "See it").values["cohort"]

    async def without_challenges(self, cohort: str) -> str:
        """A moderator switches off a cohort's challenges, so that all of them are practised; returns its id."""
        await self.caller("moderator", administrator=True).card("manage edit", cohort=cohort, challenges="none")
        return cohort


async def pressed(caller: Caller, card: Answer, label: str) -> Card:
    """The card that a press on a card leads to."""
    assert isinstance(card, Card)
    answer = await caller.make(press(card, label), "press")
    assert isinstance(answer, Card), answer
    return answer


def press(card: Card, label: str) -> Call:
    """The call that a button of a card carries."""
    for block in card.blocks:
        for button in getattr(block, "buttons", ()):
            if button.label == label:
                assert button.call is not None
                return button.call
    raise AssertionError(f"no button {label!r} on {card}")


def words(card: Card) -> str:
    """Everything a card says, as one text; what was escaped is bare, and what keeps lines from ending somewhere is left out."""
    texts = [str(card.title)]
    for block in card.blocks:
        texts += [str(getattr(block, "text", ""))]
        texts += [f"{label}: {value}" for label, value in getattr(block, "pairs", ())]
        texts += [str(button.label) for button in getattr(block, "buttons", ())]
    return "\n".join(texts).replace("\\", "").replace("\N{WORD JOINER}", "")
