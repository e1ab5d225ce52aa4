"""What is picked from the playground's own lists, in a real browser."""

import pytest
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
