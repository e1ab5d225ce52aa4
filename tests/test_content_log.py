"""What moderators changed is listed with its difference, taken back without overwriting anybody, and retired with a reason."""

import pytest

from bot.interface.call import Call
from bot.interface.card import Card, Select
from tests.challenge_samples import SINGLE
from tests.given_challenges import answer, give
from tests.published import publish
from tests.queued import own_community
from tests.transactions import opened
from tests.world import Caller, World, press, pressed, words

QUESTION = {"question": "When do we meet online?", "answer": "Thursdays at 18:00.", "aliases": "weekly call"}


@pytest.fixture
async def omar(world: World) -> Caller:
    """A moderator of a community that has a log channel."""
    omar = world.caller("omar", administrator=True)
    await omar.card("manage settings", log="log-channel")
    return omar


@pytest.fixture
def olga(world: World) -> Caller:
    return world.caller("olga", administrator=True)


@pytest.fixture
def ann(world: World) -> Caller:
    return world.caller("ann")


async def retired(caller: Caller, **values: str) -> Card:
    return await pressed(caller, await caller.card("content retire", **values), "Retire it")


async def test_the_log_lists_changes_newest_first_page_by_page(world: World, omar: Caller, olga: Caller) -> None:
    assert "Nothing yet" in words(await omar.card("content log"))
    for number in range(5):
        await publish(omar, "content add-question", question=f"What is number {number}?", answer="A number.")
        world.clock.advance(minutes=1)
    await retired(olga, item="What is number 4?", reason="It is wrong")
    card = words(await omar.card("content log"))
    assert "olga retired a question. “What is number 4?”" in card
    assert "Reason: It is wrong" in card
    assert "Members do not find it any more." in card
    assert card.index("olga retired") < card.index("omar added a question. “What is number 4?”") < card.index("number 3")
    second = words(await pressed(omar, await omar.card("content log"), "Next"))
    assert second.index("number 2") < second.index("number 1") < second.index("What is number 0?")
    assert "There are only 2 pages" in words(await omar.card("content log", page="3"))


async def test_a_page_of_the_log_holds_the_widest_names_titles_and_texts(world: World) -> None:
    olga = world.caller("&" * 32, administrator=True)
    for number in range(4):
        title = f"{number}" + "&" * 99
        await publish(olga, title=title, url=f"https://example.org/{number}", authors="<" * 100)
        form = await olga.form("content edit", item=title)
        preview = await olga.submit(form, title="<" * 99 + str(number), kind="video", level="advanced")
        await pressed(olga, preview, "Publish")
        world.clock.advance(minutes=1)
    card = words(await olga.card("content log"))
    assert (card.count("edited a resource"), card.count("added a resource")) == (2, 1)
    longest, other = "q" + "<" * 149, "q" + "&" * 149
    await publish(olga, "content add-question", question=longest, answer="&\n" * 450)
    edited = await olga.submit(await olga.form("content edit", item=longest), question=other, answer="<_>" * 300)
    changed = await pressed(olga, edited, "Publish")
    await olga.card("content revision", item=press(changed, "Undo").values["item"], rev="2")
    await retired(olga, item=other, reason="&" * 300)
    await olga.card("content log")


async def test_the_log_of_one_entry_holds_its_own_changes_alone(omar: Caller) -> None:
    await publish(omar)
    await publish(omar, "content add-question", **QUESTION)
    card = words(await omar.card("content log", item="trees in pictures"))
    assert "Trees in pictures" in card
    assert "When do we meet" not in card


async def test_members_see_no_log_and_retire_and_undo_nothing(omar: Caller, ann: Caller) -> None:
    undo = press(await publish(omar), "Undo")
    for call in (
        Call("content log"),
        Call("content undo"),
        Call("content retire", {"item": "Trees in pictures"}),
        Call("content revision", undo.values),
        undo,
    ):
        answer = await ann.make(call, "press")
        assert isinstance(answer, Card)
        assert "Only moderators" in words(answer), call


async def test_undo_shows_the_last_change_and_takes_it_back_with_one_press_however_often(omar: Caller, ann: Caller) -> None:
    assert "nothing to undo" in words(await omar.card("content undo"))
    await publish(omar)
    shown = await omar.card("content undo")
    assert "omar added a resource." in words(shown)
    first, second = [await pressed(omar, shown, "Undo") for _ in range(2)]
    assert first == second
    assert "Taken back: Trees in pictures" in words(first)
    assert "Nothing here" in words(await ann.card("find", query="trees in pictures"))
    again = await omar.card("content undo")
    assert "omar took a resource back." in words(again)
    assert "Put back" in words(await pressed(omar, again, "Undo"))
    assert "Trees in pictures" in words(await ann.card("find", query="trees in pictures"))


async def test_whoever_undoes_what_another_undid_already_is_told_so(omar: Caller, olga: Caller) -> None:
    shown = await olga.card("content undo", item=press(await publish(omar), "Undo").values["item"])
    await pressed(omar, await omar.card("content undo"), "Undo")
    refused = words(await pressed(olga, shown, "Undo"))
    assert "changed again since, or undone already; nothing was done. Undo what came after it first" in refused
    assert "omar took a resource back." in refused


async def test_whoever_retires_what_another_changed_meanwhile_is_shown_how(omar: Caller, olga: Caller) -> None:
    await publish(omar)
    asked = await olga.card("content retire", item="Trees in pictures")
    preview = await omar.submit(await omar.form("content edit", item="Trees in pictures"), level="advanced")
    await pressed(omar, preview, "Publish")
    refused = words(await pressed(olga, asked, "Retire it"))
    assert "is not retired" in refused
    assert "omar edited a resource.\n**Level:** beginner → advanced" in refused


async def test_an_earlier_change_is_undone_as_long_as_nobody_changed_the_same_since(omar: Caller, olga: Caller) -> None:
    item = press(await publish(omar), "Undo").values["item"]
    for title, level in (("Forests", "beginner"), ("Forests", "advanced")):
        preview = await omar.submit(await omar.form("content edit", item=item), title=title, level=level)
        await pressed(omar, preview, "Publish")
    await pressed(olga, await olga.card("content undo", item=item, rev="2"), "Undo")
    form = await omar.form("content edit", item=item)
    assert [entry.value for entry in form.inputs if entry.name in ("title", "level")] == ["Trees in pictures", "advanced"]
    assert "It was changed again since" in words(await olga.card("content undo", item=item, rev="2"))


async def test_the_card_in_the_log_channel_says_who_undid_the_change(world: World, omar: Caller, olga: Caller) -> None:
    published = await publish(omar)
    await world.tick()
    await pressed(olga, published, "Undo")
    await world.tick()
    (edited,) = world.board.edits
    assert "omar added a resource." in words(edited.post.card)
    assert "Undone by olga." in words(edited.post.card)
    assert "Undo\n" not in words(edited.post.card)
    assert "olga took a resource back." in words(world.board.posts("audit/")[-1].post.card)


async def test_what_is_retired_is_found_no_more_until_that_is_undone(world: World, omar: Caller, ann: Caller) -> None:
    await publish(omar)
    await world.tick()
    asked = await omar.card("content retire", item="Trees in pictures", reason="The site is gone")
    assert "Nothing has happened yet" in words(asked)
    assert "Trees in pictures" in words(await ann.card("find", query="trees in pictures"))
    first, second = [await pressed(omar, asked, "Retire it") for _ in range(2)]
    assert first == second
    assert "Retired: Trees in pictures" in words(first)
    assert "Nothing here" in words(await ann.card("find", query="trees in pictures"))
    await world.tick()
    audit = words(world.board.posts("audit/")[-1].post.card)
    assert "omar retired a resource." in audit
    assert "Reason: The site is gone" in audit
    item = press(first, "Undo").values["item"]
    assert "is retired" in words(await omar.card("content retire", item=item))
    await pressed(omar, first, "Undo")
    assert "Trees in pictures" in words(await ann.card("find", query="trees in pictures"))


async def test_a_retired_challenge_can_still_be_answered_where_it_was_given(world: World, omar: Caller, ann: Caller) -> None:
    cohort = await world.launch()
    await ann.card("cohort join", cohort=cohort)
    day = world.clock().date()
    await give(world, cohort, SINGLE, day)
    await retired(omar, item=SINGLE.id)
    assert "Right" in words(await answer(ann, cohort, "a", day))
    async with opened(world.core, await own_community(world)) as unit:
        assert SINGLE.id not in await unit.challenges.all(*(await unit.content.newest())[0])
    assert "Somebody who is not here any more added a challenge." in words(await omar.card("content log"))


async def test_an_entry_of_a_pack_is_refused_in_one_sentence(omar: Caller) -> None:
    card = await omar.card("content retire", item="resource.dive-into-deep-learning")
    assert "comes with a pack" in words(card)


async def test_namesakes_are_told_apart_and_a_beginning_is_asked_about(omar: Caller) -> None:
    await publish(omar, title="Trees", url="https://example.org/one")
    await publish(omar, title="Trees", url="https://example.org/two")
    card = await omar.card("content retire", item="Trees")
    (select,) = [block for block in card.blocks if isinstance(block, Select)]
    assert {str(choice.label) for choice in select.choices} == {"Trees (example.org/one)", "Trees (example.org/two)"}
    chosen = await omar.make(select.call.with_values(item=select.choices[0].value), "press")
    assert isinstance(chosen, Card)
    assert "Retire “Trees”?" in words(chosen)
    guessed = await omar.card("content undo", item="Tre")
    assert "Which entry do you mean?\nNothing added here is called “" in words(guessed)


async def test_what_was_added_and_edited_since_is_not_taken_back_by_the_undo_of_its_adding(omar: Caller, olga: Caller) -> None:
    added = await publish(omar, "content add-question", **QUESTION)
    item = press(added, "Show").values["item"]
    form = await olga.form("content edit-question", "press", item=item, rev="1")
    edited = await pressed(olga, await olga.submit(form, answer="Fridays at 18:00."), "Publish")
    refused = words(await pressed(omar, added, "Undo"))
    assert "It was edited since it was added, so nothing was done. </content retire> takes it out as it is now." in refused
    assert "olga edited a question." in refused
    assert "Fridays" in words(await omar.card("faq", query="weekly call"))
    undone = await pressed(olga, edited, "Undo")
    assert "Taken back" in words(await pressed(omar, added, "Undo"))
    assert "It stays retired" in words(await pressed(olga, undone, "Undo"))
    assert "olga made a change of a question again." in words(await omar.card("content log"))
