"""How things read that people choose from: by name, and those whose names read the same with what tells them apart."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import TypeVar

from bot.domain.sameness import folded
from bot.interface.limits import LONGEST_LABEL
from bot.text import Markup, clip, escape, plain, t

Key = TypeVar("Key")


def namesakes(names: Mapping[Key, str]) -> list[Key]:
    """The things whose name reads as that of another."""
    read = {key: folded(_shown(name)) for key, name in names.items()}
    often = Counter(read.values())
    return [key for key in names if often[read[key]] > 1]


def told_apart(names: Mapping[Key, str], details: Mapping[Key, Markup]) -> dict[Key, Markup]:
    """The labels of things by their names, with its detail for each that has namesakes; those whose details read the same too
    are numbered, in the order of their keys."""
    alike = namesakes(names)
    labels = {key: _with_detail(names[key], details[key]) if key in alike else escape(_shown(names[key])) for key in names}
    same = defaultdict[str, list[Key]](list)
    for key in sorted(alike, key=str):
        same[folded(plain(labels[key]))].append(key)
    numbered = {key: number for keys in same.values() if len(keys) > 1 for number, key in enumerate(keys, 1)}
    return {
        key: _with_detail(names[key], _numbered(details[key], numbered[key])) if key in numbered else labels[key] for key in names
    }


def _numbered(detail: Markup, number: int) -> Markup:
    return t("{detail}, {number}", detail=detail, number=number)


def _shown(name: str) -> str:
    return clip(name, LONGEST_LABEL)


def _with_detail(name: str, detail: Markup) -> Markup:
    room = LONGEST_LABEL - len(plain(t("{name} ({detail})", name="", detail=detail)))
    return t("{name} ({detail})", name=clip(name, max(room, 1)), detail=detail)
