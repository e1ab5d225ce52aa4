"""What is picked from the playground's own lists, in a real browser."""

import pytest
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.support.select import Select

from bot.interface.card import Card, Text
from bot.text import Account, t
from tests.playground.browser import MISSING, browser_is_there
from tests.playground.screen import Screen
from tests.playground.small_world import PEOPLE

pytestmark = pytest.mark.skipif(not browser_is_there(), reason=MISSING)


def test_people_are_picked_and_shown_by_name(screen: Screen):
    screen.type("/sample pickers")
    person = Select(screen.one("dialog[open] [name=person]"))
    assert [option.text for option in person.options] == ["Not set", *(each.name for each in PEOPLE)]
    person.select_by_visible_text("Sofia Kovalevskaya")
    Select(screen.one("dialog [name=channel]")).select_by_visible_text("#quiet")
    screen.one("dialog .primary").click()
    screen.card("No such command")
    assert screen.small.core.requests[-1].call.values == {"channel": "quiet", "role": "", "person": "sofia"}
    screen.served.run(screen.small.post("ml-jan", Card(t("News"), (Text(t("{who} moderates.", who=Account("sofia"))),))))
    assert "@Sofia Kovalevskaya moderates." in screen.card("News").text


def test_a_text_with_examples_takes_an_example_or_any_other_words(screen: Screen):
    for typed, keys, sent in (("may", (Keys.ARROW_DOWN, Keys.ENTER), "ml-may"), ("my own words", (), "my own words")):
        screen.type("/sample inputs")
        link = screen.one("dialog[open] [name=link]")
        assert link.get_attribute("placeholder") == "Such as a & b"
        link.send_keys(typed)
        if keys:
            screen.until(lambda: screen.options("dialog"))
        link.send_keys(*keys)
        screen.one("dialog textarea").send_keys("read")
        screen.one("dialog .primary").click()
        screen.until(lambda: not screen.all("dialog[open]"))
        assert screen.small.core.requests[-1].call.values["link"] == sent


def test_a_day_and_an_hour_are_picked_and_what_was_set_can_be_emptied(screen: Screen):
    screen.type("/sample values")
    day, until, at = (screen.one(f"dialog[open] [name={name}]") for name in ("day", "until", "at"))
    assert [picker.get_attribute("type") for picker in (day, until, at)] == ["date", "date", "time"]
    assert [picker.get_attribute("value") for picker in (day, until, at)] == ["2026-01-31", "", "18:00"]
    until.send_keys("03022026")
    at.send_keys("0930AM")
    screen.one("dialog .primary").click()
    screen.until(lambda: not screen.all("dialog[open]"))
    sent = screen.small.core.requests[-1].call.values
    assert {name: sent[name] for name in ("day", "until", "at")} == {"day": "2026-01-31", "until": "2026-03-02", "at": "09:30"}


def test_several_are_chosen_by_one_press_each_and_more_are_typed(screen: Screen):
    screen.type("/sample values")
    days = Select(screen.one("dialog[open] [name=days]"))
    assert [option.text for option in days.all_selected_options] == ["Tuesday"]
    for option in (days.options[1], days.options[0], days.options[2], days.options[2]):
        ActionChains(screen.driver).move_to_element(option).click().perform()  # a real press, which alone would drop the others
    topics = screen.one("dialog [name=topics]")
    assert topics.get_attribute("value") == "graphs, trees"
    topics.send_keys(", loops")
    screen.one("dialog .primary").click()
    screen.until(lambda: not screen.all("dialog[open]"))
    sent = screen.small.core.requests[-1].call.values
    assert (sent["days"], sent["topics"]) == ("Mon", "graphs, trees, loops")
