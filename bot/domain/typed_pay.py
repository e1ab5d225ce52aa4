"""Reading pay as people type it: 150000-190000 USD, 60k–75k €, from 25.000 EUR a month, 12 lakh INR, 50 GBP/hour."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.domain.typed_number import number_of, plain_characters

Period = Literal["year", "month", "day", "hour"]
PayFault = Literal["shape", "no currency", "several currencies", "amount", "order", "no lower end"]

MOST = 1_000_000_000
_EACH = r"(?:\b(?:a|an|per|pro|im|je) |/ ?)"
_PERIODS: Mapping[Period, str] = {
    "year": rf"{_EACH}(?:year|yr|y|annum|jahr)\b|\b(?:yearly|annually|annual)\b|\bp\. ?a\b\.?|\bjährlich\b",
    "month": rf"{_EACH}(?:month|mo|monat)\b|\bmonthly\b|\bmonatlich\b",
    "day": rf"{_EACH}(?:day|tag)\b|\bdaily\b",
    "hour": rf"{_EACH}(?:hour|hr|h|stunde|std)\b|\bhourly\b",
}
_SIGNS = {
    "us$": "USD", "ca$": "CAD", "c$": "CAD", "au$": "AUD", "a$": "AUD", "nz$": "NZD", "s$": "SGD", "hk$": "HKD", "r$": "BRL",
    "€": "EUR", "euros": "EUR", "euro": "EUR", "£": "GBP", "₹": "INR", "₩": "KRW", "₪": "ILS", "₺": "TRY", "₫": "VND", "₴": "UAH",
    "₦": "NGN", "₱": "PHP", "zł": "PLN",
}  # fmt: skip
"""What stands for one currency alone; a bare $ or ¥ can be several."""
_SEVERAL = re.compile(r"\$|¥|dollars?|kr\b|pesos?|pounds?|rupees?|yen|yuan")
_TIMES = {
    "k": 1_000,
    "m": 1_000_000,
    "mio": 1_000_000,
    "million": 1_000_000,
    "lakh": 100_000,
    "lakhs": 100_000,
    "crore": 10_000_000,
}
_AMOUNT = rf"(\d[\d .,'_]*?) ?({'|'.join(sorted(_TIMES, key=len, reverse=True))})?"
_SPAN = re.compile(rf"{_AMOUNT}(?: ?(?:-|to|bis) ?{_AMOUNT})?")
_GROUPED = re.compile(r"\d{1,3}(?:[.,' _]\d{3})+|\d{1,2}(?:,\d\d)+,\d{3}")
_AT_LEAST = re.compile(r"\b(?:from|ab|über|over|above|at least|more than|exceeding)\b")
_OR_MORE = re.compile(r"\+|\b(?:or|and) (?:more|up|above)\b|\bupwards?\b")
_CODE = re.compile(r"\b(?!bis\b)([a-z]{3})\b")
_GROSS = re.compile(r"\(?\b(?:brutto|gross|before tax)\b\)?|^(?:about\b|around\b|approx\b\.?|ca\b\.?|circa\b|etwa\b|rund\b|[~≈])")
"""What is paid before tax, and about so much, as all pay is meant here."""
_UP_TO = re.compile(r"\s*(?:up to|max\.?|bis(?: zu)?|below|under|unter)\s")
_THOUSANDS = re.compile(r"(?<![a-z])t(?=€|eur\b)")
"""As in 60 T€."""


class BadPay(ValueError):
    """What is wrong with typed pay."""

    def __init__(self, fault: PayFault) -> None:
        super().__init__(fault)
        self.fault: PayFault = fault


@dataclass(frozen=True, slots=True)
class Pay:
    """A span of pay, as `Figure` has it; `currency` has the shape of a code."""

    low: int
    high: int | None
    or_more: bool
    currency: str
    period: Period


def read_pay(text: str) -> Pay:
    """Raises BadPay for what is no pay, or has no currency, or one that can be several."""
    rest = plain_characters(text).casefold()
    period, rest = _period(_THOUSANDS.sub("k ", _GROSS.sub(" ", rest)))
    if _UP_TO.match(rest):
        raise BadPay("no lower end")
    currency, rest = _currency(rest)
    at_least, rest = _taken(_AT_LEAST, rest)
    more, rest = _taken(_OR_MORE, rest)
    span = _SPAN.fullmatch(" ".join(rest.split()).strip(" ,;:"))
    if not span:
        raise BadPay("shape")
    last_unit = span[4] or ""
    low, high = _amount(span[1], span[2] or last_unit), _amount(span[3], last_unit) if span[3] else None
    if high is not None and high < low:
        raise BadPay("order")
    if high is None:
        is_open = at_least or more
        return Pay(low, None if is_open else low, is_open, currency, period)
    return Pay(low, high, more, currency, period)


def written_pay(low: int, high: int | None, *, or_more: bool, currency: str, period: str) -> str:
    """Pay as `read_pay` reads it."""
    unit = currency if period == "year" else f"{currency} a {period}" if period != "hour" else f"{currency} an hour"
    if high is None:
        return f"from {low} {unit}"
    return f"{low} {unit}" if high == low else f"{low}-{high}{'+' * or_more} {unit}"


def _period(text: str) -> tuple[Period, str]:
    for period, pattern in _PERIODS.items():
        found, rest = _taken(re.compile(pattern), text)
        if found:
            return period, rest
    return "year", text


def _currency(text: str) -> tuple[str, str]:
    """The code of the currency, and the text without it."""
    for sign, code in _SIGNS.items():
        if sign in text:
            return code, text.replace(sign, " ")
    code = next((found for found in _CODE.finditer(text) if found[1] not in _TIMES), None)
    if code:
        return code[1].upper(), _SEVERAL.sub(" ", re.sub(rf"\b{code[1]}\b", " ", text))
    raise BadPay("several currencies" if _SEVERAL.search(text) else "no currency")


def _taken(pattern: re.Pattern[str], text: str) -> tuple[bool, str]:
    """Whether something is in a text, and the text without it."""
    rest = pattern.sub(" ", text)
    return rest != text, rest


def _amount(digits: str, unit: str) -> int:
    """An amount of money in whole units of its currency; a mark before three digits parts thousands."""
    digits = digits.strip(" .,'_")
    number = float(re.sub(r"\D", "", digits)) if _GROUPED.fullmatch(digits) else number_of(digits)
    amount = round((number or 0) * _TIMES.get(unit, 1))
    if not 1 <= amount <= MOST:
        raise BadPay("amount")
    return amount
