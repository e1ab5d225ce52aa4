"""Forms of the page in a real browser: filled, refused, closed and opened again."""

import pytest
from selenium.webdriver import Keys
from selenium.webdriver.common.by import By

from bot.interface.card import Card, Text
from bot.text import Markup, t
from tests.playground.browser import MISSING, browser_is_there
from tests.playground.screen import Screen
from tests.playground.small_world import prompt_card

pytestmark = pytest.mark.skipif(not browser_is_there(), reason=MISSING)


def test_a_form_is_filled_and_says_what_is_missing(screen: Screen):
    screen.type("/checkin")
    did = screen.one("dialog[open] textarea")
    assert did.accessible_name == "What did you do?"
    screen.one("dialog .primary").click()
    screen.until(lambda: "Please fill this in." in screen.one("dialog").text)
    assert screen.focused() == did
    did.send_keys("Read chapter 3")
    screen.one("dialog .primary").click()
    assert "You wrote: Read chapter 3" in screen.card("Checked in for today").text
    assert not screen.all("dialog[open]")
    screen.keys("/help", Keys.ENTER)
    screen.card("What there is to type.")


def test_the_receipt_of_a_form_that_a_post_opened_is_seen(screen: Screen):
    screen.arrives("ml-jan", prompt_card())
    for number in range(12):
        screen.arrives("ml-jan", Card(t("Post {number}", number=number), (Text(Markup("\n".join("12345678"))),)))
    screen.card("Post 11")
    screen.button("Check in").click()
    screen.one("dialog[open] textarea").send_keys("Read chapter 3")
    screen.one("dialog .primary").click()
    receipt = screen.card("Checked in for today")
    screen.until(lambda: screen.focused().text == "Checked in for today")
    assert screen.in_view(receipt)


def test_a_form_gives_way_to_how_far_its_work_is_and_the_answer_takes_that_place(screen: Screen):
    screen.type("/checkin")
    screen.one("dialog textarea").send_keys("Read chapter 3")
    screen.small.core.told = [t("1 of 2 entries checked")]
    screen.small.core.goes_on.clear()
    screen.one("dialog .primary").click()
    assert "1 of 2 entries checked" in screen.card("One moment").text
    assert not screen.all("dialog[open]")
    screen.served.run(screen.small.core.go_on())
    screen.card("Checked in for today")
    assert screen.titles() == ["Checked in for today"]


def test_a_refused_form_offers_to_try_again(screen: Screen):
    screen.type("/checkin")
    screen.one("dialog textarea").send_keys("nothing")
    screen.one("#input-next").send_keys("exercises")
    screen.one("dialog .primary").click()
    screen.card("That did not work")
    screen.button("Try again").click()
    screen.one("dialog[open] textarea")
    assert screen.one("#input-next").get_attribute("value") == "exercises"


def test_a_value_that_is_refused_stays_in_the_open_form_with_the_sentence_under_it(screen: Screen):
    screen.type("/checkin")
    did = screen.one("dialog textarea")
    did.send_keys("?")
    screen.one("#input-next").send_keys("exercises")
    screen.one("dialog .primary").click()
    screen.until(lambda: did.get_attribute("aria-invalid") == "true")
    assert screen.focused() == did
    assert screen.one(f"#{did.get_attribute('aria-describedby').split()[-1]}").text == "Write what you did in words."
    assert screen.one("#input-next").get_attribute("value") == "exercises"
    did.send_keys(" chapter 3")
    screen.one("dialog .primary").click()
    assert "You wrote: ? chapter 3" in screen.card("Checked in for today").text
    assert screen.titles() == ["Checked in for today"]


def test_escape_closes_the_form_and_the_line_can_be_typed_into_again(screen: Screen):
    screen.type("/checkin")
    screen.one("dialog[open]")
    screen.keys(Keys.ESCAPE)
    screen.until(lambda: not screen.all("dialog[open]"))
    screen.keys("/help", Keys.ENTER)
    screen.card("Help")


def test_a_form_keeps_what_was_typed_while_the_server_is_away(screen: Screen):
    screen.type("/checkin")
    screen.one("dialog textarea").send_keys("Read chapter 3")
    screen.served.stop()
    screen.one("dialog .primary").click()
    screen.until(lambda: "does not answer" in screen.one("dialog").text)
    assert screen.one("dialog textarea").get_attribute("value") == "Read chapter 3"


def test_a_form_that_was_closed_half_written_comes_back_as_it_was_left_until_it_is_sent(screen: Screen):
    for words, leave in {"Read ": Keys.ESCAPE, "chapter ": None, "3": Keys.ENTER}.items():
        screen.type("/checkin")
        screen.one("dialog[open] textarea").send_keys(words)
        if leave:
            screen.one("#input-next").send_keys(leave)
        else:
            screen.button("Cancel").click()
        screen.until(lambda: not screen.all("dialog[open]"))
    assert "You wrote: Read chapter 3" in screen.card("Checked in for today").text
    screen.type("/checkin")
    assert screen.one("dialog[open] textarea").get_attribute("value") == ""


def test_what_was_half_written_comes_back_to_nobody_else(screen: Screen):
    screen.type("/help ")
    screen.card("Help")
    screen.type("/checkin")
    screen.one("dialog[open] textarea").send_keys("Mine", Keys.ESCAPE)
    screen.until(lambda: not screen.all("dialog[open]"))
    screen.one("input[value=grace]").find_element(By.XPATH, "..").click()
    screen.until(lambda: not screen.titles())
    screen.type("/checkin")
    assert screen.one("dialog[open] textarea").get_attribute("value") == ""
