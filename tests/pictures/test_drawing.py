"""What is drawn: escaped, in letters that the fonts have, at any size of what there is to show."""

import json
import logging
from dataclasses import replace
from io import BytesIO
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given, settings
from PIL import Image, ImageOps
from resvg_py import svg_to_bytes

from adapters.pictures import png
from adapters.pictures.directions import RIGHT, drawing_from, in_order_of_sight, levels, turned
from adapters.pictures.fonts import FOLDER, files, runs
from adapters.pictures.palette import PALETTES
from adapters.pictures.png import drawn, svg
from adapters.pictures.scene import WIDTH
from adapters.pictures.signed import PATH, SignedDrawings
from adapters.pictures.svg import cut, picture, text, width_of, wrapped
from bot.interface.card import Card, Note
from bot.interface.drawing import Journey, dump_drawing, load_drawing
from bot.interface.picture import Picture
from bot.text import t
from tests.conformance.pictures import PICTURED, is_picture
from tests.pictures.read import marks, words
from tests.samples import HOSTILE, JOURNEY, LONG_NAME, PICTURE
from tests.strategies import TYPED

NAMES = ("Zoë Łódź", "Ελλάδα", "Привет", "محمد بن عبد الله", "שלום עולם", "नमस्ते b", "田中さん", "김철수", "ไทย", "தமிழ் x")


def journey(count: int) -> Journey:
    """One of so many weeks."""
    return replace(JOURNEY, weeks=("to come",) * count, here=count)


@pytest.mark.parametrize("text", HOSTILE)
def test_words_are_drawn_as_they_were_typed(text: str) -> None:
    assert text in "".join(words(replace(JOURNEY, here_label=text)))


@settings(max_examples=25)
@given(TYPED)
def test_whatever_is_written_is_a_picture(text: str) -> None:
    assert words(replace(JOURNEY, streak=text, here_label=text))


def test_marks_and_legends_are_those_of_the_drawing() -> None:
    assert marks(JOURNEY, "week") == {"done": 1, "skipped": 1, "started": 1, "to come": 1}
    assert marks(JOURNEY, "day") == {"kept": 2, "frozen": 1, "missed": 1, "open": 1}
    legend = [label for _, label in (*JOURNEY.week_legend, *JOURNEY.day_legend)]
    assert set(legend) <= set(words(JOURNEY))


@pytest.mark.parametrize("count", [0, 1, 13, 14, 52])
async def test_each_week_has_its_mark_whatever_their_number(count: int) -> None:
    assert marks(journey(count), "week").total() == count


async def test_nothing_done_yet_is_a_picture_as_well() -> None:
    bare = replace(journey(1), months=(), days=(), day_legend=())
    assert is_picture(await png.png(bare, "dark"))


@pytest.mark.parametrize("name", NAMES)
async def test_a_name_in_any_script_leaves_ink(name: str) -> None:
    """A letter that a font lacks is left blank: the picture would be the one without the name."""
    parts = [run for run in runs(name) if run[1].strip()]
    for _, part in parts:
        named, blank = (replace(JOURNEY, streak=words) for words in (part, " "))
        assert await png.png(named, "light") != await png.png(blank, "light")


@pytest.mark.parametrize("name", [LONG_NAME, "W" * 60, "田" * 60, LONG_NAME.replace(" ", "")])
def test_a_long_name_stays_within_its_lines(name: str) -> None:
    lines = wrapped(name, 14, WIDTH, 2)
    assert len(lines) <= 2
    assert all(width_of(line, 14) <= WIDTH for line in lines)


@pytest.mark.parametrize(
    ("text", "most", "lines"),
    [
        ("Maximiliane von Hohenstein-Wallersberg", 150, ["Maximiliane von", "Hohenstein-", "Wallersberg"]),
        (
            "Check it at https://cairn.example/certificates/abcdef",
            280,
            ["Check it at https://cairn.example/", "certificates/abcdef"],
        ),
        ("12. 線形回帰と正則化", 120, ["12. 線形回帰と正", "則化"]),
        ("12. データ、モデル", 75, ["12. デー", "タ、モデル"]),
    ],
)
def test_a_line_ends_between_words_or_parts_of_a_name_or_letters_that_are_words(text: str, most: float, lines: list[str]) -> None:
    assert wrapped(text, 14, most, 4) == lines


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("Zoë \U0001f389\U0001f38a <b>", "Zoë <b>"),
        ("Al\U0001f469\u200d\U0001f4bb", "Al"),
        ("a ★ ✓ → b", "a ★ ✓ → b"),
        ("नि\u200dx", "नि\u200dx"),
        ("𝐀𝓵𝖊𝕩 ⓪", "Alex 0"),
    ],
)
def test_what_no_font_has_leaves_no_hole(typed: str, drawn: str) -> None:
    assert drawn in words(replace(JOURNEY, here_label=typed))


@pytest.mark.parametrize("name", ["አበበ", "𠮷田", "తెలుగు", "뷁걁", "🦉✨"])
async def test_a_picture_with_letters_that_no_font_has_is_its_text_alone(name: str) -> None:
    unwritten = replace(PICTURE, drawing=replace(JOURNEY, here_label=name))
    card, pictures = await drawn(Card(t("Both"), (unwritten, PICTURE)), "light")
    assert [type(block) for block in card.blocks] == [Note, Picture]
    assert len(pictures) == 1


@pytest.mark.parametrize("name", ["प्रिया शर्मा", "মেশিন লার্নিং", "கொள்கை", "الأساسي", "اللّٰه"])
def test_letters_are_shaped_after_words_in_another_script(name: str) -> None:
    """Letters that are not stand beside each other and take more room."""
    after, alone = (ink(words) for words in (f"x {name}", name))
    assert after - ink("x i") == pytest.approx(alone - ink("i"), abs=4)


@pytest.mark.parametrize(
    "name", ["தமிழ் हिन्दी বাংলা", "இயந்திர கற்றலின் அடிப்படைகள்", "Linear regression", "線形回帰と正則化", "نظرة عامة"]
)
def test_a_line_is_as_wide_as_it_is_measured(name: str) -> None:
    """Measured bold, which is a little wider; letters of two scripts that are shaped each in their own way."""
    assert ink(name) == pytest.approx(width_of(name, 24), rel=0.08)


@pytest.mark.parametrize(("word", "line"), [("김철수", "김철수 박영희 in ML"), ("山田", "山田 太郎 in ML")])
def test_a_space_after_a_chinese_or_korean_word_is_as_wide_as_after_a_latin_one(word: str, line: str) -> None:
    assert width_of(f"{word} in", 1) - width_of(f"{word}in", 1) == pytest.approx(
        width_of("i in", 1) - width_of("iin", 1), abs=0.05
    )
    assert ink(line) - ink(line.replace(" ", "")) == pytest.approx(line.count(" ") * (ink("i in") - ink("iin")), abs=6)


def ink(words: str) -> int:
    """How wide a line is, in pixels."""
    drawing = picture(600, 60, "#fff", text(words, 20, 40, 24, "#000"))
    image = Image.open(BytesIO(svg_to_bytes(svg_string=drawing, skip_system_fonts=True, font_files=files(words))))
    left, _, right, _ = ImageOps.invert(image.convert("L")).crop((10, 5, 590, 55)).getbbox() or (0, 0, 0, 0)
    return right - left


def test_fonts_that_no_letter_needs_are_not_read() -> None:
    assert [path.rpartition("/")[2] for path in files("Week 3 of 4")] == ["Inter-Regular.otf", "Inter-SemiBold.otf"]
    assert all(files(name)[0].startswith(str(FOLDER)) for name in NAMES)


async def test_light_and_dark_differ_and_both_are_kept() -> None:
    light, dark = [await png.png(JOURNEY, theme) for theme in PALETTES]
    assert light != dark
    assert await png.png(replace(JOURNEY), "light") is light


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("Omar إلى (الآن) 3:30 ألف", ["Omar", "ألف", "3:30", "(", "الآن", ")", "إلى"]),
        ("محمد 12, Ann (ب)", ["12", "محمد", ", Ann (", "ب", ")"]),
        ("Ann, 12 (b)", ["Ann, 12 (b)"]),
        ("يوم الخميس، 26", ["26", "،", "يوم الخميس"]),
    ],
)
def test_parts_of_a_line_stand_in_the_order_in_which_they_are_seen(line: str, seen: list[str]) -> None:
    drawn = fromstring(text(line, 0, 0, 10, "#000"))  # noqa: S314 - it is our own
    parts = sorted(drawn, key=lambda part: float(part.get("x", ""))) or [drawn]
    assert [words for part in parts if (words := (part.text or "").strip())] == seen


@pytest.mark.parametrize(
    ("line", "from_right", "seen"),
    [
        ("أسبوع الخميس، 26 مارس 2026.", True, ".2026 سرام 26 ،سيمخلا عوبسأ"),
        ("שבוע 6 מתוך 12: 50%", True, "50% :12 ךותמ 6 עובש"),
        ("אביב 2026: 50%", False, "50% :2026 ביבא"),
        ("אברהם בן דוד (Avi) 12", False, "דוד ןב םהרבא (Avi) 12"),
        ("100% — ML (أسبوع 3)", True, "(3 عوبسأ) ML — 100%"),
        ("محمد، Ali in ML", False, "دمحم، Ali in ML"),
        ("3 من 7 (ML)", True, "(ML) 7 نم 3"),
        ("Omar إلى (الآن) 3:30 ألف", False, "Omar فلأ 3:30 (نآلا) ىلإ"),
        ("Ann, 12: 5%", True, "Ann, 12: 5%"),
    ],
)
def test_the_signs_of_a_line_are_in_the_order_that_unicode_gives_them(line: str, from_right: bool, seen: str) -> None:
    with drawing_from(right=from_right):
        level = levels(line)
    order = in_order_of_sight(level)
    assert "".join(turned(line[at]) if level[at] == RIGHT else line[at] for at in order) == seen


def test_in_a_language_that_is_written_from_the_right_lines_and_pictures_begin_there() -> None:
    drawing = replace(JOURNEY, here_label="3 من 7 (ML)", weekdays=("الأربعاء",) * 7, from_right=True)
    with drawing_from(right=True):
        seen = fromstring(text(drawing.here_label, 0, 0, 10, "#000"))  # noqa: S314 - it is our own
    assert [part.text for part in sorted(seen, key=lambda part: float(part.get("x", ""))) if part.text.strip()] == [
        "(", "ML", ") ", "7", "من ", "3",
    ]  # fmt: skip
    assert words(drawing).count("الأربعاء") == 7, "none of the heads is cut"
    assert svg(drawing, "light").count("matrix(-1 0 0 1 ") > len(words(drawing))


async def test_a_picture_that_cannot_be_drawn_leaves_its_numbers(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(png, "ZOOM", -1)
    png._png.cache_clear()
    caplog.set_level(logging.CRITICAL)
    card, pictures = await drawn(PICTURED, "light")
    assert card == Card(t("Your way"), (Note(PICTURE.text),))
    assert not pictures


def test_a_drawing_comes_back_from_json_as_it_was() -> None:
    assert load_drawing(json.loads(json.dumps(dump_drawing(JOURNEY)))) == JOURNEY


def test_an_address_gives_its_drawing_back_and_no_other_secret_opens_it() -> None:
    key = SignedDrawings("one").path(JOURNEY).removeprefix(PATH)
    assert SignedDrawings("one").read(key) == JOURNEY
    assert SignedDrawings("two").read(key) is None
    assert SignedDrawings("one").read(key[:-1]) is None
    assert SignedDrawings("one").read(str(SignedDrawings("one")._serializer.dumps({"kind": "None"}))) is None
    assert len(key) < 1000


def test_words_that_do_not_fit_end_with_a_whole_word() -> None:
    assert cut("what its loss would be", 10, 60) == "what its…"
    assert cut("w" * 30, 10, 70).endswith("w…")


def test_a_bold_name_in_a_script_without_a_bold_font_is_drawn_as_heavy_as_the_words_beside_it() -> None:
    assert "stroke-width" in text("של Ann", 0, 0, 10, "#000", bold=True)
    assert "stroke-width" not in text("Ann", 0, 0, 10, "#000", bold=True) + text("של", 0, 0, 10, "#000")
