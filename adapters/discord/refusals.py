"""Discord's refusals in the words of `bot.errors`."""

from collections.abc import Generator
from contextlib import contextmanager
from enum import IntEnum

import discord

from bot.domain.post import Delivery
from bot.errors import Gone, Hindrance, RetryLater, Undeliverable, Unreachable


class Code(IntEnum):
    """Discord's error codes."""

    UNKNOWN_CHANNEL = 10003
    UNKNOWN_MEMBER = 10007
    UNKNOWN_MESSAGE = 10008
    UNKNOWN_USER = 10013
    UNKNOWN_WEBHOOK = 10015
    TOO_MANY_OLD_EDITS = 30046
    OPENING_DMS_TOO_FAST = 40003
    TOO_LARGE = 40005
    MISSING_ACCESS = 50001
    CLOSED_DM = 50007
    MISSING_PERMISSIONS = 50013
    TAG_REQUIRED = 40067
    ARCHIVED_THREAD = 50083
    THREAD_EXISTS = 160004
    LOCKED_THREAD = 160005
    NO_SHARED_SERVER = 50278


_HINDRANCES = {
    Code.UNKNOWN_CHANNEL: Hindrance.NO_CHANNEL,
    Code.MISSING_ACCESS: Hindrance.HIDDEN_CHANNEL,
    Code.MISSING_PERMISSIONS: Hindrance.LACKS_PERMISSION,
    Code.TAG_REQUIRED: Hindrance.NEEDS_TAG,
    Code.LOCKED_THREAD: Hindrance.LOCKED_THREAD,
    Code.ARCHIVED_THREAD: Hindrance.LOCKED_THREAD,  # one that is not locked is opened again
}
_ABOUT_PERSONS = {Code.CLOSED_DM: Hindrance.CLOSED_MESSAGES, Code.NO_SHARED_SERVER: Hindrance.PERSON_LEFT}
_WAITS = {Code.TOO_MANY_OLD_EDITS: 600.0, Code.OPENING_DMS_TOO_FAST: 600.0}
_WAIT_FOR_TOKEN = 300.0
_WAIT_UNNAMED = 5.0


@contextmanager
def translated_refusals() -> Generator[None]:
    """Raises RetryLater, Undeliverable, Unreachable or Gone for what Discord refuses. An error of Discord's own passes."""
    try:
        yield
    except discord.RateLimited as limited:
        raise RetryLater(limited.retry_after) from limited
    except discord.HTTPException as error:
        if error.status >= 500:
            raise
        raise _refusal(error) from error


@contextmanager
def thread_may_be_gone(delivery: Delivery, room: discord.PartialMessageable) -> Generator[None]:
    """Raises Gone for a thread that somebody deleted, such as a forum post: its messages went along, its channel is there."""
    try:
        yield
    except discord.NotFound as missing:
        if delivery.post.kind == "dm" or room.id == int(delivery.post.channel):
            raise
        raise Gone from missing


def _refusal(error: discord.HTTPException) -> RetryLater | Undeliverable | Gone:
    """What it means that Discord answered with an error: for certain, nothing was sent."""
    if error.status == 429:
        return RetryLater(float(error.response.headers.get("Retry-After", _WAIT_UNNAMED)))
    if error.status == 401:
        return RetryLater(_WAIT_FOR_TOKEN)
    if error.code in _WAITS:
        return RetryLater(_WAITS[Code(error.code)])
    if error.code == Code.UNKNOWN_MESSAGE:
        return Gone()
    if error.code in _ABOUT_PERSONS:
        return Unreachable(_ABOUT_PERSONS[Code(error.code)])
    if error.code in _HINDRANCES:
        return Undeliverable(_HINDRANCES[Code(error.code)])
    return Undeliverable(Hindrance.REFUSED, str(error.code))
