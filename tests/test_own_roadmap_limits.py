"""What a community's own week or roadmap cannot be, and who reaches it: refused in one sentence."""

import re
from dataclasses import replace

import pytest

from bot.domain.items import Revision
from bot.interface.call import Call
from bot.interface.card import Card, Select
from bot.text import escape, plain
from tests.own_roadmaps import PLAN, WEEK, choose, edited, held, make_roadmap, make_week
from tests.samples import HOSTILE, WIDE_TEXT
from tests.small_pack import TOPICS, week
from tests.test_content_import import send
from tests.transactions import opened
from tests.world import MONDAY, Caller, World, press, pressed, words

pytestmark = pytest.mark.small_pack


@pytest.fixture
def omar(world: World) -> Caller:
    return world.caller("omar", administrator=True)


@pytest.fixture
def ann(world: World) -> Caller:
    return world.caller("ann")


# What cannot be


async def test_a_roadmap_without_weeks_is_kept_and_no_cohort_starts_with_it(omar: Caller, ann: Caller) -> None:
    draft = await omar.card("content add-roadmap", title="Empty", summary="Nothing yet.")
    assert "It has no weeks yet" in words(draft)
    published = await pressed(omar, draft, "Publish")
    assert "Choose whose weeks" in str((await pressed(omar, published, "Choose weeks")).blocks)
    assert "0 weeks" in words(await ann.card("roadmap show", roadmap="Empty"))
    refused = await omar.submit(await omar.form("manage create"), **PLAN | {"roadmap": "Empty"})
    assert "“Empty” has no weeks yet. Put some into it with </content choose-weeks>" in words(refused)
    dry_run = await omar.submit(await omar.form("manage create"), **PLAN | {"roadmap": "Fruit"})
    await pressed(omar, dry_run, "Launch")
    assert "“Empty” has no weeks yet" in words(await omar.card("manage edit", roadmap="Empty"))


@pytest.mark.parametrize(
    ("option", "text", "said"),
    [
        ("title", "?!", "needs a letter"),
        ("title", WIDE_TEXT[:50] + "a", "too long for a card"),
        ("why", "&" * 600, "says more than a card holds"),
        ("goals", "\n".join("abcdef"), "5 is the most"),
        ("goals", "x" * 201, "200 characters is the most"),
        ("goals", "- \n2. -", "Write at least one goal"),
        ("minutes", "0", "is from 1 to 2,400 minutes"),
        ("resources", "Never heard of it", "There is no “Never heard of it” here"),
        ("topics", "never heard of it", "There is no topic"),
    ],
)
async def test_what_a_week_cannot_be_is_refused_in_one_sentence(omar: Caller, option: str, text: str, said: str) -> None:
    refused = await omar.card("content add-week", **WEEK | {option: text})
    assert said in words(refused)
    assert refused.refused == option


async def test_names_that_are_not_sure_are_refused_with_what_to_write(omar: Caller) -> None:
    await make_week(omar, title="Twice", make="A pie")
    await make_week(omar, title="Twice", make="A cake")
    refused = words(await omar.card("content add-roadmap", title="Two", summary="Two.", weeks="Twice"))
    assert re.search(r"“Twice”. Write the one you mean:\n- Twice \(A (pie|cake)\)\n- Twice \(A ", refused)
    preview = await omar.card("content add-roadmap", title="Two", summary="Two.", weeks="Twice (a cake)")
    await pressed(omar, preview, "Publish")
    assert "A cake" in words(await omar.card("roadmap show", roadmap="Two", week="1"))
    guess = words(await omar.card("content add-roadmap", title="Three", summary="Three.", weeks="Banana"))
    assert "Did you mean “Bananas”?" in guess
    twice = await omar.card("content add-roadmap", title="Three", summary="Three.", weeks="Apples, Bananas\napples")
    assert "“Apples” is there twice" in words(twice)
    many = "\n".join(["Apples", "apples", *(f"Week {number}" for number in range(3))])
    assert "There is no “Week 0” here" in words(await omar.card("content add-roadmap", title="Three", summary="Two.", weeks=many))


async def test_of_two_copies_of_what_ships_the_one_that_is_meant_is_asked_for(omar: Caller) -> None:
    for title in ("First", "Second"):
        await pressed(omar, await omar.card("content copy-roadmap", roadmap="Fruit", title=title), "Publish")
    for command in ("content edit", "content retire", "content log"):
        asked = await omar.card(command, item="Apples")
        (select,) = [block for block in asked.blocks if isinstance(block, Select)]
        assert {plain(choice.label) for choice in select.choices} == {"Apples (week 1 of First)", "Apples (week 1 of Second)"}
    assert "Edit the week" in (await omar.form("content edit", item=select.choices[1].value)).title


async def test_weeks_of_one_title_are_told_apart_wherever_they_are_chosen_and_shown(omar: Caller) -> None:
    for make in ("One chart", "Two charts"):
        await make_week(omar, title="Bars", make=make)
    labels = ["Bars (One chart)", "Bars (Two charts)"]
    form = await omar.form("content choose-weeks")
    assert {*labels, "Bananas"} <= {choice.label for choice in form.inputs[1].choices}  # pyright: ignore[reportAttributeAccessIssue]
    await pressed(
        omar, await omar.card("content add-roadmap", title="Charts", summary="Ours.", weeks="\n".join(labels)), "Publish"
    )
    form = await omar.form("content edit", item="Charts")
    assert held(form)["weeks"] == "Bars (week 1 of Charts)\nBars (week 2 of Charts)"
    turned = await omar.submit(form, weeks="Bars (week 2 of Charts)\nBars (week 1 of Charts)\nBananas")
    assert "1. Bars (week 2 of Charts)\n2. Bars (week 1 of Charts)\n3. Bananas" in words(turned)
    assert "In another order: Bars (week 2 of Charts); Bars (week 1 of Charts); Bananas" in words(turned)
    picker = await choose(omar, await pressed(omar, turned, "Choose weeks"), "whose", "All weeks of your own")
    assert "own." not in words(picker)


async def test_a_title_that_a_roadmap_has_is_refused_at_the_first_step_for_another(omar: Caller) -> None:
    await make_roadmap(omar)
    own = {"title": "charts", "summary": "Ours."}
    for refused in (
        await omar.card("content add-roadmap", **own),
        await omar.card("content copy-roadmap", roadmap="Fruit", title="CHARTS"),
        await omar.submit(await omar.form("content add-roadmap"), **own),
    ):
        assert "A roadmap called “Charts” is there already; choose another title." in words(refused)
    early = await omar.card("content add-roadmap", title="Maps", summary="Ours.")
    await pressed(omar, await omar.card("content copy-roadmap", roadmap="Fruit", title="Maps"), "Publish")
    shown = await pressed(omar, await pressed(omar, early, "Choose weeks"), "Preview")
    assert "⚠ This is there already, as “Maps”." in words(shown)
    assert "Publish" not in words(shown)
    sheet = "entry,title,summary,weeks\nroadmap,maps,Ours.,cherries\nroadmap,New,Ours.,cherries\nroadmap,new,Ours.,cherries\n"
    said = words(await send(omar, sheet))
    assert "Line 2: A roadmap called “maps” is there already; write another title, or the id of that one." in said
    assert "Line 4: A roadmap called “new” is there already" in said
    assert "Changed: Charts" in words(await edited(omar, "Charts", summary="For all."))
    renamed = await edited(omar, "Charts", title="Graphs")
    await pressed(omar, await send(omar, "entry,title,summary,weeks\nroadmap,Charts,Ours.,cherries\n"), "Publish")
    assert "“Charts” is there already" in words(await pressed(omar, renamed, "Undo"))


async def test_sixty_weeks_of_the_longest_titles_are_shown_and_one_more_is_refused(
    world: World, omar: Caller, ann: Caller
) -> None:
    weeks = [replace(week(TOPICS[0]), id=f"week.own.{number:x}", title=f"{number:02} {'w' * 57}") for number in range(60)]
    await omar.card("cohort list")
    (community,) = await world.core.units.communities_of(omar.actor)
    async with opened(world.core, community.id) as unit:
        assert await unit.own_content.put_batch(7, [Revision(item=each, author=1, at=MONDAY, batch=7) for each in weeks])
    draft = await omar.card("content add-roadmap", title="Long", summary="s" * 600)
    picker = await choose(omar, await pressed(omar, draft, "Choose weeks"), "whose", "All weeks of your own")
    preview = await pressed(omar, await pressed(omar, picker, "All of them"), "Preview")
    assert "60 weeks" in words(preview)
    await pressed(omar, preview, "Publish")
    parts = [await ann.card("roadmap show", roadmap="Long")]
    for first in (13, 25, 37, 49):
        parts.append(await pressed(ann, parts[-1], f"Weeks {first} to {first + 11}"))
    assert sum(len(block.choices) for part in parts for block in part.blocks if isinstance(block, Select)) == 60
    form = await omar.form("content edit", item="Long")
    assert held(form)["weeks"].count("week.own.") == 60  # titles have no room, ids do
    assert "Nothing differs" in words(await omar.submit(form))
    more = words(await omar.card("content choose-weeks", roadmap="Long", weeks="Apples"))
    assert "60 is the most" in more


async def test_hostile_text_is_shown_as_it_is(omar: Caller, ann: Caller) -> None:
    title, make, why, *goals = HOSTILE[:8]
    title = f"a {title}"
    await make_week(omar, title=title, make=make, why=why, goals="\n".join(goals))
    await pressed(omar, await omar.card("content add-roadmap", title=title, summary=why, weeks=title), "Publish")
    card = await pressed(ann, await ann.card("roadmap show", roadmap=title, week="1"), "More")
    assert [text for text in (title, make, why, *goals) if text not in words(card)] == []
    assert all(escape(text) in "".join(str(getattr(block, "text", "")) for block in card.blocks) for text in (make, why, *goals))


# Whose it is


async def test_nobody_else_reaches_a_roadmap_a_week_or_a_draft_of_either(world: World, omar: Caller, ann: Caller) -> None:
    await make_roadmap(omar)
    draft = await omar.card("content add-roadmap", title="Mine", summary="Mine.")
    keys = press(draft, "Choose weeks").values
    week = await make_week(omar, title="Another")
    (select,) = [block for block in week.blocks if isinstance(block, Select)]
    put = select.call.with_values(roadmap=select.choices[0].value)
    oleg = world.caller("oleg", administrator=True, space="space-2")
    olga = world.caller("olga", administrator=True)
    calls = (
        Call("content pick-weeks", keys),
        Call("content show-draft", keys),
        Call("content pick", {**keys, "of": "0", "week": "week.apples"}),
        Call("content pick-all", {**keys, "of": "0"}),
        put,
    )
    for caller, refused in ((ann, calls), (oleg, calls), (olga, calls[:-1])):
        for call in refused:
            answer = await caller.make(call, "press")
            assert isinstance(answer, Card)
            assert answer.refused is not None, (caller.actor.name, call)
    assert "There is no roadmap" in words(await oleg.card("roadmap show", roadmap="Charts"))
    assert "Draw your own data" not in words(await oleg.card("find", query="draw your own data"))
    assert "Another" not in words(await ann.card("roadmap show", roadmap="Charts"))


async def test_of_two_who_edit_a_roadmap_at_once_the_slower_one_is_shown_both(world: World, omar: Caller) -> None:
    await make_roadmap(omar)
    olga = world.caller("olga", administrator=True)
    mine = await omar.submit(await omar.form("content edit", item="Charts"), weeks="Apples\nBananas")
    await edited(olga, "Charts", title="Pictures")
    slower = words(await pressed(omar, mine, "Publish"))
    assert "Somebody was faster" in slower
    assert "Charts → Pictures" in slower
    assert "− Draw your own data" in slower
