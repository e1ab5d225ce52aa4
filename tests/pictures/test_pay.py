"""Pay is drawn as sources say it, on one scale that begins at nothing."""

from datetime import UTC, datetime

from bot.domain.lookup import Figure
from bot.interface.card import Card, Select, Text
from bot.interface.drawing import Bars
from bot.interface.phone import TALLEST, height_of
from bot.interface.picture import Picture
from bot.shared.pay_card import figures_card
from bot.shared.pay_picture import comparable, pay_picture
from bot.text import escape, plain
from tests.pictures.read import bars_of, spans, words
from tests.world import Caller


def figure(low: int, high: int | None, **changes: object) -> Figure:
    return Figure(
        **{
            "id": f"figure.f{low}", "rev": 1, "region": "Berlin", "level": f"level {low}", "low": low, "high": high,
            "currency": "EUR", "source": "A survey", "year": 2025, **changes,
        }
    )  # fmt: skip


def drawn(*figures: Figure) -> Bars:
    drawing = pay_picture(figures, escape("-")).drawing
    assert isinstance(drawing, Bars)
    return drawing


async def test_what_is_drawn_stands_beside_the_picture_with_its_source(ann: Caller) -> None:
    card = await ann.card("salary", level="senior")
    [picture] = [block for block in card.blocks if isinstance(block, Picture)]
    assert isinstance(picture.drawing, Bars)
    told = plain(picture.text)
    for label, value, below, *_ in picture.drawing.bars:
        region, level = label.rsplit(", ", 1)[0], value.replace("+", "").split("–")
        assert region.split(",")[0] in told
        assert all(amount in told for amount in level)
        assert below.partition(": ")[2] in told
    assert [value for _, value, _ in bars_of(card)] == ["300,000+", "150,000–\N{WORD JOINER}250,000+"]


def test_bars_begin_and_end_where_pay_does_in_parts_of_the_scale() -> None:
    bars = drawn(figure(50_000, 100_000), figure(80_000, 80_000), figure(40_000, 60_000, or_more=True), figure(60_000, None))
    assert bars.scale == ("0", "100,000")
    assert [(start, end, goes_on) for *_, start, end, goes_on in bars.bars] == [
        (500, 1000, False), (800, 800, False), (400, 700, True), (600, 700, True),
    ]  # fmt: skip
    assert spans(bars) == [(500, 1000), (800, 800), (400, 700), (600, 700)]
    assert "2025: A survey" in words(bars)


def test_an_open_end_has_room_on_the_scale() -> None:
    bars = drawn(figure(300_000, None), figure(1, 2))
    assert bars.scale == ("0", "400,000")
    assert bars.bars[0][3:] == (750, 850, True)


def test_only_what_one_scale_can_hold_is_drawn() -> None:
    euros = [figure(amount, amount) for amount in range(1, 8)]
    dollars = [figure(9, 9, currency="USD"), figure(10, 10, currency="USD", period="month")]
    assert comparable([*euros[:2], *dollars]) == euros[:2]
    assert comparable([dollars[0], *euros]) == euros
    assert not any(map(comparable, ([], euros[:1], [euros[0], *dollars])))


def test_figures_that_cannot_be_compared_with_those_drawn_are_told_beside_them() -> None:
    figures = [figure(1, 2), figure(3, 4), figure(5, 6, currency="USD")]
    [picture, *rest] = figures_card(escape("Pay"), figures, datetime(2026, 1, 6, tzinfo=UTC)).blocks
    assert isinstance(picture, Picture)
    told = plain(picture.text)
    assert all(amounts in told for amounts in ("EUR 1–\N{WORD JOINER}2", "EUR 3–\N{WORD JOINER}4", "USD 5–\N{WORD JOINER}6"))
    assert isinstance(picture.drawing, Bars)
    assert [value for _, value, *_ in picture.drawing.bars] == ["1–\N{WORD JOINER}2", "3–\N{WORD JOINER}4"]
    assert not any(isinstance(block, Picture) for block in rest)


async def test_pay_is_drawn_wherever_two_figures_that_are_shown_can_be_compared(ann: Caller) -> None:
    everywhere = await ann.card("salary")
    [places] = [block for block in everywhere.blocks if isinstance(block, Select)]
    shown = {place.value: await ann.card("salary", region=place.value) for place in places.choices}
    drawn_in = {place: len(bars_of(card)) for place, card in shown.items() if pictures(card)}
    assert len(bars_of(everywhere)) >= 3
    assert drawn_in["Worldwide"] == len(shown["Worldwide"].entries) == 4
    for place, card in shown.items():
        assert (place in drawn_in) == any(words.count(f"{currency} ") > 1 for currency in ("USD", "EUR") for words in told(card))
        assert height_of(card) <= TALLEST


def pictures(card: Card) -> list[Picture]:
    return [block for block in card.blocks if isinstance(block, Picture)]


def told(card: Card) -> list[str]:
    return [plain(block.text) for block in card.blocks if isinstance(block, Picture | Text)]
