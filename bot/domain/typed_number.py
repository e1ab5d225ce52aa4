"""Reading numbers as people type them: 0.75, 0,75, 75 %, 3/4, ½, 1 234,5, 1,234.5, 1e-3, −2."""

import re
import unicodedata
from math import isfinite

ROUNDING = 1e-9
"""The share by which two ways of computing the same number may differ."""

_MEANT_CHARACTERS = (
    dict.fromkeys("‐‑‒–−﹣－", "-")
    | dict.fromkeys("⁄∕／", "/")
    | dict.fromkeys("％﹪٪", "%")
    | {"＋": "+", "٫": ".", "．": ".", "٬": ",", "，": ",", "’": "'"}
)


# A point or a comma may divide the fraction from the whole, and what else stands between groups of digits goes for thousands;
# "1,00,000" is how India groups them. A leading 0 begins no group, so 0,750 is never 750.
def _pattern(point: str, comma: str) -> re.Pattern[str]:
    groups = rf"[1-9]\d{{0,2}}(?P<mark>[{comma} '_])\d{{3}}(?:(?P=mark)\d{{3}})*|[1-9]\d?(?:{comma}\d\d)+{comma}\d{{3}}"
    return re.compile(rf"(?P<whole>{groups}|\d*)(?:{point}(?P<part>\d*))?(?:[eE](?P<power>[+-]?\d+))?")


_PATTERNS = (_pattern(r"\.", ","), _pattern(",", r"\."))
_MIXED = re.compile(r"(?:(?P<whole>\d+) )?(?P<above>\d+) ?/ ?(?P<below>\d+)")
_NO_DIGIT = re.compile(r"\D")


def readings(text: str) -> tuple[float, ...]:
    """The numbers that a text may mean, without regard to a percent sign; empty if it is no number. "1,234" has two readings."""
    typed = plain_characters(text).lstrip("=≈~ ").rstrip(" .,").removesuffix("%").rstrip()
    negative, typed = typed.startswith("-"), typed[1:].lstrip() if typed[:1] in ("-", "+") else typed
    found = dict.fromkeys(number for number in _unsigned(typed) if isfinite(number))
    return tuple(-number if negative else number for number in found)


def is_percent(text: str) -> bool:
    return plain_characters(text).rstrip(" .,").endswith("%")


def plain_characters(text: str) -> str:
    """The text with one kind of digit, minus and space, and without invisible characters."""
    return " ".join("".join(map(_plain, text)).split())


def close(number: float, key: float, wide: float) -> bool:
    """Whether a number is within `wide` of the key, apart from rounding."""
    return abs(number - key) <= wide + max(ROUNDING * abs(key), 1e-15)


def _plain(character: str) -> str:
    if character in _MEANT_CHARACTERS:
        return _MEANT_CHARACTERS[character]
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    if "VULGAR FRACTION" in unicodedata.name(character, ""):
        return " " + unicodedata.normalize("NFKC", character).replace("⁄", "/")
    return "" if unicodedata.category(character) == "Cf" else character


def _unsigned(typed: str) -> list[float]:
    mixed = _MIXED.fullmatch(typed)
    if mixed and mixed["whole"] and int(mixed["above"]) < int(mixed["below"]):
        return [float(mixed["whole"]) + float(mixed["above"]) / float(mixed["below"])]
    above, slash, below = typed.partition("/")
    if not slash:
        return _decimals(typed)
    return [over / under for over in _decimals(above.strip()) for under in _decimals(below.strip()) if under]


def _decimals(typed: str) -> list[float]:
    matches = [match for pattern in _PATTERNS if (match := pattern.fullmatch(typed))]
    return [float(_python(match)) for match in matches if match["whole"] or match["part"]]


def _python(match: re.Match[str]) -> str:
    return f"{_NO_DIGIT.sub('', match['whole']) or 0}.{match['part'] or 0}e{match['power'] or 0}"
