"""A broken link gets another address, the community's own or in place of one that ships; whoever reported it is told once."""

import pytest

from bot.domain.lookup import Resource
from bot.interface.card import Card, Select
from tests.shipped import ITEMS
from tests.test_content_export import exported
from tests.test_content_import import send
from tests.world import Caller, World, pressed, words

D2L = "resource.dive-into-deep-learning"
NEW = "https://example.org/d2l-again"


@pytest.fixture
def ann(world: World) -> Caller:
    return world.caller("ann")


@pytest.fixture
def omar(world: World) -> Caller:
    return world.caller("omar", administrator=True)


async def _mended(omar: Caller, item: str, url: str = NEW) -> Card:
    """A moderator chooses a broken link in the queue, types an address and publishes it."""
    selects = [block for block in (await omar.card("content queue")).blocks if isinstance(block, Select)]
    (mend,) = [select for select in selects if select.call.path == "content mend"]
    assert item in [choice.value for choice in mend.choices]
    form = await omar.form(mend.call.path, "press", item=item)
    return await pressed(omar, await omar.submit(form, url=url), "Publish")


async def _told(world: World) -> list[str]:
    world.clock.advance(minutes=2)
    await world.tick()
    return [f"{sent.post.channel}: {words(sent.post.card)}" for sent in world.board.posts("mended/")]


async def test_what_ships_gets_another_address_everywhere_in_this_community_alone(
    world: World, ann: Caller, omar: Caller
) -> None:
    await ann.card("resource save", "press", item=D2L)
    for caller in (ann, world.caller("ben")):
        await caller.card("resource broken", "press", item=D2L)
    published = await _mended(omar, D2L)
    assert "Published" in words(published)
    shown = await ann.card("find", query="d2l")
    assert [entry["url"] for entry in shown.entries if entry["id"] == D2L] == [NEW]
    assert NEW in words(await ann.card("item show", "press", item=D2L))
    assert NEW in str((await ann.card("resource saved")).entries)
    assert f"Another address for what ships: https://d2l.ai/ → {NEW}" in words(await omar.card("content log"))
    assert "Nothing waits" in words(await omar.card("content queue"))
    assert "Nothing differs" in words(await send(omar, await exported(omar)))
    stranger = world.caller("eve", space="space-2")
    assert NEW not in str((await stranger.card("find", query="d2l")).entries)
    undone = await pressed(omar, published, "Undo")
    assert "has its old address again: it waits in </content queue> as broken, and nobody finds it." in words(undone)
    assert D2L not in str((await ann.card("find", query="dive into deep learning")).entries)
    assert "do not find it" not in words(undone)
    assert NEW not in words(await ann.card("item show", "press", item=D2L))
    assert "2 reports" in words(await omar.card("content queue"))
    await pressed(omar, undone, "Undo")
    assert NEW in words(await ann.card("item show", "press", item=D2L))
    assert "Broken links" not in words(await omar.card("content queue"))


async def test_what_stands_in_place_keeps_the_licence_unless_the_new_page_has_another(ann: Caller, omar: Caller) -> None:
    licence = next(item.licence for item in ITEMS if isinstance(item, Resource) and item.id == D2L)
    assert licence
    await ann.card("resource broken", "press", item=D2L)
    await _mended(omar, D2L)
    assert f"Licence: {licence}" in words(await ann.card("item show", "press", item=D2L))
    await ann.card("resource broken", "press", item=D2L)
    form = await omar.form("content mend", "press", item=D2L)
    assert {item.name: item.value for item in form.inputs}["licence"] == licence
    await pressed(omar, await omar.submit(form, url="https://example.org/third", licence="MIT"), "Publish")
    assert "Licence: MIT" in words(await ann.card("item show", "press", item=D2L))


async def test_a_week_shows_what_stands_in_place_of_its_resource(cohort: str, ann: Caller, omar: Caller) -> None:
    await ann.card("cohort join", cohort=cohort)
    before = words(await ann.card("milestone", cohort=cohort))
    resource = next(item for item in ITEMS if isinstance(item, Resource) and item.url in before)
    await ann.card("resource broken", "press", item=resource.id)
    await _mended(omar, resource.id)
    after = words(await ann.card("milestone", cohort=cohort))
    assert NEW in after
    assert resource.url not in after


async def test_whoever_reported_it_is_told_once_that_it_is_mended(world: World, ann: Caller, omar: Caller) -> None:
    await omar.card("manage settings", log="log")
    for caller in (ann, world.caller("ben"), omar):
        await caller.card("resource broken", "press", item=D2L)
    await world.tick()
    await _mended(omar, D2L)
    (first, second) = await _told(world)
    (post,) = world.board.posts("broken/")
    settled = next(edit.post for edit in world.board.edits if edit.post.key == post.post.key)
    assert "omar gave it another address." in words(settled.card)
    assert "Another address" not in words(settled.card).splitlines()
    assert first.startswith("account-ann: ")
    assert "It leads to another page now" in first
    assert second.startswith("account-ben: ")
    await ann.card("resource broken", "press", item=D2L)
    again = await _mended(omar, D2L, "https://example.org/third")
    assert "Changed" in words(again)
    assert len(await _told(world)) == 3


async def test_an_entry_of_the_community_is_edited(world: World, ann: Caller, omar: Caller) -> None:
    added = await omar.card("content add-resource", "submit", title="Owlery", url="https://example.org/owls")
    await pressed(omar, added, "Publish")
    (shown,) = (await ann.card("find", query="owlery")).entries
    await ann.card("resource broken", "press", item=shown["id"])
    mended = await _mended(omar, shown["id"])
    await pressed(omar, mended, "Undo")
    assert "1 report" in words(await omar.card("content queue"))
    assert await _told(world) == []
    mended = await _mended(omar, shown["id"])
    assert "Changed" in words(mended)
    assert "https://example.org/owls → https://example.org/d2l-again" in words(await omar.card("content log", item=shown["id"]))
    assert len(await _told(world)) == 1


async def test_a_link_that_works_is_said_to_work_to_whoever_reported_it(world: World, ann: Caller, omar: Caller) -> None:
    await ann.card("resource broken", "press", item=D2L)
    await omar.card("content works", "press", item=D2L)
    (told,) = await _told(world)
    assert "A moderator looked at it, and it does" in told
    assert "Nobody reports it" in words(await omar.card("content works", "press", item=D2L))


async def test_a_bad_address_is_refused_and_members_mend_nothing(ann: Caller, omar: Caller) -> None:
    await ann.card("resource broken", "press", item=D2L)
    assert "private network" in words(await omar.card("content mend", "submit", item=D2L, url="http://10.0.0.1/x"))
    assert "moderators" in words(await ann.card("content mend", "submit", item=D2L, url=NEW))
    assert "no longer here" in words(await omar.card("content mend", "submit", item="resource.never", url=NEW))


async def test_an_edit_of_what_stands_in_repeats_nothing(ann: Caller, omar: Caller) -> None:
    await ann.card("resource broken", "press", item=D2L)
    await _mended(omar, D2L)
    own = await omar.form("content edit", item="Dive into Deep Learning")
    preview = await omar.submit(own, title="Dive into Deep Learning, again")
    assert "there already" not in words(preview)
    assert "Nearly the same" not in words(preview)
    await pressed(omar, preview, "Publish")
    assert "Dive into Deep Learning, again" in words(await ann.card("find", query="deep learning again"))


async def test_an_edit_that_leaves_the_address_mends_nothing(world: World, ann: Caller, omar: Caller) -> None:
    await pressed(
        omar, await omar.card("content add-resource", "submit", title="Owlery", url="https://example.org/owls"), "Publish"
    )
    (shown,) = (await ann.card("find", query="owlery")).entries
    await ann.card("resource broken", "press", item=shown["id"])
    await pressed(omar, await omar.submit(await omar.form("content edit", item="Owlery"), title="The Owlery"), "Publish")
    assert "The Owlery (1 report)" in words(await omar.card("content queue"))
    assert await _told(world) == []
