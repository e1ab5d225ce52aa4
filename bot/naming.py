"""Names of people in what is said: a text knows which pieces of it are whose name, so that those can be taken out of it later.

Nobody has to say whom a card names, and no other word is taken for a name: whoever is called like a word, or like somebody else,
takes nothing of theirs along. While a text is made, and in the outbox, a name stands between marks that no text of people has.
"""

import re
from collections.abc import Callable
from typing import TypeVar

_BEGINS, _IS, _ENDS = "\ufdd0", "\ufdd1", "\ufdd2"
"""Around a name and the id of whose it is: characters that no text may have, says Unicode."""
_MARKS = re.compile(f"[{_BEGINS}{_IS}{_ENDS}]")
_NAME = re.compile(f"{_BEGINS}([0-9]+){_IS}([^{_ENDS}]*){_ENDS}")
T = TypeVar("T", bound="Named")


class Named(str):
    """A text that may name people."""

    __slots__ = ("names",)
    names: tuple[tuple[int, int, int], ...]
    """Where each name begins and ends, and whose it is; missing if there is none."""


def named(text: str, person: int) -> Named:
    """What a person is called."""
    name = Named(_bare(text))
    name.names = ((0, len(name), person),)
    return name


def people_in(text: str) -> set[int]:
    """Whom a text names."""
    return {person for _, _, person in getattr(text, "names", ())}


def marked(text: str) -> str:
    """The text with marks around its names, and with no others."""
    done, parts = 0, list[str]()
    for start, end, person in getattr(text, "names", ()):
        parts += [text[done:start], f"{_BEGINS}{person}{_IS}{text[start:end]}{_ENDS}"]
        done = end
    return "".join((*parts, text[done:])) if parts else _bare(text)


def unmarked(kind: type[T], text: str) -> T:
    """The text without the marks in it: it knows its names."""
    if _BEGINS not in text:
        return kind(text)
    names, length, done = list[tuple[int, int, int]](), 0, 0
    for found in _NAME.finditer(text):
        length += found.start() - done
        names.append((length, length + len(found[2]), int(found[1])))
        length, done = names[-1][1], found.end()
    made = kind(_NAME.sub(r"\2", text))
    made.names = tuple(names)
    return made


def changed(kind: type[T], text: str, change: Callable[[str], str]) -> T:
    """A text that was changed in a way that leaves marks where they are."""
    return unmarked(kind, change(marked(text)))


def cut(text: str, length: int, rest: str) -> str:
    """The first characters of a text, and then the rest; a name that was cut is one with that rest."""
    short = Named(text[:length] + rest)
    if names := [(start, min(end, len(short)), person) for start, end, person in getattr(text, "names", ()) if start < length]:
        short.names = tuple(names)
    return short


def last(text: str, length: int) -> Named:
    """The last characters of a text; a name of which only the end is left is one still."""
    before, end = len(text) - length, Named(text[len(text) - length :])
    if names := [(max(a - before, 0), b - before, person) for a, b, person in getattr(text, "names", ()) if b > before]:
        end.names = tuple(names)
    return end


def without(text: str, person: int, instead: str) -> str:
    """A marked text with other words in place of somebody's names; one that was cut in its middle is one."""
    return re.sub(f"(?:{_BEGINS}{person}{_IS}[^{_ENDS}]*{_ENDS})+", lambda _: instead, text)


def names_somebody(text: str, person: int) -> bool:
    """Whether a marked text has a name of theirs in it."""
    return f"{_BEGINS}{person}{_IS}" in text


def naming_only(text: str, person: int, instead: str) -> str:
    """A marked text with other words in place of the names of everybody else."""
    return _NAME.sub(lambda found: found[0] if found[1] == str(person) else instead, text)


def _bare(text: str) -> str:
    return _MARKS.sub("", text) if _BEGINS in text or _IS in text or _ENDS in text else text
