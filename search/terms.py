"""The words of a text: folded, without endings; and what else people call the same thing."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from bot.text import clean
from search import tongues

SAME = (
    "resume = curriculum vitae",
    "intro = introduction",
    "docs = documentation",
    "cert = certificate = certification",
    "job = career",
    "salary = pay = wage = income = earning = earn = compensation = gehalt = lohn = sueldo = salario = salaire",
    "usa = us = united states = america",
    "uk = united kingdom = britain = great britain",
    "germany = deutschland = alemania = allemagne",
    "switzerland = schweiz = suiza = suisse",
    "europe = europa",
    "roadmap = path = pathway = track",
    "full = complete = whole",
    "hour = hr",
    "minute = min",
    "developer = dev",
    "company = employer = firm",
    "bad = terrible = suck",
    "forget = forgot = forgotten",
    "lose = lost",
    "build = built",
    "begin = began = begun",
    "break = broke = broken",
    "choose = chose = chosen",
    "write = wrote = written",
    "5 = five",
    "12 = twelve",
    "14 = fourteen",
)
"""Names of one thing in plain English; those of a field come with its pack."""

SMALL = """
a about against all also always am an and any anyone are arent at basically be because been being best better between both
but by can cant could did didnt do does doesnt dont each either else enough even exactly explain explained explanation for
from get gets getting give go goes going good got had has have having here how i if im in into is isnt it its ive just keep
keeps level like lot many maybe me meaning more most much my necessary need needed non not now of on one only or our own
please possible put rather really should simple simply so some somebody somehow someone something still stuff suppose
supposed than thanks that the their them then there these they thing this though till to too until up use used using versus
very vs want was way we were what when where which while who why will with without wont work would yet you your
"""
"""Words that hold a question together; they matter little, unless nothing else was typed."""

TYPED = """
abt atm b4 bc btw cos coz cuz dunno gimme gonna gotta hey hi hows idk im imo lol n ngl ok okay pls plz r8 rly rn sum1 tbh
tho thru thx u ur w8 wanna wat wats whats wheres whos wts wud y ya
"""
"""The same, as people write in a chat."""

KIND = """
advanced article beginner blog book community competition course dataset documentation free interactive intermediate lecture
notes paid paper platform podcast salary tool tutorial video
"""
"""Words that say what kind of thing is wanted: good if they match, no harm if they do not."""

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""What is written without spaces between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese."""
_INDIC = "\u0900-\u0963\u0966-\u0dff"
"""Devanagari and the scripts beside it, in which vowels and joined letters are written as marks."""
_WORD = re.compile(rf"[{_UNSPACED}]+|(?:[{_INDIC}]|[^\W_{_UNSPACED}])+")
_RUN = re.compile(rf"[{_UNSPACED}]+")
_INDIC_SIGN = re.compile(f"[{_INDIC}]")
_INDIC_SPELLINGS = {0x093C: None, 0x0901: "\u0902"}
"""A dot below that many leave out, and the moon-dot that many write as a dot."""
_ORDINAL = re.compile(r"[0-9]{1,3}(?:st|nd|rd|th)")
_SPOKEN_SYMBOLS = (("c++", "cpp"), ("c#", "csharp"), ("'", ""), ("’", ""))
_ENDINGS = (("isation", "ization"), ("ising", "izing"), ("ised", "ized"), ("ise", "ize"))


def normal(text: str) -> str:
    """A text's words in lower case, without accents and endings, with a space before, between and after.

    Where no spaces part words, each two characters that stand together are one, and so is the last character: whoever types a
    part of a phrase types some of these, and the beginning of another one.
    """
    return f" {' '.join(words(text))} "


def words(text: str) -> list[str]:
    found = _WORD.findall(_fold(text))
    if text.isascii():
        return [_stem(word) for word in found]
    return [word for run in found for word in (_pairs(run) if _RUN.match(run) else (_stem(run),))]


def spelt_words(text: str) -> list[str]:
    """The words of a text in lower case as they are spelt, with accents and endings."""
    return _WORD.findall(unicodedata.normalize("NFC", clean(text).casefold()))


def only_letter(text: str) -> str:
    """The letter that is all of a text, with its accent; empty if there is more, or if a letter of its script can be a word."""
    spelt = spelt_words(text)
    is_letter = len(spelt) == 1 and len(spelt[0]) == 1 and not is_unspaced(spelt[0])
    return spelt[0] if is_letter else ""


def _pairs(run: str) -> Iterator[str]:
    """Each two characters that stand together, and the last one."""
    return (run[at : at + 2] for at in range(len(run)))


def _fold(text: str) -> str:
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", clean(text))
        text = "".join(c for c in decomposed.translate(_INDIC_SPELLINGS) if _is_kept(c))
    folded = text.casefold()
    for symbol, spoken in _SPOKEN_SYMBOLS:
        folded = folded.replace(symbol, spoken)
    return folded


def _is_kept(character: str) -> bool:
    """Whether a character of a decomposed text tells words apart: accents do not, the marks of Indic scripts do."""
    return bool(_INDIC_SIGN.match(character)) or unicodedata.category(character) not in {"Mn", "Cf"}


@lru_cache(1 << 16)
def _stem(word: str) -> str:
    """The word without a plural ending, in American spelling; the 3rd is 3."""
    if word[0].isdecimal() and _ORDINAL.fullmatch(word):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-3] + "y" if word.endswith("ies") else word[:-2] if word.endswith("sses") else word[:-1]
    if len(word) > 5 and word.endswith("our"):
        return word[:-3] + "or"
    for british, american in _ENDINGS:
        if word.endswith(british):
            return word.removesuffix(british) + american
    return word


def is_unspaced(word: str) -> bool:
    """Whether a word is of a script that parts words by no spaces."""
    return bool(_RUN.fullmatch(word))


def other_names(groups: Iterable[Sequence[str]]) -> Mapping[str, tuple[str, ...]]:
    """For each name the other names of the same thing, as `words` writes them; each group holds the names of one.

    A short form may stand in several groups, and then means all of them. A name without words, such as "%", can't be looked for.
    """
    found: dict[str, dict[str, None]] = {}
    for group in groups:
        names = [name for name in (" ".join(words(name)) for name in group) if name]
        for name in names:
            found.setdefault(name, {}).update(dict.fromkeys(other for other in names if other != name))
    return {name: tuple(others) for name, others in found.items() if others}


def longest(names: Iterable[str]) -> int:
    """How many words the longest name has."""
    return max((name.count(" ") + 1 for name in names), default=0)


OTHERS = other_names(line.split(" = ") for line in SAME)
ENGLISH = {" ".join(words(word)): tuple(" ".join(words(name)) for name in names) for word, names in tongues.english().items()}
"""What words of other languages are in English, as `words` writes both."""
SMALL_WORDS = frozenset(words(f"{SMALL} {TYPED} {tongues.SMALL}"))
KIND_WORDS = frozenset(words(KIND))
