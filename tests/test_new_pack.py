"""Making a pack from the small one that ships."""

from pathlib import Path
from shutil import copytree

import pytest

from content import new_pack
from content.loader import load_pack
from content.new_pack import TEMPLATE, NotMade, make_pack
from tests.entered import enter


@pytest.mark.parametrize("name", ["knots", "2026", "no"])
def test_a_new_pack_loads_under_its_own_name_and_shares_no_id(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = copytree(TEMPLATE, tmp_path / "ships" / TEMPLATE.name) / "starters" / "__pycache__" / "rope.pyc"
    compiled.parent.mkdir(exist_ok=True)
    compiled.write_bytes(b"\xff")
    monkeypatch.setattr(new_pack, "TEMPLATE", tmp_path / "ships" / TEMPLATE.name)
    make_pack(tmp_path / name)
    assert sorted(tmp_path.iterdir()) == sorted([tmp_path / name, tmp_path / "ships"])
    made, template = load_pack(tmp_path / name), load_pack(TEMPLATE)
    assert (made.name, made.title) == (name, name.capitalize())
    assert {item.id for item in made.items}.isdisjoint(item.id for item in template.items)
    assert "template" not in "".join(path.read_text(encoding="utf-8").lower() for path in (tmp_path / name).rglob("*.*"))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "Good Knots",
            "Give a name of up to 32 characters, small letters, digits and hyphens, such as night-sky; `Good Knots` is none.",
        ),
        ("mle", "Choose another name; a pack that ships is called mle."),
        ("there", "Choose another name, or another place; {folder} is there already."),
        ("file/knots", "Choose another place; {folder} cannot be written there (Not a directory)."),
    ],
)
def test_a_pack_that_cannot_be_made_says_why_in_one_sentence(tmp_path: Path, name: str, told: str) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(NotMade) as refused:
        make_pack(tmp_path / name)
    assert str(refused.value) == told.format(folder=tmp_path / name)


@pytest.mark.slow
def test_a_pack_of_ones_own_is_made_tried_line_by_line_and_read_anew_when_it_changed(tmp_path: Path) -> None:
    made = enter(tmp_path, "content", "new", "good-knots")
    assert [line for line in made.stdout.splitlines() if line.startswith(("2.", "3."))] == [
        "2. python3 bootstrap.py -m bot content validate good-knots",
        "3. python3 bootstrap.py -m bot demo --pack good-knots",
    ]
    assert enter(tmp_path, "content", "validate", "good-knots").stdout == "Good knots, version 1.0.0: 12 items, no faults.\n"
    pack = tmp_path / "good-knots"
    assert "Join two ropes" in enter(tmp_path, "say", "milestone week=2", "--pack", str(pack)).stdout
    week = pack / "weeks" / "good-knots-two-ropes.yaml"
    week.write_text(week.read_text(encoding="utf-8").replace("Join two ropes", "Join three ropes"), encoding="utf-8")
    assert "Join three ropes" in enter(tmp_path, "say", "milestone week=2", PACKS=str(pack)).stdout
    assert "--pack: there is no folder" in enter(tmp_path, "demo", "--pack", "nowhere").stderr
    validated = enter(tmp_path, "content", "validate", "nowhere")
    assert (validated.returncode, "does not exist" in validated.stderr, validated.stdout) == (2, True, "")
