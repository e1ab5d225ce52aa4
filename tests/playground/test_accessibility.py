"""Nobody is kept out: each state of the page is looked at on a desktop and on a phone, light and dark."""

from collections.abc import Callable

import pytest

from bot.interface.card import Card, Fields, Text
from bot.text import Account, Channel, t
from tests.playground.accessibility import too_small_or_faint, violations
from tests.playground.browser import MISSING, browser_is_there, look_like
from tests.playground.screen import Screen
from tests.playground.small_world import milestone_card, prompt_card

pytestmark = pytest.mark.skipif(not browser_is_there(), reason=MISSING)

DESKTOP, PHONE = (1280, 800), (390, 844)


def channel(screen: Screen) -> None:
    post = screen.arrives("ml-jan", milestone_card())
    screen.arrives("ml-jan", prompt_card(), "reply", post)
    screen.arrives("general", Card(t("News")))
    for line in ("/sample blocks", "/sample toggles"):
        screen.type(line)
    screen.card("Which are true?")


def channels_in_a_text(screen: Screen) -> None:
    here, gone, who = Channel("ml-jan"), Channel("gone"), Account("sofia")
    said = t("Posts go to {here}, no longer to {gone}; ask {who} if any is missing.", here=here, gone=gone, who=who)
    screen.arrives("ml-jan", Card(t("Where posts go"), (Text(said), Fields(((t("Channel"), t("{here} only", here=here)),)))))


def open_list(screen: Screen) -> None:
    screen.type("/roadmap show")
    screen.button("Show a week").click()
    screen.until(lambda: screen.options(".selecting"))


def completion(screen: Screen) -> None:
    screen.one("#line").send_keys("/cohort join ")
    screen.until(screen.options)


def form(screen: Screen) -> None:
    screen.type("/sample inputs")
    screen.one("dialog[open]")


def form_of_values(screen: Screen) -> None:
    screen.type("/sample values")
    screen.one("dialog[open]")


def form_of_the_rest(screen: Screen) -> None:
    screen.type("/sample rest")
    screen.one("dialog[open]")


def form_with_a_fault(screen: Screen) -> None:
    screen.type("/checkin")
    screen.one("dialog .primary").click()
    screen.until(lambda: "Please fill this in." in screen.one("dialog").text)


def server_away(screen: Screen) -> None:
    screen.served.stop()
    screen.until(lambda: screen.one("#away").text)


def empty_room(screen: Screen) -> None:
    screen.open("quiet")


def direct_messages(screen: Screen) -> None:
    screen.arrives("ada", prompt_card(), "dm")
    screen.one("a[href='#direct']").click()
    screen.card("Time to check in")


STATES = (
    channel,
    channels_in_a_text,
    open_list,
    completion,
    form,
    form_of_values,
    form_of_the_rest,
    form_with_a_fault,
    server_away,
    empty_room,
    direct_messages,
)


@pytest.mark.parametrize("reach", STATES)
def test_no_state_of_the_page_keeps_anybody_out(screen: Screen, reach: Callable[[Screen], None]):
    reach(screen)
    assert faults(screen, DESKTOP) == []
    assert faults(screen, PHONE) == []


def test_an_answer_on_its_way_keeps_nobody_out(screen: Screen):
    screen.arrives("ml-jan", milestone_card())
    screen.small.core.goes_on.clear()
    screen.button("Done").click()
    screen.type("/help ")
    screen.until(lambda: screen.all("#waiting .answering"))
    found = faults(screen, PHONE)
    screen.served.run(screen.small.core.go_on())
    assert found == []


def test_the_drawer_of_a_phone_keeps_nobody_out(screen: Screen):
    look_like(screen.driver, *PHONE)
    screen.one("#menu").click()
    screen.until(lambda: screen.focused().get_attribute("aria-current") == "page")
    assert faults(screen, PHONE) == []


def faults(screen: Screen, size: tuple[int, int]) -> list[str]:
    """What is wrong at a size, light and dark; only colours differ between the two."""
    look_like(screen.driver, *size)
    screen.until(lambda: screen.driver.execute_script("return innerWidth") == size[0])
    light = violations(screen.driver) + too_small_or_faint(screen.driver)
    look_like(screen.driver, *size, dark=True)
    return [*light, *violations(screen.driver, "color-contrast"), *too_small_or_faint(screen.driver)]
