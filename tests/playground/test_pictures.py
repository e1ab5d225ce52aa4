"""The pictures of the documents can be taken, show what they should, and are all there."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageColor

from adapters.pictures.palette import PALETTES
from tests.playground.browser import MISSING, browser_is_there
from tests.playground.take_film import FILE, film
from tests.playground.take_pictures import FOLDER, SHOTS, take_pictures

DOCUMENT = FOLDER.parent / "pictures.md"


@pytest.mark.skipif(not browser_is_there(), reason=MISSING)
def test_every_picture_can_be_taken_and_shows_an_answer(tmp_path: Path) -> None:
    shown = take_pictures(tmp_path)
    assert {file.stem for file in tmp_path.glob("*.png")} == set(shown)
    assert [name for name, text in shown.items() if "went wrong" in text or len(text) < 20] == []
    assert "Dive into Deep Learning" in shown["resource"]
    assert "Did you mean" in shown["did-you-mean"]


@pytest.mark.skipif(not browser_is_there(), reason=MISSING)
def test_each_step_of_the_film_is_seen() -> None:
    frames = [frame.image for frame in film()]
    assert [number for number, (one, other) in enumerate(pairwise(frames)) if one.tobytes() == other.tobytes()] == []
    assert missed_days(frames[-1]) > missed_days(frames[0]) == 0, "the picture of progress is seen"


def missed_days(frame: Image.Image) -> int:
    """How many points of a frame have the colour of crosses in a calendar, or one near it."""
    red, green, blue, *_ = ImageColor.getrgb(PALETTES["light"].warm)
    colours = frame.convert("RGB").getcolors(frame.width * frame.height) or []
    return sum(count for count, (r, g, b) in colours if abs(r - red) + abs(g - green) + abs(b - blue) < 20)


def test_the_readme_shows_the_film() -> None:
    assert f"(docs/pictures/{FILE.name})" in (FOLDER.parents[1] / "README.md").read_text(encoding="utf-8")


def test_the_documents_show_every_picture() -> None:
    named = re.findall(r"!\[[^\]]+\]\(pictures/([a-z-]+)\.png\)", DOCUMENT.read_text(encoding="utf-8"))
    assert sorted(named) == sorted(shot.name for shot in SHOTS)
    assert sorted(file.stem for file in FOLDER.glob("*.png")) == sorted({FILE.stem, *named})


def test_the_handbook_shows_pictures_that_are_there() -> None:
    handbook = FOLDER.parent / "moderating.md"
    named = re.findall(r"!\[[^\]]+\]\(pictures/([a-z-]+)\.png\)", handbook.read_text(encoding="utf-8"))
    assert set(named) <= {shot.name for shot in SHOTS}
    assert {"dry-run", "week-post", "status", "nudge", "queue", "import", "deliveries", "digest", "upgrade", "copy"} <= set(named)
