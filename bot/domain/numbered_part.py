"""A look-up that says nothing but the number of a week or a stage, as people type it: "wk3", "semana tres", "9. Etappe"."""

import re
from typing import Literal, NamedTuple

from bot.domain.sameness import folded

PartKind = Literal["week", "stage"]

_KINDS: dict[str, PartKind] = {
    **dict.fromkeys(map(folded, ("week", "wk", "woche", "semana", "semaine", "hafta", "हफ्ता", "हफ़्ता", "सप्ताह")), "week"),
    **dict.fromkeys(map(folded, ("stage", "phase", "etappe", "stufe", "etapa", "fase", "étape", "charan", "चरण")), "stage"),
}
"""What a part is called in English, German, Spanish, French, Portuguese and Hindi."""
_COUNTED = """
one eins uno un um ek एक
two zwei dos deux dois do दो
three drei tres trois teen तीन
four vier cuatro quatre quatro char chaar चार
five fünf funf fuenf cinco cinq paanch panch पांच पाँच
six sechs seis six chhah chhe cheh छह छः
seven sieben siete sept sete saat सात
eight acht ocho huit oito aath आठ
nine neun nueve neuf nove nau नौ
ten zehn diez dix dez das दस
eleven elf once onze gyarah ग्यारह
twelve zwölf zwolf zwoelf doce douze doze barah baarah बारह
"""
_RANKED = """
first erste primera primeira première pehla pahla पहला
second zweite segunda seconde deuxième dusra doosra दूसरा
third dritte tercera terceira troisième tisra teesra तीसरा
fourth vierte cuarta quarta quatrième chautha चौथा
fifth fünfte quinta cinquième panchva पांचवां
sixth sechste sexta sixième chhatha छठा
seventh siebte séptima sétima septième satva सातवां
eighth achte octava oitava huitième aathva आठवां
ninth neunte novena nona neuvième nauva नौवां
tenth zehnte décima dixième dasva दसवां
eleventh elfte undécima onzième gyarahva ग्यारहवां
twelfth zwölfte duodécima douzième barahva बारहवां
"""
"""A number each line, in the same languages. A count before its word, as in "three weeks", is a time and no place."""


def _numbers(table: str) -> dict[str, int]:
    return {folded(word): number for number, line in enumerate(table.split("\n")[1:-1], 1) for word in line.split()}


_COUNTS, _RANKS = _numbers(_COUNTED), _numbers(_RANKED)
_SPLIT = re.compile(r"\d+|[^\s\d#]+")
_LONGEST = 3
"""Digits of a number that may be one of a part."""
_MARKS = frozenset({"no", "nr", "num", "number", "numero", "st", "nd", "rd", "th", "the", "la", "die"})
"""What may stand beside a number and says no more."""


class NumberedPart(NamedTuple):
    kind: PartKind
    number: int

    @property
    def name(self) -> str:
        """As packs call it."""
        return f"{self.kind} {self.number}"


def numbered_part(typed: str) -> NumberedPart | None:
    """Which part is meant; None of every other look-up."""
    words = [word for word in _SPLIT.findall(folded(typed)) if word not in _MARKS]
    if len(words) != 2:
        return None
    for word, other, numbers in ((words[0].removesuffix("s"), words[1], {**_COUNTS, **_RANKS}), (words[1], words[0], _RANKS)):
        number = int(other) if other.isdecimal() and len(other) <= _LONGEST else numbers.get(other)
        if word in _KINDS and number is not None:
            return NumberedPart(_KINDS[word], number)
    return None
