"""The version of a pack says what changed; a table of cases."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from bot.domain.pack_version import changes, least_version, version_numbers
from bot.wiring.packs import faults
from tests.faultless_pack import faultless, write

Pack = dict[str, dict[str, Any]]

PACK: Pack = {
    "topic.sums": {"title": "Sums"},
    "resource.sums": {"title": "Sums", "url": "https://sums.example.org/"},
    "week.one": {"title": "One", "topics": ["topic.sums"], "resources": [{"ref": "resource.sums", "role": "primary"}]},
    "week.two": {"title": "Two", "topics": ["topic.sums"], "goals": ["Add", "Count"]},
    "week.begun": {"title": "Begun", "starter": "sum.py", "starter_code": "1"},
    "roadmap.both": {"title": "Both", "weeks": ["week.one", "week.two"]},
    "challenge.add": {"kind": "single", "prompt": "Add.", "options": [{"id": "a", "ok": True}, {"id": "b"}]},
}


def change(id: str, **fields: Any) -> Callable[[Pack], Any]:
    return lambda pack: pack[id].update(fields)


def both(*steps: Callable[[Pack], Any]) -> Callable[[Pack], Any]:
    return lambda pack: [step(pack) for step in steps]


def add(id: str) -> Callable[[Pack], Any]:
    return lambda pack: pack.update({id: {}})


SWAPPED = "roadmap.both: weeks reordered"
OTHER_KIND = "challenge.add: another kind"
CASES: list[tuple[str, Callable[[Pack], Any], str, str]] = [
    ("nothing but the number", lambda _: None, "1.4.3", ""),
    ("words of a week", change("week.one", title="First", goals=["Add"]), "1.4.3", ""),
    ("a mended address", change("resource.sums", url="https://sums.example.org/new"), "1.4.3", ""),
    ("a mended key", change("challenge.add", options=[{"id": "a"}, {"id": "b", "ok": True}]), "1.4.3", ""),
    ("a retired entry", change("challenge.add", status="deprecated"), "1.4.3", ""),
    ("another part for a resource", change("week.one", resources=[{"ref": "resource.sums", "role": "reference"}]), "1.4.3", ""),
    ("a new term", add("term.sum"), "1.5.0", "term.sum was added"),
    ("a new last week", change("roadmap.both", weeks=["week.one", "week.two", "week.x"]), "1.5.0", "roadmap.both got week.x"),
    ("a new week between", change("roadmap.both", weeks=["week.one", "week.x", "week.two"]), "1.5.0", "roadmap.both got week.x"),
    ("a topic more", change("week.two", topics=["topic.sums", "topic.x"]), "1.5.0", "week.two got topic.x"),
    ("a resource more", change("week.two", resources=[{"ref": "resource.sums"}]), "1.5.0", "week.two got resource.sums"),
    ("a starter", change("week.one", starter="sum.py", starter_code="1"), "1.5.0", "week.one got sum.py"),
    ("a starter mended", change("week.begun", starter_code="2"), "1.4.3", ""),
    ("a starter taken out", change("week.begun", starter="", starter_code=""), "2.0.0", "week.begun lost sum.py"),
    ("a term removed", lambda pack: pack.pop("topic.sums"), "2.0.0", "topic.sums was removed"),
    ("a week taken out of a roadmap", change("roadmap.both", weeks=["week.two"]), "2.0.0", "roadmap.both lost week.one"),
    ("weeks swapped", change("roadmap.both", weeks=["week.two", "week.one"]), "2.0.0", SWAPPED),
    ("a topic less", change("week.one", topics=[]), "2.0.0", "week.one lost topic.sums"),
    ("a resource less", change("week.one", resources=[]), "2.0.0", "week.one lost resource.sums"),
    ("another kind of challenge", change("challenge.add", kind="text"), "2.0.0", OTHER_KIND),
    ("one more and one less", both(add("term.x"), lambda pack: pack.pop("week.one")), "2.0.0", "week.one was removed"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "version", "told"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_each_change_needs_the_version_that_says_so(change: Callable[[Pack], Any], version: str, told: str) -> None:
    after = deepcopy(PACK)
    change(after)
    found = [*changes(PACK, after)]
    assert least_version("1.4.2", found) == version
    assert told == (found[0].sentence if found else "")


@pytest.mark.parametrize(("version", "needed"), [("1.0.1", "2.0.0"), ("1.1.0", "2.0.0"), ("2.0.0", "")])
async def test_whoever_validates_a_pack_is_told_the_version_that_its_change_needs(
    tmp_path: Path, version: str, needed: str
) -> None:
    released, edited = faultless(), faultless()
    released["topics.yaml"].append({"id": "topic.more", "rev": 1, "title": "More"})
    edited["pack.yaml"]["version"] = version
    for name, pack in (("released", released), ("edited", edited)):
        (tmp_path / name).mkdir()
        write(pack, tmp_path / name)
    told = [str(fault) for fault in await faults(tmp_path / "edited", lambda line: None)]
    cure = f"Set the version to {needed}; {version} says less than what changed since 1.0.0: topic.more was removed."
    assert told == ([f"pack.yaml:1: {cure}"] if needed else [])


def test_versions_compare_by_their_numbers() -> None:
    assert version_numbers("1.10.0") > version_numbers("1.9.9")
