"""An Undo that was undone can be pressed again: it takes back what is there, and says nothing that is not so."""

from tests.published import publish
from tests.test_content_import import send
from tests.world import Caller, World, pressed, words


async def _is_there(ann: Caller) -> bool:
    return "https://example.org/q" in str((await ann.card("find", query="quokka manual")).entries)


async def test_the_undo_of_an_entry_that_was_put_back_takes_it_back_once_more(
    world: World, ann: Caller, moderator: Caller
) -> None:
    published = await publish(moderator, title="Quokka manual", url="https://example.org/q")
    undone = await pressed(moderator, published, "Undo")
    assert await pressed(moderator, published, "Undo") == undone
    await pressed(moderator, undone, "Undo")
    assert await _is_there(ann)
    world.clock.advance(hours=5)
    assert "Taken back" in words(await pressed(moderator, published, "Undo"))
    assert not await _is_there(ann)


async def test_the_undo_of_an_import_that_was_put_back_takes_it_back_once_more(ann: Caller, moderator: Caller) -> None:
    preview = await send(moderator, "title,url\nQuokka manual,https://example.org/q\n")
    published = await pressed(moderator, preview, "Publish")
    undone = await pressed(moderator, published, "Undo")
    assert await pressed(moderator, published, "Undo") == undone
    assert "Put back: courses.csv" in words(await pressed(moderator, undone, "Undo"))
    assert await _is_there(ann)
    assert "Taken back" in words(await pressed(moderator, published, "Undo"))
    assert not await _is_there(ann)


async def test_publish_says_no_more_that_members_find_what_was_taken_back(moderator: Caller) -> None:
    preview = await moderator.card("content add-question", "submit", question="Quokkas?", answer="Yes.")
    published = await pressed(moderator, preview, "Publish")
    assert await pressed(moderator, preview, "Publish") == published
    await pressed(moderator, published, "Undo")
    assert "published already or is gone" in words(await pressed(moderator, preview, "Publish"))
