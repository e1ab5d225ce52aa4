"""The pictures of the documents can be taken, show what they should, and are all there."""

import re
from pathlib import Path

import pytest

from tests.playground.browser import MISSING, browser_is_there
from tests.playground.take_pictures import FOLDER, SHOTS, take_pictures

DOCUMENT = FOLDER.parent / "pictures.md"


@pytest.mark.skipif(not browser_is_there(), reason=MISSING)
def test_every_picture_can_be_taken_and_shows_an_answer(tmp_path: Path) -> None:
    shown = take_pictures(tmp_path)
    assert {file.stem for file in tmp_path.glob("*.png")} == {"playground", *shown}
    assert [name for name, text in shown.items() if "went wrong" in text or len(text) < 20] == []
    assert "Dive into Deep Learning" in shown["resource"]
    assert "Did you mean" in shown["did-you-mean"]


def test_the_documents_show_every_picture() -> None:
    named = re.findall(r"!\[[^\]]+\]\(pictures/([a-z-]+)\.png\)", DOCUMENT.read_text(encoding="utf-8"))
    assert sorted(named) == sorted(shot.name for shot in SHOTS)
    assert sorted(file.stem for file in FOLDER.glob("*.png")) == sorted({"playground", *named})


def test_the_handbook_shows_pictures_that_are_there() -> None:
    handbook = FOLDER.parent / "moderating.md"
    named = re.findall(r"!\[[^\]]+\]\(pictures/([a-z-]+)\.png\)", handbook.read_text(encoding="utf-8"))
    assert set(named) <= {shot.name for shot in SHOTS}
    assert {"dry-run", "milestone", "status", "nudge", "queue", "import", "deliveries", "digest", "upgrade", "copy"} <= set(named)
