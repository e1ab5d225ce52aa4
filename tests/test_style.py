"""What is a matter of craft in weeks and challenges: a pack that lacks it loads, and its author is told all the same."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from bot.domain.roadmap import Week
from content.craft import craft
from content.faults import Fault
from content.loader import load_pack, read_pack
from storage.bodies import read_item

SMALL = Path(__file__).parent / "data" / "content" / "small"
FIRST = "weeks/first.yaml"
CHALLENGES = "challenges/seven.yaml"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of a pack of two weeks and a challenge of each kind."""
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}"
    _ = file.write_text(text.replace(old, new), encoding="utf-8")


def told(folder: Path, *, english: bool = True) -> list[Fault]:
    """What is told of the craft of a pack; it loads."""
    _ = load_pack(folder)
    reading = read_pack(folder)
    return list(craft(reading.entries, reading.unread, None, english=english))


CRAFT = {
    "too few goals": (
        (FIRST, "- Read an error\n", ""),
        "weeks/first.yaml:6: Give `goals` at least 3 entries.",
    ),
    "a goal that starts with no verb": (
        (FIRST, "- Read an error", "- The error"),
        "weeks/first.yaml:8: Start the goal with a verb and a capital letter, such as Explain.",
    ),
    "a week with only paid resources": (
        (FIRST, "resource.guide, role: primary", "resource.course, role: alternative"),
        "weeks/first.yaml:18: Add a resource whose cost is free; nobody should have to pay to do the week.",
    ),
    "too short a checklist": (
        (FIRST, "  - A friend has run it.\n", ""),
        "weeks/first.yaml:13: Give `milestone` `checklist` at least 3 entries.",
    ),
    "a goal that ends as a sentence": (
        (FIRST, "- Read an error", "- Read an error."),
        "weeks/first.yaml:8: Remove the full stop; goals are shown as a list.",
    ),
    "a week without resources": (
        (FIRST, "resources:\n- {ref: resource.guide, role: primary}\n", ""),
        "weeks/first.yaml:1: Add a resource whose cost is free; nobody should have to pay to do the week.",
    ),
    "no hint": (
        (CHALLENGES, "  hint: [Divide.]\n", ""),
        "challenges/seven.yaml:31: Add `hint`, one to three of them; whoever is stuck asks for one.",
    ),
    "a wrong option that says nothing to who chose it": (
        (CHALLENGES, "{id: c, text: It never ends, why: Most do.}", "{id: c, text: It never ends}"),
        "challenges/seven.yaml:26: Add `why` to this wrong option; whoever chooses it wants to know.",
    ),
    "an option about the others": (
        (CHALLENGES, "text: It never ends", "text: None of the above"),
        "challenges/seven.yaml:26: Say what is meant; `None of the above` gives the answer away and means nothing once shuffled.",
    ),
    "an option that is all of them": (
        (CHALLENGES, "text: It never ends", "text: All of these"),
        "challenges/seven.yaml:26: Say what is meant; `All of these` gives the answer away and means nothing once shuffled.",
    ),
    "more slips than a short answer bears": (
        (CHALLENGES, "distance: 1", "distance: 2"),
        "challenges/seven.yaml:50: Set `distance` to 1 or less; `break` is too short for more slips.",
    ),
    "two steps only": (
        (CHALLENGES, "  - {id: c, text: Show the sum}\n  before:\n  - [a, b]\n  - [b, c]\n", "  before:\n  - [a, b]\n"),
        "challenges/seven.yaml:61: Give three to six steps; fewer are guessed.",
    ),
    "one test shown": (
        (CHALLENGES, "  - {args: [[]], want: 0}\n", ""),
        "challenges/seven.yaml:79: Show two tests or more; with one a member returns its answer.",
    ),
    "one wrong solution": (
        (CHALLENGES, '  - "def add(numbers):\\n    return 3"\n', ""),
        "challenges/seven.yaml:85: Give two wrong solutions or more; they show that the tests tell right from wrong.",
    ),
    "no wrong solution": (
        (CHALLENGES, '  wrong:\n  - "def add(numbers):\\n    return len(numbers)"\n  - "def add(numbers):\\n    return 3"\n', ""),
        "challenges/seven.yaml:70: Give two wrong solutions or more; they show that the tests tell right from wrong.",
    ),
}


@pytest.mark.parametrize(("edit", "message"), CRAFT.values(), ids=CRAFT.keys())
def test_what_is_a_matter_of_craft_loads_and_is_told(small: Path, edit: tuple[str, str, str], message: str) -> None:
    before = Counter(fault.message for fault in told(small))
    file, old, new = edit
    change(small / file, old, new)
    after = told(small)
    assert message in map(str, after)
    assert (Counter(fault.message for fault in after) - before).total() == 1, "one thing is amiss, one is told"


@pytest.mark.parametrize("goal", ["循環を書く", "¿Qué hace un bucle?", "اكتب حلقة", "напиши цикл"])
def test_a_week_with_one_goal_in_any_script_loads_and_no_rule_of_english_is_told_of_it(small: Path, goal: str) -> None:
    change(small / "pack.yaml", "locale: en", "locale: ja")
    change(small / FIRST, "- Write a loop\n- Read an error\n- Test a function\n", f"- {goal}\n")
    assert not any("capital letter" in fault.message for fault in told(small, english=False))
    weeks = [read_item(item.kind, item.body) for item in load_pack(small).items if item.id == "week.first"]
    assert [week.goals for week in weeks if isinstance(week, Week)] == [(goal,)]
