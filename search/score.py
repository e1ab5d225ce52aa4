"""How well an entry answers a look-up: a function of these two alone, so the order is the same everywhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from search.reading import LookUp, Word

SURE = 0.65
"""The share of what was asked for from which an entry is a sure answer; with less it is a guess."""
GUESS = 0.15
"""The share below which an entry is no answer at all."""

# How good it is to find a word …
AS_TYPED, OTHERWISE_CALLED, IN_TRAITS, MISSPELT, BEGUN, IN_TEXT, PERHAPS = 1.0, 0.95, 0.75, 0.74, 0.7, 0.4, 0.3
LESS_SURE = {MISSPELT: 0.75, BEGUN: 0.7, IN_TEXT: 0.5, PERHAPS: 0.0, 0.0: 0.0}
"""How much of a word is there beyond doubt if it is found in no better way; otherwise all of it is."""
ELSEWHERE = 2.0
"""How much more a word of everyday life says against an entry that has nothing of it."""
NAMED, NAMED_BY_A_WORD = 0.3, 0.33
"""The share of what was asked for from which a whole name, of several words or of one, makes its entry a sure answer: the rest of
the sentence tells why."""
RARELY_SAID = 0.55
"""The same for words of its names of which one stands in hardly another entry; here unheard words count as others do at least."""
ASKED = 0.4
"""The same for words of a question or of how else it is asked, of which one tells by itself what is asked."""


@dataclass(frozen=True, slots=True)
class Document:
    """The words of an entry, as `normal` writes them."""

    names: tuple[str, ...]
    """The title, then the aliases."""
    sizes: tuple[int, ...]
    """How many words of each matter; none if it has only small ones."""
    called: str
    """All the names together."""
    traits: str
    """Its topics, and what kind of thing it is."""
    text: str
    strict: bool
    """Whether it states a figure: then it does not answer a look-up that names anything else besides."""
    is_question: bool


@dataclass(frozen=True, slots=True)
class Score:
    value: float
    sure: bool


def score(asked: LookUp, document: Document) -> Score | None:
    """How well the document answers; None if it does not."""
    named = [_in_name(word, document.called) for word in asked.words]
    grades = [_best_grade(grade, word, document) for grade, word in zip(named, asked.words, strict=True)]
    coverage = sum(map(_weighted, asked.words, grades)) / asked.weight
    if coverage < GUESS:
        return None
    close, often = _closeness([word for grade, word in zip(named, asked.words, strict=True) if grade], document.names)
    exact = 0.0 if asked.whole not in document.names else 1.0 if asked.whole == document.names[0] else 0.9
    sure = _says_only(asked.words, document) if document.strict else _share_found(asked.words, grades) >= SURE
    return Score(round(coverage + close / asked.weight + 0.05 * min(3, often) + exact, 6), sure)


def says_enough(asked: LookUp, document: Document) -> bool:
    """Whether half a sentence is meant for the document: it says a name of it, or a word that hardly another is called by."""
    if document.strict:
        return False
    matter = [word for word in asked.words if word.role == "content"]
    named = [_in_name(word, document.called) for word in matter]
    said = [word for word, grade in zip(matter, named, strict=True) if grade > BEGUN]
    as_said = [word for word, grade in zip(matter, named, strict=True) if grade >= OTHERWISE_CALLED]
    all_asked = sum(map(_asked, matter, named))
    asks = document.is_question and any(_asks_the_same(_words_of(name, as_said), all_asked) for name in document.names)
    return asks or _says_a_name(said, document, all_asked) or _says_a_rare_word(as_said, sum(map(_asked_at_least, matter, named)))


def _best_grade(in_name: float, word: Word, document: Document) -> float:
    """The better of the grade in a name and the grade elsewhere; the latter is not computed if it could not be better."""
    return in_name if in_name >= IN_TRAITS else max(in_name, _in_traits_or_text(word, document))


def _in_name(word: Word, name: str) -> float:
    if word.typed in name:
        return AS_TYPED
    if word.others and _any_in(word.others, name):
        return OTHERWISE_CALLED
    if not word.rare:
        return BEGUN if word.begun in name else 0.0
    if _any_in(word.likely, name):
        return MISSPELT
    if word.begun in name:
        return BEGUN
    return PERHAPS if _any_in(word.possible, name) else 0.0


def _in_traits_or_text(word: Word, document: Document) -> float:
    if word.typed in document.traits or _any_in(word.others, document.traits):
        return IN_TRAITS
    return IN_TEXT if word.typed in document.text or _any_in(word.others, document.text) else 0.0


def _any_in(forms: Sequence[str], text: str) -> bool:
    for form in forms:  # noqa: SIM110 - `any` with its generator takes several times as long, and this is asked most of all
        if form in text:
            return True
    return False


def _closeness(words: Sequence[Word], names: Sequence[str]) -> tuple[float, int]:
    """How much of these words is in one name, and little else; and in how many names there is something of them."""
    shares = [_share_of_name(words, name) for name in names] if words else [0.0]
    return max(shares), sum(map(bool, shares))


def _share_of_name(words: Sequence[Word], name: str) -> float:
    weight, matched = 0.0, 0
    for word in words:
        grade = _in_name(word, name)
        if grade:
            weight += word.weight * grade
            matched += word.length
    return weight * (0.5 + 0.5 * min(1.0, matched / (name.count(" ") - 1)))


def _weighted(word: Word, grade: float) -> float:
    return word.weight * grade


def _share_found(words: Sequence[Word], grades: Sequence[float]) -> float:
    """How much of what matters is there beyond doubt; a slip, a beginning and what only the text says count less."""
    pairs = list(zip(words, grades, strict=True))
    matter = [pair for pair in pairs if pair[0].role == "content"] or pairs
    found = [word.tells * LESS_SURE.get(grade, 1.0) for word, grade in matter if grade]
    return sum(found) / sum([_asked(word, grade) for word, grade in matter])


def _asked(word: Word, grade: float) -> float:
    """How much of what is asked a word is for an entry that has it so well, or not at all."""
    return word.tells * (ELSEWHERE if word.everyday and grade <= PERHAPS else 1)


def _asked_at_least(word: Word, grade: float) -> float:
    """The same, where an unheard word counts as others do."""
    return max(word.weight, _asked(word, grade))


def _says_a_name(said: Sequence[Word], document: Document, asked: float) -> bool:
    """Whether all that matters of a name of the document is said, and that is no small part of the look-up even without words of
    everyday life: a car that won't start in the cold is no cold start."""
    for name, size in zip(document.names, document.sizes, strict=True):
        heard = [word for word in said if _tells_of(word, name, size)]
        least = asked * (NAMED if size > 1 else NAMED_BY_A_WORD)
        if (
            size
            and sum(word.length for word in heard) >= size
            and sum(word.tells for word in heard if not word.everyday) >= least
        ):
            return True
    return False


def _tells_of(word: Word, name: str, size: int) -> bool:
    """Whether a word is one of a name's; if the name has no other, it is to be no common word, and typed as it is."""
    return _in_name(word, name) > BEGUN if size > 1 else not word.common and _in_name(word, name) >= OTHERWISE_CALLED


def _says_a_rare_word(said: Sequence[Word], asked: float) -> bool:
    return any(word.rare for word in said) and sum(word.weight for word in said) >= RARELY_SAID * asked


def _words_of(name: str, said: Sequence[Word]) -> Sequence[Word]:
    return [word for word in said if _in_name(word, name) >= OTHERWISE_CALLED]


def _asks_the_same(said: Sequence[Word], asked: float) -> bool:
    return any(word.telling for word in said) and sum(word.tells for word in said) >= ASKED * asked


def _says_only(words: Sequence[Word], document: Document) -> bool:
    """Whether the look-up is made of whole names of the document, and of words that only hold them together."""
    at = 0
    while at < len(words):
        length = next((n for n in range(len(words) - at, 0, -1) if _is_name(words[at : at + n], document)), 0)
        if not length and (words[at].role == "content" or words[at].typed.strip().isdecimal()):
            return False
        at += length or 1
    return True


def _is_name(words: Sequence[Word], document: Document) -> bool:
    forms = ("".join(word.typed for word in words).replace("  ", " "), *(words[0].others if len(words) == 1 else ()))
    return any(form in document.names for form in forms) or _any_in(forms, document.traits)
