"""What waits for moderators and is answered by something else that they publish waits no more, until that is undone."""

import pytest

from bot.interface.card import Card
from tests.published import publish
from tests.test_content_import import send
from tests.world import Caller, World, press, pressed, words

COURSE = {"title": "Our favourite course", "url": "https://example.org/course"}
QUOKKA = "question,answer\nWhat does a quokka eat?,Leaves.\nWho is a gnu?,A beast.\n"


@pytest.fixture
def ann(world: World) -> Caller:
    return world.caller("ann")


@pytest.fixture
def omar(world: World) -> Caller:
    return world.caller("omar", administrator=True)


async def _waits(omar: Caller) -> str:
    return words(await omar.card("content queue"))


async def _added(omar: Caller, question: str) -> Card:
    preview = await omar.card("content add-question", "submit", question=question, answer="Leaves.", aliases="", topics="")
    return await pressed(omar, preview, "Publish")


async def test_a_look_up_that_an_entry_answers_waits_no_more_whatever_published_it(ann: Caller, omar: Caller) -> None:
    for query in ("what does a quokka eat", "quokka eats what?", "plughplover"):
        await ann.card("faq", query=query)
    published = await _added(omar, "What does a quokka eat?")
    waits = await _waits(omar)
    assert "quokka" not in waits
    assert "plughplover" in waits
    undone = await pressed(omar, published, "Undo")
    assert "waits in </content queue> again" in words(undone)
    assert "quokka" in await _waits(omar)


async def test_a_look_up_that_only_an_edit_answers_waits_until_then(ann: Caller, omar: Caller) -> None:
    published = await _added(omar, "What does a wombat eat?")
    await ann.card("faq", query="quokka feeding")
    form = await omar.form("content edit-question", "press", item=press(published, "Show").values["item"], rev="1")
    assert "quokka" in await _waits(omar)
    await pressed(omar, await omar.submit(form, aliases="quokka feeding"), "Publish")
    assert "quokka" not in await _waits(omar)


async def test_an_import_settles_what_it_answers_and_its_undo_lets_it_wait_again(world: World, ann: Caller, omar: Caller) -> None:
    await ann.card("faq", query="what does a quokka eat")
    await ann.card("resource suggest", **COURSE)
    await pressed(omar, await send(omar, QUOKKA, "questions.csv"), "Publish")
    assert "quokka" not in await _waits(omar)
    courses = f"title,url\n{COURSE['title']},{COURSE['url']}\n"
    published = await pressed(omar, await send(omar, courses), "Publish")
    assert "Nothing waits" in await _waits(omar)
    await world.tick()
    assert [str(sent.post.card.title) for sent in world.board.posts("verdict/")] == ["Your suggestion was added"]
    undone = await pressed(omar, published, "Undo")
    assert "The suggestion waits in </content queue> again; whoever made it is told." in words(undone)
    assert "Our favourite course" in await _waits(omar)


async def test_whoever_reported_a_link_is_told_when_an_import_changes_its_address(
    world: World, ann: Caller, omar: Caller
) -> None:
    published = await publish(omar)
    item = press(published, "Show").values["item"]
    await ann.card("resource broken", "press", item=item)
    table = f"id,title,url\n{item},Trees in pictures,https://example.org/trees-again\n"
    await pressed(omar, await send(omar, table), "Publish")
    assert "Nothing waits" in await _waits(omar)
    await world.tick()
    (told,) = world.board.posts("mended/")
    assert told.post.channel == ann.actor.id
