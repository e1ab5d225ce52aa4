"""A new pack, made from the small one in `content/template/`: the same files, with another name in place of its own."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from content.loader import HEADER, LONGEST_NAME, NAME, NAME_IN_WORDS

TEMPLATE = Path(__file__).parent / "template"


class NotMade(Exception):
    """No pack was made; the text says what to do, in one sentence."""


def make_pack(folder: Path) -> None:
    """Make a pack that is called like its folder, which is made too, with all files at once. Raises NotMade if it cannot be
    called so, or not be made."""
    name = folder.name
    if len(name) > LONGEST_NAME or not re.fullmatch(NAME, name):
        raise NotMade(f"Give a name of up to {LONGEST_NAME} characters, {NAME_IN_WORDS}; `{name}` is none.")
    if (TEMPLATE.parent / name / HEADER).exists():
        raise NotMade(f"Choose another name; a pack that ships is called {name}.")
    if folder.exists():
        raise NotMade(f"Choose another name, or another place; {folder} is there already.")
    try:
        if not folder.parent.exists():
            folder.parent.mkdir(parents=True)
        with TemporaryDirectory(dir=folder.parent) as unfinished:
            _write_all(name, Path(unfinished) / name).rename(folder)
    except OSError as error:
        raise NotMade(f"Choose another place; {folder} cannot be written there ({error.strerror}).") from error


def _write_all(name: str, folder: Path) -> Path:
    for source in TEMPLATE.rglob("*.*"):
        if "__pycache__" not in source.parts:
            _write(_named(source.read_text(encoding="utf-8"), name), folder / _named(str(source.relative_to(TEMPLATE)), name))
    return folder


def _named(text: str, name: str) -> str:
    return text.replace(TEMPLATE.name, name).replace(TEMPLATE.name.capitalize(), name.replace("-", " ").capitalize())


def _write(text: str, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
