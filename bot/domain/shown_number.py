"""How the key of a number is told: the digits that say something, a fraction if it is one, and what else is right."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, log10

from bot.domain.typed_number import LEAST_DIGITS, ROUNDING, close

FEWEST_DIGITS = 2
"""The fewest digits of a key that has a tolerance, however wide that is."""
MOST_EXACT = 7
"""The most digits of a key that is told without rounding."""
LARGEST_BELOW = 20
"""The largest number below the line of a fraction that is told as one."""


@dataclass(frozen=True, slots=True)
class ShownNumber:
    """`number` would be graded as right. `fraction` is empty if it is none; `span` is the least and the largest number that are
    right, None without a tolerance."""

    number: float
    is_exact: bool
    fraction: str = ""
    span: tuple[float, float] | None = None


def shown_number(key: float, wide: float) -> ShownNumber:
    """A key of which an answer may be `wide` off."""
    if wide:
        return _within(key, wide)
    if _is_short(key):
        return ShownNumber(key, is_exact=True)
    near = Fraction(key).limit_denominator(LARGEST_BELOW)
    fraction = f"{near.numerator}/{near.denominator}" if close(float(near), key, 0) else ""
    return ShownNumber(round(key, _places(key, LEAST_DIGITS)), is_exact=False, fraction=fraction)


def _within(key: float, wide: float) -> ShownNumber:
    places = max(0, ceil(-log10(2 * wide)), _places(key, FEWEST_DIGITS))
    rounding, unit = Fraction(ROUNDING * abs(key)) / 2, 10 ** (places + 1)
    least = ceil((Fraction(key - wide) - rounding) * unit)
    most = floor((Fraction(key + wide) + rounding) * unit)
    span = (float(Fraction(least, unit)), float(Fraction(most, unit)))
    return ShownNumber(round(key, places), is_exact=False, span=span)


def _is_short(key: float) -> bool:
    return key == round(key) or close(float(f"{key:.{MOST_EXACT}g}"), key, 0)


def _places(key: float, digits: int) -> int:
    """The decimal places at which a key has so many digits, and no fewer than its whole part has."""
    return max(0, digits - 1 - floor(log10(abs(key)))) if key else 0
