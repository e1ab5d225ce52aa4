"""How what somebody types of a salary figure becomes the item."""

from collections.abc import Mapping, Sequence
from functools import cache

from babel.numbers import list_currencies

from bot.domain.lookup import Figure
from bot.domain.typed_pay import BadPay, Pay, read_pay
from bot.errors import Refusal, about
from bot.shared.resource_form import MOST_ALIASES, Known, listed
from bot.text import Markup, t


def figure_from(known: Known, id: str, values: Mapping[str, str], kept: Sequence[str] = ()) -> Figure:
    """The item that the values of a form describe. Raises Refusal for what cannot be meant."""
    pay = _pay(values.get("pay", ""))
    return Figure(
        id=id,
        rev=1,
        role=_line(values, "role"),
        region=_named(values, "region"),
        level=_named(values, "level"),
        low=pay.low,
        high=pay.high,
        or_more=pay.or_more,
        currency=pay.currency,
        period=pay.period,
        year=_year(known.year, values.get("year", "")),
        source=_named(values, "source"),
        note=_line(values, "note"),
        aliases=listed(values, "aliases", MOST_ALIASES, 60, t("other names")),
    )


def _line(values: Mapping[str, str], name: str) -> str:
    return " ".join(values.get(name, "").split())


def _named(values: Mapping[str, str], name: str) -> str:
    text = _line(values, name)
    if not any(map(str.isalnum, text)):
        raise Refusal(t("This needs a letter or a digit."), name)
    return text


def _year(present: int, text: str) -> int | None:
    year = int(text) if text else None
    if year and year > present:
        raise Refusal(t("{year} is still to come; name the year that the figure is from.", year=text), "year")
    return year


@about("pay")
def _pay(text: str) -> Pay:
    try:
        pay = read_pay(text)
    except BadPay as bad:
        raise Refusal(_sentence(bad, text[:50])) from None
    if pay.currency not in _currencies():
        raise Refusal(t("“{code}” is no currency; write its code, such as EUR or USD.", code=pay.currency))
    return pay


@cache
def _currencies() -> frozenset[str]:
    return frozenset(list_currencies())


def _sentence(bad: BadPay, text: str) -> Markup:
    match bad.fault:
        case "no currency":
            return t("“{text}” has no currency; write its code too, such as 60k-75k EUR.", text=text)
        case "several currencies":
            return t("“{text}” can be several currencies; write its code, such as 25k USD.", text=text)
        case "no lower end":
            return t("“{text}” says only where pay ends; write where it begins too, such as 60k-80k EUR.", text=text)
        case "order":
            return t("“{text}” ends below its beginning; write the smaller amount first.", text=text)
        case "amount":
            return t("“{text}” is no amount that fits; write 1 to 1,000,000,000.", text=text)
        case "shape":
            return t("“{text}” is not read as pay; write it such as 150000-190000 USD or 4500 EUR a month.", text=text)
