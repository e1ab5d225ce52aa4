"""Pay is read as people type it, and what is written of a figure is read back."""

import pytest

from bot.domain.lookup import Figure
from bot.domain.typed_pay import BadPay, Pay, read_pay, written_pay
from tests.shipped import ITEMS


@pytest.mark.parametrize(
    ("text", "low", "high", "currency", "period"),
    [
        ("150000-190000 USD", 150_000, 190_000, "USD", "year"),
        ("150,000 – 190,000 usd", 150_000, 190_000, "USD", "year"),
        ("USD 150 000 to 190 000 a year", 150_000, 190_000, "USD", "year"),
        ("150k-190k USD", 150_000, 190_000, "USD", "year"),
        ("150-190k USD", 150_000, 190_000, "USD", "year"),
        ("25k EUR", 25_000, 25_000, "EUR", "year"),
        ("€62.5k", 62_500, 62_500, "EUR", "year"),
        ("60.000 € p.a.", 60_000, 60_000, "EUR", "year"),
        ("4'500-6'000 CHF per month", 4_500, 6_000, "CHF", "month"),
        ("from 25.000 EUR a month", 25_000, None, "EUR", "month"),
        ("150k+ USD", 150_000, None, "USD", "year"),
        ("at least 90000 GBP", 90_000, None, "GBP", "year"),
        ("£50/hour", 50, 50, "GBP", "hour"),
        ("45.50 USD an hour", 46, 46, "USD", "hour"),
        ("12 lakh INR", 1_200_000, 1_200_000, "INR", "year"),
        ("₹12,00,000-18,00,000", 1_200_000, 1_800_000, "INR", "year"),
        ("US$120k", 120_000, 120_000, "USD", "year"),
        ("$120k USD", 120_000, 120_000, "USD", "year"),
        ("£60k - £75k", 60_000, 75_000, "GBP", "year"),
        ("60.000 € – 75.000 €", 60_000, 75_000, "EUR", "year"),
        ("€ 60.000 – € 80.000", 60_000, 80_000, "EUR", "year"),
        ("60k EUR bis 75k EUR", 60_000, 75_000, "EUR", "year"),
        ("4500 EUR/Monat", 4_500, 4_500, "EUR", "month"),
        ("4500 EUR im Monat", 4_500, 4_500, "EUR", "month"),
        ("ab 60.000 EUR", 60_000, None, "EUR", "year"),
        ("€60,000 (gross)", 60_000, 60_000, "EUR", "year"),
        ("€ 4.500 im Monat", 4_500, 4_500, "EUR", "month"),
        ("ca. 60 T€", 60_000, 60_000, "EUR", "year"),
        ("60-75 TEUR", 60_000, 75_000, "EUR", "year"),
        ("60000 EUR brutto", 60_000, 60_000, "EUR", "year"),
        ("₹12,00,000 - ₹18,00,000", 1_200_000, 1_800_000, "INR", "year"),
        ("1.2m JPY monthly", 1_200_000, 1_200_000, "JPY", "month"),
    ],
)
def test_pay_is_read_as_people_type_it(text: str, low: int, high: int | None, currency: str, period: str) -> None:
    assert read_pay(text) == Pay(low, high, high is None, currency, period)  # pyright: ignore[reportArgumentType]


def test_an_open_end_above_a_span_is_kept() -> None:
    for text in ("150k-190k+ USD", "150000 to 190000 USD or more"):
        assert read_pay(text) == Pay(150_000, 190_000, True, "USD", "year")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("25k", "no currency"),
        ("$25k", "several currencies"),
        ("¥4m", "several currencies"),
        ("EUR", "shape"),
        ("plenty USD", "shape"),
        ("max. 80k EUR", "no lower end"),
        ("bis zu 80k EUR", "no lower end"),
        ("0 EUR", "amount"),
        ("5000m EUR", "amount"),
        ("190k-150k USD", "order"),
        ("1-2-3 USD", "shape"),
    ],
)
def test_what_is_no_pay_is_told_apart_from_what_lacks_its_currency(text: str, fault: str) -> None:
    with pytest.raises(BadPay) as bad:
        read_pay(text)
    assert bad.value.fault == fault


def test_what_is_written_of_every_shipped_figure_is_read_back() -> None:
    figures = [item for item in ITEMS if isinstance(item, Figure)]
    for figure in figures:
        facts = (figure.low, figure.high, figure.or_more, figure.currency, figure.period)
        low, high, or_more, currency, period = facts
        assert read_pay(written_pay(low, high, or_more=or_more, currency=currency, period=period)) == Pay(*facts)
    assert figures
