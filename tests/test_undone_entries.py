"""An entry that came of a suggestion or of a look-up that found nothing is taken back: that waits for moderators again."""

import pytest

from bot.interface.card import Card, Select
from tests.published import publish
from tests.test_content_import import send
from tests.world import Caller, World, press, pressed, words

COURSE = {"title": "Our favourite course", "url": "https://example.org/course"}


@pytest.fixture
def ann(world: World) -> Caller:
    return world.caller("ann")


async def _added(moderator: Caller) -> Card:
    """What the moderator reads who publishes the suggestion that waits."""
    draft = await pressed(moderator, await moderator.card("content queue"), "Review")
    return await pressed(moderator, draft, "Publish")


async def _answered(moderator: Caller, **values: str) -> Card:
    """What the moderator reads who answers the look-up that waits."""
    (answer, _) = [block for block in (await moderator.card("content queue")).blocks if isinstance(block, Select)]
    form = await moderator.form("content answer-gap", "press", gap=answer.choices[0].value)
    return await pressed(moderator, await moderator.submit(form, answer="At noon.", **values), "Publish")


def _told(world: World) -> list[str]:
    """The titles of what authors of suggestions read in private."""
    return [str(post.post.card.title) for post in world.board.posts("verdict/")]


def _logged(world: World) -> Card:
    """The log channel's card about the suggestion, as it is now."""
    shown = [*world.board.posts("suggestion/"), *world.board.edits]
    return [each.post.card for each in shown if each.post.key.startswith("suggestion/")][-1]


async def test_a_suggestion_whose_publication_is_undone_waits_again_and_its_author_is_told(
    world: World, ann: Caller, moderator: Caller
) -> None:
    await ann.card("resource suggest", **COURSE)
    published = await _added(moderator)
    await world.tick()
    undone = await pressed(moderator, published, "Undo")
    assert "The suggestion waits in </content queue> again; whoever made it is told." in words(undone)
    assert "Our favourite course" in words(await moderator.card("content queue"))
    await world.tick()
    await world.tick()
    assert _told(world) == ["Your suggestion was added", "Your suggestion waits again"]
    told = world.board.posts("verdict/")[-1].post
    assert (told.kind, told.channel) == ("dm", ann.actor.id)
    assert "you are told how they decide" in words(told.card)
    assert press(_logged(world), "Review") == press(await moderator.card("content queue"), "Review")
    await _added(moderator)
    await world.tick()
    await world.tick()
    assert _told(world)[2:] == ["Your suggestion was added"]
    assert "Added by moderator." in words(_logged(world))
    assert "Nothing waits" in words(await moderator.card("content queue"))


async def test_who_was_not_told_yet_of_what_is_undone_is_not_told_of_either(world: World, ann: Caller, moderator: Caller) -> None:
    await ann.card("resource suggest", **COURSE)
    undone = await pressed(moderator, await _added(moderator), "Undo")
    await world.tick()
    assert _told(world) == []
    assert "Our favourite course" in words(await moderator.card("content queue"))
    await pressed(moderator, undone, "Undo")
    await world.tick()
    assert _told(world) == ["Your suggestion was added"]


async def test_an_entry_that_is_put_back_lets_its_suggestion_wait_no_more(world: World, ann: Caller, moderator: Caller) -> None:
    await ann.card("resource suggest", **COURSE)
    published = await _added(moderator)
    await world.tick()
    undone = await pressed(moderator, published, "Undo")
    await world.tick()
    await pressed(moderator, undone, "Undo")
    await world.tick()
    await world.tick()
    assert _told(world) == ["Your suggestion was added", "Your suggestion waits again", "Your suggestion was added"]
    assert "Added by moderator." in words(_logged(world))
    assert "Nothing waits" in words(await moderator.card("content queue"))


async def test_a_suggestion_that_waits_again_can_be_declined(world: World, ann: Caller, moderator: Caller) -> None:
    await ann.card("resource suggest", **COURSE)
    published = await _added(moderator)
    await world.tick()
    undone = await pressed(moderator, published, "Undo")
    await world.tick()
    decline = press(await moderator.card("content queue"), "Decline")
    await moderator.submit(await moderator.form(decline.path, "press", **decline.values), reason="It moved.")
    await pressed(moderator, undone, "Undo")
    await world.tick()
    assert _told(world) == ["Your suggestion was added", "Your suggestion waits again", "Your suggestion was not added"]


async def test_an_entry_that_is_retired_and_brought_back_stays_decided(world: World, ann: Caller, moderator: Caller) -> None:
    await ann.card("resource suggest", **COURSE)
    await _added(moderator)
    asked = await moderator.card("content retire", item="Our favourite course", reason="It moved")
    retired = await pressed(moderator, asked, "Retire it")
    assert "Nothing waits" in words(await moderator.card("content queue"))
    await pressed(moderator, retired, "Undo")
    await world.tick()
    assert _told(world) == ["Your suggestion was added"]
    assert "Nothing waits" in words(await moderator.card("content queue"))


async def test_a_look_up_whose_answer_is_undone_waits_again_as_it_was(ann: Caller, moderator: Caller) -> None:
    for _ in range(2):
        await ann.card("faq", query="quokka feeding hours")
    published = await _answered(moderator, question="When are quokkas fed?")
    assert "Nothing waits" in words(await moderator.card("content queue"))
    undone = await pressed(moderator, published, "Undo")
    assert "The look-up that found nothing waits in </content queue> again." in words(undone)
    assert "quokka feeding hours (2 times)" in words(await moderator.card("content queue"))
    await pressed(moderator, undone, "Undo")
    assert "Nothing waits" in words(await moderator.card("content queue"))


async def test_a_look_up_whose_answer_is_retired_waits_again_until_that_is_undone(ann: Caller, moderator: Caller) -> None:
    await ann.card("faq", query="quokka feeding hours")
    await _answered(moderator, question="When are quokkas fed?")
    await publish(moderator)
    retired = await pressed(moderator, await moderator.card("content retire", item="When are quokkas fed?"), "Retire it")
    assert "The look-up that found nothing waits in </content queue> again." in words(retired)
    assert "quokka feeding hours (1 time)" in words(await moderator.card("content queue"))
    await pressed(moderator, retired, "Undo")
    assert "Nothing waits" in words(await moderator.card("content queue"))
    table = "question,answer\nWhat is a wombat?,An animal.\n"
    published = await pressed(moderator, await send(moderator, table, missing="retire"), "Publish")
    assert "quokka feeding hours (1 time)" in words(await moderator.card("content queue"))
    await pressed(moderator, published, "Undo")
    assert "Nothing waits" in words(await moderator.card("content queue"))


async def test_what_is_looked_for_in_vain_after_it_was_answered_waits_anew(ann: Caller, moderator: Caller) -> None:
    await ann.card("faq", query="quokka feeding hours")
    await _answered(moderator, question="When is noon?", aliases="")
    await ann.card("faq", query="quokka feeding hours")
    assert "quokka feeding hours (1 time)" in words(await moderator.card("content queue"))


async def test_an_entry_that_came_of_nothing_is_undone_without_a_word_of_the_queue(moderator: Caller) -> None:
    undone = await pressed(moderator, await publish(moderator), "Undo")
    assert "queue" not in words(undone)
