"""The slips that people make most in YAML, in their words: what a parser calls them helps nobody to mend them."""

import re
from collections.abc import Sequence

import yaml

from bot.text import clip

_KEY = re.compile(r"[\s-]*[\w.]+\s*:\s")
"""How a line begins that has a key and its value."""
MOST_SHOWN = 80


def cure(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> tuple[int, str]:
    """The line of a slip, counted from 1, and what to do there. `lines` are those of the file."""
    mark, begun, problem = error.problem_mark, error.context_mark, error.problem or ""
    if mark is None:
        return 1, _other(problem)
    line = lines[mark.line] if mark.line < len(lines) else ""
    before, character = line[: mark.column], line[mark.column : mark.column + 1]
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return mark.line + 1, "Replace the tab with spaces; YAML is indented with spaces alone."
    if begun and "quoted" in (error.context or ""):
        return begun.line + 1, _quotes(problem)
    if begun and "flow" in (error.context or ""):
        return begun.line + 1, _brackets(colon=character == ":")
    return mark.line + 1, _plain(problem, line, before, character)


def _plain(problem: str, line: str, before: str, character: str) -> str:
    if "mapping values" in problem and _KEY.match(before):
        return f"Put quotes around a text with a colon in it: {_quoted(line)}"
    if "did not find expected" in problem and before.rstrip().endswith(('"', "'")):
        return f"Put the whole text in quotes, not a part of it: {_quoted(line)}"
    if "mapping values" in problem or "did not find expected" in problem:
        return "Indent this line like its neighbours; the keys of an entry begin in one column, and so do the dashes of a list."
    if "cannot start any token" in problem or "undefined alias" in problem:
        return f"Put quotes around a text that begins with {character}: {_quoted(line)}"
    return _other(problem)


def _quotes(problem: str) -> str:
    if "unexpected end" in problem or "document indicator" in problem:
        return "Close the quotes that begin here."
    return "Use single quotes around this text; in double ones a backslash means something else."


def _brackets(*, colon: bool) -> str:
    if colon:
        return "Put quotes around a text with a colon in it, inside { } and [ ] too."
    return "Close the bracket that begins here, or put quotes around a text with a bracket in it."


def _other(problem: str) -> str:
    return f"This is not valid YAML ({problem}); mend it here."


def _quoted(line: str) -> str:
    """The line as it should be: its text in quotes that do not stand in it."""
    key, _, text = line.strip().partition(": ")
    mark = "'" if '"' in text else '"'
    return clip(f"{key}: {mark}{text.strip()}{mark}", MOST_SHOWN)
