"""What the page looks like in a real browser: at a phone's width, with hostile text, with every block and input."""

from pathlib import Path

import pytest
from selenium.webdriver import Keys
from selenium.webdriver.common.by import By

from bot.interface.card import Card, Fields, Text
from bot.text import escape, plain, t
from tests.playground.browser import MISSING, browser_is_there, look_like, picture, read_from_left
from tests.playground.screen import Screen
from tests.samples import FROM_RIGHT, HOSTILE

pytestmark = pytest.mark.skipif(not browser_is_there(), reason=MISSING)


@pytest.mark.parametrize("width", [320, 375, 400])
def test_at_a_phones_width_nothing_overflows(screen: Screen, width: int):
    look_like(screen.driver, width, 720)
    for line in ("/sample blocks", "/sample names"):
        screen.type(line)
    screen.card("Names")
    assert screen.overflow() <= 0
    screen.type("/sample inputs")
    screen.one("dialog[open]")
    assert screen.overflow() <= 0
    assert screen.one("dialog").size["width"] <= width


def test_at_a_phones_width_the_field_says_all_it_has_to_say(screen: Screen):
    look_like(screen.driver, 320, 720)
    assert screen.driver.execute_script(
        "const field = document.getElementById('line'), pen = new OffscreenCanvas(1, 1).getContext('2d');"
        "const { font, paddingLeft, paddingRight } = getComputedStyle(field);"
        "pen.font = font;"
        "const room = field.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);"
        "return pen.measureText(field.placeholder).width <= room"
    )


def test_at_a_phones_width_a_title_does_not_break_inside_check_ins(screen: Screen):
    look_like(screen.driver, 390, 720)
    title = t("{cohort}, check-ins of {day}", cohort="Machine learning engineers", day="Monday, November 30")
    screen.arrives("ml-jan", Card(title))
    screen.card("engineers")
    lines = screen.driver.execute_script(
        "const range = document.createRange();"
        "const texts = document.createTreeWalker(document.querySelector('.card h2'), NodeFilter.SHOW_TEXT);"
        "while (!texts.nextNode().data.includes('check-ins'));"
        "const begin = texts.currentNode.data.indexOf('check-ins');"
        "range.setStart(texts.currentNode, begin);"
        "range.setEnd(texts.currentNode, begin + 'check-ins'.length);"
        "return new Set([...range.getClientRects()].map(({ top }) => top)).size;"
    )
    assert lines == 1
    copied = "getSelection().selectAllChildren(arguments[0]); return getSelection().toString()"
    assert screen.driver.execute_script(copied, screen.one(".card h2")) == plain(title)


def test_a_long_line_leaves_its_avatar_square(screen: Screen):
    look_like(screen.driver, 375, 720)
    screen.type("/help " + "me out " * 20)
    screen.card("Help")
    avatar = screen.one(".prompt .avatar").size
    assert avatar["width"] == avatar["height"]


def test_a_program_is_written_and_shown_as_one(screen: Screen):
    screen.type("/sample code")
    field = screen.one("dialog[open] textarea")
    assert "monospace" in field.value_of_css_property("font-family")
    assert field.size["height"] > 250
    field.send_keys("def hops(friends):\n\n    return 2")
    screen.one("dialog .primary").click()
    screen.card("Your program")
    assert screen.one(".card pre").text == "def hops(friends):\n\n    return 2"


def test_at_a_phones_width_the_rooms_are_in_a_drawer(screen: Screen):
    look_like(screen.driver, 360, 720)
    menu = screen.one("#menu")
    screen.until(lambda: not screen.one("#sidebar").is_displayed())
    menu.click()
    screen.until(lambda: screen.one("#sidebar").is_displayed() and menu.get_attribute("aria-expanded") == "true")
    screen.keys(Keys.ESCAPE)
    screen.until(lambda: not screen.one("#sidebar").is_displayed())
    assert screen.driver.switch_to.active_element == menu
    menu.click()
    screen.until(lambda: screen.one("a[href='#general']").is_displayed())
    screen.one("a[href='#general']").click()
    screen.until(lambda: screen.one("#room-name").text == "#general")


def test_what_people_wrote_is_inert(screen: Screen):
    screen.type("/sample names")
    drawn = screen.card("Names")
    said = [each.get_attribute("textContent") for each in drawn.find_elements(By.CSS_SELECTOR, ".text")]
    assert said == [f"Said: {text}" for text in HOSTILE]
    assert not drawn.find_elements(
        By.CSS_SELECTOR, ".card script, .card a, .card b, .card strong, .card em, .card code, .card img"
    )
    assert not screen.driver.get_log("browser")


def test_who_writes_from_right_to_left_reads_their_own_words_in_order(screen: Screen):
    name, words = FROM_RIGHT
    said = (t("{name} checked in.", name=name), escape(words), t("- **{name}**: {words}", name=name, words=words))
    screen.arrives("ml-jan", Card(t("Check-ins"), (*map(Text, said), Fields(((t("Next"), escape(words)),)))))
    screen.card("Check-ins")
    driver, (first, *_, last) = screen.driver, words.split()
    assert read_from_left(driver, ".text p", name, "checked", ".") == [name, "checked", "."], "an English sentence about them"
    for own in (".text:nth-of-type(2) p", "dd"):
        assert read_from_left(driver, f".card {own}", first, "NumPy", "!") == ["!", "NumPy", first]
    assert read_from_left(driver, ".card li", name, ": ", "NumPy", first, "!") == [name, ": ", "!", "NumPy", first]
    assert last.endswith("!")
    assert screen.one("#line").get_attribute("dir") == "auto"


def test_every_block_is_drawn_and_found_again(screen: Screen):
    screen.type("/sample blocks")
    text = screen.card("Trees & *ensembles*").text
    for words in (
        "Bold o_O, italic, code and a [page].",
        "first",
        "Mon, Jan 5, 5:00 PM",
        "2 weeks ago",
        "#123",
        "4 days",
        "<Ann> & co",
    ):
        assert words in text
    assert [each.text for each in screen.all(".card li")] == ["first", "second"]
    assert screen.one(".card .text a").get_attribute("href") == "https://example.org/a_b?x=1&y=2"
    assert [each.text for each in screen.all(".card .buttons > *")] == ["Done", "Leave", "Skip", "Open\n↗"]
    assert screen.one("a.button").get_attribute("href") == "https://example.org/page"
    assert screen.all(".card hr")
    screen.button("Another week").click()
    screen.until(lambda: screen.options(".selecting") == ["Week 1", "Week 2: a_b <c> & d"])


def test_every_input_is_drawn_and_sent(screen: Screen):
    screen.type("/sample inputs")
    assert screen.one("dialog textarea").get_attribute("value") == "Read <chapter> 3 & 4"
    names = {each.accessible_name for each in screen.all("dialog :is(input, textarea, select)")}
    assert names == {"What did you do?", "Link optional", "Share it?", "Cohort optional", "Channel optional"}
    screen.one("#input-cohort_name").send_keys("may")
    screen.until(lambda: screen.options("dialog") == ["ML May"])
    screen.keys(Keys.TAB)
    screen.one("#input-channel").send_keys("#quiet")
    screen.one("dialog .primary").click()
    screen.until(lambda: not screen.all("dialog[open]"))
    assert screen.small.core.requests[-1].call.values == {
        "cohort": "12",
        "did": "Read <chapter> 3 & 4",
        "link": "",
        "share": "no",
        "cohort_name": "ml-may",
        "channel": "quiet",
    }


def test_a_picture_can_be_taken(screen: Screen, tmp_path: Path):
    picture(screen.driver, tmp_path / "page.png", 640, 480, dark=True)
    assert (tmp_path / "page.png").read_bytes().startswith(b"\x89PNG")
