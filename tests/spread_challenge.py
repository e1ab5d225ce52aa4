"""A challenge that is answered in Python, and its answers run in the sandbox."""

from collections.abc import Sequence

from adapters.sandbox.pool import MontySandbox
from bot.domain.challenge import Case, Challenge, Limits
from bot.domain.code_grading import Outcome, grade_python
from bot.domain.grading import Unreadable

TIGHT = Limits(seconds=0.3, mb=16)
"""For attacks, of which many take all that they are given."""
ROOMY = Limits(seconds=5, mb=16)
"""For what has to succeed, however busy the machine is."""
SPREAD = Challenge(
    id="challenge.spread",
    rev=1,
    kind="python",
    topics=("topic.python",),
    level=1,
    minutes=5,
    prompt="Write spread(numbers): the largest less the smallest.",
    explain="max less min.",
    function="spread",
    tests=(Case(args=([1, 4],), want=3),),
    hidden=(Case(args=([5, 2, 9],), want=7), Case(args=([6],), want=0)),
    limits=TIGHT,
)


async def verdict(sandbox: MontySandbox, code: str, limits: Limits = ROOMY) -> str:
    outcomes = await sandbox.run(code, SPREAD.function, (*SPREAD.tests, *SPREAD.hidden), limits)
    try:
        return grade_python(SPREAD, outcomes).verdict
    except Unreadable as unread:
        return unread.reason


async def called(sandbox: MontySandbox, code: str, *cases: Case, limits: Limits = ROOMY) -> Sequence[Outcome]:
    return await sandbox.run(code, "f", cases or (Case(args=(), want=None),), limits)
