"""Files that come with a call and go out in an answer, and what is said where that cannot be."""

import asyncio
from dataclasses import replace

import structlog

from bot.errors import Refusal, about
from bot.interface.call import Attachment, Request
from bot.interface.card import Answer, Card, Text
from bot.interface.command import Command
from bot.interface.limits import LARGEST_FILE
from bot.text import t

READING_SECONDS = 20
"""How long a platform may take to hand over a file."""

log = structlog.get_logger(__name__)


def check_file(command: Command | None, request: Request) -> None:
    """Raises Refusal for a command that takes a file, on a platform that has none."""
    if command and not request.takes_files and any(parameter.kind == "file" for parameter in command.parameters):
        raise _no_files()


def handed_over(request: Request, answer: Answer) -> Answer:
    """The answer as it is. Raises Refusal if it holds a file, on a platform that has none."""
    if isinstance(answer, Card) and answer.files and not request.takes_files:
        raise _no_files()
    return answer


def without_files(card: Card) -> Card:
    """What is answered in place of a card whose files the platform refused."""
    sentence = t("The platform did not take the file. Try again in a minute; if it is refused again, tell whoever runs this bot.")
    return Card(card.title, (Text(sentence),), refused="")


async def content_of(request: Request, option: str) -> bytes:
    """What the file in an option holds. Raises Refusal if there is none, if it is too large, or if the platform does not hand it
    over."""
    with about(option):
        attached = _of_fitting_size(request.attachments.get(option))
    try:
        async with asyncio.timeout(READING_SECONDS):
            content = await attached.read()
    except Exception:
        log.exception("a platform did not hand over a file")
        raise Refusal(t("The platform did not hand over the file. Send it again in a minute."), option) from None
    with about(option):
        _of_fitting_size(replace(attached, size=len(content)))
    return content


def _of_fitting_size(attached: Attachment | None) -> Attachment:
    """Raises Refusal if nothing is attached, or something too large."""
    if attached is None:
        raise Refusal(t("Attach the file itself; leave its name out, and a form asks for it."))
    if attached.size > LARGEST_FILE:
        raise Refusal(t("“{name}” is larger than 1 MB; share it out over several files.", name=attached.name))
    return attached


def _no_files() -> Refusal:
    return Refusal(t("Files can be neither sent nor received here. Use this command on Discord, on Slack or in the playground."))
