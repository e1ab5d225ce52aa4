"""What the loader refuses, and how it says so: file, line and cure."""

import shutil
from pathlib import Path

import pytest

from content.loader import Item, load_pack
from tests.broken_packs import DATA, FIRST, change, faults_of


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of a sound pack of two weeks, to be broken."""
    return Path(shutil.copytree(DATA / "small", tmp_path / "small"))


def test_a_list_of_weeks_may_share_one_file(small: Path) -> None:
    listed = [
        "- " + path.read_text(encoding="utf-8").replace("\n", "\n  ").rstrip() + "\n"
        for path in sorted((small / "weeks").iterdir())
    ]
    for path in (small / "weeks").iterdir():
        path.unlink()
    _ = (small / "weeks" / "all.yaml").write_text("".join(listed), encoding="utf-8")
    assert load_pack(small) == load_pack(DATA / "small")


def test_a_sound_pack_loads(small: Path) -> None:
    pack = load_pack(small)
    assert (pack.name, pack.version, pack.title) == ("small", "1.2.3", "A pack of two weeks")
    assert pack.items[0] == Item(
        id="topic.loops",
        rev=1,
        kind="topic",
        body={"id": "topic.loops", "rev": 1, "title": "Loops", "status": "active", "replaced_by": None},
    )


def test_all_faults_are_told_at_once(small: Path) -> None:
    change(small / FIRST, "short: First", "short: 12")
    change(small / "weeks/second.yaml", "topic.arrays", "topic.array")
    change(small / "resources.yaml", "level: 2", "level: 7")
    assert faults_of(small) == [
        "resources.yaml:15: Set `level` to 1, 2 or 3.",
        'weeks/first.yaml:4: Write `short` as text, with quotes around it: "12".',
        "weeks/second.yaml:28: Mend this id or add the topic; the pack has no topic `topic.array`. "
        + "Did you mean `topic.arrays`?",
    ]


def test_a_faulty_week_is_not_called_missing_as_well(small: Path) -> None:
    change(small / FIRST, "short: First", "short: 12")
    assert len(faults_of(small)) == 1


def test_an_unreadable_week_is_not_called_missing_as_well(small: Path) -> None:
    _ = (small / FIRST).write_bytes(b'title: "caf\xe9"')
    assert faults_of(small) == [
        "weeks/first.yaml:1: This holds a character that YAML does not allow; save the file as plain UTF-8 text."
    ]


def test_a_file_that_holds_no_known_kind_is_refused(small: Path) -> None:
    _ = (small / "weeks.yaml").write_text("[]", encoding="utf-8")
    assert faults_of(small) == [
        "weeks.yaml:1: Move or remove this file; items live in topics.yaml, resources.yaml, resources/*.yaml, weeks/*.yaml, "
        + "roadmaps.yaml, faq.yaml, career.yaml, glossary.yaml, synonyms.yaml, salary.yaml, challenges/*.yaml."
    ]


@pytest.mark.parametrize("name", ["weeks/first.yaml", "topics.yaml", "pack.yaml"])
def test_of_a_file_with_another_ending_only_its_right_name_is_told(small: Path, name: str) -> None:
    misnamed = name.replace(".yaml", ".yml")
    _ = (small / name).rename(small / misnamed)
    assert faults_of(small) == [f"{misnamed}:1: Call this file {Path(name).name}; only names that end in .yaml are read."]


def test_what_a_file_in_the_wrong_folder_may_hold_is_not_called_missing(small: Path) -> None:
    _ = (small / FIRST).rename(small / "first.yaml")
    (fault,) = faults_of(small)
    assert fault.startswith("first.yaml:1: Move or remove this file")


def test_a_folder_without_a_pack_is_refused(tmp_path: Path) -> None:
    assert faults_of(tmp_path / "nowhere") == [
        "pack.yaml:1: Add this file to nowhere, with these keys, each on its line: `pack: knots`, `schema: 1`, `version: 1.0.0`, "
        "`title: Knots`, `locale: en`, `licence: CC-BY-4.0`."
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("roadmaps.yaml", "weeks:\n  - week.first\n  - week.second", "weeks: []", "roadmaps.yaml:5: Name a week at least"),
        (FIRST, "topics:\n- topic.loops", "topics: []", "weeks/first.yaml:26: Name a topic at least"),
    ],
)
def test_only_what_a_community_makes_itself_may_be_without_weeks_or_topics(
    small: Path, file: str, old: str, new: str, message: str
) -> None:
    change(small / file, old, new)
    assert any(fault.startswith(message) for fault in faults_of(small))
