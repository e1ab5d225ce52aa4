"""What is there already is shown, and is not published a second time."""

import pytest

from bot.interface.call import Call
from bot.interface.card import Card
from tests.own_roadmaps import edited
from tests.published import RESOURCE, publish
from tests.test_content_import import send
from tests.transactions import opened
from tests.world import Caller, World, press, pressed, words


@pytest.fixture
async def omar(world: World) -> Caller:
    """A moderator of a community that has a log channel."""
    omar = world.caller("omar", administrator=True)
    await omar.card("manage settings", log="log-channel")
    return omar


async def test_the_same_address_is_shown_and_cannot_be_published_again(omar: Caller) -> None:
    preview = await omar.card("content add-resource", "submit", title="The d2l book", url="http://www.d2l.ai/")
    assert "This is there already, as “Dive into Deep Learning”" in words(preview)
    assert "Publish" not in words(preview)


async def test_of_two_drafts_with_one_address_only_the_first_is_published(world: World, omar: Caller) -> None:
    first, second = [
        await omar.card("content add-resource", "submit", **{**RESOURCE, "title": title}) for title in ("One", "Two")
    ]
    await omar.make(press(first, "Publish"), "press")
    answer = await omar.make(press(second, "Publish"), "press")
    assert isinstance(answer, Card)
    assert "is there already; nothing was published" in words(answer)
    (community,) = await world.core.units.communities_of(omar.actor)
    async with opened(world.core, community.id) as unit:
        assert len(await unit.search.own()) == 1


async def test_what_came_back_another_way_is_not_put_back_beside_it(omar: Caller) -> None:
    taken_back = await omar.make(press(await publish(omar), "Undo"), "press")
    assert isinstance(taken_back, Card)
    await publish(omar)
    answer = await omar.make(press(taken_back, "Undo"), "press")
    assert isinstance(answer, Card)
    assert "is there already" in words(answer)


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("content add-resource", {"title": "Owls", "url": "https://example.org/a"}, {"url": "https://example.org/b"}),
        ("content add-question", {"question": "When?", "answer": "Now."}, {"question": "Where?"}),
    ],
)
async def test_no_undo_puts_an_entry_beside_one_that_came_in_its_place(
    omar: Caller, path: str, before: dict[str, str], after: dict[str, str]
) -> None:
    columns = ",".join(before)
    await publish(omar, path, **before)
    name = next(iter(before.values()))
    changed = await edited(omar, name, **after)
    imported = await pressed(omar, await send(omar, f"{columns}\n{','.join(before.values())}\n"), "Publish")
    refused = words(await pressed(omar, changed, "Undo"))
    assert f"“{name}” is there already, so nothing was done. Take that out with </content retire> first." in refused
    back = await pressed(omar, imported, "Undo")
    assert "Put back" in words(await pressed(omar, changed, "Undo"))
    assert f"“{name}” is there already, so nothing was done." in words(await pressed(omar, back, "Undo"))


@pytest.mark.parametrize("path", ["content publish", "content discard"])
async def test_the_draft_of_a_cohort_is_no_content(omar: Caller, path: str) -> None:
    form = await omar.form("manage create")
    dry_run = await omar.submit(form, name="Spring", roadmap="foundations", channel="channel-1")
    launch = press(dry_run, "Launch")
    assert "is gone" in words(await omar.card(path, "press", draft=launch.values["draft"]))
    launched = await omar.make(launch, "press")
    assert isinstance(launched, Card)
    assert "Spring is launched" in words(launched)


async def test_nearly_the_same_is_shown_and_may_be_published(omar: Caller) -> None:
    preview = await omar.card("content add-resource", "submit", title="Dive into deep learning!", url="https://example.org/d2l")
    assert "Nearly the same is there: Dive into Deep Learning" in words(preview)
    assert press(preview, "Publish")


async def test_a_question_that_is_there_already_is_not_said_twice(omar: Caller) -> None:
    preview = await omar.card("content add-question", "submit", question="what is machine LEARNING?", answer="It is.")
    assert "This is there already" in words(preview)
    assert "Publish" not in words(preview)


async def test_a_question_with_a_space_before_its_mark_is_the_same(omar: Caller) -> None:
    preview = await omar.card("content add-question", "submit", question="What is  Machine Learning ?", answer="It is.")
    assert "This is there already" in words(preview)


async def test_a_sheet_that_comes_once_more_says_what_is_another_of_its_title(omar: Caller) -> None:
    columns = "entry,title,make,why,goals,minutes,kind,prompt,topics,key,explain\n"
    sheet = f"{columns}week,Bats,A map,For us,see,60,,,,,\nchallenge,,,,,,numeric,What is 2+2?,Gradients,4,Because.\n"
    first = await send(omar, sheet)
    assert "is there already" not in words(first)
    await pressed(omar, first, "Publish")
    again = words(await send(omar, sheet.replace("A map", "A list")))
    assert "Line 2: “Bats” is there already; this is another. To change it, write its id." in again
    assert "Line 3: “What is 2+2?” is there already; this is another." in again
    values = {"kind": "numeric", "prompt": "What is  2+2?", "topics": "Gradients", "key": "4", "explain": "Because."}
    shown = await omar.make(Call("content add-challenge", values), "submit")
    assert isinstance(shown, Card)
    assert "⚠ A challenge that asks the same is there already." in words(shown)
