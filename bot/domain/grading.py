"""Whether an answer to a challenge is right, for every kind but code (`bot/domain/code_grading.py`)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.domain.challenge import Challenge, ChallengeOption, Step, Verdict
from bot.domain.code_failure import CodeFailure, UnreadKind
from bot.domain.short_answer import passes, words_of
from bot.domain.typed_number import close, has_digit, is_percent, is_rounded, number_of, plain_characters
from bot.domain.variant import Variant, keeps_order

Reason = Literal["empty", "too long", "not a choice", "not a number", "more than a number", "not these steps"] | UnreadKind

LONGEST = 200
LONGEST_REFLECTION = 4000
_BETWEEN_STEPS = re.compile(r"[\s,;>→|./)(]+")


class Unreadable(ValueError):
    """What was typed is no answer at all, so it is neither right nor wrong and counts for nothing."""

    def __init__(self, reason: Reason, why: str = "") -> None:
        super().__init__(reason)
        self.reason: Reason = reason
        self.why = why
        """What Python says of code; the name that was asked for, if it has no function of it."""


@dataclass(frozen=True, slots=True)
class Grade:
    verdict: Verdict
    why: str = ""
    """What the content says of a wrong choice, plain text; empty if there is nothing to say."""
    failure: CodeFailure | None = None
    """How code failed, if it was code that failed."""


def grade(challenge: Challenge, variant: Variant, answer: str, point: str = ".") -> Grade:
    """Judge an answer; options are named by id, steps by the place at which they were shown. `point` is what stands before a
    fraction in the writer's language.

    Raises Unreadable for an answer that cannot be judged, and TypeError for code, which `grade_python` grades.
    """
    answer = answer.strip()
    if len(answer) > (LONGEST_REFLECTION if challenge.kind == "reflection" else LONGEST):
        raise Unreadable("too long")
    if not any(character.isalnum() for character in answer):
        raise Unreadable("empty")
    match challenge.kind:
        case "single" | "multi":
            return _choice(challenge, answer)
        case "numeric":
            return _numeric(challenge, variant, answer, point)
        case "text":
            return _text(challenge, answer)
        case "order":
            return _judged(keeps_order(challenge, _order(variant.steps, answer)))
        case "reflection":
            return _reflection(answer)
        case "python":
            raise TypeError("code is run first, then graded by grade_python")


def _judged(right: bool, why: str = "") -> Grade:
    return Grade("right" if right else "wrong", why)


def _choice(challenge: Challenge, answer: str) -> Grade:
    """Right if all right options are chosen and no other; of one right option several may stand for choice."""
    chosen = _chosen(challenge.options, answer)
    if challenge.kind == "single" and len(chosen) > 1:
        raise Unreadable("not a choice")
    wrong = [option for option in chosen.values() if not option.ok]
    incomplete = challenge.kind == "multi" and any(option.ok and option.id not in chosen for option in challenge.options)
    return _judged(not wrong and not incomplete, " ".join(option.why for option in wrong if option.why))


def _chosen(options: tuple[ChallengeOption, ...], answer: str) -> Mapping[str, ChallengeOption]:
    known = {option.id: option for option in options}
    named = [name.strip() for name in answer.split(",") if name.strip()]
    if not named or any(name not in known for name in named):
        raise Unreadable("not a choice")
    return {name: known[name] for name in named}


def _numeric(challenge: Challenge, variant: Variant, answer: str, point: str) -> Grade:
    """A key without a tolerance may be rounded, or nobody could write a third."""
    key = variant.key or 0.0
    number = number_of(answer, point)
    if number is None:
        raise Unreadable("more than a number" if has_digit(answer) else "not a number")
    wide = challenge.tolerance.around(key)
    meant = [number * scale for scale in _scales(challenge, key, answer)]
    rounded = not wide and any(is_rounded(each, key) for each in meant)
    return _judged(rounded or any(close(each, key, wide) for each in meant))


def _scales(challenge: Challenge, key: float, answer: str) -> tuple[float, ...]:
    """The factors by which a number may be multiplied: 75 % is 0.75, and so is 75 if the challenge says so.

    A key above 1 is not a share, so there a percent sign can only be the unit that was asked for.
    """
    if is_percent(answer):
        return (0.01, 1.0) if abs(key) > 1 and not challenge.percent_ok else (0.01,)
    return (1.0, 0.01) if challenge.percent_ok else (1.0,)


def _text(challenge: Challenge, answer: str) -> Grade:
    typed = words_of(answer)
    if not typed:
        raise Unreadable("empty")
    return _judged(passes(typed, challenge.accept, challenge.reject, challenge.distance))


def _order(steps: tuple[Step, ...], answer: str) -> tuple[str, ...]:
    """The ids in the order meant, named by the places at which the steps were shown, from 1.

    Never by their ids: authors name steps in their right order, so that "abcd" would be right of nearly all.
    """
    named = _names(plain_characters(answer), len(steps))
    by_position = {str(position): step.id for position, step in enumerate(steps, 1)}
    if sorted(named) != sorted(by_position):
        raise Unreadable("not these steps")
    return tuple(by_position[name] for name in named)


def _names(answer: str, count: int) -> list[str]:
    """The names in an answer, separated by commas, spaces or arrows; else by hyphens; else by nothing, as in 3124."""
    names = [name for name in _BETWEEN_STEPS.split(answer) if name]
    if len(names) == 1 and count > 1:
        names = names[0].split("-") if "-" in names[0] else list(names[0])
    return [name.strip("-") for name in names if name.strip("-")]


def _reflection(answer: str) -> Grade:
    """Any thought is taken."""
    if not any(character.isalpha() for character in answer):
        raise Unreadable("empty")
    return Grade("taken")
