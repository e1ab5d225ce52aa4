"""Reading numbers as people type them: 0.75, 0,75, 75 %, 3/4, ½, 1 234,5, 1,234.5, 1e-3, −2.

Most numbers can be read in one way only, whoever writes them. "1,234" can be two numbers; there counts what the writer's language
puts before the fraction.
"""

import re
import unicodedata
from math import floor, isfinite, log10

ROUNDING = 1e-9
"""The share by which two ways of computing the same number may differ."""
LEAST_DIGITS = 3
"""The fewest digits to which a key may be rounded."""
MOST_PLACES = 12
"""How many ways of rounding a key are tried, each one digit finer."""

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


_POINT, _COMMA = _pattern(r"\.", ","), _pattern(",", r"\.")
_MIXED = re.compile(r"(?:(?P<whole>\d+) )?(?P<above>\d+) ?/ ?(?P<below>\d+)")
_NO_DIGIT = re.compile(r"\D")


def number_of(text: str, point: str = ".") -> float | None:
    """The number that a text means, without regard to a percent sign; None if it is none, or no finite one. `point` is what
    stands before a fraction in the writer's language."""
    typed = plain_characters(text).lstrip("=≈~ ").rstrip(" .,").removesuffix("%").rstrip()
    negative, typed = typed.startswith("-"), typed[1:].lstrip() if typed[:1] in ("-", "+") else typed
    found = _unsigned(typed, point)
    if found is None or not isfinite(found):
        return None
    return -found if negative else found


def is_percent(text: str) -> bool:
    return plain_characters(text).rstrip(" .,").endswith("%")


def plain_characters(text: str) -> str:
    """The text with one kind of digit, minus and space, and without invisible characters."""
    return " ".join("".join(map(_plain, text)).split())


def has_digit(text: str) -> bool:
    """Whether somebody may have meant a number."""
    return any(map(str.isdigit, text))


def close(number: float, key: float, wide: float) -> bool:
    """Whether a number is within `wide` of the key, apart from rounding."""
    return abs(number - key) <= wide + max(ROUNDING * abs(key), 1e-15)


def is_rounded(number: float, key: float) -> bool:
    """Whether a number is the key, rounded to three digits or more, and to no fewer than its whole part has."""
    if not key:
        return number == key
    fewest = max(0, LEAST_DIGITS - 1 - floor(log10(abs(key))))
    places = range(fewest, fewest + MOST_PLACES)
    return any(close(number, round(number, each), 0) and close(number, key, 0.5 * 10.0**-each) for each in places)


def _plain(character: str) -> str:
    if character in _MEANT_CHARACTERS:
        return _MEANT_CHARACTERS[character]
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    if "VULGAR FRACTION" in unicodedata.name(character, ""):
        return " " + unicodedata.normalize("NFKC", character).replace("⁄", "/")
    return "" if unicodedata.category(character) == "Cf" else character


def _unsigned(typed: str, point: str) -> float | None:
    mixed = _MIXED.fullmatch(typed)
    if mixed and mixed["whole"] and int(mixed["above"]) < int(mixed["below"]):
        return float(mixed["whole"]) + float(mixed["above"]) / float(mixed["below"])
    above, slash, below = typed.partition("/")
    if not slash:
        return _decimal(typed, point)
    over, under = _decimal(above.strip(), point), _decimal(below.strip(), point)
    return over / under if over is not None and under else None


def _decimal(typed: str, point: str) -> float | None:
    patterns = (_COMMA, _POINT) if point == "," else (_POINT, _COMMA)
    matches = (pattern.fullmatch(typed) for pattern in patterns)
    read = [match for match in matches if match and (match["whole"] or match["part"])]
    return float(_python(read[0])) if read else None


def _python(match: re.Match[str]) -> str:
    return f"{_NO_DIGIT.sub('', match['whole']) or 0}.{match['part'] or 0}e{match['power'] or 0}"
