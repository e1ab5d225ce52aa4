"""The queue of what waits: how much of each kind, all of it page by page, and look-ups gathered by what was asked."""

import pytest

from bot.interface.card import Form, Select
from tests.world import Caller, World, press, pressed, words


@pytest.fixture
def ann(world: World) -> Caller:
    return world.caller("ann")


@pytest.fixture
def omar(world: World) -> Caller:
    return world.caller("omar", administrator=True)


async def _look_up(caller: Caller, *queries: str) -> None:
    for query in queries:
        await caller.card("faq", query=query)


async def test_look_ups_in_the_same_words_are_one_line_and_settled_together(world: World, ann: Caller, omar: Caller) -> None:
    await _look_up(ann, "Quokka feeding", "quokka feeding", "feeding, Quokka!", "plughplover")
    queue = await omar.card("content queue")
    assert "**Look-ups that found nothing** (2)" in words(queue)
    assert "- quokka feeding (3 times; also as feeding, quokka!)" in words(queue)
    assert "2 look-ups that found nothing" in words(await omar.card("today"))
    (answer, aside) = [block for block in queue.blocks if isinstance(block, Select)]
    quokka, other = [choice.value for choice in answer.choices]
    await omar.card(aside.call.path, "press", gap=other)
    form = await omar.form(answer.call.path, "press", gap=quokka)
    assert [item.value for item in form.inputs[:3:2]] == ["quokka feeding", "quokka feeding, feeding quokka!"]
    published = await pressed(omar, await omar.submit(form, answer="Twice a day."), "Publish")
    assert "Nothing waits" in words(await omar.card("content queue"))
    undone = await pressed(omar, published, "Undo")
    assert "waits in </content queue> again" in words(undone)
    assert "(3 times; also" in words(await omar.card("content queue"))


async def test_every_kind_has_its_count_and_pages(world: World, ann: Caller, omar: Caller) -> None:
    await _look_up(ann, *(f"nowhere{'z' * number}xq" for number in range(12)))
    for number in range(8):
        added = {"title": f"Course {number}", "url": f"https://example.org/{number}"}
        published = await pressed(omar, await omar.card("content add-resource", "submit", **added), "Publish")
        await ann.card("resource broken", "press", **press(published, "Show").values)
    queue = await omar.card("content queue")
    assert "**Broken links** (8)" in words(queue)
    for label, last in (("All look-ups", "nowhere"), ("All broken links", "Course")):
        first = await pressed(omar, queue, label)
        second = await pressed(omar, first, "Next")
        assert sum(words(page).count(f"- {last}") for page in (first, second)) == (12 if last == "nowhere" else 8)
        assert "more" not in words(second)
    assert "There are only 2 pages" in words(await omar.card("content queue", show="links", page="3"))


@pytest.mark.parametrize("show", ["suggestions", "look-ups", "links"])
async def test_a_kind_of_which_nothing_waits_says_so(omar: Caller, show: str) -> None:
    assert "Nothing waits" in words(await omar.card("content queue", show=show))


async def test_what_another_declined_meanwhile_is_published_only_knowingly_and_its_author_hears_the_last_word(
    world: World, ann: Caller, omar: Caller
) -> None:
    await ann.card("resource suggest", title="Something", url="https://example.org/x")
    olga = world.caller("olga", administrator=True)
    draft = await pressed(olga, await olga.card("content queue"), "Review")
    form = await omar.make(press(await omar.card("content queue"), "Decline"), "press")
    assert isinstance(form, Form)
    await omar.submit(form, reason="Behind a wall.")
    told = await pressed(olga, draft, "Publish")
    assert "Declined by omar, " in words(told)
    assert "Behind a wall." in words(told)
    assert "Nothing was published yet." in words(told)
    assert ".own." not in str((await ann.card("find", query="something")).entries)
    published = await pressed(olga, told, "Publish")
    assert "Published" in words(published)
    await world.tick()
    (verdict,) = world.board.posts("verdict/")
    assert "Your suggestion was added" in words(verdict.post.card)
    await pressed(olga, published, "Undo")
    assert "Something" in words(await omar.card("content queue", show="suggestions"))


async def test_moderators_read_that_the_address_of_a_suggestion_was_declined_before(
    world: World, ann: Caller, omar: Caller
) -> None:
    await ann.card("resource suggest", title="Something", url="https://example.org/x")
    form = await omar.make(press(await omar.card("content queue"), "Decline"), "press")
    assert isinstance(form, Form)
    await omar.submit(form, reason="Behind a wall.")
    await world.caller("ben").card("resource suggest", title="The same", url="https://example.org/x")
    await ann.card("resource suggest", title="Another", url="https://example.org/y")
    said = words(await omar.card("content queue"))
    assert said.count("The same address before: Declined by omar, ") == 1
    assert "Behind a wall." in said


async def test_a_look_up_that_was_set_aside_is_told_in_the_log_channel_and_any_moderator_takes_it_up_again(
    world: World, ann: Caller, omar: Caller
) -> None:
    await omar.card("manage settings", log="log")
    await _look_up(ann, "Quokka feeding", "quokka feeding", "feeding quokka!")
    (_, aside) = [block for block in (await omar.card("content queue")).blocks if isinstance(block, Select)]
    await omar.card(aside.call.path, "press", gap=aside.choices[0].value)
    assert "Nothing waits" in words(await omar.card("content queue"))
    await world.tick()
    (told,) = world.board.posts("audit/content take-gap-up")
    assert "omar set a look-up that found nothing aside: “quokka feeding”" in words(told.post.card)
    ines = world.caller("ines", administrator=True)
    assert "“quokka feeding” is on the queue again." in words(await pressed(ines, told.post.card, "Undo"))
    assert "- quokka feeding (3 times; also as feeding quokka!)" in words(await ines.card("content queue", show="look-ups"))
    await world.tick()
    assert "Undone by ines." in words(world.board.edits[-1].post.card)
    assert "was taken up again already" in words(await pressed(omar, told.post.card, "Undo"))


async def test_that_a_link_works_again_is_told_in_the_log_channel(world: World, ann: Caller, omar: Caller) -> None:
    await omar.card("manage settings", log="log")
    preview = await omar.card("content add-resource", "submit", title="Owls", url="https://example.org/owls")
    item = press(await pressed(omar, preview, "Publish"), "Show").values["item"]
    await ann.card("resource broken", "press", item=item)
    receipt = await omar.card("content works", "press", item=item)
    await world.tick()
    told = world.board.posts("audit/")[-1].post.card
    assert "omar looked at “Owls”, which was said to be broken: it works again." in words(told)
    ines = world.caller("ines", administrator=True)
    back = await pressed(ines, told, "Undo")
    assert "counts as broken again, as before" in words(back)
    assert await pressed(ines, told, "Undo") == back
    assert "1 report" in words(await omar.card("content queue"))
    await world.tick()
    assert "Undone by ines." in words(world.board.edits[-1].post.card)
    assert "taken back already" in words(await pressed(omar, receipt, "Undo"))
    await omar.card("content works", "press", item=item)
    assert "taken back already" in words(await pressed(ines, told, "Undo"))


async def test_a_decline_is_taken_back_from_receipt_and_log_and_is_told_once(world: World, ann: Caller, omar: Caller) -> None:
    await omar.card("manage settings", log="log")
    await ann.card("resource suggest", title="Something", url="https://example.org/x")
    await world.tick()
    form = await omar.make(press(await omar.card("content queue"), "Decline"), "press")
    assert isinstance(form, Form)
    declined = await omar.submit(form, reason="Behind a wall.")
    for _ in range(2):
        assert "“Something” waits again." in words(await pressed(omar, declined, "Undo"))
    await world.tick()
    assert not world.board.posts("verdict/")
    assert press(world.board.edits[-1].post.card, "Decline")
    assert "whoever suggested it is told" in words(await omar.submit(form, reason="Behind a wall."))
    world.clock.advance(minutes=2)
    await world.tick()
    back = await pressed(world.caller("ines", administrator=True), await omar.card("content log"), "Undo")
    assert "they are told once it is added" in words(back)
    assert "**Suggestions** (1)" in words(await omar.card("content queue"))
    assert "has read that before" in words(await omar.submit(form, reason="Really."))
    world.clock.advance(minutes=2)
    await world.tick()
    assert len(world.board.posts("verdict/")) == 1
    review = press(await pressed(omar, await pressed(omar, declined, "Undo"), "Review"), "Edit")
    named = await omar.submit(await omar.form(review.path, "press", **review.values), title="Something new")
    published = await pressed(omar, named, "Publish")
    assert "It is not declined any more" in words(await pressed(omar, declined, "Undo"))
    await world.tick()
    assert "Everybody finds **Something new** from now on." in words(world.board.posts("verdict/")[-1].post.card)
    await pressed(omar, published, "Undo")
    await world.tick()
    assert "whoever suggested it is told" in words(await omar.submit(form, reason="It moved."))
    await world.tick()
    await world.tick()
    assert "They say: It moved." in words(world.board.posts("verdict/")[-1].post.card)
