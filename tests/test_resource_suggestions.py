"""Members suggest resources, and moderators take or decline them."""

from datetime import timedelta

import pytest

from bot.domain.challenge import Attempt
from bot.interface.card import Buttons, Card, Form
from tests.transactions import opened
from tests.world import Caller, World, press, pressed, words

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


async def decline_form(moderator: Caller, card: Card) -> Form:
    form = await moderator.make(press(card, "Decline"), "press")
    assert isinstance(form, Form)
    return form


def ids(card: Card) -> list[str]:
    return [entry["id"] for entry in card.entries]


async def test_a_suggestion_reaches_moderators_and_one_press_makes_a_draft(world: World, ann: Caller, omar: Caller) -> None:
    form = await ann.form("resource suggest")
    assert [item.name for item in form.inputs] == ["title", "url", "topics"]
    thanks = await ann.submit(form, title="Our favourite course", url="example.org/course?utm_source=x", topics="python")
    assert "**Our favourite course** waits for moderators" in words(thanks)
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
    form = await decline_form(omar, card)
    assert "is empty; fill it in" in words(await omar.submit(form, reason=" "))
    assert "Something" in words(await omar.card("content queue"))
    declined = await omar.submit(form, reason="We have it.")
    assert "Nothing waits" in words(await omar.card("content queue"))
    assert await omar.submit(form, reason="We have it.") == declined
    olga = world.caller("olga", administrator=True)
    late = await olga.card("content decline", "press", **press(card, "Decline").values)
    assert late.title == "Decided already"
    assert "Declined by omar, " in words(late)


@pytest.mark.parametrize("log", ["log-channel", "none"])
async def test_who_declined_what_and_why_stands_in_the_log_among_what_was_changed(
    world: World, ann: Caller, omar: Caller, log: str
) -> None:
    await omar.card("manage settings", log=log)
    for number in range(1, 7):
        await ann.card("resource suggest", title=f"Something {number}", url=f"https://example.org/{number}")
        form = await decline_form(omar, await omar.card("content queue"))
        world.clock.advance(minutes=1)
        await omar.submit(form, reason=f"Reason {number}")
        world.clock.advance(minutes=1)
        if number == 3:
            draft = await omar.card(
                "content add-resource", title="Added between", url="https://example.org/added", topics="python"
            )
            await omar.make(press(draft, "Publish"), "press")
    first, second = [words(await omar.card("content log", page=page)) for page in ("1", "2")]
    at = int((world.clock() - timedelta(minutes=1)).timestamp())
    assert (
        f"<t:{at}:both>: omar declined a suggestion. “Something 6”\nhttps://example.org/6\nSuggested by ann.\nReason: Reason 6"
        in first
    )
    parts = ("Something 6", "Something 5", "Something 4", "Added between", "Something 3", "Something 2", "Something 1")
    assert [part for part in parts if part in first] == [*parts[:3]]
    assert [part for part in parts if part in second] == [*parts[3:6]]


async def test_its_author_hears_once_in_private_why_it_was_declined(world: World, ann: Caller, omar: Caller) -> None:
    thanks = await ann.card("resource suggest", title="Something", url="https://example.org/x")
    assert "you are told how" in words(thanks)
    await world.tick()
    (log,) = world.board.posts("suggestion/")
    form = await decline_form(omar, log.post.card)
    await omar.submit(form, reason="It costs too much")
    await omar.submit(form, reason="It costs too much")
    await world.tick()
    (told,) = world.board.posts("verdict/")
    assert (told.post.kind, told.post.channel) == ("dm", ann.actor.id)
    assert "Moderators did not add **Something**. They say: It costs too much" in words(told.post.card)
    assert "omar" not in words(told.post.card)
    decided = world.board.edits[-1].post.card
    assert "Declined by omar: It costs too much" in words(decided)
    assert [button.label for block in decided.blocks if isinstance(block, Buttons) for button in block.buttons] == ["Undo"]


async def test_its_author_hears_that_it_was_added_and_the_log_offers_no_press_any_more(
    world: World, ann: Caller, omar: Caller
) -> None:
    await ann.card("resource suggest", title="Something", url="https://example.org/x")
    await world.tick()
    (log,) = world.board.posts("suggestion/")
    draft = await omar.card("content review", "press", **press(log.post.card, "Review").values)
    await omar.make(press(draft, "Publish"), "press")
    await world.tick()
    (told,) = world.board.posts("verdict/")
    assert "Your suggestion was added" in words(told.post.card)
    shown = await ann.make(press(told.post.card, "Show"), "press")
    assert isinstance(shown, Card)
    assert "Something" in shown.title
    decided = world.board.edits[-1].post.card
    assert "Added by omar." in words(decided)
    assert not any(isinstance(block, Buttons) for block in decided.blocks)


async def test_the_queue_says_how_many_more_suggestions_wait_and_turns_to_them(world: World, ann: Caller, omar: Caller) -> None:
    for number in range(8):
        await ann.card("resource suggest", title=f"Course {number}", url=f"https://example.org/{number}")
        world.clock.advance(minutes=1)
    queue = await omar.card("content queue")
    assert "**Suggestions** (8)" in words(queue)
    assert "and 5 more" in words(queue)
    pages = [await pressed(omar, queue, "All suggestions")]
    for _ in range(2):
        pages.append(await pressed(omar, pages[-1], "Next"))
    shown = [words(card) for card in pages]
    assert [number for page in shown for number in range(8) if f"Course {number}" in page] == [*range(8)]
    assert "more" not in shown[2]
    assert words(await pressed(omar, pages[2], "The whole queue")) == words(queue)


async def test_whatever_waits_the_queue_can_be_shown(world: World, ann: Caller, omar: Caller) -> None:
    await _let_keys_be_suspected(world, omar)
    for number in range(7):
        await ann.card("resource suggest", title=f"{number}" + "&" * 90, url=f"https://example.org/{number}")
        for title in ("Draft", "Broken"):
            wide = await omar.card(
                "content add-resource", title=f"{title} {number}" + "&" * 90, url=f"https://{title}.org/{number}"
            )
            if title == "Broken":
                published = await omar.make(press(wide, "Publish"), "press")
                assert isinstance(published, Card)
                await ann.card("resource broken", "press", **press(published, "Show").values)
    for number in range(12):
        await ann.card("faq", query=f"{'&' * 70} nowhere {number}xq")
    shown = words(await omar.card("content queue"))
    assert "and 4 more" in shown
    assert "- and 4 more" in shown


async def _let_keys_be_suspected(world: World, omar: Caller) -> None:
    """Of three challenges strong members choose what the key calls wrong."""
    (community,) = await world.core.units.communities_of(omar.actor)
    for number in range(8):
        await world.caller(f"member-{number}").card("me settings")
        async with opened(world.core, community.id) as unit:
            member = await unit.members.find("test", f"account-member-{number}")
            assert member
            strong = number < 4
            usual = [(f"challenge.{item}", "a", strong) for item in range(4)]
            odd = [(f"challenge.{item}{'&' * 50}", "&" * 20 if strong else "a", not strong) for item in range(3)]
            for item, answer, right in (*usual, *odd):
                await unit.attempts.put(
                    Attempt(
                        id=unit.new_id(), person=member.person, cohort=None, item=item, rev=1, seed=1,
                        day=world.clock().date(), zone="UTC", at=world.clock(), answer=answer,
                        verdict="right" if right else "wrong", scored=True, hints=0,
                    )
                )  # fmt: skip


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


async def test_publishing_one_of_several_suggestions_of_a_page_decides_them_all_and_each_author_hears(
    world: World, ann: Caller, ben: Caller, omar: Caller
) -> None:
    await ann.card("resource suggest", title="Foo", url="https://example.org/foo")
    world.clock.advance(minutes=1)
    await ben.card("resource suggest", title="About foo", url="https://www.example.org/foo/")
    await ben.card("resource suggest", title="Foo", url="https://example.org/other")
    card = await omar.card("content queue")
    told = "**Foo**\nhttps://example.org/foo\nSuggested by ann.\n2 suggest this page; publishing one decides all."
    assert told in words(card)
    assert words(card).count("suggest this page") == 2
    draft = await omar.make(press(card, "Review"), "press")
    assert isinstance(draft, Card)
    await omar.make(press(draft, "Publish"), "press")
    await world.tick()
    assert {post.post.channel for post in world.board.posts("verdict/")} == {ann.actor.id, ben.actor.id}
    left = words(await omar.card("content queue"))
    assert "https://example.org/other" in left
    assert "About foo" not in left
    undone = await omar.make(press(await omar.card("content log"), "Undo"), "press")
    assert "The suggestion waits in </content queue> again" in words(undone)  # pyright: ignore[reportArgumentType]
    assert "About foo" in words(await omar.card("content queue"))


async def test_a_discarded_draft_of_a_suggestion_leads_to_declining_it(ann: Caller, omar: Caller) -> None:
    await ann.card("resource suggest", title="Foo", url="https://example.org/foo")
    draft = await omar.make(press(await omar.card("content queue"), "Review"), "press")
    assert isinstance(draft, Card)
    discarded = await omar.make(press(draft, "Discard"), "press")
    assert isinstance(discarded, Card)
    assert "was not added" in words(await omar.submit(await decline_form(omar, discarded), reason="We have it."))
