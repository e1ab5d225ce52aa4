"""A challenge as moderators write it: the key of each kind in a few lines of text, read into the item.

What begins every line of a list, a bullet or the lines' numbers, is no part of it.

single, multi: an answer a line, a right one begins with `*`, the reason of a wrong one stands behind ` | `.
numeric: the formula; then lines such as `tp: 18, 24` for its values and `off by: 0.01`.
text: an accepted answer a line, one to be rejected begins with `!`. order: the steps, a line each, in the right order.
python: a call a line, such as `double(2) = 4`; the last third of them is kept hidden.
"""

import ast
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from bot.domain.challenge import Case, Challenge, ChallengeOption, Step, Tolerance
from bot.domain.sameness import folded_text

BETWEEN_SOLUTIONS = "---"
"""The line between wrong solutions."""
_IDS = "abcdefgh"
_SIGNS = str.maketrans({"^": "**", "×": "*", "·": "*", "÷": "/", "−": "-"})
"""How people write what a formula computes: `^` is a power to them, and to Python something else that comes to a number too."""
_BULLET = re.compile(r"[-–•·▪◦‣]\s+")
_NUMBER = re.compile(r"(\d{1,2})[.):]\s*(?=\D)")
_SHOWN = re.compile(r"\{([A-Za-z_]\w*)\}")
_CALL = re.compile(r"\s*([A-Za-z_]\w*)\((.*)\)\s*=+\s*(.+)")


class BadKey(ValueError):
    """What is wrong with a written key; `reason` names it, `line` is the line it stands in."""

    def __init__(self, reason: str, line: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


def parted_solutions(text: str) -> Sequence[str]:
    """The wrong solutions of a text, with a line between them."""
    return re.split(rf"^[ \t]*{BETWEEN_SOLUTIONS}[ \t]*$", text, flags=re.MULTILINE)


def key_fields(kind: str, key: str) -> dict[str, Any]:
    """The fields of a Challenge that a written key stands for. Raises BadKey for a line that cannot be read."""
    lines = [line.strip() for line in key.splitlines() if line.strip()]
    lines = lines if kind in ("numeric", "python") else _without_marks(lines)
    match kind:
        case "single" | "multi":
            return {"options": _options(lines)}
        case "numeric":
            return _numeric(lines)
        case "text":
            accept, reject = [line for line in lines if line[0] != "!"], [line[1:].strip() for line in lines if line[0] == "!"]
            return {"accept": tuple(accept), "reject": tuple(filter(None, reject)), "distance": 1}
        case "order":
            _refuse_numbers(lines)
            _refuse_twice(lines)
            steps = tuple(Step(id=letter, text=line) for letter, line in zip(_IDS, lines, strict=False))
            return {"steps": steps, "before": tuple((one.id, two.id) for one, two in pairwise(steps))}
        case "python":
            return _python(lines)
        case _:
            return {}


def written_key(challenge: Challenge) -> str:
    """The key as a moderator writes it; `key_fields` reads it."""
    match challenge.kind:
        case "single" | "multi":
            lines = [_option_line(option) for option in challenge.options]
        case "numeric":
            values = [f"{name}: {', '.join(f'{value:.12g}' for value in some)}" for name, some in challenge.params.items()]
            off = [f"off by: {challenge.tolerance.abs:.12g}"] if challenge.tolerance.abs else []
            lines = [challenge.compute, *values, *off]
        case "text":
            lines = [*challenge.accept, *(f"!{text}" for text in challenge.reject)]
        case "order":
            lines = [step.text for step in challenge.steps]
        case "python":
            lines = [called(challenge, case) + f" = {case.want!r}" for case in (*challenge.tests, *challenge.hidden)]
        case "reflection":
            lines = []
    return "\n".join(lines)


def called(challenge: Challenge, case: Case) -> str:
    """The call of the function that a case makes."""
    return f"{challenge.function}({', '.join(map(repr, case.args))})"


def _option_line(option: ChallengeOption) -> str:
    return f"{'*' * option.ok}{option.text}{' | ' * bool(option.why)}{option.why}"


def lacks(challenge: Challenge) -> str | None:
    """What a written challenge lacks for its kind; None if it is whole."""
    options, right = len(challenge.options), sum(option.ok for option in challenge.options)
    whole = {
        "single": ("options", 2 <= options <= 5 and right == 1),
        "multi": ("some right", 2 <= options <= 5 and 0 < right < options),
        "numeric": ("formula", bool(challenge.compute)),
        "text": ("accept", bool(challenge.accept)),
        "order": ("steps", 3 <= len(challenge.steps) <= 6),
        "python": ("calls", len(challenge.tests) >= 2 and bool(challenge.hidden)),
        "reflection": ("", True),
    }
    name, fine = whole[challenge.kind]
    return None if fine else name


def unshown_values(challenge: Challenge) -> Sequence[str]:
    """The names of values that the prompt does not show."""
    return sorted(challenge.params.keys() - set(_SHOWN.findall(challenge.prompt)))


def shown_without_value(challenge: Challenge) -> Sequence[str]:
    """The names in braces for which the key of a numeric challenge has no values."""
    return sorted(set(_SHOWN.findall(challenge.prompt)) - challenge.params.keys()) if challenge.kind == "numeric" else ()


def _without_marks(lines: Sequence[str]) -> list[str]:
    """The lines without what makes them a list: a bullet before each, or the numbers from 1 on."""
    bullets = [_BULLET.match(line) for line in lines]
    numbers = [_NUMBER.match(line) for line in lines]
    if all(bullets):
        return [line[bullet.end() :] for line, bullet in zip(lines, bullets, strict=True) if bullet]
    counted = [number[1] for number in numbers if number] == [str(count) for count in range(1, len(lines) + 1)]
    if counted and len(lines) > 1:
        return [line[number.end() :].strip() for line, number in zip(lines, numbers, strict=True) if number]
    return list(lines)


def _refuse_numbers(steps: Sequence[str]) -> None:
    """Raises BadKey if each step has a number: it would tell the order."""
    if steps and all(map(_NUMBER.match, steps)):
        raise BadKey("numbered", steps[0])


def _refuse_twice(texts: Sequence[str]) -> None:
    """Raises BadKey for the first text that stands there already; capitals and spaces make no difference."""
    seen = set[str]()
    for text in texts:
        if folded_text(text) in seen:
            raise BadKey("twice", text)
        seen.add(folded_text(text))


def _options(lines: list[str]) -> tuple[ChallengeOption, ...]:
    made: list[ChallengeOption] = []
    for letter, line in zip(_IDS, lines, strict=False):
        text, _, why = line.removeprefix("*").partition(" | ")
        if not 1 <= len(text.strip()) <= 75:
            raise BadKey("long option", line)
        made.append(ChallengeOption(id=letter, text=text.strip(), ok=line.startswith("*"), why=why.strip()[:200]))
    _refuse_twice([option.text for option in made])
    return tuple(made)


def _numeric(lines: list[str]) -> dict[str, Any]:
    if not lines:
        raise BadKey("formula")
    params: dict[str, tuple[float, ...]] = {}
    off = 0.0
    for line in lines[1:]:
        name, colon, values = line.partition(":")
        numbers = _numbers(values)
        if not colon or not numbers:
            raise BadKey("values", line)
        if name.strip().casefold() == "off by":
            off = numbers[0]
        else:
            params[name.strip()] = numbers
    return {"compute": lines[0].translate(_SIGNS), "params": params, "tolerance": Tolerance(abs=off), "percent_ok": True}


def _numbers(text: str) -> tuple[float, ...]:
    try:
        found = [float(part) for part in text.split(",")]
    except ValueError:
        return ()
    return tuple(int(number) if number.is_integer() else number for number in found)


def _python(lines: list[str]) -> dict[str, Any]:
    function, cases = "", list[Case]()
    for line in lines:
        found = _CALL.fullmatch(line)
        if not found or (function and found[1] != function):
            raise BadKey("call", line)
        function = found[1]
        try:
            arguments = ast.literal_eval(f"({found[2]},)" if found[2].strip() else "()")
            want = ast.literal_eval(found[3])
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            raise BadKey("call", line) from None
        cases.append(Case(args=tuple(arguments), want=want, tol=1e-6 if isinstance(want, float) else 0.0))
    hidden = max(1, len(cases) // 3) if len(cases) > 2 else 0
    shown, kept_back = cases[: len(cases) - hidden], cases[len(cases) - hidden :]
    starter = f"def {function}(...):\n    ..."
    return {"function": function, "starter": starter, "tests": tuple(shown), "hidden": tuple(kept_back)}
