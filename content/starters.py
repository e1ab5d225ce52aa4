"""Starters: small scripts that weeks begin with. A pack keeps them in `starters/`, and a release in the weeks that name them."""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bot.domain.roadmap import LONGEST_STARTER, STARTER_NAME, Week
from content.checks import Entry
from content.document import Document
from content.faults import Fault, Location

FOLDER = "starters"
SECONDS = 5
"""The most seconds of the processor that a starter may take."""
_WRITTEN_OUT = "Move this into the file that `starter` names."
_ALONE = """
import os, runpy, sys, tempfile, time

def refuse(event, _):
    if event in ("socket.connect", "socket.getaddrinfo"):
        raise OSError("it asks the network, and a starter works without")

sys.addaudithook(refuse)
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    with open({name!r}, "w", encoding="utf-8") as file:
        file.write({code!r})
    runpy.run_path({name!r}, run_name="__main__")
    os.chdir("/")
ok = time.process_time() < {seconds}
"""


def with_code(folder: Path, document: Document, location: Location, week: Week) -> tuple[Week, Sequence[Fault]]:
    """A week of the pack in `folder` with the script that it names, and what is wrong with that."""
    if week.starter_code:
        return week, [Fault(document.file, document.line((*location, "starter_code")), _WRITTEN_OUT)]
    flaw = _name_flaw(week.starter)
    file = folder / FOLDER / week.starter
    if not flaw and not file.is_file():
        flaw = f"Add the file {FOLDER}/{week.starter}, or take `starter` out; there is none."
    if flaw:
        return week, [Fault(document.file, document.line((*location, "starter")), flaw)]
    code = file.read_text(encoding="utf-8", errors="replace").strip()
    flaw = _code_flaw(code)
    return replace(week, starter_code=code), [Fault(f"{FOLDER}/{week.starter}", 1, flaw)] if flaw else []


def starter_flaw(week: Week) -> str:
    """What is wrong with the starter of a week that holds its code itself; empty if nothing is."""
    if not (week.starter or week.starter_code):
        return ""
    return _name_flaw(week.starter) or _code_flaw(week.starter_code)


def starter_craft(folder: Path, entries: Sequence[Entry]) -> Iterator[Fault]:
    """A fault for each script that no week names, and for each that does not say what it is for."""
    weeks = [entry.value for entry in entries if isinstance(entry.value, Week)]
    named = {week.starter for week in weeks}
    for file in sorted((folder / FOLDER).glob("*.py")):
        if file.name not in named:
            yield Fault(f"{FOLDER}/{file.name}", 1, "Name this file in the `starter` of a week, or remove it; nobody gets it.")
    for week in weeks:
        if week.starter_code and not _docstring(week.starter_code):
            yield Fault(f"{FOLDER}/{week.starter}", 1, "Begin with a docstring that says what one will have in half an hour.")


def pieces(entries: Sequence[Entry]) -> list[tuple[str, str]]:
    """For each starter its file, and Python that runs it alone, without a network; its `ok` says whether it was quick."""
    codes = {entry.value.starter: entry.value.starter_code for entry in entries if isinstance(entry.value, Week)}
    return [(f"{FOLDER}/{name}", _ALONE.format(code=code, name=name, seconds=SECONDS)) for name, code in codes.items() if code]


def told(file: str, result: bool | str) -> Fault | None:
    """What is wrong with a starter that came to `result`; None if nothing is."""
    if isinstance(result, str):
        return Fault(file, 1, f"Mend this; {result}.")
    return None if result else Fault(file, 1, f"Make this quicker; it takes more than {SECONDS} seconds.")


def _name_flaw(name: str) -> str:
    if re.fullmatch(STARTER_NAME, name):
        return ""
    return f"Call the starter by small letters, digits and hyphens, such as first-model.py; `{name}` is not."


def _code_flaw(code: str) -> str:
    if "\ufffd" in code:
        return "Save this file as UTF-8."
    if not code:
        return "Fill this file, or remove it; it is empty."
    return f"Shorten this to {LONGEST_STARTER} characters; it has {len(code)}." if len(code) > LONGEST_STARTER else ""


def _docstring(code: str) -> str | None:
    """What a script says of itself. What cannot be read as Python is told when it is run."""
    try:
        return ast.get_docstring(ast.parse(code))
    except (SyntaxError, ValueError):
        return code
