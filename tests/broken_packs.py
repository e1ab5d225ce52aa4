"""Packs that are broken in one place, and what the loader says of them."""

from pathlib import Path

import pytest

from content.loader import ContentError, load_pack

ROOT = Path(__file__).parent.parent
DATA = ROOT / "tests" / "data" / "content"


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}"
    _ = file.write_text(text.replace(old, new), encoding="utf-8")


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        _ = load_pack(folder)
    return str(caught.value).splitlines()


FIRST = "weeks/first.yaml"
