"""What a command can have fetched before its unit opens. It names one in `before=`; it arrives in `context.found`.

A slow thing (a platform is asked, code is run, a paper is printed) never happens while a unit is open. `bot/app/errands.py`
carries errands out.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

CodeFinder: TypeAlias = Callable[[Any, Mapping[str, Any]], Awaitable[Any]]
"""`(context, arguments) → CodeRuns`, none if there is no code to run; called in a read-only unit."""


ChannelFinder: TypeAlias = Callable[[Any, Mapping[str, Any]], Awaitable[str | None]]
"""`(context, arguments) → a channel's external id`, None if there is none to ask about; called in a read-only unit."""


@dataclass(frozen=True, slots=True)
class ChannelPermissions:
    """Ask the platform about a channel: the one that `find` names, else the one in the option `channel`.

    Found: a ChannelReport, whose Reason says so if the platform did not answer.
    """

    find: ChannelFinder | None = None


@dataclass(frozen=True, slots=True)
class CodeOutcomes:
    """Run a member's code. Found: the outcomes of each run that `find` names, in order; None if there is no sandbox."""

    find: CodeFinder


@dataclass(frozen=True, slots=True)
class Aside:
    """Work that takes the processor for long, in a thread beside the event loop. Whoever waits is told how far it is.

    Found: what `work` returns. With `file`, the name of an option, the file that is attached there is read as well.
    """

    find: Callable[[Any, Mapping[str, Any]], Awaitable[Any]]
    """`(context, arguments) → what the work is given`; called in a read-only unit."""
    work: Callable[[Any, bytes, Any], Any]
    """`(given, content of the file, a Workbench) → what is found`; the content is empty if no file is asked."""
    file: str = ""
    is_long: bool = False
    """Whether it may take a minute, as code is tried: it waits for its turn, and in other threads than what is quick."""


@dataclass(frozen=True, slots=True)
class Printed:
    """Print a certificate. Found: it as PDF; None if there is no printer."""

    find: Callable[[Any, Mapping[str, Any]], Awaitable[Any]]
    """`(context, arguments) → a Certificate`; called in a read-only unit."""


Errand: TypeAlias = ChannelPermissions | CodeOutcomes | Aside | Printed
