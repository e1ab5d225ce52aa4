"""What a resource needs so that members can be sent to it: an address that leads there, and a title with a word in it."""

import pytest

from bot.interface.card import Card
from tests.world import Caller, World, press, words

D2L = "resource.dive-into-deep-learning"


@pytest.fixture
def ann(world: World) -> Caller:
    return world.caller("ann")


@pytest.fixture
async def omar(world: World) -> Caller:
    """A moderator of a community that has a log channel."""
    omar = world.caller("omar", administrator=True)
    await omar.card("manage settings", log="log-channel")
    return omar


BAD = {
    "javascript:alert(1)": "cannot be opened from a chat",
    "not an address": "is not a web address",
    "https://ann:secret@example.org": "Remove the name and password",
    "http://192.168.0.1/admin": "private network",
    "https://bit.ly/x": "a short link hides where it goes",
    "https://example.org/" + "x" * 490: "is 510 characters long",
    "https://example.org/?" + "&" * 450: "too many special characters",
}


@pytest.mark.parametrize("path", ["resource suggest", "content add-resource"])
@pytest.mark.parametrize("url", BAD)
async def test_an_address_that_members_cannot_be_sent_to_is_refused_in_one_sentence(omar: Caller, path: str, url: str) -> None:
    card = await omar.card(path, "submit", title="Something", url=url)
    assert BAD[url] in words(card)
    assert press(card, "Try again").path == path
    assert "Nothing waits" in words(await omar.card("content queue"))


@pytest.mark.parametrize("title", ["🎉", "…", "-", "\u202e\u200b"])
async def test_a_title_needs_a_word(ann: Caller, title: str) -> None:
    card = await ann.card("resource suggest", "submit", title=title, url="https://example.org")
    assert "needs a letter" in words(card) or "is empty" in words(card)


async def test_the_widest_address_fits_on_every_card(world: World, ann: Caller, omar: Caller) -> None:
    url = "https://example.org/" + "&" * 230
    await ann.card("resource suggest", "submit", title="&" * 99 + "a", url=url)
    preview = await omar.card(
        "content review", "press", suggestion=press(await omar.card("content queue"), "Review").values["suggestion"]
    )
    published = await omar.make(press(preview, "Publish"), "press")
    assert isinstance(published, Card)
    shown = await ann.make(press(published, "Show"), "press")
    assert isinstance(shown, Card)
    for label in ("Share", "Save", "Broken"):
        answer = await ann.make(press(shown, label), "press")
        assert isinstance(answer, Card)
        assert answer.title in ("Shared", shown.title, "Reported as broken")
    assert "&&&" in words(await ann.card("resource saved"))
