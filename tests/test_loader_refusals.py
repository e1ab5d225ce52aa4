"""What the loader refuses in a pack, and how it says so: file, line and cure."""

import shutil
from pathlib import Path

import pytest

from tests.broken_packs import DATA, FIRST, change, faults_of


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of a sound pack of two weeks, to be broken."""
    return Path(shutil.copytree(DATA / "small", tmp_path / "small"))


REFUSED = {
    "a duplicate key": (
        (FIRST, "short: First", "short: First\nshort: Again"),
        "weeks/first.yaml:5: Remove one `short`; a key can stand only once here.",
    ),
    "a misspelt key": (
        (FIRST, "question:", "qestion: Why?\nquestion:"),
        "weeks/first.yaml:20: Rename `qestion` to `question`; nothing here is called `qestion`.",
    ),
    "an unknown key in a group": (
        (FIRST, "{light: 120,", "{mood: 3, light: 120,"),
        "weeks/first.yaml:10: Remove the key `mood`; the keys known here are light, standard.",
    ),
    "a key that is no text": (
        (FIRST, "short: First", "short: First\n12: x"),
        "weeks/first.yaml:5: Put quotes around the key `12`, or mend it; every key is text.",
    ),
    "a null": (
        (FIRST, "question: What took longest?", "question:"),
        "weeks/first.yaml:20: Give this a value or remove the key; a pack holds no empty values.",
    ),
    "blank text": (
        (FIRST, "  - The code is public.", '  - " "'),
        "weeks/first.yaml:15: Give this a value or remove the key; a pack holds no empty values.",
    ),
    "a number where text belongs": (
        (FIRST, "short: First", "short: 12"),
        'weeks/first.yaml:4: Write `short` as text, with quotes around it: "12".',
    ),
    "a yes where text belongs": (
        (FIRST, "- Write a loop", "- yes"),
        'weeks/first.yaml:7: Write `goals` entry 1 as text, with quotes around it: "yes".',
    ),
    "a date where text belongs": (
        (FIRST, "short: First", "short: 2024-03-01"),
        'weeks/first.yaml:4: Put quotes around it: "2024-03-01"; without them YAML reads a timestamp.',
    ),
    "a list where text belongs": (
        (FIRST, "short: First", "short: [First]"),
        "weeks/first.yaml:4: Write `short` as one piece of text, not as a list or a group of keys.",
    ),
    "text where a number belongs": (
        (FIRST, "  minutes: 45", "  minutes: soon"),
        "weeks/first.yaml:23: Write `catch_up` `minutes` as a whole number, without quotes.",
    ),
    "a missing key": (
        (FIRST, "question: What took longest?\n", ""),
        "weeks/first.yaml:1: Add `question`, a text of up to 100 characters.",
    ),
    "a missing whole number": (
        (FIRST, "  minutes: 45\n", ""),
        "weeks/first.yaml:22: Add `catch_up` `minutes`, a whole number from 0 to 2400.",
    ),
    "a missing choice": (
        (FIRST, ", role: primary", ""),
        "weeks/first.yaml:19: Add `resources` entry 1 `role`, one of primary, alternative, reference.",
    ),
    "a version that is missing": (
        ("pack.yaml", "version: 1.2.3\n", ""),
        "pack.yaml:1: Add `version`, three numbers, such as 1.0.0.",
    ),
    "too long a title": (
        (FIRST, "title: The first week", f"title: {'Long ' * 12}title"),
        "weeks/first.yaml:3: Shorten `title` to 60 characters; it has 65.",
    ),
    "an unknown role": (
        (FIRST, "role: primary", "role: main"),
        "weeks/first.yaml:19: Set `resources` entry 1 `role` to 'primary', 'alternative' or 'reference'.",
    ),
    "a week that a roadmap names and nobody wrote": (
        ("roadmaps.yaml", "- week.first", "- week.frist"),
        "roadmaps.yaml:6: Mend this id or add the week; the pack has no week `week.frist`. Did you mean `week.first`?",
    ),
    "a roadmap that puts a week before what it needs": (
        ("roadmaps.yaml", "  - week.first\n  - week.second", "  - week.second\n  - week.first"),
        "roadmaps.yaml:6: Move `week.first` up; `week.second` builds on it and stands before it.",
    ),
    "an unknown resource": (
        (FIRST, "resource.guide", "resource.map"),
        "weeks/first.yaml:19: Mend this id or add the resource; the pack has no resource `resource.map`.",
    ),
    "a topic named as a resource": (
        (FIRST, "resource.guide", "topic.loops"),
        "weeks/first.yaml:19: Mend this id or add the resource; the pack has no resource `topic.loops`.",
    ),
    "the same topic twice": (
        (FIRST, "- topic.loops", "- topic.loops\n- topic.loops"),
        "weeks/first.yaml:28: Remove one `topic.loops`; it is named twice.",
    ),
    "a challenge that does not exist": (
        (FIRST, "question:", "challenges: [challenge.one]\nquestion:"),
        "weeks/first.yaml:20: Mend this id or add the challenge; the pack has no challenge `challenge.one`.",
    ),
    "an id of the wrong shape": (
        ("resources.yaml", "resource.course", "resource.The_Course"),
        "resources.yaml:10: Write the id as `resource.` and then small letters, digits and single hyphens, such as "
        + "`resource.first-steps`; `resource.The_Course` is not.",
    ),
    "an id that stands twice": (
        ("resources.yaml", "resource.course", "resource.guide"),
        "resources.yaml:10: Choose another id; `resource.guide` already stands in resources.yaml:1.",
    ),
    "an address without https": (
        ("resources.yaml", "https://example.org/guide", "http://example.org/guide"),
        "resources.yaml:4: Give a full address that starts with https://; `http://example.org/guide` does not.",
    ),
    "an address that tracks its reader": (
        ("resources.yaml", "week=2", "week=2&utm_source=chat"),
        "resources.yaml:13: Remove `utm_source` from the address; it only tracks the reader.",
    ),
    "a short link": (
        ("resources.yaml", "https://example.org/guide", "https://bit.ly/guide"),
        "resources.yaml:4: Give the address that bit.ly leads to; a short link hides where it goes.",
    ),
    "an address with a password": (
        ("resources.yaml", "https://example.org/guide", "https://me:secret@example.org/guide"),
        "resources.yaml:4: Remove the name and password from the address.",
    ),
    "a resource on an unknown topic": (
        ("resources.yaml", "topics: [topic.arrays]", "topics: [topic.array]"),
        "resources.yaml:18: Mend this id or add the topic; the pack has no topic `topic.array`. Did you mean `topic.arrays`?",
    ),
    "a day of checking that is none": (
        ("resources.yaml", 'checked: "2026-01-31"', 'checked: "2026-31-01"'),
        "resources.yaml:20: Write the day as 2026-01-31; `2026-31-01` is not one.",
    ),
    "an answer that points to what is not there": (
        ("faq.yaml", "see: [resource.guide]", "see: [resource.map]"),
        "faq.yaml:6: Mend this id or add the resource; the pack has no resource `resource.map`.",
    ),
    "a currency by its symbol": (
        ("salary.yaml", "currency: EUR", "currency: €"),
        "salary.yaml:7: Write the currency as its code, such as USD; `€` is not one.",
    ),
    "a currency by its name": (
        ("salary.yaml", "currency: EUR", "currency: eur"),
        "salary.yaml:7: Write the currency as its code, such as USD; `eur` is not one.",
    ),
    "pay that ends before it starts": (
        ("salary.yaml", "high: 60000", "high: 6000"),
        "salary.yaml:5: Swap `low` and `high`; the first is the larger one.",
    ),
    "a single amount with an unclear end": (
        ("salary.yaml", "  high: 60000\n", ""),
        "salary.yaml:5: Give `high` (for one number the same as `low`), or set `or_more` to true.",
    ),
    "needs that go in a circle": (
        (FIRST, "question:", "needs: [week.second]\nquestion:"),
        "weeks/first.yaml:20: Remove one of these needs; they go in a circle: "
        + "week.first needs week.second needs week.first.",
    ),
    "a replacement for what is still active": (
        (FIRST, "question:", "replaced_by: week.second\nquestion:"),
        "weeks/first.yaml:20: Set `status` to deprecated, or remove `replaced_by`.",
    ),
    "a replacement that does not exist": (
        (FIRST, "question:", "status: deprecated\nreplaced_by: week.third\nquestion:"),
        "weeks/first.yaml:21: Mend this id or add the week; the pack has no week `week.third`.",
    ),
    "a version of two numbers": (
        ("pack.yaml", "1.2.3", "1.2.x"),
        "pack.yaml:3: Write `version` as three numbers, such as 1.0.0; `1.2.x` is not.",
    ),
    "an alias": (
        (FIRST, "- Write a loop", "- &goal Write a loop\n- *goal"),
        'weeks/first.yaml:7: Put quotes around a text that begins with &: "&goal Write a loop"',
    ),
    "a bracket that is not closed": (
        ("topics.yaml", "title: Loops}", "title: Loops"),
        "topics.yaml:1: Close the bracket that begins here, or put quotes around a text with a bracket in it.",
    ),
    "a colon in a text": (
        (FIRST, "title: The first week", "title: Loops: an introduction"),
        'weeks/first.yaml:3: Put quotes around a text with a colon in it: title: "Loops: an introduction"',
    ),
    "a colon in a text of a list": (
        (FIRST, "- Write a loop", "- Write: a loop"),
        "weeks/first.yaml:7: Write `goals` entry 1 as one piece of text; put quotes around it if it has a colon in it: "
        + '"Loops: an introduction".',
    ),
    "a colon in a text in brackets": (
        ("topics.yaml", "title: Loops}", "title: Loops: an introduction}"),
        "topics.yaml:1: Put quotes around a text with a colon in it, inside { } and [ ] too.",
    ),
    "a comma in a text in brackets": (
        ("topics.yaml", "title: Loops}", "title: Loops, big and small}"),
        "topics.yaml:1: Put quotes around the text before `big and small`; inside { } a comma ends it.",
    ),
    "a colon without a space in brackets": (
        ("topics.yaml", "title: Loops}", "title:Loops}"),
        "topics.yaml:1: Put a space after the colon of `title:Loops`.",
    ),
    "a tab": (
        (FIRST, "  minutes: 45", "\tminutes: 45"),
        "weeks/first.yaml:23: Replace the tab with spaces; YAML is indented with spaces alone.",
    ),
    "quotes that are not closed": (
        (FIRST, "title: The first week", 'title: "The first week'),
        "weeks/first.yaml:3: Close the quotes that begin here.",
    ),
    "quotes around a part": (
        (FIRST, "title: The first week", 'title: "The" first week'),
        "weeks/first.yaml:3: Put the whole text in quotes, not a part of it: title: '\"The\" first week'",
    ),
    "a backslash in double quotes": (
        (FIRST, "title: The first week", 'title: "C:\\Users"'),
        "weeks/first.yaml:3: Use single quotes around this text; in double ones a backslash means something else.",
    ),
    "a text that begins with a mark of YAML": (
        (FIRST, "title: The first week", "title: @home"),
        'weeks/first.yaml:3: Put quotes around a text that begins with @: title: "@home"',
    ),
    "a line that is indented as no other": (
        (FIRST, "short: First", " short: First"),
        "weeks/first.yaml:4: Indent this line like its neighbours; the keys of an entry begin in one column, and so do the "
        + "dashes of a list.",
    ),
    "a group that is written as text": (
        (FIRST, "minutes: {light: 120, standard: 300}", "minutes: 120"),
        "weeks/first.yaml:10: Write `minutes` as a group of keys and values; its keys are light, standard.",
    ),
}


@pytest.mark.parametrize(("edit", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_the_loader_refuses_with_file_line_and_cure(small: Path, edit: tuple[str, str, str], message: str) -> None:
    file, old, new = edit
    change(small / file, old, new)
    assert message in faults_of(small)
