"""What authors slip on in YAML: the line is theirs, the cure is in plain words, and written as it is shown it is one."""

import shutil
from pathlib import Path

import pytest

from content.document import parse
from tests.broken_packs import DATA, FIRST, change, faults_of

QUESTION = "question: What took longest?"
GOAL = "- Read an error"
PARSERS = ("expected", "scanning", "parsing", "token", "mapping", "scalar", "stream", "Node", "alias", "valid YAML")
"""Words of a parser."""
SHOWN = (
    (GOAL, "-Fill in a form", "Put a space after the dash: - Fill in a form"),
    ("  - The code is public.", "  -The code is public.", "Put a space after the dash: - The code is public."),
    (QUESTION, "question:Which took longest?", "Put a space after the colon: question: Which took longest?"),
    ("short: First", "short:First", "Put a space after the colon: short: First"),
    (GOAL, "- *Read* an error", 'Put quotes around a text that begins with *: - "*Read* an error"'),
    (GOAL, "- |Read an error", 'Put quotes around a text that begins with |: - "|Read an error"'),
    (GOAL, "- !Read an error", 'Put quotes around a text that begins with !: "!Read an error"'),
    (GOAL, "- ! Read an error", 'Put quotes around a text that begins with !: "! Read an error"'),
    (GOAL, "- !!str Read # soon", 'Put quotes around a text that begins with !: "!!str Read"'),
    (GOAL, "- &Read an error # soon", 'Put quotes around a text that begins with &: "&Read an error"'),
    (GOAL, "- &Read", 'Put quotes around a text that begins with &: "&Read"'),
    (GOAL, "- &AT&T began", 'Put quotes around a text that begins with &: - "&AT&T began"'),
    (QUESTION, "question: &Which took longest?", 'Put quotes around a text that begins with &: "&Which took longest?"'),
    (GOAL, "- @home # soon", 'Put quotes around a text that begins with @: - "@home" # soon'),
    (QUESTION, "question: @home? # soon", 'Put quotes around a text that begins with @: question: "@home?" # soon'),
    (QUESTION, "question: [x] or not?", 'Put quotes around a text with a bracket in it: question: "[x] or not?"'),
    (QUESTION, "question: 'What's long?", 'Put quotes that do not stand in it around this text: question: "What\'s long?"'),
    (QUESTION, "question: 'What's long?'", 'Put quotes that do not stand in it around this text: question: "What\'s long?"'),
    (QUESTION, 'question: Now: "it\'s"', "Put quotes around a text with a colon in it: question: 'Now: \"it''s\"'"),
)
TOLD = (
    ("topics:\n- topic.loops", "topics: [a, b", "Close the bracket that begins here"),
    (QUESTION, f"needs: [a, b\n{QUESTION}", "Close the bracket that begins here"),
    ("{light: 120, standard: 300}", "{light: 120, standard: }", "Give this a value or remove the key"),
    (QUESTION, f"---\n{QUESTION}", "Remove this line; a file of a pack is one document"),
    (QUESTION, f"...\n{QUESTION}", "Remove this line; a file of a pack is one document"),
    (QUESTION, "and what else?", "Write a key and a colon before this text"),
    (
        "{light: 120, standard: 300}",
        "&minutes {light: 120, standard: 300}",
        "Remove `&minutes`; a pack uses no anchors and",
    ),
    ("{light: 120, standard: 300}", "{light: 120, !!str standard: 300}", "Put quotes around a text that begins with !"),
    (QUESTION, "question: &long |\n  What took longest?", "Remove `&long`; a pack uses no anchors and tags."),
    ("{light: 120, standard: 300}", "{[light]: 120, light: 3, standard: 300}", "Write a plain word as the key here"),
    ("short: First", "%short First", "Put quotes around a text that begins with %"),
)


def slipped(folder: Path, old: str, new: str) -> tuple[int, str]:
    """The line of the slip, and the first fault that is told of it."""
    pack = Path(shutil.copytree(DATA / "small", folder / "small"))
    change(pack / FIRST, old, new)
    text = (pack / FIRST).read_text(encoding="utf-8")
    return text[: text.index(new)].count("\n") + 1, faults_of(pack)[0]


@pytest.mark.parametrize(("old", "new", "cure"), SHOWN)
def test_a_slip_is_told_on_its_line_with_a_cure_that_cures(tmp_path: Path, old: str, new: str, cure: str) -> None:
    line, told = slipped(tmp_path, old, new)
    assert told == f"{FIRST}:{line}: {cure}"
    assert not parse("cured", cure.split(": ", 1)[1].encode()).faults


@pytest.mark.parametrize(("old", "new", "cure"), TOLD)
def test_a_slip_is_told_on_its_line_in_plain_words(tmp_path: Path, old: str, new: str, cure: str) -> None:
    line, told = slipped(tmp_path, old, new)
    assert told.startswith(f"{FIRST}:{line}: {cure}")
    assert not [word for word in PARSERS if word in told]
