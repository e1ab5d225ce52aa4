"""Which sentences of the product promise something, and what proves that each is kept."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path

from bot.wiring.translation import said

ROOT = Path(__file__).parents[2]
SPEAKING = ("bot", "adapters")
"""The folders whose sentences reach people."""
REGISTER = Path(__file__).with_suffix(".toml")
"""The promising sentences, each with its proof, by the file in which the proof stands."""
NO_PROMISES = Path(__file__).with_name("no_promises.toml")
"""The sentences that have such words and promise nothing, by the reason."""

TO_COME = (
    r"will|[Bb]egins?|[Ee]nds|ended early|comes?|goes|go (on|as)|now go|opens|moves?|arrives|welcome|you join|join again"
    r"|tried again|take place|earn|gets?|brings|counts?|saves|moderates?|takes (you|it)|turns them|changes (all|that)"
    r"|can be repaired|(still|be) (handed|filled)|(is|are|was|were) (posted|told|sent|asked|scored)|your scored|more tries|Equal"
    r"|at once|in a moment|within|by itself|That was the last|puts|credits|in line|form holds|all it needs"
)
LASTING = (
    r"(is|are|was) (kept|neutral|off)|stays?|stands? still|keeps|lasts|back where|until|Until|till|waits?|always|[Ee]ach day"
    r"|Every|no (more|longer|other|reminder|days? off)|any more|once a|from (now|then) on"
)
SEEN = r"sees?|finds?|shows?|Everybody|[Nn]obody|[Oo]nly|[Nn]othing|everything|hidden|hid|talk in|(is|are) left out"
PROMISING = re.compile(rf"\b({TO_COME}|{LASTING}|{SEEN})\b|^Next: ")
"""The words by which a sentence is taken for one that promises: what comes, what lasts, who sees it."""
_HOLE = re.compile(r"\{\w+\}|</[^>]+>")
"""What is filled in: values, and commands as each platform writes them."""
_FILLINGS = {"{at}": r"(?:<[-\dT:]+>|[\d:]+\s[AP]M)"}
"""How a value looks, if not in any way: an instant, or an hour of the day."""


@cache
def promising() -> frozenset[str]:
    """Every sentence of the product that has words of promises."""
    paths = (path for folder in SPEAKING for path in sorted((ROOT / folder).rglob("*.py")))
    return frozenset(one for path in paths for one in _said_in(path) if PROMISING.search(_HOLE.sub("", one)))


@cache
def proofs() -> Mapping[str, frozenset[tuple[str, str]]]:
    """What proves each sentence of the register, as file and function."""
    proofs: dict[str, frozenset[tuple[str, str]]] = {}
    for file, sentences in tomllib.loads(REGISTER.read_text(encoding="utf-8")).items():
        for sentence, names in sentences.items():
            proofs[sentence] = proofs.get(sentence, frozenset()) | {(file, name) for name in names.split()}
    return proofs


@cache
def exceptions() -> frozenset[str]:
    return frozenset(chain.from_iterable(tomllib.loads(NO_PROMISES.read_text(encoding="utf-8")).values()))


def promises_in(text: str) -> Iterator[tuple[str, str]]:
    """The promising sentences of what was shown: as the product has them, and as they were said."""
    for sentence, words, filled in _looks():
        if words in text and (found := filled.search(text)):
            yield sentence, found[0]


@cache
def _looks() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Each promising sentence with its longest words, and how it looks when filled in."""
    return tuple((one, max(_HOLE.split(_bare(one)), key=len), _filled(one)) for one in sorted(promising() - exceptions()))


def _said_in(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        for _, _, sentence, _ in said(file):
            yield from (sentence,) if isinstance(sentence, str) else sentence


def _bare(sentence: str) -> str:
    return sentence.replace("**", "")


def _filled(sentence: str) -> re.Pattern[str]:
    """Holes are filled with as little as the sentence allows; one at its end, with the rest of the line."""
    parts = re.split(rf"({_HOLE.pattern})", _bare(sentence))
    words = "".join(_FILLINGS.get(part, ".+?") if number % 2 else re.escape(part) for number, part in enumerate(parts))
    return re.compile(words.removesuffix("?") if words.endswith(".+?") else words)
