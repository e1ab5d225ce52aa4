"""Faults of craft, each with the change that makes it and what is told of it."""

from collections.abc import Callable, Sequence
from copy import deepcopy
from pathlib import Path

from adapters.authors.python_process import verify
from adapters.sandbox.pool import MontySandbox
from content.validation import validate
from tests.faultless_pack import CHALLENGES, Pack, item, many, options, put, without, write


async def faults_of(pack: Pack, folder: Path, sandbox: MontySandbox | None) -> list[str]:
    return list(map(str, await validate(write(pack, folder), sandbox, verify)))


def hard(pack: Pack) -> None:
    item(pack, "sum")["meaning"] = "Organisational heterogeneity necessitates considerable interdisciplinary communication."


def alias_twice(pack: Pack) -> None:
    pack["resources.yaml"][0]["aliases"] = ["adding", "plus", "Adding"]


def no_topic(pack: Pack) -> None:
    pack["resources.yaml"][0]["topics"] = []


def same_address(pack: Pack) -> None:
    other = deepcopy(pack["resources.yaml"][0])
    pack["resources.yaml"].append(other | {"id": "resource.again", "title": "Again", "url": "https://sums.example.org"})


def same_title(pack: Pack) -> None:
    other = deepcopy(pack["resources.yaml"][0])
    pack["resources.yaml"].append(other | {"id": "resource.again", "title": "SUMS", "url": "https://sums.example.org/again"})


def other_host(pack: Pack) -> None:
    pack["resources.yaml"][0]["url"] = "https://else.example.org/"
    other = deepcopy(pack["resources.yaml"][0])
    pack["resources.yaml"].append(other | {"id": "resource.again", "title": "Again", "url": "https://sums.example.org"})


SHORT = ("A", "Two", "Six", "Ten")
LONG = ("Quite a long one", "Two", "Six", "Ten")
FAULTS: dict[str, tuple[Callable[[Pack], None], Sequence[str]]] = {
    "hard words": (
        hard,
        ["glossary.yaml:2: Use shorter sentences and words; this reads at grade 51.7, and 9 is the most."],
    ),
    "an alias twice": (alias_twice, ["resources.yaml:2: Remove one `adding`; it stands twice here."]),
    "a resource without a topic": (
        no_topic,
        ["resources.yaml:2: Name a topic at least; practice and look-ups lead here by topics."],
    ),
    "an address twice": (same_address, ["resources.yaml:3: Remove this resource, or mend its url; resource.sums has the same."]),
    "a title twice": (same_title, ["resources.yaml:3: Remove this resource, or mend its title; resource.sums has the same."]),
    "a host that nobody looked at": (
        other_host,
        ["resources.yaml:2: Look at else.example.org and add it to hosts.txt, or lead somewhere else."],
    ),
    "no source": (without("word", "source"), [f"{CHALLENGES}:5: Add `source`; whoever fails wants to read on."]),
    "no review": (without("word", "review"), [f"{CHALLENGES}:5: Add `review`: who checked this, and on which day."]),
    "a prompt twice": (
        put("word", prompt="How do you do choice?"),
        [f"{CHALLENGES}:5: Ask something else; challenge.choice asks the same."],
    ),
    "too many hard ones": (
        many("reflection", 20, lambda number: {"level": 1 + 2 * (number % 2)}),
        [
            f"{CHALLENGES}:2: Change some levels; 0 of 27 are of level 2, not 40%.",
            f"{CHALLENGES}:2: Change some levels; 10 of 27 are of level 3, not 20%.",
            f"{CHALLENGES}:2: Change some levels; 17 of 27 are of level 1, not 40%.",
        ],
    ),
    "long right options": (
        many("single", 19, lambda number: leveled(number) | {"options": options(number % 4, *turned(LONG, number % 4))}),
        [f"{CHALLENGES}:9: Mend options, here first; in 19 of 20 single choices the right one is the longest."],
    ),
    "short right options": (
        many(
            "single", 19, lambda number: leveled(number) | {"options": options(number % 4, *turned(SHORT, number % 4))}
        ),
        [f"{CHALLENGES}:9: Mend options, here first; in 19 of 20 single choices the right one is the shortest."],
    ),
    "right options in one place": (
        many("single", 19, lambda number: leveled(number) | {"options": options(2 if number % 2 else number % 4)}),
        [f"{CHALLENGES}:10: Move right options; in 14 of 20 single choices place 3 is right."],
    ),
    "long right options of several": (
        many("multi", 19, lambda number: leveled(number) | {"options": options(number % 4, *turned(LONG, number % 4))}),
        [f"{CHALLENGES}:3: Make right and wrong options as long; in multiple choices they have 15 and 3."],
    ),
    "right options of several in one place": (
        many("multi", 19, lambda number: leveled(number) | {"options": options(1)}),
        [f"{CHALLENGES}:9: Move right options; in 19 of 20 multiple choices they stand so."],
    ),
    "keys that one answer fits": (
        put("number", tolerance={"abs": 1}),
        [f"{CHALLENGES}:4: Change the parameters; the keys {a} and {a + 1} are nearer than `tolerance`." for a in (2, 3, 4)],
    ),
    "too few variants": (
        many(
            "numeric", 19, lambda number: leveled(number) | sum_of(number)
        ),
        [f"{CHALLENGES}:9: Give more parameters; 19 of 20 numeric ones have fewer than 4 variants."],
    ),
    "the answer in the prompt": (
        put("word", prompt="What is a sum of numbers called?"),
        [f"{CHALLENGES}:5: Ask without saying it; the prompt holds `sum`."],
    ),
    "steps in a wrong order": (
        put("steps", before=[["b", "a"], ["b", "c"], ["c", "d"], ["a", "c"]]),
        [f"{CHALLENGES}:6: Write the steps in a right order; `before` says otherwise."],
    ),
    "an order that is guessed": (
        put("steps", before=[["a", "b"]]),
        [f"{CHALLENGES}:6: Add steps or pairs; 12 of 24 orders are right, so one is guessed."],
    ),
    "a reference that fails": (
        put("code", reference="def add(a, b):\n    return 2"),
        [
            f"{CHALLENGES}:7: Mend the reference or the tests; add(0, 1) returned 2, wanted 1.",
        ],
    ),
    "a reference that fails a hidden test": (
        put("code", reference="def add(a, b):\n    return min(a + b, 2)"),
        [f"{CHALLENGES}:7: Mend the reference or the tests; add(2, 3) returned 2, wanted 5."],
    ),
    "lists of different lengths": (
        put("number", prompt="Add {a} and {b}.", params={"a": [1, 2, 3, 4], "b": [10, 20, 30]}, compute="a + b"),
        [
            f"{CHALLENGES}:4: Give all lists the same number of values; `a` has 4, `b` has 3, so values are used twice.",
        ],
    ),
    "a wrong solution that passes": (
        put("code", wrong=["def add(a, b):\n    return b + a", "def add(a, b):\n    return 3"]),
        [f"{CHALLENGES}:7: Mend this or add a test; it passes every test, and it should not."],
    ),
    "tests that a slip passes": (
        put(
            "code", reference="def add(a, b):\n    return min(a + b, 5)",
            hidden=[{"args": [2, 3], "want": 5}, {"args": [3, 2], "want": 5}],
        ),
        [f"{CHALLENGES}:7: Test add(3, 3); the tests pass `return min(a + b, 6)` in place of `return min(a + b, 5)`."],
    ),
    "two arguments that a slip swaps": (
        put(
            "code", reference="def add(a, b):\n    return a + b if a < 9 else pow(a, b)",
            tests=[{"args": [1, 2], "want": 3}, {"args": [4, 0], "want": 4}], hidden=[{"args": [10, 10], "want": 10**10}],
        ),
        [
            f"{CHALLENGES}:7: Test add(10, 2); the tests pass `return a + b if a < 9 else pow(b, a)` in place of "
            "`return a + b if a < 9 else pow(a, b)`.",
        ],
    ),
    "a slip that no call nearby tells, and that is not listed": (
        put("code", reference="def add(a, b):\n    return sum([a, b][:2])"),
        [
            f"{CHALLENGES}:7: Add a test that fails this slip, or list it under `equivalent_mutants` with the reason; the tests "
            "pass `return sum([a, b][:3])` in place of `return sum([a, b][:2])`.",
        ],
    ),
    "a slip that is listed though the tests catch it": (
        put("code", equivalent_mutants=[{"slip": "return a - b", "reason": "The same."}]),
        [f"{CHALLENGES}:7: Remove this; no slip that passes all tests makes `return a - b` of a line of the reference."],
    ),
    "a slip that does not end": (
        put(
            "code", reference="def add(a, b):\n    while a > 0:\n        a = a - 1\n        b = b + 1\n    return b",
            equivalent_mutants=[{"slip": "while a > -1:", "reason": "Wrong on purpose."}],
        ),
        [f"{CHALLENGES}:7: Remove this; no slip that passes all tests makes `while a > -1:` of a line of the reference."],
    ),
    "a starter that passes": (
        put("code", starter="def add(a, b):\n    return sum([a, b])"),
        [f"{CHALLENGES}:7: Mend this or add a test; it passes every test, and it should not."],
    ),
    "an option that is not as right as it computes": (
        put("choice", options=[{**options()[0], "verify": "ok = 1 + 1 == 3"}, *options()[1:]]),
        [f"{CHALLENGES}:2: Mend this option; it is marked as right, and `verify` says that it is wrong."],
    ),
    "a check that fails": (
        put("choice", options=[{**options()[0], "verify": "1 / 0"}, {**options()[1], "verify": "x = 1"}, *options()[2:]]),
        [
            f"{CHALLENGES}:2: Mend `verify`; it raises ZeroDivisionError('division by zero').",
            f"{CHALLENGES}:2: Mend `verify`; it sets no `ok`.",
        ],
    ),
}  # fmt: skip


def sum_of(number: int) -> Pack:
    return {"prompt": f"{number} more than {{a}}.", "params": {"a": [1]}, "compute": f"a + {number}"}


def leveled(number: int) -> Pack:
    """Levels as they should be, over all the challenges together."""
    return {"level": (2, 3, 1, 2, 2)[number % 5] if number < 15 else (2, 3)[number % 2]}


def turned(texts: Sequence[str], place: int) -> Sequence[str]:
    """The first text at another place."""
    return (*texts[1 : place + 1], texts[0], *texts[place + 1 :])
