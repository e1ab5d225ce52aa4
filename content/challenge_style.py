"""What makes one challenge good: hints, reasons, and enough of what tells right from wrong. A pack without these loads."""

import re
from collections.abc import Iterator

from bot.domain.challenge import Challenge
from bot.domain.sameness import folded_text
from content.faults import Flaw

LETTERS_A_SLIP = 4
"""The minimum number of letters of an accepted answer for each typing error that is forgiven."""
FEWEST_STEPS = 3
FEWEST_WRONG_SOLUTIONS = 2

_TELLS = re.compile(
    r"\b(all|none|any|both|neither) of the (above|below|other)|^(all|none|any|both|neither) of (these|those|them)\W*$",
    re.IGNORECASE,
)


def style_of(challenge: Challenge) -> Iterator[Flaw]:
    """Everything that should be better inside the challenge."""
    yield from _hints(challenge)
    yield from _options(challenge)
    yield from _slips(challenge)
    yield from _steps(challenge)
    yield from _solutions(challenge)


def _hints(challenge: Challenge) -> Iterator[Flaw]:
    if challenge.kind != "reflection" and not challenge.hint:
        yield "Add `hint`, one to three of them; whoever is stuck asks for one.", ("kind",)


def _options(challenge: Challenge) -> Iterator[Flaw]:
    for number, option in enumerate(challenge.options):
        if not option.ok and not option.why:
            yield "Add `why` to this wrong option; whoever chooses it wants to know.", ("options", number)
        if _TELLS.search(option.text):
            yield f"Say what is meant; `{option.text}` gives the answer away and means nothing once shuffled.", (
                "options", number, "text",
            )  # fmt: skip


def _slips(challenge: Challenge) -> Iterator[Flaw]:
    shortest = min(map(folded_text, challenge.accept), key=len, default="")
    allowed = len(shortest) // LETTERS_A_SLIP
    if challenge.accept and challenge.distance > allowed:
        yield f"Set `distance` to {allowed} or less; `{shortest}` is too short for more slips.", ("distance",)


def _steps(challenge: Challenge) -> Iterator[Flaw]:
    if 0 < len(challenge.steps) < FEWEST_STEPS:
        yield "Give three to six steps; fewer are guessed.", ("steps",)


def _solutions(challenge: Challenge) -> Iterator[Flaw]:
    if len(challenge.tests) == 1:
        yield "Show two tests or more; with one a member returns its answer.", ("tests",)
    if challenge.kind == "python" and len(challenge.wrong) < FEWEST_WRONG_SOLUTIONS:
        yield "Give two wrong solutions or more; they show that the tests tell right from wrong.", ("wrong",)
