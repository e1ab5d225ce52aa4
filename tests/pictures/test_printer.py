"""Certificates as PDF: one page that says what the picture says, whatever is in a name."""

import asyncio
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import groupby
from typing import cast, get_args

import pytest
from PIL import Image, ImageOps, ImageStat
from typst import Compiler, Fonts

from adapters.pictures.fonts import FOLDER, Font
from adapters.pictures.png import drawn, png
from adapters.printer import press
from adapters.printer.press import MOST_HELD, TEMPLATE, TypstPrinter
from bot.interface.card import Card
from bot.interface.drawing import Certificate
from bot.interface.picture import Picture
from bot.ports.printer import LettersMissing, PrinterBusy
from bot.text import t
from bot.wiring.printer import printer_if_installed
from tests.pictures.test_drawing import NAMES
from tests.samples import HOSTILE

PAPER = Certificate(
    "Certificate", "Ann", "has done all 12 weeks", "The last of them today", "Check it at https://cairn.example/c/x"
)
FIRST_SAID = 5
"""The line of a page, after three stones, the heading and the name."""
A4_LYING = b"/MediaBox[0 0 841.8898 595.2756]"


@pytest.fixture(scope="module")
def printer() -> Iterator[TypstPrinter]:
    printer = TypstPrinter()
    yield printer
    printer.close()


async def test_a_certificate_is_one_page_with_its_name_and_its_address_to_follow(printer: TypstPrinter) -> None:
    paper = await printer.pdf(PAPER, "pt-BR")
    for part in (b"/Title(Certificate: Ann)", b"/URI(https://cairn.example/c/x)", b"/Lang(pt)", b"/Count 1/", A4_LYING):
        assert part in paper
    assert await printer.pdf(replace(PAPER), "pt_BR") == paper


@pytest.mark.parametrize("field", ["heading", "name", "said", "day", "check"])
async def test_each_word_of_it_is_on_the_page(printer: TypstPrinter, field: str) -> None:
    assert await printer.pdf(replace(PAPER, **{field: "other"}), "en") != await printer.pdf(PAPER, "en")


@pytest.mark.parametrize(("typed", "other"), [("0x9", "0×9"), ("a->b", "a→b")])
async def test_an_address_is_drawn_as_it_is_typed(printer: TypstPrinter, typed: str, other: str) -> None:
    """An x between digits is no multiplication sign."""
    as_typed, as_other = (replace(PAPER, check=f"https://cairn.example/{text}") for text in (typed, other))
    assert await png(as_typed, "light") != await png(as_other, "light")
    assert b"(https://cairn.example/" + typed.encode() in await printer.pdf(as_typed, "en")


@pytest.mark.parametrize("name", [" ".join(NAMES), " ".join(HOSTILE), "#panic()", "W" * 100, "田" * 100, "A name " * 14, " "])
async def test_whatever_is_in_a_name_is_written_and_never_read(printer: TypstPrinter, name: str) -> None:
    assert b"/Count 1/" in await printer.pdf(replace(PAPER, name=name), "no such language")


async def test_what_no_font_has_the_letters_for_is_not_printed(printer: TypstPrinter) -> None:
    with pytest.raises(LettersMissing):
        await printer.pdf(replace(PAPER, name="አበበ"), "en")


@pytest.mark.parametrize("name", ["శ్రీనివాస రావు", "ಕನ್ನಡ", "മലയാളം", "ગુજરાતી", "\U0001f98a\U0001f525"])
async def test_a_certificate_is_drawn_and_printed_whatever_letters_are_missing_and_says_where_they_stand(
    printer: TypstPrinter, name: str
) -> None:
    missing = replace(PAPER, name=name, said="in ಕನ್ನಡ", name_elsewhere="At the address", said_elsewhere="of a roadmap")
    told = replace(PAPER, name="At the address", said="of a roadmap")
    assert await printer.pdf(missing, "en") == await printer.pdf(told, "en")
    pictures = [(await drawn(Card(t("Yours"), (Picture(each, t("It"), t("It")),)), "light"))[1] for each in (missing, told)]
    assert pictures[0] == pictures[1] == [await png(told, "light")]


def lines(paper: Certificate) -> list[tuple[int, float]]:
    """How wide each line on the page is in pixels, and how much ink it has, from the top."""
    fonts = Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])
    compiler = Compiler(
        TEMPLATE.read_bytes(), font_paths=fonts, ignore_system_fonts=True, sys_inputs=press._drawable(paper, "en")
    )
    page = Image.open(BytesIO(cast("bytes", compiler.compile(format="png", ppi=60)))).convert("L")
    inside = ImageOps.invert(page).crop((40, 40, page.width - 40, page.height - 40))
    inked = [bool(inside.crop((0, y, inside.width, y + 1)).getbbox()) for y in range(inside.height)]
    found, at = list[tuple[int, float]](), 0
    for is_line, run in groupby(inked):
        end = at + len(list(run))
        if is_line:
            line = inside.crop((0, at, inside.width, end))
            left, _, right, _ = line.getbbox() or (0, 0, 0, 0)
            found.append((right - left, ImageStat.Stat(line).sum[0]))
        at = end
    return found


def test_a_word_that_is_longer_than_a_line_breaks_none_of_the_others() -> None:
    words = "machinelearning " * 9
    with_long, with_short = (lines(replace(PAPER, said=words + "W" * count)) for count in (150, 25))
    assert with_long[FIRST_SAID][0] == pytest.approx(with_short[FIRST_SAID][0], abs=2)


def test_a_name_in_letters_that_have_no_bold_font_is_heavier_than_what_is_not_bold() -> None:
    paper = lines(replace(PAPER, name="שלום", said="שלום"))
    named, said = (ink / width**2 for width, ink in paper[FIRST_SAID - 1 : FIRST_SAID + 1])
    assert named > 1.08 * said


async def test_who_comes_while_too_many_wait_or_waits_too_long_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    printer = TypstPrinter()
    waiting = [asyncio.create_task(printer.pdf(PAPER, "en")) for _ in range(MOST_HELD)]
    await asyncio.sleep(0)
    with pytest.raises(PrinterBusy):
        await printer.pdf(PAPER, "en")
    assert len(set(await asyncio.gather(*waiting))) == 1
    monkeypatch.setattr(press, "PATIENCE_SECONDS", 0)
    with pytest.raises(PrinterBusy):
        await printer.pdf(PAPER, "en")
    printer.close()


def test_it_is_written_in_the_fonts_of_pictures() -> None:
    assert [font for font in get_args(Font) if f'"{font}"' not in TEMPLATE.read_text(encoding="utf-8")] == []


def test_the_extra_is_here_and_without_it_there_is_no_printer(monkeypatch: pytest.MonkeyPatch) -> None:
    with printer_if_installed() as printer:
        assert printer
    monkeypatch.setitem(sys.modules, "typst", None)
    with printer_if_installed() as printer:
        assert printer is None
