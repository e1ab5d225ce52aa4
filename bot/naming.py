"""Names of people in what is said: whoever is named in a text is noted, so that their name can be taken out of it later.

A name is a text that knows whose it is. A unit notes the names that are shown in it, as they are shown, and what it queues keeps
those that stand in it. So nobody has to say whom a card names, and no other word is taken for a name.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from typing import TypeVar, cast

Names = Mapping[int, Iterable[str]]
"""How people are named, by person."""
T = TypeVar("T")

_shown: ContextVar[dict[int, set[str]] | None] = ContextVar("shown", default=None)


class Name(str):
    """What a person is called."""

    __slots__ = ("person",)
    person: int

    def __new__(cls, text: str, person: int) -> "Name":
        name = super().__new__(cls, text)
        name.person = person
        return name


def cut(text: str, short: str) -> str:
    """A shorter form of a text; that of a name is one too."""
    return Name(short, text.person) if isinstance(text, Name) else short


def note_anew() -> None:
    """Begin to note whom what is said from now on names, in this thread or task."""
    _shown.set(defaultdict(set))


def shown(text: str) -> str:
    """The text, which is about to be shown; if it is a name, that is noted."""
    if isinstance(text, Name):
        note({text.person: [text]})
    return text


def note(names: Names) -> None:
    """These names are shown."""
    noted = _shown.get()
    for person, forms in names.items() if noted is not None else ():
        cast("dict[int, set[str]]", noted)[person].update(map(str, forms))


def named_in(texts: Iterable[str]) -> dict[int, list[str]]:
    """Those of the noted names that stand in texts, which are looked through if there are any."""
    if not _shown.get():
        return {}
    bare = "\n".join(texts).replace("\\", "")
    found = {
        person: sorted(form for form in forms if form.replace("\\", "") in bare) for person, forms in (_shown.get() or {}).items()
    }
    return {person: forms for person, forms in found.items() if forms}


def without(text: str, forms: Iterable[str], instead: str) -> str:
    """The text, escaped or not, with other words in place of somebody's names, the longest first: a cut one is the beginning of
    the whole."""
    longest = sorted({form for form in forms if form}, key=len, reverse=True)
    either = "|".join("".join(rf"\\?{re.escape(letter)}" for letter in form) for form in longest)
    return re.sub(rf"(?<!\w)(?:{either})(?!\w)", lambda _: instead, text) if longest else text
