"""Moderators add content by command: a form, a preview, Publish, an audit card with Undo; each change is a revision."""

import pytest

from bot.interface.call import Call
from bot.interface.card import Card, Form, Select
from tests.published import RESOURCE, publish
from tests.world import Caller, World, press, pressed, words

QUESTION = {"question": "When do we meet online?", "answer": "Thursdays at 18:00.", "aliases": "weekly call, zoom"}


@pytest.fixture
async def omar(world: World) -> Caller:
    """A moderator of a community that has a log channel."""
    omar = world.caller("omar", administrator=True)
    await omar.card("manage settings", log="log-channel")
    return omar


@pytest.fixture
def ann(world: World) -> Caller:
    return world.caller("ann")


def ids(card: Card) -> list[str]:
    return [entry["id"] for entry in card.entries]


async def found(caller: Caller, query: str) -> str:
    return words(await caller.card("find", query=query))


async def test_a_resource_goes_from_form_to_preview_to_every_members_look_ups(world: World, omar: Caller, ann: Caller) -> None:
    form = await omar.form("content add-resource")
    assert [item.name for item in form.inputs] == ["title", "url", "kind", "level", "topics"]
    preview = await omar.submit(form, **RESOURCE)
    assert "Nobody sees it yet" in words(preview)
    assert "only tracks the reader: utm_source" in words(preview)
    assert "Nothing here" in await found(ann, "trees in pictures")
    published = await omar.make(press(preview, "Publish"), "press")
    assert isinstance(published, Card)
    assert "Published: Trees in pictures" in words(published)
    card = await ann.card("find", query="treees in picturs")
    opened = words(await ann.card("item show", "press", item=ids(card)[0]))
    assert "https://example.org/trees" in opened
    assert "utm_source" not in opened


async def test_a_question_is_found_by_its_words_and_its_other_words(omar: Caller, ann: Caller) -> None:
    await publish(omar, "content add-question", **QUESTION)
    for query in ("when do we meet", "weekly call", "zoom"):
        assert "Thursdays at 18:00." in words(await ann.card("faq", query=query)), query


async def test_the_log_channel_hears_of_it_and_undo_there_takes_it_back_and_puts_it_back(
    world: World, omar: Caller, ann: Caller
) -> None:
    await publish(omar)
    await world.tick()
    (audit,) = world.board.posts("audit/")
    assert audit.post.channel == "log-channel"
    assert "omar added a resource." in words(audit.post.card)
    undo = press(audit.post.card, "Undo")
    assert "Only moderators" in words(await ann.card(undo.path, "press", **undo.values))
    assert "Taken back" in words(await omar.card(undo.path, "press", **undo.values))
    assert "Nothing here" in await found(ann, "trees in pictures")
    assert "Taken back" in words(await omar.card(undo.path, "press", **undo.values))
    await world.tick()
    again = press(world.board.posts("audit/")[-1].post.card, "Undo")
    assert "Put back" in words(await omar.card(again.path, "press", **again.values))
    assert "Trees in pictures" in await found(ann, "trees in pictures")


async def test_without_a_log_channel_the_answer_offers_undo_and_says_how_to_set_one(world: World, ann: Caller) -> None:
    omar = world.caller("omar", administrator=True)
    published = await publish(omar)
    assert "Set a log channel with </manage settings>" in words(published)
    await omar.make(press(published, "Undo"), "press")
    assert "Nothing here" in await found(ann, "trees in pictures")


async def test_a_draft_is_edited_and_completed_before_it_is_published(omar: Caller, ann: Caller) -> None:
    preview = await omar.card("content add-resource", "submit", **RESOURCE)
    edit = press(preview, "Edit")
    form = await omar.form(edit.path, "press", **edit.values)
    assert {item.name: item.value for item in form.inputs}["title"] == "Trees in pictures"
    preview = await omar.submit(form, title="Trees and forests in pictures", kind="video", level="advanced")
    details = press(preview, "More details")
    form = await omar.form(details.path, "press", **details.values)
    preview = await omar.submit(form, cost="paid", hours="3", authors="A. Bell, C. Dee", aliases="tif, forest book")
    assert "Trees and forests in pictures" in words(preview)
    assert "Also found by: tif, forest book" in words(preview)
    await omar.make(press(preview, "Publish"), "press")
    card = await ann.card("find", query="tif")
    assert "video, paid, advanced, 3 hours" in words(card)
    assert "A. Bell, C. Dee" in words(await ann.card("item show", "press", item=ids(card)[0]))


async def test_the_draft_before_an_edit_can_no_longer_be_published(omar: Caller) -> None:
    preview = await omar.card("content add-resource", "submit", **RESOURCE)
    edit = press(preview, "Edit")
    await omar.submit(await omar.form(edit.path, "press", **edit.values), title="Another title")
    assert "published already or is gone" in words(await omar.make(press(preview, "Publish"), "press"))  # pyright: ignore[reportArgumentType]


async def test_publishing_twice_publishes_once(world: World, omar: Caller, ann: Caller) -> None:
    preview = await omar.card("content add-resource", "submit", **RESOURCE)
    first, second = [await omar.make(press(preview, "Publish"), "press") for _ in range(2)]
    assert isinstance(first, Card)
    assert "Published" in words(first)
    assert second == first
    await world.tick()
    assert len(world.board.posts("audit/")) == 1
    assert len(ids(await ann.card("find", query="trees in pictures"))) >= 1


async def test_a_discarded_draft_is_gone(omar: Caller) -> None:
    preview = await omar.card("content add-resource", "submit", **RESOURCE)
    await omar.make(press(preview, "Discard"), "press")
    answer = await omar.make(press(preview, "Publish"), "press")
    assert isinstance(answer, Card)
    assert "published already or is gone" in words(answer)


async def test_nobody_can_publish_anothers_draft(world: World, omar: Caller) -> None:
    preview = await omar.card("content add-resource", "submit", **RESOURCE)
    other = world.caller("olga", administrator=True)
    answer = await other.make(press(preview, "Publish"), "press")
    assert isinstance(answer, Card)
    assert "published already or is gone" in words(answer)


async def test_a_draft_is_kept_for_seven_days(world: World, omar: Caller) -> None:
    preview = await omar.card("content add-resource", "submit", **RESOURCE)
    world.clock.advance(days=8)
    answer = await omar.make(press(preview, "Publish"), "press")
    assert isinstance(answer, Card)
    assert "is gone" in words(answer)


async def test_another_community_does_not_see_it(world: World, omar: Caller) -> None:
    published = await publish(omar)
    eve = world.caller("eve", space="space-2", administrator=True)
    assert "Nothing here" in await found(eve, "trees in pictures")
    item = press(published, "Show").values["item"]
    assert "no longer here" in words(await eve.card("item show", "press", item=item))
    assert "is not here" in words(await eve.card("content take-back", "press", item=item, rev="1"))


async def test_a_gap_becomes_a_question_in_one_form_and_leaves_the_queue(world: World, omar: Caller, ann: Caller) -> None:
    await ann.card("find", query="Quantum knitting")
    queue = await omar.card("content queue")
    (answer, aside) = [block for block in queue.blocks if isinstance(block, Select)]
    form = await omar.form(answer.call.path, "press", gap=answer.choices[0].value)
    assert [item.value for item in form.inputs[:2]] == ["quantum knitting", ""]
    preview = await omar.submit(form, question="What is quantum knitting?", answer="Nobody knows yet.")
    await omar.make(press(preview, "Publish"), "press")
    assert "Nobody knows yet." in words(await ann.card("faq", query="quantum knitting"))
    assert "Nothing waits" in words(await omar.card("content queue"))
    assert "set aside already" in words(await omar.card(aside.call.path, "press", gap=aside.choices[0].value))


async def test_a_gap_can_be_set_aside(omar: Caller, ann: Caller) -> None:
    await ann.card("find", query="Quantum knitting")
    (_, aside) = [block for block in (await omar.card("content queue")).blocks if isinstance(block, Select)]
    await omar.card(aside.call.path, "press", gap=aside.choices[0].value)
    assert "Nothing waits" in words(await omar.card("content queue"))


async def test_a_full_queue_fits_on_a_card(world: World, omar: Caller, ann: Caller) -> None:
    for number in range(12):
        await ann.card("find", query=f"{'&' * 150} quantum{'z' * number} knitting")
        suggester = world.caller(f"member-{number}")
        await suggester.card("resource suggest", title="a" + "&<>" * 33, url=f"https://example.org/{number}?" + "&a=" * 150)
    for item in [choice.value for choice in await world.core.dispatch.suggest(ann.request(Call("resource find")), "query", "p")][
        :12
    ]:
        entry = await ann.card("resource find", query=item)
        await ann.card("resource broken", "press", item=ids(entry)[0])
    card = await omar.card("content queue")
    assert words(card).count("- and 9 more") == 3
    for section in ("All suggestions", "All look-ups", "All broken links"):
        assert words(await pressed(omar, card, section)).count("(12)") == 1
    assert "Review" in words(await pressed(omar, card, "All suggestions"))


HOSTILE = (
    "@everyone <@U1> <!here> [x](https://e.vil) **b** `c`",
    "&<>" * 30,
    "\u202eevil\u202c\u200b",
    "- - -" * 20,
    "<t:0:R>" * 12,
)


@pytest.mark.parametrize("text", HOSTILE)
async def test_whatever_a_moderator_types_is_shown_as_it_is_and_does_nothing(omar: Caller, ann: Caller, text: str) -> None:
    await publish(omar, title=f"Zebra {text}"[:100], url="https://example.org/zebra", authors=text[:100])
    await publish(omar, "content add-question", question=f"Yak {text}"[:150], answer=f"{text}\n" * 8, aliases="yakety")
    for path, query in (("find", "zebra"), ("faq", "yakety"), ("find", "yakety")):
        card = await ann.card(path, query=query)
        assert "Something went wrong" not in words(card)
        shown = await ann.card("item show", "press", item=ids(card)[0])
        assert "Something went wrong" not in words(shown)
        assert "](https://e.vil)" not in str(shown.blocks)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"hours": "many"}, "“many” is no number of hours; write 0 to 2,000"),
        ({"hours": "-1"}, "“-1” is no number of hours; write 0 to 2,000"),
        ({"kind": "sandwich"}, "is not one of: article, book"),
        ({"topics": "a, b, c, d, e, f, g"}, "6 is the most"),
        ({"topics": "nothing of the sort"}, "There is no topic"),
        ({"aliases": "x" * 70}, "put commas between other names"),
        ({"title": "x" * 101}, "100 is the most"),
    ],
)
async def test_bad_fields_are_refused_in_one_sentence_and_nothing_is_kept(
    omar: Caller, values: dict[str, str], sentence: str
) -> None:
    card = await omar.make(Call("content add-resource", {**RESOURCE, **values}), "submit")
    assert isinstance(card, Card)
    assert sentence in words(card)


async def test_what_was_typed_and_no_input_holds_is_not_lost(omar: Caller) -> None:
    form = await omar.form("content add-resource", title="Trees", authors="Ada of Elsewhere, " * 5, aliases="woods, forests")
    refused = await omar.submit(form, url="nowhere")
    form = await omar.make(press(refused, "Try again"), "press")
    assert isinstance(form, Form)
    preview = words(await omar.submit(form, url="https://example.org/trees"))
    assert "Ada of Elsewhere" in preview
    assert "woods" in preview
