"""The page in a real browser, as somebody sees and works it."""

from datetime import UTC, datetime

import pytest
from selenium.webdriver import Keys
from selenium.webdriver.common.by import By

from bot.interface.card import Card
from bot.text import t
from tests.playground.browser import MISSING, browser_is_there
from tests.playground.screen import Screen
from tests.playground.small_world import milestone_card

pytestmark = pytest.mark.skipif(not browser_is_there(), reason=MISSING)


def test_a_command_is_typed_with_completion(screen: Screen):
    screen.one("#line").send_keys("/coh")
    screen.until(lambda: screen.options() == ["/cohort info", "/cohort join"])
    screen.keys(Keys.ARROW_DOWN, Keys.ENTER)
    screen.until(lambda: screen.options() == ["ML January", "ML May", "Statistics first", "cohort="])
    assert screen.one("#completions .usage").text == "Join a cohort at its current week."
    screen.keys("may")
    screen.until(lambda: screen.options() == ["ML May"])
    screen.keys(Keys.TAB)
    screen.until(lambda: screen.one("#line").get_attribute("value") == "/cohort join ml-may ")
    screen.keys(Keys.ENTER)
    card = screen.card("Welcome to ml-may")
    assert "Only you can see this" in card.text
    assert screen.one("#line").get_attribute("value") == ""


def test_escape_closes_the_completion_and_keeps_the_line(screen: Screen):
    screen.one("#line").send_keys("/coh")
    screen.until(screen.options)
    screen.keys(Keys.ESCAPE)
    screen.until(lambda: not screen.options())
    assert screen.one("#line").get_attribute("value") == "/coh"


def test_a_press_on_a_post_answers_privately_and_on_the_answer_edits_it(screen: Screen):
    screen.arrives("ml-jan", milestone_card())
    screen.button("Done").click()
    screen.card("Done, well done")
    assert screen.titles() == ["Week 3: Trees and ensembles", "Done, well done"]
    screen.type("/milestone")
    screen.until(lambda: len(screen.titles()) == 3)
    screen.button("Done").click()
    screen.until(lambda: screen.titles() == ["Week 3: Trees and ensembles", "Done, well done", "Done, well done"])


def test_a_choice_of_several_says_what_is_chosen_and_keeps_the_focus(screen: Screen):
    screen.type("/sample toggles")
    screen.button("Trees").click()
    screen.until(lambda: screen.button("Trees").get_attribute("aria-pressed") == "true")
    assert screen.focused() == screen.button("Trees")
    assert screen.button("Stumps").get_attribute("aria-pressed") == "false"


def test_the_title_takes_the_focus_of_a_button_that_is_gone(screen: Screen):
    screen.type("/milestone")
    screen.button("Done").click()
    screen.until(lambda: screen.focused().text == "Done, well done")


def test_a_select_offers_its_choices_and_takes_one(screen: Screen):
    screen.type("/roadmap show")
    screen.button("Show a week").click()
    screen.until(lambda: "Week 6" in screen.options(".selecting"))
    screen.keys(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ENTER)
    screen.until(lambda: screen.titles() == ["Week 3"])
    assert screen.small.core.requests[-1].call.values == {"week": "3"}


def test_switching_the_persona_hides_what_was_private(screen: Screen):
    screen.type("/help")
    screen.card("Help")
    screen.one("input[value=grace]").find_element(By.XPATH, "..").click()
    screen.until(lambda: not screen.titles())
    screen.type("/manage status")
    assert "Grace Hopper" in screen.card("Nobody has fallen behind").text
    screen.one("input[value=ada]").find_element(By.XPATH, "..").click()
    screen.until(lambda: screen.titles() == ["Help"])


def test_every_tab_has_its_own_persona(screen: Screen):
    first = screen.driver.current_window_handle
    screen.driver.switch_to.new_window("tab")
    screen.open("ml-jan")
    screen.one("input[value=grace]").find_element(By.XPATH, "..").click()
    screen.type("/manage status")
    screen.card("Nobody has fallen behind")
    screen.driver.refresh()
    screen.card("Nobody has fallen behind")
    screen.driver.close()
    screen.driver.switch_to.window(first)
    screen.type("/manage status")
    screen.card("Only moderators can do that here.")


def test_the_next_week_makes_posts_appear(screen: Screen):
    screen.button("Next week").click()
    screen.until(lambda: len(screen.titles()) == 7)
    screen.until(lambda: "7 messages arrived" in screen.one("#toast").text)
    assert "Wed, Jan 28" in screen.one("#now").text
    assert len(screen.all(".day")) == 7


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (datetime(2026, 3, 26, 19, 30, tzinfo=UTC), "Thu, Apr 2, 7:30 PM"),
        (datetime(2026, 10, 22, 18, 30, tzinfo=UTC), "Thu, Oct 29, 7:30 PM"),
    ],
)
def test_the_next_week_comes_at_the_same_hour_when_clocks_change(screen: Screen, before: datetime, after: str):
    """The persona reads the clocks of London, which change on Mar 29 and Oct 25, 2026."""
    screen.small.now = before
    screen.button("Next week").click()
    screen.until(lambda: "messages arrived" in screen.one("#toast").text)
    assert after in screen.one("#toast").text


def test_what_arrives_elsewhere_is_marked_unread_until_it_is_seen(screen: Screen):
    screen.arrives("general", Card(t("News")))
    screen.arrives("ada", Card(t("A reminder")), "dm")
    screen.until(lambda: [each.text for each in screen.all(".count")] == ["1", "1"])
    screen.one("a[href='#general']").click()
    screen.until(lambda: screen.titles() == ["News"])
    screen.until(lambda: len(screen.all(".count")) == 1)


def test_a_thread_opens_under_its_message(screen: Screen):
    parent = screen.arrives("ml-jan", Card(t("How was today?")))
    screen.arrives("ml-jan", Card(t("Two answers")), "reply", parent)
    screen.until(lambda: "Two answers" in screen.titles())
    toggle = screen.button("1 reply")
    toggle.click()
    assert toggle.get_attribute("aria-expanded") == "false"
    assert not screen.one(".thread ol").is_displayed()


def test_an_edit_changes_the_message_where_it_is(screen: Screen):
    first = screen.arrives("ml-jan", Card(t("One check-in")))
    screen.arrives("ml-jan", Card(t("Later")))
    screen.served.run(screen.small.chat.edit(screen.small.delivery("ml-jan", Card(t("Two check-ins")), message=first)))
    screen.until(lambda: screen.titles() == ["Two check-ins", "Later"])
    assert "(edited)" in screen.card("Two check-ins").text


def test_everything_can_be_done_by_keyboard(screen: Screen):
    screen.keys("/")
    screen.until(lambda: screen.focused() == screen.one("#line"))
    screen.keys("/roadmap show ", Keys.ENTER)
    screen.card("Machine learning engineer")
    screen.keys(Keys.SHIFT, Keys.TAB)
    screen.until(lambda: screen.focused().text == "Show a week")
    screen.keys(Keys.ARROW_DOWN)
    screen.until(lambda: screen.options(".selecting"))
    screen.keys(Keys.ENTER)
    screen.card("Week 1")
    screen.until(lambda: screen.focused().text == "Show a week")
    screen.keys("/")
    screen.until(lambda: screen.focused() == screen.one("#line"))
    screen.keys("/checkin ", Keys.ENTER)
    screen.one("dialog[open]")
    screen.keys("Chapter 3", Keys.TAB, "exercises", Keys.ENTER)
    screen.card("Checked in for today")
    assert screen.small.core.requests[-1].call.values["next"] == "exercises"


def test_an_empty_room_says_what_to_try(screen: Screen):
    screen.open("quiet")
    screen.button("/help").click()
    screen.card("Help")
    assert not screen.one("#empty").is_displayed()


def test_what_waits_for_its_answer_is_shown(screen: Screen):
    screen.arrives("ml-jan", milestone_card())
    screen.small.core.goes_on.clear()
    screen.type("/help ")
    screen.until(lambda: "/help" in screen.one("#waiting").text and "Cairn is answering" in screen.one("#waiting").text)
    screen.button("Done").click()
    screen.until(lambda: screen.button("Done").get_attribute("aria-busy") == "true")
    screen.served.run(screen.small.core.go_on())
    screen.card("Help")
    screen.card("Done, well done")
    screen.until(lambda: not screen.one("#waiting").text)
    assert not screen.all("[aria-busy]")


def test_while_the_server_is_away_it_is_said_and_what_was_typed_is_kept(screen: Screen):
    screen.served.stop()
    screen.until(lambda: "does not answer" in screen.one("#away").text)
    screen.type("/help ")
    screen.until(lambda: "does not answer" in screen.one("#toast").text)
    assert screen.one("#line").get_attribute("value") == "/help"
