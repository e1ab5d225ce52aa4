"""A playground on a small core of its own: a few commands, two personas, three channels, and a clock that stands still."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from adapters.playground.chat import Person, PlaygroundSender, Room
from adapters.playground.persona import Persona
from adapters.playground.playground import Playground
from bot.app.dispatch import Dispatcher
from bot.app.refused import refusal_card
from bot.domain.post import Delivery, Post, PostKind
from bot.errors import Refusal
from bot.interface.call import Call, Request
from bot.interface.card import Answer, Button, Buttons, Card, Code, Fields, Form, Note, Select, Text
from bot.interface.command import Command, Commands
from bot.interface.form import form_for
from bot.interface.inputs import Choice
from bot.interface.option import ChannelId, Option, all_values
from bot.interface.prefill import Prefill
from bot.text import Markup, Moment, escape, join, n, plain, t
from tests.samples import EVERY_BLOCK, EVERY_INPUT, EVERY_OTHER, EVERY_PICKER, EVERY_VALUE, HOSTILE_CARD

START = datetime(2026, 1, 21, 9, 30, tzinfo=UTC)
ADA = Persona("ada", "Ada Lovelace", zone="Europe/London")
GRACE = Persona("grace", "Grace Hopper", administrator=True, zone="America/New_York")
EMMY = Persona("emmy", "Emmy Noether", locale="de", zone="Europe/Berlin")
PEOPLE = (*(Person(each.id, each.name) for each in (ADA, GRACE, EMMY)), Person("sofia", "Sofia Kovalevskaya"))
ROOMS = (
    Room("general", "general", "Anything that has no place elsewhere"),
    Room("ml-jan", "ml-jan", "ML January: week by week to a first model"),
    Room("quiet", "quiet", "Nobody has spoken here yet"),
)
COHORTS = (Choice(t("ML January"), "ml-jan"), Choice(t("ML May"), "ml-may"), Choice(t("Statistics first"), "stats first"))

commands = Commands()


@all_values
async def cohorts(_: Any, typed: str) -> Sequence[Choice]:
    return [choice for choice in COHORTS if typed.casefold() in plain(choice.label).casefold()]


@commands.add("help", "What there is to type.")
async def help_(request: Request, command: Annotated[str | None, Option("Of which command?")] = None) -> Card:
    listed = [t("- `/{path}`: {description}", path=each.path, description=each.description) for each in commands.listed()]
    return Card(t("Help"), (Text(join(listed)), Note(t("Everything that is answered here is seen by you alone."))))


@commands.add("checkin", "Say what you did today and what is next.", title="Check in", submit="Check in")
async def checkin(
    request: Request,
    did: Annotated[str, Option("What did you do?", label="What did you do?", long=True, hint="A line is enough.")],
    next: Annotated[str | None, Option("What is next?", label="What is next?", asked=True)] = None,
    share: Annotated[bool | None, Option("Show it in the channel?", label="Show it in the channel?", asked=True)] = None,
) -> Card:
    if did == "?":
        raise Refusal(t("Write what you did in words."), "did")
    if did == "nothing":
        again = Button(t("Try again"), Call("checkin", {"next": next or ""}), "primary")
        return Card(t("That did not work"), (Text(t("Write what you did.")), Buttons((again,))), refused="")
    return Card(
        t("Checked in for today"),
        (
            Text(t("You wrote: {did}", did=did)),
            Fields(((t("Streak"), n("{count} day", "{count} days", 5)), (t("Freezes"), t("1 of 3")), (t("Week"), t("3 of 26")))),
            Buttons((Button(t("Edit"), Call("checkin")), Button(t("Share"), Call("checkin", {"did": "shared"})))),
        ),
    )


@commands.add("cohort join", "Join a cohort at its current week.")
async def join_cohort(request: Request, cohort: Annotated[str, Option("Which cohort?", suggest=cohorts)]) -> Card:
    return Card(t("Welcome to {cohort}", cohort=cohort), (Text(t("You are in, from week 3 on.")),))


@commands.add("cohort info", "A cohort's plan and dates.")
async def info(
    request: Request,
    cohort: Annotated[str | None, Option("Which cohort?", suggest=cohorts)] = None,
    channel: Annotated[ChannelId | None, Option("In which channel?")] = None,
    public: Annotated[bool | None, Option("For all to see?")] = None,
) -> Card:
    return Card(t("{cohort} in {channel}", cohort=cohort or "none", channel=channel or "none"))


@commands.add("milestone", "This week's milestone: what to make, and by when.")
async def milestone(request: Request) -> Card:
    return milestone_card()


@commands.add("milestone done", "The milestone is done.", listed=False)
async def done(request: Request) -> Card:
    return Card(t("Done, well done"), (Text(t("Week 3 is finished.")),))


@commands.add("roadmap show", "The roadmap, or one of its weeks.")
async def roadmap(request: Request, week: Annotated[int | None, Option("Which week?")] = None) -> Card:
    weeks = tuple(Choice(t("Week {number}", number=number), str(number)) for number in range(1, 7))
    title = t("Week {number}", number=week) if week else t("Machine learning engineer")
    return Card(title, (Text(t("26 weeks, 6 hours each.")), Select(t("Show a week"), Call("roadmap show"), "week", weeks)))


@commands.add("manage status", "Who has fallen behind.", moderator=True)
async def status(request: Request) -> Card:
    if not request.actor.administrator:
        raise Refusal(t("Only moderators can do that here."))
    return Card(t("Nobody has fallen behind"))


@commands.add("sample blocks", "Every block there is.")
async def sample_blocks(request: Request) -> Card:
    return EVERY_BLOCK


@commands.add("sample toggles", "Some of several.")
async def sample_toggles(request: Request, chosen: Annotated[str | None, Option("Which are chosen?")] = None) -> Card:
    names = ("Trees", "Stumps")
    toggles = [Button(escape(name), Call("sample toggles", {"chosen": name}), chosen=name == chosen) for name in names]
    return Card(t("Which are true?"), (Buttons(tuple(toggles)), Buttons((Button(t("Send"), Call("help"), "primary"),))))


@commands.add("sample code", "A program.")
async def sample_code(request: Request, code: Annotated[str, Option("A program.", long=True, code=True)]) -> Card:
    return Card(t("Your program"), (Text(t("It is:")), Code(code)))


@commands.add("sample names", "What people may write.")
async def sample_names(request: Request) -> Card:
    return HOSTILE_CARD


def _declare_form(name: str, form: Form) -> None:
    async def answer(request: Request) -> Answer:
        return form

    commands.add(f"sample {name}", "A form.")(answer)


for name, form in {"inputs": EVERY_INPUT, "pickers": EVERY_PICKER, "values": EVERY_VALUE, "rest": EVERY_OTHER}.items():
    _declare_form(name, form)


class SmallCore(Dispatcher):
    """Dispatches without a database, and remembers what it was asked."""

    def __init__(self) -> None:
        self.commands = commands
        self.requests: list[Request] = []
        self.goes_on = asyncio.Event()
        self.goes_on.set()
        self.told: Sequence[Markup] = ()

    async def go_on(self) -> None:
        """Answer what waits since `goes_on` was cleared."""
        self.goes_on.set()

    async def __call__(self, request: Request) -> Answer:
        for sentence in self.told:
            await request.tell(sentence)
        await self.goes_on.wait()
        self.requests.append(request)
        command = self.commands.find(request.call.path)
        try:
            return await self._carried_out(command, request) if command else Card(t("No such command"))
        except Refusal as refusal:
            return refusal_card(refusal)

    async def refuse(self, request: Request, refusal: Refusal) -> Card:
        return refusal_card(refusal)

    async def suggest(self, request: Request, option: str, typed: str) -> Sequence[Choice]:
        self.requests.append(request)
        return await cohorts(None, typed)

    async def _carried_out(self, command: Command, request: Request) -> Answer:
        if request.kind != "submit" and command.asks(request.call):
            return form_for(command, request.call, Prefill(), {"cohort": COHORTS})
        values: Mapping[str, str] = request.call.values if command.parameters else {}
        return await command.handler(request, **command.bind(Call(command.path, values)))


def milestone_card() -> Card:
    return Card(
        t("Week 3: Trees and ensembles"),
        (
            Text(Markup("Fit a decision tree, then see how a **random forest** and **gradient boosting** improve on it.")),
            Text(Markup("**Goals**\n- Explain a split by hand\n- Read a confusion matrix\n- Tune depth, test set unseen")),
            Fields(
                (
                    (t("To make"), t("A notebook that compares three models")),
                    (t("Time"), t("about 6 hours")),
                    (t("Until"), t("{at}", at=Moment(START + timedelta(days=4), "both"))),
                )
            ),
            Note(t("4 of 11 have started · posted {ago}", ago=Moment(START, "relative"))),
            Buttons(
                (
                    Button(t("Done"), Call("milestone done"), "primary"),
                    Button(t("I am stuck"), Call("milestone done", {"stuck": "1"})),
                    Button(t("Skip this week"), Call("milestone done", {"skip": "1"}), "danger"),
                    Button(t("Read more"), url="https://example.org/trees"),
                )
            ),
        ),
    )


def prompt_card() -> Card:
    return Card(t("Time to check in"), (Buttons((Button(t("Check in"), Call("checkin"), "primary"),)),))


async def nothing() -> None:
    """Nothing more happens."""


class SmallWorld:
    """The parts of a playground, to press and look at."""

    def __init__(self) -> None:
        self.now = START
        self.core = SmallCore()
        self.chat = PlaygroundSender(lambda: self.now, ROOMS, PEOPLE)
        self.playground = Playground(self.core, self.chat, (ADA, GRACE, EMMY), self.advance)
        self.on_the_way: Callable[[], Awaitable[None]] = nothing
        self._last = 0

    async def advance(self, step: timedelta) -> None:
        """Each day on the way brings a prompt."""
        await self.on_the_way()
        until = self.now + step
        while self.now < until:
            self.now = min(self.now + timedelta(days=1), until)
            await self.post("ml-jan", prompt_card())

    async def post(self, channel: str, card: Card, kind: PostKind = "send", parent: str | None = None) -> str:
        """A post arrives; returns its message."""
        return await self.chat.send(self.delivery(channel, card, kind, parent))

    def delivery(
        self, channel: str, card: Card, kind: PostKind = "send", parent: str | None = None, message: str | None = None
    ) -> Delivery:
        self._last += 1
        key = f"post/{self._last}"
        post = Post(key=key, platform="playground", space="demo", channel=channel, card=card, due_at=self.now, kind=kind)
        return Delivery(id=self._last, community=1, post=post, version=1, attempts=1, message=message, parent_message=parent)
