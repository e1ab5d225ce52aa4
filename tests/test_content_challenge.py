"""Moderators add challenges: a form for each kind, tried against its own key, then preview, Publish and Undo."""

from dataclasses import replace

import pytest
from babel.messages.catalog import Catalog

from adapters.sandbox.pool import MontySandbox
from bot.domain.challenge import Attempt
from bot.interface.call import Call
from bot.interface.card import Card, Form, Select
from bot.wiring.core import open_core
from storage.releases import Library
from tests.catalogues import use
from tests.transactions import opened
from tests.world import Caller, Clock, Noticeboard, World, press, words

TOPIC = "What machine learning is"
SINGLE = "*Recall\nPrecision | It watches false alarms.\nAccuracy | It hides misses."
NUMERIC = "tp / (tp + fp)\ntp: 18, 24, 30\nfp: 6, 8, 10\noff by: 0.01"
WRITTEN = {
    "single": {"key": SINGLE},
    "multi": {"key": "*Two\nThree | Odd.\n*Four"},
    "numeric": {"key": NUMERIC, "prompt": "{tp} right and {fp} wrong flags: what is the precision?"},
    "text": {"key": "false negative\n!false positive"},
    "order": {"key": "Split\nTrain\nScore"},
    "reflection": {},
}


@pytest.fixture
async def omar(world: World) -> Caller:
    omar = world.caller("omar", administrator=True)
    await omar.card("manage settings", log="log-channel")
    return omar


def values(kind: str, **changed: str) -> dict[str, str]:
    common = {"prompt": "Which matters most?", "explain": "Because it does.", "hint": "Think.", "topics": TOPIC}
    return {"kind": kind, **common, **WRITTEN[kind], **changed}


async def write(omar: Caller, kind: str, **changed: str) -> Card:
    answer = await omar.make(Call("content add-challenge", values(kind, **changed)), "submit")
    assert isinstance(answer, Card)
    return answer


async def test_the_kind_is_asked_first_and_each_has_a_form_of_five_inputs_at_most(omar: Caller) -> None:
    card = await omar.card("content add-challenge")
    (select,) = [block for block in card.blocks if isinstance(block, Select)]
    for choice in select.choices:
        form = await omar.make(select.call.with_values(kind=choice.value), "press")
        assert isinstance(form, Form), choice
        assert 3 <= len(form.inputs) <= 5


@pytest.mark.parametrize(
    ("kind", "asked", "optional", "how"),
    [
        ("single", ["prompt", "key", "hint", "explain", "topics"], ["hint"], "* before the right one"),
        ("order", ["prompt", "key", "hint", "explain", "topics"], ["hint"], "a line each, in the right order"),
        ("reflection", ["prompt", "explain", "topics"], [], ""),
    ],
)
async def test_the_form_of_a_kind_asks_what_it_needs(
    omar: Caller, kind: str, asked: list[str], optional: list[str], how: str
) -> None:
    form = await omar.make(Call("content add-challenge", {"kind": kind}), "press")
    assert isinstance(form, Form)
    assert [item.name for item in form.inputs] == asked
    assert [item.name for item in form.inputs if not item.required] == optional
    assert how in "".join(item.hint for item in form.inputs if item.name == "key")


async def test_the_form_for_a_function_asks_for_solutions_where_they_can_be_tried(
    database: str, clock: Clock, board: Noticeboard, library: Library | None, sandbox: MontySandbox
) -> None:
    async with open_core(database, clock, {"test": board}, sandbox, library) as core:
        omar = World(core, clock, board).caller("omar", administrator=True)
        card = await omar.card("content add-challenge")
        (select,) = [block for block in card.blocks if isinstance(block, Select)]
        assert "sandbox" not in words(card)
        form = await omar.make(select.call.with_values(kind="python"), "press")
    assert isinstance(form, Form)
    assert [item.name for item in form.inputs if item.required] == ["prompt", "key", "reference", "wrong", "topics"]
    assert "A call a line" in "".join(item.hint for item in form.inputs)


async def test_a_function_that_cannot_be_tried_here_is_refused_before_anything_is_written(omar: Caller) -> None:
    card = await omar.card("content add-challenge")
    (select,) = [block for block in card.blocks if isinstance(block, Select)]
    assert "python" not in {choice.value for choice in select.choices}
    assert "the operator has not installed the sandbox" in words(card)
    for call in ("command", "press", "submit"):
        refused = await omar.make(Call("content add-challenge", {"kind": "python"}), call)
        assert isinstance(refused, Card)
        assert "the operator has not installed the sandbox. Choose another kind." in words(refused)


@pytest.mark.parametrize("kind", WRITTEN)
async def test_each_kind_goes_from_form_to_preview_to_the_community(world: World, omar: Caller, kind: str) -> None:
    preview = await write(omar, kind)
    assert "Nobody sees it yet" in words(preview)
    published = await omar.make(press(preview, "Publish"), "press")
    assert isinstance(published, Card)
    assert "Published" in words(published)
    await world.tick()
    assert "omar added a challenge." in words(world.board.posts("audit/")[-1].post.card)
    (community,) = await world.core.units.communities_of(omar.actor)
    async with opened(world.core, community.id) as unit:
        own = [item for item in (await unit.challenges.all(*(await unit.content.newest())[0])).values() if ".own." in item.id]
        assert [item.kind for item in own] == [kind]


@pytest.mark.parametrize(("key", "right"), [("a ^ 2\na: 3", "9"), ("a × 6 ÷ 4 − 1\na: 2", "2"), ("a · 2\na: 3", "6")])
async def test_a_formula_is_computed_as_people_write_it(omar: Caller, key: str, right: str) -> None:
    assert f"**Right:** {right}\n" in words(await write(omar, "numeric", key=key, prompt="What comes of {a}?"))


FULL = {
    "single": "*{0:.74}\n{0:.73}b\n{0:.73}c",
    "multi": "*{0:.74}\n{0:.73}b\n{0:.73}c",
    "numeric": "18 / 24\noff by: 0.01",
    "text": "a {0:.60}",
    "order": "{0:.70}1\n{0:.70}2\n{0:.70}3\n{0:.70}4\n{0:.70}5\n{0:.70}6",
    "python": "double('{0:.300}') = '{0:.300}{0:.300}'\ndouble('b') = 'bb'\ndouble('c') = 'cc'",
    "reflection": "",
}
"""Keys as long as their form takes them, of one character."""


async def test_a_form_that_is_filled_to_its_end_with_any_character_has_a_preview(
    database: str, clock: Clock, board: Noticeboard, library: Library | None, sandbox: MontySandbox
) -> None:
    solutions = {"reference": "def double(x):\n    return x * 2  # ", "wrong": "def double(x):\n    return 4  # "}
    async with open_core(database, clock, {"test": board}, sandbox, library) as core:
        omar = World(core, clock, board).caller("omar", administrator=True)
        for kind, key in FULL.items():
            for character in "x&<_[":
                long = character * 1500
                texts = {"prompt": long, "key": key.format(long), "explain": long[:900], "hint": long[:200], "topics": TOPIC}
                code = {name: text + long[:1400] for name, text in solutions.items()} if kind == "python" else {}
                preview = await omar.make(Call("content add-challenge", {"kind": kind, **texts, **code}), "submit")
                assert isinstance(preview, Card)
                assert preview.title == "A new challenge", (kind, character)


async def test_undo_takes_a_challenge_out_of_the_choice(world: World, omar: Caller) -> None:
    published = await omar.make(press(await write(omar, "single"), "Publish"), "press")
    assert isinstance(published, Card)
    await omar.make(press(published, "Undo"), "press")
    (community,) = await world.core.units.communities_of(omar.actor)
    async with opened(world.core, community.id) as unit:
        assert [item for item in await unit.challenges.all(*(await unit.content.newest())[0]) if ".own." in item] == []


async def test_what_was_typed_with_the_kind_is_not_lost_in_its_form(omar: Caller) -> None:
    form = await omar.make(Call("content add-challenge", {"kind": "single", "level": "advanced", "minutes": "7"}))
    assert isinstance(form, Form)
    preview = await omar.submit(form, **values("single"))
    assert "level 3 · 7 minutes" in words(preview)


async def test_a_draft_is_edited_with_what_it_holds(omar: Caller) -> None:
    preview = await write(omar, "numeric")
    form = await omar.make(press(preview, "Edit"), "press")
    assert isinstance(form, Form)
    assert {item.name: item.value for item in form.inputs}["key"] == NUMERIC
    again = await omar.submit(form, prompt="Of {tp} and {fp} flags, which share was right?")
    assert "which share was right" in words(again)


async def test_a_hint_that_is_emptied_on_purpose_is_gone(omar: Caller) -> None:
    form = await omar.make(press(await write(omar, "numeric", hint="Look left"), "Edit"), "press")
    assert isinstance(form, Form)
    again = await omar.make(press(await omar.submit(form, hint=""), "Edit"), "press")
    assert isinstance(again, Form)
    assert {item.name: item.value for item in again.inputs}["hint"] == ""


@pytest.mark.parametrize(
    ("kind", "changed", "sentence"),
    [
        ("single", {"key": "Recall\nPrecision"}, "exactly one begins with *"),
        ("single", {"key": "*Recall"}, "exactly one begins with *"),
        ("single", {"key": "*" + "x" * 80 + "\nB"}, "1 to 75 characters"),
        ("multi", {"key": "*A\n*B"}, "not all of them do"),
        ("numeric", {"key": "tp / ("}, "“tp / (” is no formula"),
        ("numeric", {"key": "__import__('os')"}, "no function “__import__”"),
        ("numeric", {"key": "9**9**9"}, "“9**9**9” is too large to compute"),
        ("numeric", {"key": "factorial(171)"}, "“factorial(171)” is too large to compute"),
        ("numeric", {"key": "tp + abc\ntp: 1"}, "“tp + abc” has no value for “abc”"),
        ("numeric", {"key": "1 / tp\ntp: 1, 0"}, "“1 / tp” divides by zero"),
        ("numeric", {"key": "sqrt(-1)"}, "“sqrt(-1)” does not come to a number"),
        ("numeric", {"key": "tp.__class__\ntp: 1"}, "“tp.__class__” does not come to a number"),
        ("numeric", {"key": "a\na: many"}, "write values such as"),
        ("numeric", {"key": "   "}, "formula in the first line"),
        ("text", {"key": "!only wrong"}, "at least one answer that is right"),
        ("order", {"key": "One\nTwo"}, "3 to 6 steps"),
        ("single", {"topics": ""}, "Name a topic"),
        ("single", {"topics": "nothing of the sort"}, "There is no topic"),
        ("single", {"prompt": "x" * 1501}, "1,500 is the most"),
    ],
)
async def test_what_is_no_whole_challenge_is_refused_in_one_sentence(
    omar: Caller, kind: str, changed: dict[str, str], sentence: str
) -> None:
    assert sentence in words(await write(omar, kind, **changed))


async def test_a_german_moderator_is_told_in_german_alone_why_a_formula_cannot_be_computed(omar: Caller, german: Catalog) -> None:
    german.add("“{formula}” is no formula; write it such as tp / (tp + fp).", "„{formula}“ ist keine Formel.")
    use(german)
    omar.actor = replace(omar.actor, locale="de")
    assert "„a/“ ist keine Formel." in words(await write(omar, "numeric", key="a/"))


async def test_a_key_that_strong_members_do_not_share_is_in_the_queue(world: World, omar: Caller) -> None:
    (community,) = await world.core.units.communities_of(omar.actor)
    for number in range(10):
        name, strong = f"member-{number}", number < 5
        await world.caller(name).card("me settings")
        async with opened(world.core, community.id) as unit:
            member = await unit.members.find("test", f"account-{name}")
            assert member
            answers = [(f"challenge.{item}", "a" if strong else name, strong) for item in range(4)]
            for item, answer, right in (*answers, ("challenge.odd", "b" if strong else "a", not strong)):
                await unit.attempts.put(_attempt(world, unit.new_id(), member.person, item, answer, right=right))
    queue = words(await omar.card("content queue"))
    assert "Challenges whose key may be wrong" in queue
    assert "challenge.odd: 5 of 10, usually right, answered “b”" in queue


def _attempt(world: World, id: int, person: int, item: str, answer: str, *, right: bool) -> Attempt:
    return Attempt(
        id=id,
        person=person,
        cohort=None,
        item=item,
        rev=1,
        seed=1,
        day=world.clock().date(),
        zone="UTC",
        at=world.clock(),
        answer=answer,
        verdict="right" if right else "wrong",
        scored=True,
        hints=0,
    )
