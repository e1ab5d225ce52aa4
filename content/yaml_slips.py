"""The slips that people make most in YAML, in their words: what a parser calls them helps nobody to mend them."""

import re
from collections.abc import Sequence

import yaml

from bot.text import clip

_KEY = re.compile(r"[\s-]*[\w.]+\s*:\s")
"""How a line begins that has a key and its value."""
_GLUED_DASH = re.compile(r"(\s*-)(?=[^\s-])")
_GLUED_COLON = re.compile(r"(\s*(?:-\s+)?[\w.]+:)(?=\S)")
"""How a line begins whose dash or colon lacks its space."""
_VALUE = re.compile(r"(?P<before>(?:-\s+)*(?:[\w.]+\s*:\s+)?)(?P<text>.*?)(?P<comment>\s+#.*)?")
"""A line without its indentation: what stands before a text, the text, and a comment."""
_STARTS = ("an alias", "an anchor", "a tag", "a directive", "a block scalar")
"""What YAML takes a text for that begins with one of * & ! % | and >."""
MOST_SHOWN = 80
YES_OR_NO = frozenset("yYnN")
"""Letters that the standard calls yes and no, and our parser does not."""


def cure(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> tuple[int, str]:
    """The line of a slip, counted from 1, and what to do there. `lines` are those of the file."""
    mark, begun, problem, context = error.problem_mark, error.context_mark, error.problem or "", error.context or ""
    if mark is None:
        return 1, _OTHER
    line = _at(lines, mark.line)
    if "\t" in line[: _indentation(line)]:
        return mark.line + 1, "Replace the tab with spaces; YAML is indented with spaces alone."
    if "document" in problem and (ended := _document_ends(lines, mark.line)):
        return ended, "Remove this line; a file of a pack is one document, so no line of it is --- or ... alone."
    if begun and "quoted" in context:
        return begun.line + 1, _quotes(problem)
    if begun and "flow" in context:
        return _brackets(lines, begun.line, mark.line, colon=line[mark.column : mark.column + 1] == ":")
    if begun and "simple key" in context:
        return begun.line + 1, _glued(_at(lines, begun.line)) or _KEYLESS
    if begun and context.endswith(_STARTS):
        return begun.line + 1, _begins(_at(lines, begun.line), begun.column)
    return _plain(problem, lines, mark.line, mark.column)


def _plain(problem: str, lines: Sequence[str], number: int, column: int) -> tuple[int, str]:
    """The same for a slip outside of quotes and brackets, on a line counted from 0."""
    line = _at(lines, number)
    before, rest = line[:column], line[column:]
    expects = "did not find expected" in problem
    if "mapping values" in problem and _KEY.match(before):
        return number + 1, f"Put quotes around a text with a colon in it: {_quoted(line)}"
    if "mapping values" in problem and number and (glued := _glued(_at(lines, number - 1))):
        return number, glued
    if expects and before.endswith(('"', "'")) and rest[:1].isalnum():
        return number + 1, f"Put quotes that do not stand in it around this text: {_quoted(line, before[-1])}"
    if expects and before.rstrip().endswith(('"', "'")):
        return number + 1, f"Put the whole text in quotes, not a part of it: {_quoted(line)}"
    if expects and before.rstrip().endswith(("]", "}")):
        return number + 1, f"Put quotes around a text with a bracket in it: {_quoted(line)}"
    if "cannot start any token" in problem or "undefined alias" in problem or "node content" in problem:
        return number + 1, _begins(line, column)
    if "mapping values" in problem or expects:
        return number + 1, _INDENT
    return number + 1, _OTHER


_INDENT = "Indent this line like its neighbours; the keys of an entry begin in one column, and so do the dashes of a list."
_KEYLESS = "Write a key and a colon before this text, or indent it deeper if it belongs to the text above."
_OTHER = "This line, or the one above it, is not written as YAML; write it like its neighbours."


def _at(lines: Sequence[str], number: int) -> str:
    return lines[number] if number < len(lines) else ""


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip())


def _document_ends(lines: Sequence[str], number: int) -> int | None:
    """The last line, counted from 1, up to this one that ends a document."""
    return next((last + 1 for last in range(number, -1, -1) if _at(lines, last).split()[:1] in (["---"], ["..."])), None)


def _glued(line: str) -> str | None:
    """What to do with a line whose dash or colon lacks the space after it; None if neither does."""
    for sign, slip in (("dash", _GLUED_DASH), ("colon", _GLUED_COLON)):
        if begun := slip.match(line):
            mended = f"{begun[1]} {line[begun.end() :]}".strip()
            return f"Put a space after the {sign}: {clip(mended, MOST_SHOWN)}"
    return None


def _quotes(problem: str) -> str:
    if "unexpected end" in problem or "document indicator" in problem:
        return "Close the quotes that begin here."
    return "Use single quotes around this text; in double ones a backslash means something else."


def _brackets(lines: Sequence[str], begun: int, met: int, *, colon: bool) -> tuple[int, str]:
    """A colon on a later line that is indented no deeper belongs to the next key: the bracket was not closed."""
    if colon and (begun == met or _indentation(_at(lines, met)) > _indentation(_at(lines, begun))):
        return met + 1, "Put quotes around a text with a colon in it, inside { } and [ ] too."
    return begun + 1, "Close the bracket that begins here, or put quotes around a text with a bracket in it."


def _begins(line: str, column: int) -> str:
    return f"Put quotes around a text that begins with {line[column : column + 1]}: {_quoted(line)}"


def marked(text: str, *, plain: bool) -> str:
    """What to do with a text that YAML takes for an anchor or a tag and a value, which is `plain` if it is not in quotes, a block
    or a list."""
    if plain:
        return f"Put quotes around a text that begins with {text[0]}: {_quoted(text)}"
    return f"Remove `{clip(text.split(maxsplit=1)[0], MOST_SHOWN)}`; a pack uses no anchors and tags."


def _quoted(line: str, stray: str = "") -> str:
    """The line as it should be: its text, without stray quotes at its ends, in quotes that do not stand in it; a comment stays
    behind them."""
    parts = _VALUE.fullmatch(line.strip())
    before, text, comment = parts.group("before", "text", "comment") if parts else ("", line.strip(), "")
    text = text.removeprefix(stray).removesuffix(stray)
    shown = "'{}'".format(text.replace("'", "''")) if '"' in text or "\\" in text else f'"{text}"'
    return clip(f"{before}{shown}{comment or ''}", MOST_SHOWN)
