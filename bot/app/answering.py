"""What holds while a call is answered."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import TypeVar

from bot.interface.call import Request
from bot.interface.card import Answer, Form
from bot.interface.command import Commands
from bot.interface.slowed import Slowed
from bot.language import ENGLISH, speaking
from bot.logs import about_request, hidden_in_logs
from bot.telemetry import Kind, Operation

AnswerType = TypeVar("AnswerType", bound=Answer)

UNKNOWN = "unknown"
"""The name of a call that no command is for."""


@contextmanager
def answering(request: Request, commands: Commands, *typed: str, kind: Kind = Kind.COMMAND) -> Generator[Operation]:
    """While the block runs sentences are in the language of whoever reads the answer, nothing that came with the call, or was
    typed of it so far, gets into the log, and lines there name the request. Yields what is measured of the call."""
    texts = (*request.call.values.values(), *typed)
    name = request.call.path if commands.find(request.call.path) else UNKNOWN
    told = Operation(kind, name, request.place.platform, request.id)
    reader = request.reader or request.actor.locale or ENGLISH
    with about_request(request.id), told, speaking(reader), hidden_in_logs(texts):
        yield told


def outcome_told(told: Operation, answer: AnswerType) -> AnswerType:
    """The answer itself, once it is noted what it was: `done`, `form`, `refused` or `slowed`."""
    if isinstance(answer, Form):
        told.outcome = "form"
    elif answer.refused is not None:
        told.outcome = "slowed" if isinstance(answer, Slowed) else "refused"
    return answer
