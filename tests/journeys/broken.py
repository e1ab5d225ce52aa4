"""Which promises of a journey were broken."""

from collections.abc import Iterable, Iterator

from tests.journeys import kept_by_cohorts, kept_to_members
from tests.journeys.journey import Journey
from tests.journeys.promises import promises_in, proofs
from tests.journeys.window import Shown

CHECKS = {
    "tests/journeys/kept_by_cohorts.py": kept_by_cohorts,
    "tests/journeys/kept_to_members.py": kept_to_members,
}
BY_CHANCE = {"nobody_graded"}
"""Of challenges, which are drawn: not every journey comes upon them."""


def broken_promises(journey: Journey) -> list[str]:
    """Every promise that was not kept, every one that nothing proves, and every check that nothing was promised for."""
    broken = {fault for shown in journey.seen for fault in _broken_in(journey, shown)}
    made = {check for shown in journey.seen for sentence, _ in promises_in(shown.text) for check in _checks_of(sentence)}
    checks = {check for sentence in proofs() for check in _checks_of(sentence)}
    return sorted(broken | {f"never promised: {name}" for _, name in checks - made if name not in BY_CHANCE})


def _broken_in(journey: Journey, shown: Shown) -> Iterator[str]:
    for sentence, said in promises_in(shown.text):
        if sentence not in proofs():
            yield f"no proof: {sentence!r}"
        for file, name in _checks_of(sentence):
            if not getattr(CHECKS[file], name)(journey, shown, said):
                yield f"{name}: {said!r} in {shown}"


def _checks_of(sentence: str) -> Iterable[tuple[str, str]]:
    """Those that are made in the journeys, by file and function."""
    return [(file, name) for file, name in proofs().get(sentence, ()) if file in CHECKS]
