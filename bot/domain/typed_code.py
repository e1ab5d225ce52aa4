"""Code as chats write it, made into the code that was meant.

Chats wrap code in fences and backticks, and turn straight quotes into typographic ones and spaces into no-break spaces. People
paste from an interpreter, with its prompts, or type full-width brackets. What stands in a string or a comment stays as it is.
"""

import re
import unicodedata
from textwrap import dedent

_MARK = re.compile(r"""("{3}|'{3}).*?(?:\1|\Z)|(?P<fence>`{3,}|~{3,})""", re.DOTALL)
"""A string in triple quotes, or a fence outside of one: a docstring may hold fences of its own."""
_LANGUAGE = re.compile(r"[ \t]*(?:\w+[ \t]*(?=\n))?\n?")
_PROMPT = re.compile(r"[ \t]*(?:>>>|\.\.\.:?|In \[\d+\]:)(?: (.*)|$)")
_DOUBLE, _SINGLE = "“”„‟«»＂", "‘’‚‛＇"
_DASHES = "‐‑‒–−﹣－"
_PART = re.compile(
    rf"""(?P<kept>\#[^\n]*|"[^"\n]*"|'[^'\n]*')
    |[{_DOUBLE}](?P<double>[^"{_DOUBLE}\n]*)["{_DOUBLE}]
    |[{_SINGLE}](?P<single>[^'{_SINGLE}\n]*)['{_SINGLE}]
    |.""",
    re.VERBOSE | re.DOTALL,
)
"""A comment or a string, a string in typographic quotes, or one character of anything else."""


def plain_code(text: str) -> str:
    """The code in a text, without what a chat or an interpreter put around it, and with Python's own characters."""
    return dedent(_PART.sub(_in_python, _without_prompts(_unquoted(_without_fence(text.replace("\r\n", "\n")))))).strip("\n")


def _without_fence(text: str) -> str:
    """What stands in the first fence, up to one that closes it, or between single backticks around all of it."""
    fences = [mark for mark in _MARK.finditer(text) if mark["fence"]]
    if fences:
        opening, *others = fences
        closing = next((other.start() for other in others if other["fence"].startswith(opening["fence"])), len(text))
        inside = text[opening.end() : closing]
        return _LANGUAGE.sub("", inside, count=1)
    bare = text.strip()
    return bare.strip("`") if bare.startswith("`") and bare.endswith("`") else text


def _unquoted(text: str) -> str:
    """Without the sign of a quotation before each line; three of them are an interpreter's prompt."""
    lines = [line for line in text.split("\n") if line.strip()]
    if not lines or not all(line.startswith(">") and not line.startswith(">>>") for line in lines):
        return text
    sign = "> " if all(f"{line} ".startswith("> ") for line in lines) else ">"
    return "\n".join("" if line == ">" else line.removeprefix(sign) for line in lines)


def _without_prompts(text: str) -> str:
    """Without an interpreter's prompts, and then without what it answered."""
    lines = text.split("\n")
    if not any(line.lstrip().startswith((">>>", "In [")) for line in lines):
        return text
    return "\n".join(found[1] or "" for line in lines if (found := _PROMPT.fullmatch(line)))


def _in_python(part: re.Match[str]) -> str:
    """A part with Python's own characters; what stands inside a string or a comment is kept."""
    if part["kept"]:
        return part["kept"]
    for quote, inside in (('"', part["double"]), ("'", part["single"])):
        if inside is not None:
            return f"{quote}{inside}{quote}"
    return _meant(part[0])


def _meant(character: str) -> str:
    """The character of Python that one stands for: a hyphen, a space, a narrow bracket."""
    if character in _DASHES:
        return "-"
    if unicodedata.category(character) in ("Zs", "Cf"):
        return " " if unicodedata.category(character) == "Zs" else ""
    return unicodedata.normalize("NFKC", character) if unicodedata.east_asian_width(character) == "F" else character
