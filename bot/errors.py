"""Failures that are answers: what a handler raises (beside `Ask` in `bot.interface.card`), and what a sender raises."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from bot.text import Markup


class Refusal(Exception):
    """The call cannot be done as it stands; `message` is one plain sentence that says what to do. Nothing is changed.

    `option` names the option that it is about, if it is about one. `title` stands above it if nothing went wrong: the time for
    it is simply over, so that it is not offered to be tried again.
    """

    def __init__(self, message: Markup, option: str = "", *, title: Markup | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.option = option
        self.title = title


@contextmanager
def about(option: str) -> Generator[None]:
    """What is refused inside is about the value of this option: raises its Refusal anew with that name, if it has none."""
    try:
        yield
    except Refusal as refusal:
        raise Refusal(refusal.message, refusal.option or option, title=refusal.title) from None


class RetryLater(Exception):
    """The platform asks for patience: nothing was sent, try again after `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"retry in {seconds:g} s")
        self.seconds = seconds


class Hindrance(StrEnum):
    """What keeps posts from arriving, on any platform. `bot/shared/hindrances.py` says each in words."""

    NO_CHANNEL = "no channel"
    HIDDEN_CHANNEL = "hidden channel"
    NOT_INVITED = "not invited"
    NOT_FOUND = "not found"
    """There is no such channel, or none that the bot may know of: the platform does not say which."""
    ARCHIVED = "archived"
    RESTRICTED = "restricted"
    READ_ONLY = "read only"
    """A channel in which only some may post."""
    THREADS_ONLY = "threads only"
    """A channel that takes replies in threads alone."""
    NO_THREADS = "no threads"
    NO_WORKSPACE_ACCESS = "no workspace access"
    """The organisation has not let the app into this workspace."""
    OUTDATED_APP = "outdated app"
    MESSAGES_TAB_OFF = "messages tab off"
    CLOSED_MESSAGES = "closed messages"
    NO_PERSON = "no person"
    PERSON_LEFT = "person left"
    IS_A_BOT = "is a bot"
    UNKNOWN_OUTCOME = "unknown outcome"
    NO_HISTORY = "no history"
    """The bot may not read what was said in a channel, and so cannot look whether a post arrived."""
    NOT_EDITABLE = "not editable"
    NO_MESSAGES = "no messages"
    """A channel that holds no messages of a cohort: voice, stage, category, directory."""
    CLOSED_CIRCLE = "closed circle"
    """A conversation that nobody can join later."""
    LOCKED_THREAD = "locked thread"
    NEEDS_TAG = "needs tag"
    REFUSED = "refused"
    LACKS_PERMISSION = "lacks permission"
    VIEW_CHANNEL = "view channel"
    SEND_MESSAGES = "send messages"
    CREATE_PUBLIC_THREADS = "create public threads"
    SEND_MESSAGES_IN_THREADS = "send messages in threads"
    EMBED_LINKS = "embed links"
    READ_MESSAGE_HISTORY = "read message history"
    COHORT_ENDED = "cohort ended"
    """This and the next eight: people decided otherwise before a post was sent."""
    COHORT_RESTS = "cohort rests"
    COHORT_GOES_ON = "cohort goes on"
    DIGEST_OFF = "digest off"
    FOLLOWED = "followed"
    """A later challenge was posted."""
    NOT_IN_COHORT = "not in cohort"
    """This and the next three are about direct messages; here their reader has left the cohort."""
    ON_LEAVE = "on leave"
    NOT_NEEDED = "not needed"
    """What it was about does not hold any more."""
    ASKER_LEFT = "asker left"
    """Whoever needed help has left the cohort."""
    UNANSWERED = "unanswered"
    """Unknown: the platform did not answer when it was asked what the bot may do."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a post cannot arrive: data, until it is shown to somebody. As a string it is what is kept and logged."""

    kind: Hindrance
    code: str = ""
    """The platform's own name of an error for which there is no hindrance."""

    def __str__(self) -> str:
        return f"{self.kind}: {self.code}" if self.code else self.kind


class Undeliverable(Exception):
    """The post cannot arrive as it stands (no permission, no channel); moderators are told why."""

    def __init__(self, kind: Hindrance, code: str = "") -> None:
        self.reason = Reason(kind, code)
        super().__init__(str(self.reason))


class Unreachable(Undeliverable):
    """A direct message cannot arrive because of whom it is for: they take none, or they have left. The member is told, at
    their next call; moderators are not, but for one who had it sent."""


class Undecided(Exception):
    """Whether an earlier attempt arrived cannot be found out: the post is not sent again by itself, and moderators are asked."""

    def __init__(self, kind: Hindrance = Hindrance.UNKNOWN_OUTCOME) -> None:
        self.reason = Reason(kind)
        super().__init__(str(self.reason))


class Gone(Exception):
    """The message to edit, or the one to open a thread under, was deleted by somebody: the post is left alone."""
