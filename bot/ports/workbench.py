"""What is lent to work that runs in a thread beside the event loop."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.domain.code_grading import Outcome
from bot.ports.sandbox import CodeRun
from bot.text import Markup


@dataclass(frozen=True, slots=True)
class Workbench:
    """Both are called from the thread."""

    tell: Callable[[Markup], None]
    """Says how far the work is; as often as it likes, for whoever waits is shown the latest once a second."""
    run: Callable[[CodeRun], Sequence[Outcome]] | None
    """Runs code in the sandbox and waits for it, one outcome for each case; None if there is no sandbox. Raises TimeoutError once
    the code of this work has taken too long in all."""
