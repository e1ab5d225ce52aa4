"""The core of a conformance test: three commands, and answers that a test lays out."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from bot.app.dispatch import Dispatcher
from bot.app.files import check_file, content_of, handed_over
from bot.app.refused import refusal_card
from bot.app.sanitize import sanitized_request
from bot.app.throttle import UNHURRIED
from bot.errors import Refusal
from bot.interface.call import Call, Request
from bot.interface.card import Answer, Button, Buttons, Card, Form, Text
from bot.interface.command import Commands
from bot.interface.inputs import Choice, FileInput, TextInput
from bot.interface.option import FileName, Option
from bot.text import t
from tests.declared import only_declared

commands = Commands()


@commands.add("cohort join", "Join a cohort at its current week.")
async def join(context: Any, cohort: Annotated[str, Option("Which cohort?")]) -> Card:
    only_declared()


@commands.add("checkin", "Say what you did today.", title="Check in")
async def checkin(context: Any, did: Annotated[str, Option("What did you do?", long=True)]) -> Card:
    only_declared()


@commands.add("upload", "Hand in a file.", title="Hand in")
async def upload(context: Any, file: Annotated[FileName, Option("Which file?")]) -> Card:
    only_declared()


def received(name: str, content: bytes) -> Card:
    """Raises Refusal for a workbook."""
    if content.startswith(b"PK"):
        raise Refusal(t("This is a workbook. Save it as CSV."))
    return Card(t("Got {name}", name=name))


LEAVE = Call("cohort leave", {"cohort": "12"})
CARD = Card(t("Welcome"), (Text(t("You are in.")), Buttons((Button(t("Leave"), LEAVE), Button(t("Check in"), Call("checkin"))))))
FILE_FORM = Form(t("Hand in"), Call("upload"), (FileInput("file", t("File")),), t("Send"))
FORM = Form(
    t("Check in"),
    Call("checkin", {"cohort": "12"}),
    (
        TextInput("did", t("What did you do?"), value="Read <chapter> 3 & 4"),
        TextInput("link", t("Link"), required=False),
    ),
    t("Send"),
)


class LaidOut(Dispatcher):
    """Answers what `answers` holds for a path, after `slowness` seconds; where no form can be opened a card stands for it."""

    def __init__(self) -> None:
        self.commands = commands
        self.throttle = UNHURRIED
        self.requests: list[Request] = []
        self.answers: dict[str, Answer] = {"cohort join": CARD, "checkin": FORM, "upload": FILE_FORM}
        self.files: list[tuple[str, bytes]] = []
        """The name and the content of each file that was handed in."""
        self.slowness = 0.0

    async def __call__(self, request: Request) -> Answer:
        self.requests.append(request)
        await asyncio.sleep(self.slowness)
        try:
            check_file(self.commands.find(request.call.path), request)
            return handed_over(request, await self._answer(sanitized_request(request)))
        except Refusal as refusal:
            return refusal_card(refusal)

    async def suggest(self, request: Request, option: str, typed: str) -> Sequence[Choice]:
        return [Choice(t("Cohort {number}", number=number), f"cohort-{number}") for number in range(200)]

    async def _answer(self, request: Request) -> Answer:
        if request.attachments:
            self.files.append((request.call.values["file"], content := await content_of(request, "file")))
            return received(request.call.values["file"], content)
        answer = self.answers.get(request.call.path, Card(t("Done")))
        return Card(answer.title) if isinstance(answer, Form) and not request.opens_forms else answer

    @property
    def last(self) -> Mapping[str, str]:
        """The values of the newest call."""
        return self.requests[-1].call.values
