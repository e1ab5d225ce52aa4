"""Resources: found by level and cost, kept on a shelf, reported as broken, proposed by members."""

import pytest

from bot.interface.call import Call
from bot.interface.card import Card, Select
from bot.interface.command import MESSAGE
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


def offered(card: Card) -> list[str]:
    return [choice.value for block in card.blocks if isinstance(block, Select) for choice in block.choices]


async def test_level_and_cost_narrow_what_is_found(ann: Caller) -> None:
    card = await ann.card("resource find", query="deep learning", level="beginner", cost="free")
    assert ids(card)
    assert words(card).count("free, beginner") == len(ids(card))


async def test_where_none_has_that_level_the_others_are_shown_and_it_is_said(ann: Caller) -> None:
    card = await ann.card("resource find", query="d2l", level="advanced")
    assert D2L in ids(card)
    assert "None of these has that level and cost" in words(card)


async def test_a_level_that_is_none_is_refused_with_those_there_are(ann: Caller) -> None:
    assert "is not one of: beginner, intermediate, advanced" in words(await ann.card("resource find", query="x", level="hard"))


async def test_what_is_saved_is_on_the_own_shelf_and_on_no_other(ann: Caller, ben: Caller) -> None:
    assert "Your shelf is empty" in words(await ann.card("resource saved"))
    saved = await ann.card("resource save", "press", item=D2L)
    assert ids(await ann.card("resource saved")) == [D2L]
    assert "Your shelf is empty" in words(await ben.card("resource saved"))
    await ann.make(press(saved, "Take off my shelf"), "press")
    assert "Your shelf is empty" in words(await ann.card("resource saved"))


async def test_saving_twice_keeps_one(ann: Caller) -> None:
    for _ in range(2):
        await ann.card("resource save", "press", item=D2L)
    assert ids(await ann.card("resource saved")) == [D2L]


async def test_what_was_taken_back_is_on_no_shelf_and_cannot_be_saved(ann: Caller, omar: Caller) -> None:
    preview = await omar.card("content add-resource", "submit", title="Trees in pictures", url="https://example.org/trees")
    published = await omar.make(press(preview, "Publish"), "press")
    assert isinstance(published, Card)
    item = press(published, "Show").values["item"]
    await ann.card("resource save", "press", item=item)
    await omar.make(press(published, "Undo"), "press")
    assert "Your shelf is empty" in words(await ann.card("resource saved"))
    for path in ("resource save", "resource broken"):
        assert "no longer here" in words(await ann.card(path, "press", item=item)), path


async def test_a_long_shelf_has_pages_latest_first(world: World, ann: Caller) -> None:
    found = offered(await ann.card("resource find", query="python"))[:13]
    assert len(found) == 13
    for item in found:
        world.clock.advance(minutes=1)
        await ann.card("resource save", "press", item=item)
    first, second = await ann.card("resource saved"), await ann.card("resource saved", page="2")
    assert ids(first) + ids(second) == found[::-1]
    assert len(ids(first)) > len(ids(second))
    assert "There are only 2 pages" in words(await ann.card("resource saved", page="3"))


async def test_one_report_tells_moderators_and_two_members_hide_it_until_it_works(
    world: World, ann: Caller, ben: Caller, omar: Caller
) -> None:
    for _ in range(2):
        card = await ann.card("resource broken", "press", item=D2L)
    assert D2L in ids(await ben.card("resource find", query="d2l"))
    assert "Instead, perhaps" in words(card)
    assert D2L not in ids(card)
    await ben.card("resource broken", "press", item=D2L)
    assert D2L not in ids(await ann.card("find", query="d2l"))
    assert D2L not in [choice.value for choice in await world.core.dispatch.suggest(ann.request(Call("find")), "query", "d2l")]
    await world.tick()
    (told,) = world.board.posts("broken/")
    assert "2 members say so." in words(told.post.card)
    works = press(told.post.card, "It works")
    assert "Only moderators" in words(await ann.card(works.path, "press", **works.values))
    await omar.make(works, "press")
    assert D2L in ids(await ann.card("find", query="d2l"))
    assert "Nobody reports it" in words(await omar.card(works.path, "press", **works.values))
    world.clock.advance(minutes=1)
    await world.tick()
    settled = words(world.board.edits[-1].post.card)
    assert "omar found that it works." in settled
    assert not {"It works", "Another address"} & set(settled.splitlines())


async def test_a_report_after_it_worked_again_is_told_even_on_the_same_day(
    world: World, ann: Caller, ben: Caller, omar: Caller
) -> None:
    await ann.card("resource broken", "press", item=D2L)
    await world.tick()
    await omar.card("content works", "press", item=D2L)
    world.clock.advance(minutes=1)
    await world.tick()
    assert "found that it works" in words(world.board.edits[-1].post.card)
    await ben.card("resource broken", "press", item=D2L)
    await world.tick()
    assert len(world.board.posts("broken/")) == 2
    assert press(world.board.posts("broken/")[-1].post.card, "It works")


async def test_a_report_that_is_taken_back_leaves_that_of_another(world: World, ann: Caller, ben: Caller, omar: Caller) -> None:
    for caller in (ann, ben):
        await caller.card("resource broken", "press", item=D2L)
    await ann.card("resource unbroken", "press", item=D2L)
    await world.tick()
    (told,) = world.board.posts("broken/")
    assert "1 member says so." in words(told.post.card)
    assert press(told.post.card, "It works")


async def test_what_was_taken_back_crowds_no_broken_link_out_of_the_queue(ann: Caller, ben: Caller, omar: Caller) -> None:
    for number in range(6):
        added = {"title": f"Course {number}", "url": f"https://example.org/{number}"}
        published = await omar.make(press(await omar.card("content add-resource", "submit", **added), "Publish"), "press")
        assert isinstance(published, Card)
        for caller in (ann, ben):
            await caller.card("resource broken", "press", **press(published, "Show").values)
        await omar.make(press(published, "Undo"), "press")
    await ann.card("resource broken", "press", item=D2L)
    queue = words(await omar.card("content queue"))
    assert "Dive into Deep Learning (1 report)" in queue
    assert "Course" not in queue


async def test_another_community_still_finds_what_is_broken_here(world: World, ann: Caller, ben: Caller) -> None:
    for caller in (ann, ben):
        await caller.card("resource broken", "press", item=D2L)
    assert D2L in ids(await world.caller("eve", space="space-2").card("find", query="d2l"))


async def test_a_report_is_taken_back_by_one_press_and_moderators_see_it(world: World, ann: Caller, omar: Caller) -> None:
    reported = await ann.card("resource broken", "press", item=D2L)
    await world.tick()
    undone = await ann.make(press(reported, "Undo"), "press")
    assert isinstance(undone, Card)
    assert "taken back" in words(undone)
    assert "Nothing waits" in words(await omar.card("content queue"))
    world.clock.advance(minutes=1)
    await world.tick()
    assert "The report was taken back." in words(world.board.edits[-1].post.card)
    await ann.card("resource broken", "press", item=D2L)
    world.clock.advance(minutes=1)
    await world.tick()
    assert len(world.board.posts("broken/")) == 1
    assert "1 member says so." in words(world.board.edits[-1].post.card)
    assert "(1 report)" in words(await omar.card("content queue"))


async def test_an_unknown_topic_is_refused_with_the_nearest(ann: Caller) -> None:
    card = await ann.card("resource suggest", title="Something", url="https://example.org", topics="Recurson")
    assert "There is no topic “Recurson”. Did you mean “Recursion”?" in words(card)


MESSAGES = {
    "Look at this: https://example.org/course (great!)": ("Look at this: (great!)", "https://example.org/course"),
    "**A course** on trees\nhttps://example.org/c?utm_source=x.": ("A course on trees", "https://example.org/c?utm_source=x"),
    "See https://en.wikipedia.org/wiki/Python_(language).": ("See", "https://en.wikipedia.org/wiki/Python_(language)"),
    "Try [the `tree` course](https://example.org/b), it is good": ("Try the tree course , it is good", "https://example.org/b"),
    "(https://example.org/c)\nA course": ("A course", "https://example.org/c"),
    "https://www.example.org": ("example.org", "https://www.example.org"),
    "look [at trees](https://example.org/x) and https://example.org/y": ("at trees", "https://example.org/x"),
    "look https://example.org/x and https://example.org/y": ("example.org", "https://example.org/x"),
    "no link at all <!channel>": ("no link at all", ""),
    "<@U1> and <@123>, a course <:tree:12> <t:12:R>\nhttps://example.org/x": ("and , a course", "https://example.org/x"),
    "": ("", ""),
    "x" * 2000: ("x" * 100, ""),
}


@pytest.mark.parametrize("message", MESSAGES)
async def test_a_message_fills_the_form_and_stays_out_of_its_id(ann: Caller, omar: Caller, message: str) -> None:
    title, url = MESSAGES[message]
    for caller, path, titled in (
        (ann, "resource suggest", "Suggest a resource"),
        (omar, "content add-resource", "Add a resource"),
    ):
        form = await caller.form("resource suggest", "press", **{MESSAGE: message})
        assert form.call.dump() == path
        assert [item.value for item in form.inputs[:2]] == [title, url]
        assert form.title == titled


async def test_from_a_message_moderators_get_the_very_form_that_adds_a_resource(omar: Caller) -> None:
    typed = await omar.form("content add-resource")
    menu = await omar.form("resource suggest", "press", **{MESSAGE: ""})
    assert (menu.inputs, menu.call, menu.submit) == (typed.inputs, typed.call, typed.submit)


async def test_what_a_moderator_saves_from_a_message_becomes_a_preview(omar: Caller) -> None:
    form = await omar.form("resource suggest", "press", **{MESSAGE: "A course on trees https://example.org/c"})
    card = await omar.submit(form)
    assert press(card, "Publish")
    assert "A course on trees" in words(card)
