"""One call of a member's function after another, each in a new process of pydantic-monty. Everything here blocks.

The interpreter has no files, network, environment or functions of ours. Its clock stands still, its random numbers are always the
same and sleeping takes no time, so that the same code always has the same outcome. Nothing that it says is trusted: a result
counts only where it is plain data, and whether it is right is found out on our side (`bot/domain/code_grading.py`).
"""

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from time import monotonic
from typing import Any

from pydantic_monty import CollectString, Monty, MontyCrashedError, MontyError, MontySession, OSPolicy, ResourceLimits

from adapters.sandbox.bounded import bounded
from adapters.sandbox.plain_data import IS_SMALL, NEEDED, is_plain
from bot.domain.challenge import Case, Limits
from bot.domain.code_grading import Outcome

MOST_CODE = 10_000
"""The most characters of a submission; the largest form takes fewer."""
MOST_PRINTED = 64_000
"""The most bytes that code may print: a guard, as what it prints does not even leave the interpreter."""
MOST_SAID = 300
"""The most characters of an error's message."""
DEEPEST_CALL = 200
MOST_QUESTIONS = 5
"""The number of times the interpreter may ask us for a name or module that it does not know; the answer is always that there is
none."""
TIMES = 3
"""The time for all cases together, as a multiple of the limit of one case."""
GRACE_SECONDS = 0.5
"""The seconds that an interpreter may take to notice that its time is over, before its process is ended."""
LONGEST_STEP_SECONDS = 7.0
"""The seconds after which its process is ended in any case; more than the largest limit."""

POLICY: OSPolicy = {
    "datetime": datetime(2026, 1, 1, tzinfo=UTC),
    "sleep": "zero",
    "process_time": "zero",
    "random_start": {"seed": 0},
}

LOAD = f"""
def print(*values, **options):
    pass
cairn_isinstance, cairn_data = isinstance, (int, float, str, list, tuple, dict)
try:
    exec(cairn_code)
    cairn_error, cairn_unread = None, None
except SyntaxError as cairn_caught:
    cairn_error, cairn_unread = None, f"{{cairn_caught}}"[:{MOST_SAID}]
except BaseException as cairn_caught:
    cairn_error, cairn_unread = cairn_caught, None
cairn_unread
"""
FIND = f"""
try:
    cairn_there = {{function}} is not None and not cairn_isinstance({{function}}, cairn_data)
except BaseException:
    cairn_there = False
if cairn_there:
    cairn_missing = None
elif cairn_error is None:
    cairn_missing = ("no function", "{{function}}")
else:
    cairn_missing = ("stopped early", f"{{{{cairn_error!r}}}}"[:{MOST_SAID}])
cairn_missing
"""
CALL = """
if cairn_error is None:
    try:
        cairn_value = {function}(*cairn_args)
    except BaseException as cairn_caught:
        cairn_error = cairn_caught
None
"""
TELL = f"""
if cairn_error is not None:
    cairn_told = ("raised", f"{{cairn_error!r}}"[:{MOST_SAID}])
elif is_small(cairn_value):
    cairn_told = ("returned", cairn_value)
else:
    cairn_told = None
cairn_told
"""
"""The last value of a step is what comes out, so each ends with one of ours. A large result stays inside, an error's message is
clipped there, and nothing is printed: any of these may be many megabytes, and taking them over would stall our process."""


class Interpreters:
    """A pool of interpreters, which starts processes as they are needed. Whatever a member's code does, nothing is raised
    here."""

    def __init__(self, workers: int) -> None:
        self._open = ExitStack()
        self._pool = Monty(
            binary_path=self._open.enter_context(bounded()),
            min_processes=0,
            max_processes=workers,
            max_checkouts_per_worker=1,  # nothing reaches the next call, not even through a fault of the interpreter
            request_timeout=LONGEST_STEP_SECONDS,
            feed_duration_limit_grace=GRACE_SECONDS,
        )
        self._open.enter_context(self._pool)
        with self._pool.checkout() as session:
            self._builtins: dict[str, Any] = dict(zip(NEEDED, session.feed_run(f"({', '.join(NEEDED)})"), strict=True))

    def close(self) -> None:
        self._open.close()

    def outcomes(self, code: str, function: str, cases: Sequence[Case], limits: Limits) -> Sequence[Outcome]:
        """One outcome for each case. Once the time is over the rest are not tried, and are said to take too long as well."""
        if len(code) > MOST_CODE:
            return [Outcome("too much code")] * len(cases)
        end = monotonic() + TIMES * limits.seconds
        outcomes: list[Outcome] = []
        for case in cases:
            over = monotonic() > end or (outcomes and outcomes[-1].kind == "too long")
            outcomes.append(Outcome("too long") if over else self._outcome(code, function, case, limits))
        return outcomes

    def _outcome(self, code: str, function: str, case: Case, limits: Limits) -> Outcome:
        try:
            with self._pool.checkout(limits=_within(limits), os_policy=POLICY) as session:
                return _read(self._told(session, code, function, case))
        except MontyCrashedError as error:
            return Outcome("too long") if error.timed_out else Outcome("broke down")
        except MontyError as error:
            return _stopped(error.exception())
        except RuntimeError:  # no process could be started, as while everything is closed
            return Outcome("broke down")

    def _told(self, session: MontySession, code: str, function: str, case: Case) -> object:
        """Define the function, call it, and hear what came of it; built-in names are ours again in the last step."""
        printed = CollectString(max_bytes=MOST_PRINTED)
        unread = session.feed_run(LOAD, inputs={"cairn_code": code}, print_callback=printed)
        if unread is not None:
            return ("not code", str(unread).replace("<string>, ", ""))
        missing = session.feed_run(FIND.format(function=function), print_callback=printed)
        if missing is not None:
            return missing
        session.feed_run(CALL.format(function=function), inputs={"cairn_args": case.args}, print_callback=printed)
        return session.feed_run(IS_SMALL + TELL, inputs=self._builtins, print_callback=printed)


def _within(limits: Limits) -> ResourceLimits:
    return {
        "max_feed_duration_secs": limits.seconds,
        "max_memory": limits.mb * 2**20,
        "max_recursion_depth": DEEPEST_CALL,
        "max_suspensions": MOST_QUESTIONS,
    }


def _read(told: Any) -> Outcome:
    match told:
        case ("returned", value) if is_plain(value):
            return Outcome("returned", value)
        case ("raised" | "not code" | "no function" | "stopped early" as kind, str(message)):
            return Outcome(kind, message=message[:MOST_SAID])
        case _:
            return Outcome("not plain data")


def _stopped(error: BaseException) -> Outcome:
    """The outcome if the interpreter itself stopped the code, which code cannot catch."""
    if isinstance(error, TimeoutError):
        return Outcome("too long")
    return Outcome("too much memory") if isinstance(error, MemoryError) else Outcome("raised", message=repr(error)[:MOST_SAID])
