"""Members suggest resources, and moderators take or decline them."""

import pytest

from bot.interface.card import Card
from tests.world import Caller, World, press, words

D2L = "resource.dive-into-deep-learning"


@pytest.fixture
def ann(world: World) -> Caller:
    return world.caller("ann")


@pytest.fixture
def ben(world: World) -> Caller:
    return world.caller("ben")


@pytest.fixture
async def omar(world: World) -> Caller:
    """A moderator of a community that has a log channel."""
    omar = world.caller("omar", administrator=True)
    await omar.card("manage settings", log="log-channel")
    return omar


def ids(card: Card) -> list[str]:
    return [entry["id"] for entry in card.entries]


async def test_a_suggestion_reaches_moderators_and_one_press_makes_a_draft(world: World, ann: Caller, omar: Caller) -> None:
    form = await ann.form("resource suggest")
    assert [item.name for item in form.inputs] == ["title", "url", "topics"]
    thanks = await ann.submit(form, title="Our favourite course", url="example.org/course?utm_source=x", topics="python")
    assert "Moderators see **Our favourite course**" in words(thanks)
    await world.tick()
    (post,) = world.board.posts("suggestion/")
    assert post.post.channel == "log-channel"
    assert "Suggested by ann" in words(post.post.card)
    draft = await omar.card("content review", "press", **press(post.post.card, "Review").values)
    await omar.make(press(draft, "Publish"), "press")
    assert "Our favourite course" in words(await ann.card("find", query="favourite course"))
    assert "decided already" in words(await omar.card("content review", "press", **press(post.post.card, "Review").values))


async def test_a_suggestion_that_is_declined_is_gone(world: World, ann: Caller, omar: Caller) -> None:
    await ann.card("resource suggest", title="Something", url="https://example.org/x")
    card = await omar.card("content queue")
    assert "Something" in words(card)
    declined = await omar.make(press(card, "Decline"), "press")
    assert "Nothing waits" in words(await omar.card("content queue"))
    assert await omar.make(press(card, "Decline"), "press") == declined
    olga = world.caller("olga", administrator=True)
    assert "decided already" in words(await olga.card("content decline", "press", **press(card, "Decline").values))


async def test_what_is_there_already_is_shown_and_not_suggested_again(ann: Caller, omar: Caller) -> None:
    card = await ann.card("resource suggest", title="The book", url="http://www.d2l.ai/?utm_source=x")
    assert "That is here already" in words(card)
    assert ids(card) == [D2L]
    await ann.card("resource suggest", title="Something", url="https://example.org/x")
    assert "it waits for moderators" in words(await ann.card("resource suggest", title="Other", url="example.org/x/"))
    assert words(await omar.card("content queue")).count("Review") == 1


async def test_a_member_can_have_ten_suggestions_waiting(ann: Caller, ben: Caller) -> None:
    for number in range(10):
        await ann.card("resource suggest", title=f"Course {number}", url=f"https://example.org/{number}")
    assert "10 of your suggestions wait" in words(
        await ann.card("resource suggest", title="One more", url="https://example.org/x")
    )
    assert "Thank you" in words(await ben.card("resource suggest", title="One more", url="https://example.org/x"))
