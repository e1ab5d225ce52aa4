"""What a feature is made of: commands and routines, and what their functions are given."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.code_grading import Outcome
from bot.domain.cohort import Cohort
from bot.domain.member import Community, Member
from bot.interface.call import Actor, Place
from bot.interface.command import Commands
from bot.ports.dues import Due
from bot.ports.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What every handler gets: who calls, where and when. Commands that need no database get no more."""

    now: datetime
    actor: Actor
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Context(Visit):
    """What a handler that works with the database gets."""

    unit: Unit
    member: Member
    moderator: bool
    missing: tuple[str, ...] = ()
    """What the bot may not do in the chosen channel, for commands that declare `checks_channel`."""
    outcomes: Sequence[Sequence[Outcome]] | None = None
    """What became of the code that `finds_code` found, one for each; None where there is no sandbox."""
    runs_code: bool = False
    """Whether there is a sandbox."""
    link_to: Callable[[str, str, str, str], str | None] = lambda platform, space, channel, message: None
    """The address of a message, by platform, space, channel and the message's external id; None where there is none."""
    values: Mapping[str, str] = field(default_factory=dict[str, str])
    """The call's values as they came, for commands that keep them in a draft."""

    @property
    def community(self) -> Community:
        return self.unit.community

    @property
    def zone(self) -> str:
        """The member's zone."""
        return self.member.zone or self.community.zone


@dataclass(frozen=True, slots=True)
class Routine:
    """Work of the bot's own, done for a cohort when due. `run` queues posts and returns the next instant, None when over."""

    name: str
    run: Callable[[Unit, Cohort, Due, datetime], Awaitable[datetime | None]]
    first: Callable[[Cohort, datetime], datetime | None]
    """The first instant for a cohort that is launched at the given one."""


@dataclass(frozen=True, slots=True)
class Feature:
    """What one file of `bot/features/` adds."""

    commands: Commands
    routines: tuple[Routine, ...] = ()
