"""Moderators edit what was added: its form holds what it is, the preview says what changes, nobody's change is overwritten."""

import pytest

from bot.domain.written_item import written
from bot.interface.call import Call
from bot.interface.card import Card, Form, Select
from tests.published import RESOURCE, publish
from tests.test_content_challenge import NUMERIC, WRITTEN, values, write
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


def held(form: Form) -> dict[str, str]:
    return {item.name: item.value for item in form.inputs}


async def test_an_edit_goes_from_its_form_by_a_preview_with_the_difference_to_look_ups(world: World, omar: Caller) -> None:
    await publish(omar)
    form = await omar.form("content edit", item="trees in pictures")
    first = {"title": "Trees in pictures", "url": "https://example.org/trees", "kind": "", "level": "beginner"}
    assert held(form) == first | {"topics": "Decision trees"}
    preview = await omar.submit(form, title="Forests in pictures", level="advanced")
    assert "Title: Trees in pictures → Forests in pictures" in words(preview).replace("**", "")
    assert "Level: beginner → advanced" in words(preview).replace("**", "")
    assert "Address" not in words(preview)
    assert "Trees in pictures" in words(await world.caller("ann").card("find", query="trees in pictures"))
    await world.tick()
    assert "Changed: Forests in pictures" in words(await pressed(omar, preview, "Publish"))
    assert "Forests in pictures" in words(await world.caller("ann").card("find", query="forests pictures"))
    await world.tick()
    audit = world.board.posts("audit/")[-1].post.card
    assert "omar edited a resource." in words(audit)
    assert "Trees in pictures → Forests in pictures" in words(audit)
    assert "Put back" in words(await pressed(omar, audit, "Undo"))
    assert held(await omar.form("content edit", item="trees in pictures"))["level"] == "beginner"


async def test_what_no_form_asks_and_what_the_second_one_asks_stays_as_it_was(world: World, omar: Caller) -> None:
    await publish(omar, **RESOURCE, authors="A. Bell", aliases="tif", hours="3", cost="paid")
    preview = await omar.submit(await omar.form("content edit", item="Trees in pictures"), title="Forests")
    details = await omar.make(press(preview, "More details"), "press")
    assert isinstance(details, Form)
    assert held(details) == {"cost": "paid", "hours": "3", "authors": "A. Bell", "aliases": "tif", "language": "en"}
    preview = await omar.submit(details, authors="A. Bell, C. Dee")
    said = words(preview).replace("**", "")
    assert "Title: Trees in pictures → Forests" in said
    assert "Authors: A. Bell → A. Bell, C. Dee" in said
    await pressed(omar, preview, "Publish")
    (community,) = await world.core.units.communities_of(omar.actor)
    async with opened(world.core, community.id) as unit:
        (item,) = (await unit.search.own()).values()
    assert (item.rev, written(item)["aliases"], written(item)["cost"]) == (2, "tif", "paid")


async def test_a_salary_figure_is_added_found_and_edited_in_the_words_people_type(world: World, omar: Caller) -> None:
    form = await omar.form("content add-salary", region="Utopia")
    assert list(held(form)) == ["region", "level", "pay", "source", "year"]
    preview = await omar.submit(form, level="Senior", pay="60k – 75,000 € a year", year="2025", source="A survey")
    assert "EUR 60,000 to 75,000 a year" in words(preview)
    assert "Nothing found" in words(await world.caller("ann").card("salary", region="Utopia"))
    await pressed(omar, preview, "Publish")
    found = words(await world.caller("ann").card("salary", region="Utopia"))
    assert "Utopia, Senior: **EUR 60,000–75,000**" in found
    form = await omar.form("content edit", item="Utopia: Senior")
    assert held(form)["pay"] == "60000-75000 EUR"
    preview = await omar.submit(form, pay="5k EUR per month", year="")
    said = words(preview).replace("**", "")
    assert "Pay: EUR 60,000 to 75,000 a year → EUR 5,000 a month" in said
    assert "Year: 2025 → nothing" in said
    details = await omar.make(press(preview, "More details"), "press")
    assert isinstance(details, Form)
    assert list(held(details)) == ["role", "note", "aliases"]
    await pressed(omar, await omar.submit(details, note="Before tax"), "Publish")
    found = words(await world.caller("ann").card("salary", region="Utopia"))
    assert "**A survey** (undated), a month:\n- Utopia, Senior: **EUR 5,000**" in found
    await publish(
        omar, "content add-salary", region="Ruritania", level="Senior", pay="30 EUR an hour", year="2024", source="A site"
    )
    assert "**A site** (2024), an hour:" in words(await world.caller("ann").card("salary", region="Ruritania"))


async def test_the_source_of_a_figure_can_be_edited_alone(world: World, omar: Caller) -> None:
    await publish(omar, "content add-salary", region="Utopia", level="Senior", pay="60k EUR", year="2025", source="A survey")
    preview = await omar.submit(await omar.form("content edit", item="Utopia: Senior"), source="A census")
    assert "Source: A survey → A census" in words(preview).replace("**", "")
    await pressed(omar, preview, "Publish")
    assert "**A census** (2025), a year:" in words(await world.caller("ann").card("salary", region="Utopia"))


async def test_the_very_same_figure_is_not_published_twice_and_another_source_is(omar: Caller) -> None:
    figure = {"region": "Utopia", "level": "Senior", "pay": "60k EUR", "year": "2025", "source": "A survey"}
    await publish(omar, "content add-salary", **figure)
    again = await omar.card("content add-salary", **figure)
    assert "is there already" in words(again)
    assert "Published" in words(await publish(omar, "content add-salary", **figure | {"source": "Another survey"}))


async def test_of_a_long_text_the_changed_part_is_shown_with_words_around_it(omar: Caller) -> None:
    answer = "We meet every week on a Thursday evening at six, in the room behind the library, and anybody may come along."
    await publish(omar, "content add-question", question="When do we meet?", answer=answer)
    form = await omar.form("content edit", item="when do we meet")
    preview = words(await omar.submit(form, answer=answer.replace("Thursday", "Friday")))
    assert "− … week on a Thursday evening at six, …" in preview
    assert "+ … week on a Friday evening at six, …" in preview


async def test_an_edit_that_changes_nothing_cannot_be_published(omar: Caller) -> None:
    await publish(omar)
    preview = await omar.submit(await omar.form("content edit", item="Trees in pictures"))
    assert "Nothing differs" in words(preview)
    with pytest.raises(AssertionError, match="no button"):
        press(preview, "Publish")


async def test_of_two_who_edit_at_once_one_wins_and_the_other_is_shown_both_differences(omar: Caller, olga: Caller) -> None:
    await publish(omar, "content add-question", **QUESTION)
    mine = await omar.submit(await omar.form("content edit", item="when do we meet online"), answer="Fridays at 19:00.")
    hers = await olga.submit(await olga.form("content edit", item="when do we meet online"), aliases="zoom", answer="Mondays.")
    await pressed(olga, hers, "Publish")
    first, second = [await pressed(omar, mine, "Publish") for _ in range(2)]
    assert first == second
    said = words(first).replace("**", "")
    assert "olga edited a question." in said
    assert "Answer: Thursdays at 18:00. → Mondays." in said
    assert "Answer: Mondays. → Fridays at 19:00." in said
    assert "weekly call → zoom" in said
    assert "zoom → weekly call" not in said
    assert "Changed" in words(await pressed(omar, first, "Publish"))
    form = await omar.form("content edit", item="when do we meet online")
    assert (held(form)["answer"], held(form)["aliases"]) == ("Fridays at 19:00.", "zoom")


async def test_an_edit_of_what_was_retired_meanwhile_is_kept_and_published_once_it_is_put_back(
    omar: Caller, olga: Caller
) -> None:
    await publish(omar, "content add-question", **QUESTION)
    mine = await omar.submit(await omar.form("content edit", item="when do we meet online"), answer="Fridays at 19:00.")
    await pressed(olga, await olga.card("content retire", item="when do we meet online"), "Retire it")
    for told in (await pressed(omar, mine, "Publish"), await omar.card("content edit", item="when do we meet online")):
        assert "is retired\nolga retired a question." in words(told)
    anew = await omar.card("content add-question", **QUESTION)
    assert "puts it back" in words(anew)
    await pressed(omar, anew, "Discard")
    assert "Put back" in words(await pressed(omar, told, "Put back"))
    await pressed(olga, await olga.card("content retire", item="when do we meet online"), "Retire it")
    assert "Put back" in words(await pressed(omar, told, "Put back"))  # a second time
    assert "Edit the question" in (await omar.form("content edit", item="when do we meet online")).title
    again = await omar.make(press(await omar.card("content queue"), "Go on with When do we meet online?"), "press")
    assert isinstance(again, Form)
    assert "Members find it from now on." in words(await pressed(omar, await omar.submit(again), "Publish"))
    assert held(await omar.form("content edit", item="when do we meet online"))["answer"] == "Fridays at 19:00."


async def test_what_only_the_faster_one_changed_stays_as_they_made_it(omar: Caller, olga: Caller) -> None:
    await publish(omar)
    mine = await omar.submit(await omar.form("content edit", item="Trees in pictures"), title="Forests")
    hers = await olga.submit(await olga.form("content edit", item="Trees in pictures"), topics="", level="advanced")
    await pressed(olga, hers, "Publish")
    await pressed(omar, await pressed(omar, mine, "Publish"), "Publish")
    form = held(await omar.form("content edit", item="Forests"))
    assert (form["title"], form["topics"], form["level"]) == ("Forests", "", "advanced")


async def test_an_edit_is_taken_up_again_from_the_queue(omar: Caller) -> None:
    await publish(omar, "content add-question", **QUESTION)
    await omar.submit(await omar.form("content edit", item="when do we meet online"), answer="Fridays at 19:00.")
    queue = await omar.card("content queue")
    form = await omar.make(press(queue, "Go on with When do we meet online?"), "press")
    assert isinstance(form, Form)
    assert held(form)["answer"] == "Fridays at 19:00."
    assert "Changed" in words(await pressed(omar, await omar.submit(form), "Publish"))


@pytest.mark.parametrize("kind", WRITTEN)
async def test_a_challenge_of_each_kind_is_edited_in_its_form_and_tried_anew(omar: Caller, kind: str) -> None:
    await pressed(omar, await write(omar, kind), "Publish")
    asked = values(kind)
    form = await omar.form("content edit", item=asked["prompt"])
    texts = held(form)
    assert texts == {name: asked[name] for name in texts} | {"topics": "What machine learning is"}
    preview = await omar.submit(form, explain="Because it does so.")
    assert "Because it does. → Because it does so." in words(preview)
    await pressed(omar, preview, "Publish")
    assert held(await omar.form("content edit", item=asked["prompt"])) == texts | {"explain": "Because it does so."}


async def test_a_key_that_does_not_hold_is_refused_in_an_edit_too(omar: Caller) -> None:
    await pressed(omar, await write(omar, "numeric"), "Publish")
    form = await omar.form("content edit", item=values("numeric")["prompt"])
    assert "no value for" in words(await omar.submit(form, key=NUMERIC.replace("fp:", "fn:")))


async def test_where_no_form_opens_a_button_leads_to_it(omar: Caller) -> None:
    await publish(omar)
    asked = await omar.form("content edit")
    card = await omar.submit(asked, item="Trees in pictures")
    form = await omar.make(press(card, "Edit"), "press")
    assert isinstance(form, Form)
    assert held(form)["title"] == "Trees in pictures"


async def test_what_ships_what_is_retired_and_what_is_nowhere_is_refused_in_one_sentence(omar: Caller) -> None:
    published = await publish(omar)
    await pressed(omar, published, "Undo")
    item = press(published, "Undo").values["item"]
    assert "is retired" in words(await omar.card("content edit", item=item))
    assert "comes with a pack" in words(await omar.card("content edit", item="resource.dive-into-deep-learning"))
    assert "Nothing added here is called" in words(await omar.card("content edit", item="zzyzx"))


async def test_a_title_of_several_and_a_beginning_are_asked_about(omar: Caller) -> None:
    await publish(omar, title="Trees", url="https://example.org/one")
    await publish(omar, title="Trees", url="https://example.org/two")
    (select,) = [block for block in (await omar.card("content edit", item="Trees")).blocks if isinstance(block, Select)]
    (two,) = [choice.value for choice in select.choices if "two" in choice.label]
    form = await omar.make(select.call.with_values(item=two), "press")
    assert isinstance(form, Form)
    assert held(form)["url"] == "https://example.org/two"


async def test_members_edit_nothing(world: World, omar: Caller) -> None:
    keys = press(await publish(omar), "Undo").values
    for call in (Call("content edit", {"item": "Trees"}), Call("content edit-resource", {**keys, **RESOURCE})):
        answer = await world.caller("ann").make(call, "submit")
        assert isinstance(answer, Card)
        assert "Only moderators" in words(answer)
