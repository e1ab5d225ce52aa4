"""What the loader refuses in a challenge: each rule catches a seeded fault and names file, line and cure."""

import shutil
from pathlib import Path

import pytest

from bot.domain.challenge import Challenge
from content.loader import load_pack
from storage.bodies import read_item
from tests.broken_packs import change, faults_of

SMALL = Path(__file__).parent / "data" / "content" / "small"
SEVEN = "challenges/seven.yaml"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of a sound pack with one challenge of each kind, to be broken."""
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


def faults_after(folder: Path, *edits: tuple[str, str]) -> list[str]:
    """What the loader says after each old text became the new one."""
    for old, new in edits:
        change(folder / SEVEN, old, new)
    return faults_of(folder)


def test_a_sound_pack_has_a_challenge_of_each_kind() -> None:
    bodies = [item.body for item in load_pack(SMALL).items if item.kind == "challenge"]
    values = [read_item("challenge", body) for body in bodies]
    kinds = [value.kind for value in values if isinstance(value, Challenge)]
    assert kinds == ["single", "multi", "numeric", "text", "order", "python", "reflection"]


REFUSED = {
    "percent answers to what is no share": (
        ("compute: part / all", "compute: all / part"),
        "39: Remove `percent_ok`; a key such as 2 is no share, and 75 would be taken for 0.75.",
    ),
    # Which fields
    "a kind without what it needs": (
        ("  accept: [break, the break word]\n", ""),
        "44: Add `accept`; a challenge of the kind text needs it.",
    ),
    "a field of another kind": (
        ("  prompt: Which word leaves a loop?\n", "  prompt: Which word leaves a loop?\n  compute: 1 + 1\n"),
        "49: Remove `compute`, or mend the kind; the kind text does not use it.",
    ),
    "a reflection with a key": (
        ("  prompt: Where did you last", "  accept: [loop]\n  prompt: Where did you last"),
        "96: Remove `accept`, or mend the kind; the kind reflection does not use it.",
    ),
    "four hints": (
        ("hint: [Divide.]", "hint: [One., Two., Three., Four.]"),
        "40: Keep `hint` to 3 entries or fewer.",
    ),
    # What it names
    "a topic that does not exist": (
        ("topics: [topic.loops, topic.arrays]", "topics: [topic.loops, topic.array]"),
        "73: Mend this id or add the topic; the pack has no topic `topic.array`. Did you mean `topic.arrays`?",
    ),
    "a source that does not exist": (
        ("source: [resource.guide]", "source: [resource.map]"),
        "14: Mend this id or add the resource; the pack has no resource `resource.map`.",
    ),
    "a day of review that is none": (
        ('"on": "2026-01-31"', '"on": "2026-02-30"'),
        "15: Write the day as 2026-01-31; `2026-02-30` is not one.",
    ),
    # Choices
    "a single option": (
        (
            "  - {id: b, text: A while loop, why: It runs as long as something holds.}\n"
            + "  - {id: c, text: An if, why: It runs once or not at all.}\n",
            "",
        ),
        "8: Give two to five options; with one there is nothing to choose.",
    ),
    "six options": (
        (
            "  - {id: c, text: It never ends, why: Most do.}\n",
            "".join(f"  - {{id: {name}, text: Wrong {name}, why: No.}}\n" for name in "cdef"),
        ),
        "23: Keep `options` to 5 entries or fewer.",
    ),
    "an option that is too long for a button": (
        ("text: An if,", f"text: An if{' or else' * 9},"),
        "11: Shorten `options` entry 3 `text` to 75 characters; it has 77.",
    ),
    "two options with one id": (
        ("{id: c, text: An if", "{id: b, text: An if"),
        "11: Change or remove this one; the same stands in `options` above already.",
    ),
    "two options with one text": (
        ("text: A while loop", "text: A FOR  loop"),
        "10: Change or remove this one; the same stands in `options` above already.",
    ),
    "two right options of which one is wanted": (
        ("{id: b, text: A while loop,", "{id: b, text: A while loop, ok: true,"),
        "8: Mark exactly one option with `ok: true`; 2 are.",
    ),
    "no right option": (
        ("text: A for loop, ok: true", "text: A for loop, why: No."),
        "8: Mark exactly one option with `ok: true`; 0 are.",
    ),
    "several options that are all right": (
        ("text: It never ends,", "text: It never ends, ok: true,"),
        "23: Give at least one right option and one wrong one; each member ticks what is right.",
    ),
    # Numbers
    "a key that cannot be computed for one variant": (
        ("all: [2, 4, 3]", "all: [2, 0, 3]"),
        "37: Mend `compute` or the parameters; with part = 1, all = 0 there is no number (part / all: division by zero).",
    ),
    "an unknown name in the key": (
        ("compute: part / all", "compute: part / whole"),
        "37: Mend `compute` or the parameters; with part = 1, all = 2 there is no number (part / whole: unknown name whole).",
    ),
    "a key that is no expression": (
        ("compute: part / all", "compute: part of all"),
        "37: Mend `compute` or the parameters; with part = 1, all = 2 there is no number (part of all: not a formula).",
    ),
    "a parameter that nothing uses": (
        ("params: {part: [1, 1, 2],", "params: {unit: [kg], part: [1, 1, 2],"),
        "36: Use `unit` in the prompt or in `compute`, or remove it.",
    ),
    "a name in the prompt that is no parameter": (
        ("is {part} items", "is {parts} items"),
        "35: Add `parts` to `params`, or mend the name; the prompt shows {parts}.",
    ),
    "a broken number that must be met exactly": (
        ("  tolerance: {abs: 0.006}\n", ""),
        "37: Add `tolerance`; nobody types a key such as 0.5 in full.",
    ),
    "two variants with the same key": (
        ("all: [2, 4, 3]", "all: [2, 4, 4]"),
        "36: Change the parameters; part = 1, all = 2 and part = 2, all = 4 have the same key.",
    ),
    "variants that look alike": (
        ("of {all} items", "of some items"),
        "35: Show in the prompt what varies; with part = 1, all = 4 it reads as before.",
    ),
    # Words
    "an answer accepted twice": (
        ("accept: [break, the break word]", "accept: [break, Break]"),
        "49: Change or remove this one; the same stands in `accept` above already.",
    ),
    "an answer rejected twice": (
        ("reject: [continue]", "reject: [continue, Continue]"),
        "51: Change or remove this one; the same stands in `reject` above already.",
    ),
    "an answer both accepted and rejected": (
        ("reject: [continue]", "reject: [Break]"),
        "51: Lower `distance`, or remove this one; `Break` is that near to `break`.",
    ),
    "a rejected answer within a slip of an accepted one": (
        ("reject: [continue]", "reject: [brake, bread]"),
        "51: Lower `distance`, or remove this one; `bread` is that near to `break`.",
    ),
    # Steps
    "no pair of steps": (
        ("  before:\n  - [a, b]\n  - [b, c]\n", ""),
        "56: Add `before`; a challenge of the kind order needs it.",
    ),
    "two steps with one id": (
        ("{id: c, text: Show the sum}\n  before:\n  - [a, b]\n  - [b, c]", "{id: b, text: Show the sum}\n  before:\n  - [a, b]"),
        "64: Change or remove this one; the same stands in `steps` above already.",
    ),
    "two steps with one text": (
        ("text: Show the sum", "text: Make a list"),
        "64: Change or remove this one; the same stands in `steps` above already.",
    ),
    "a pair that names no step": (("  - [b, c]", "  - [b, d]"), "67: Mend this; there is no step `d`."),
    "a pair of three": (
        ("  - [b, c]", "  - [a, b, c]"),
        "67: Write two different steps here, such as [a, b]: the first must come before the second.",
    ),
    "a step before itself": (
        ("  - [b, c]", "  - [c, c]"),
        "67: Write two different steps here, such as [a, b]: the first must come before the second.",
    ),
    "a pair that stands twice": (("  - [b, c]", "  - [a, b]"), "67: Remove this pair; it stands above already."),
    "steps that go in a circle": (
        ("  - [b, c]", "  - [b, c]\n  - [c, a]"),
        "65: Remove one of these pairs; they go in a circle: ",
    ),
    # Functions
    "no hidden test": (
        ("  hidden:\n  - {args: [[4]], want: 4}\n", ""),
        "72: Add `hidden`; a challenge of the kind python needs it.",
    ),
    "no reference": (
        ('  reference: "def add(numbers):\\n    return sum(numbers)"\n', ""),
        "72: Add `reference`; a challenge of the kind python needs it.",
    ),
    "one wrong solution twice": (
        ("return len(numbers)", "return 3"),
        "87: Change or remove this one; the same stands in `wrong` above already.",
    ),
    "a starter of another function": (
        ('starter: "def add(', 'starter: "def total('),
        "78: Define `add` here, or mend `function`.",
    ),
    "a reference of another function": (
        ('reference: "def add(', 'reference: "def total('),
        "84: Define `add` here, or mend `function`.",
    ),
    "a wrong solution that is no Python": (
        ('def add(numbers):\\n    return 3"', 'def add(numbers)\\n    return 3"'),
        "87: Mend this code; Python cannot read its line 1 (expected ':').",
    ),
}


def test_a_function_may_be_called_with_empty_text_and_return_nothing(small: Path) -> None:
    file = small / SEVEN
    text = file.read_text(encoding="utf-8")
    assert text.count("- {args: [[1, 2]], want: 3}") == 1
    _ = file.write_text(text.replace("- {args: [[1, 2]], want: 3}", '- {args: [""], want: null}'), encoding="utf-8")
    case = next(item.body["tests"] for item in load_pack(small).items if item.body.get("kind") == "python")
    assert isinstance(case, list)
    assert case[0] == {"args": [""], "want": None, "tol": 0.0}


@pytest.mark.parametrize(("edit", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_a_flaw_of_a_challenge_is_told_with_line_and_cure(small: Path, edit: tuple[str, str], message: str) -> None:
    # One fault seeded, one told: what follows from it is not told as well.
    (fault,) = faults_after(small, edit)
    assert fault.startswith(f"{SEVEN}:{message}")


def test_a_retired_topic_is_no_topic_for_a_challenge(small: Path) -> None:
    topics = small / "topics.yaml"
    text = topics.read_text(encoding="utf-8")
    _ = topics.write_text(text.replace("title: Arrays}", "title: Arrays, status: deprecated}"), encoding="utf-8")
    faults = faults_after(small)
    assert faults == [f"{SEVEN}:{line}: Name another topic; no cohort reaches `topic.arrays` any more." for line in (32, 73)]


def test_the_flaws_of_several_challenges_are_told_at_once(small: Path) -> None:
    faults = faults_after(
        small, ("all: [2, 4, 3]", "all: [2, 0, 3]"), ("  accept: [break, the break word]\n", ""), ("[b, c]", "[b, z]")
    )
    assert [fault.split(":")[1] for fault in faults] == ["37", "44", "66"]
