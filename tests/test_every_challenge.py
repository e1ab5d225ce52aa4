"""Every shipped challenge can be asked, hinted at, answered and explained on every platform; functions are really tried."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from adapters.discord.render import layout, modal
from adapters.sandbox.pool import MontySandbox
from adapters.slack.render import message, view
from bot.domain.challenge import Challenge, DailyChallenge
from bot.interface.call import Call
from bot.interface.card import Answer, Card, Code, Form
from bot.wiring.core import Core, open_core
from storage.releases import Library
from tests.challenge_samples import PYTHON
from tests.slack.block_kit import check_message, check_view
from tests.test_challenge_today import give, next_day
from tests.test_every_item import check_on_discord
from tests.transactions import community_of, opened
from tests.world import Caller, Clock, Noticeboard, World, press, words

pytestmark = pytest.mark.slow

DAY = date(2026, 1, 6)


@pytest.fixture
async def core(database: str, clock: Clock, board: Noticeboard, library: Library, sandbox: MontySandbox) -> AsyncIterator[Core]:
    """The real core with a real sandbox."""
    async with open_core(database, clock, {"test": board}, sandbox, library) as opened:
        yield opened


@pytest.fixture
async def cohort(world: World) -> str:
    cohort = await world.launch()
    world.clock.advance(hours=23)
    return cohort


def draw(answer: Answer) -> None:
    if isinstance(answer, Form):
        modal(answer)
        check_view(view(answer, ""))
    else:
        check_on_discord(answer)
        check_message(message(answer))
        layout(answer)


async def shipped(world: World, cohort: str) -> list[Challenge]:
    community = await community_of(world.core, cohort)
    async with opened(world.core, community) as unit:
        return list((await unit.challenges.all(*(await unit.content.newest())[0])).values())


async def test_every_shipped_challenge_is_drawn_whole_on_every_platform(world: World, cohort: str, ann: Caller) -> None:
    community = await community_of(world.core, cohort)
    keys = {"cohort": cohort}
    for number, challenge in enumerate(await shipped(world, cohort)):
        day = date.fromordinal(DAY.toordinal() + number)
        async with opened(world.core, community) as unit:
            at = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
            daily = DailyChallenge(cohort=int(cohort), day=day, item=challenge.id, rev=challenge.rev, seed=number, at=at)
            await unit.challenges.put_daily(daily)
        values = {**keys, "day": day.isoformat()}
        answer = challenge.options[0].id if challenge.options else "1 2 3 4 5 6"
        for call in (
            Call("challenge open", values),
            Call("challenge hint", values),
            Call("challenge hint", {**values, "hints": "1"}),
            Call("challenge answer", {**values, "answer": answer}),
        ):
            card = await ann.make(call, "press")
            assert isinstance(card, Card)
            assert "Something went wrong" not in words(card), (challenge.id, call)
            draw(card)
        if challenge.kind not in ("single", "multi"):
            draw(await ann.make(Call("challenge answer", values), "press"))


async def test_the_post_and_its_solution_are_drawn_on_every_platform(world: World, cohort: str) -> None:
    world.clock.advance(hours=2)
    for _ in range(15):
        await next_day(world)
    await world.caller("moderator", administrator=True).card("manage edit", cohort=cohort, apart="yes", threads="yes")
    for _ in range(15):
        await next_day(world)
    posts = [delivery.post for delivery in world.board.posts() if delivery.post.key.startswith(("challenge/", "reveal/"))]
    assert len(posts) > 55
    for post in posts:
        draw(post.card)


async def answer(ann: Caller, cohort: str, code: str) -> Card:
    return await ann.card("challenge answer", "submit", cohort=cohort, day=DAY.isoformat(), answer=code)


async def test_a_function_is_tried_and_the_first_failing_case_is_told(world: World, cohort: str, ann: Caller) -> None:
    await give(world, cohort, PYTHON)
    form = await ann.make(press(await ann.card("challenge today"), "Answer"), "press")
    assert isinstance(form, Form)
    assert form.inputs[0].value == PYTHON.starter
    wrong = await answer(ann, cohort, "def double(x):\n    return x * x")
    assert "Not quite" in words(wrong)
    assert "hidden" in words(wrong)
    right = await answer(ann, cohort, "def double(x):\n    return x + x")
    assert "Right!" in words(right)


@pytest.mark.parametrize(
    "code",
    [
        "while True: pass",
        "def double(x):\n    while True: pass",
        "def double(x): return double(x)",
        "def double(x): return 10 ** 10 ** 8",
        "import os\ndef double(x): return os.system('id')",
        "def double(x): return open('/etc/passwd').read()",
        "def double(x): return 2 * x\n1 / 0",
    ],
)
async def test_code_that_does_harm_is_only_wrong_and_a_right_answer_counts_after_it(
    world: World, cohort: str, ann: Caller, code: str
) -> None:
    await give(world, cohort, PYTHON)
    assert "Not quite" in words(await answer(ann, cohort, code))
    assert "Right!" in words(await answer(ann, cohort, PYTHON.reference))


async def test_a_solution_is_one_block_of_code_with_its_empty_lines(world: World, cohort: str, ann: Caller) -> None:
    reference = 'def double(x):\n    """A ```fence```."""\n\n    return 2 * x\n'
    await give(world, cohort, replace(PYTHON, reference=reference))
    told = await answer(ann, cohort, PYTHON.reference)
    assert [block.text for block in told.blocks if isinstance(block, Code)] == [reference.rstrip()]


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("not python at all (", "That is not Python yet, so it was not counted: "),
        ("def double(x)\n    return x", "(line 1)"),
        ("x = 1", "There is no function of that name in it"),
        ("def triple(x):\n    return 3 * x", "begin with def double"),
        ("```\n```", "There is no function of that name in it"),
        ("return 5", "There is no function of that name in it"),
        ("double = 4", "There is no function of that name in it"),
        ("x * 2", "It stopped before there was a function of that name, so it was not counted: NameError("),
        ("return 2*x", "so it was not counted: NameError("),
        ("hello", "so it was not counted: NameError("),
        ("import numpy\ndef double(x):\n    return 2 * x", "so it was not counted: ModuleNotFoundError("),
        ("def double(x):\n    yield 2 * x", "so it was not counted: NotImplementedError("),
    ],
)
async def test_what_is_no_code_costs_nothing(world: World, cohort: str, ann: Caller, code: str, why: str) -> None:
    await give(world, cohort, PYTHON)
    assert why in words(await answer(ann, cohort, code)).replace("`", "")
    right = words(await answer(ann, cohort, PYTHON.reference))
    assert "Right!" in right
    assert "This was your scored answer" in right


async def test_code_as_a_chat_writes_it_is_tried_as_it_was_meant(world: World, cohort: str, ann: Caller) -> None:
    await give(world, cohort, PYTHON)
    assert "Right!" in words(await answer(ann, cohort, "```python\ndef double（x）:\n\u00a0\u00a0\u00a0\u00a0return x + x\n```"))


WRITTEN = {
    "kind": "python",
    "prompt": "Write double(x).",
    "key": "double(2) = 4\ndouble(0) = 0\ndouble(-3) = -6",
    "reference": "def double(x):\n    return 2 * x",
    "wrong": "def double(x):\n    return x * x",
    "topics": "Functions",
    "explain": "Twice.",
}


async def test_a_moderators_function_is_tried_with_its_wrong_solutions(world: World, cohort: str) -> None:
    omar = world.caller("omar", administrator=True)
    form = await omar.make(Call("content add-challenge", {"kind": "python"}), "press")
    assert isinstance(form, Form)
    preview = await omar.submit(form, **{item.name: WRITTEN[item.name] for item in form.inputs})
    assert "Its key holds" in words(preview)
    for changed, sentence in (
        ({"reference": "def double(x):\n    return x"}, "The reference solution fails"),
        ({"wrong": "def double(x):\n    return x + x"}, "passes every case"),
        ({"wrong": ""}, "Add a wrong solution"),
        ({"key": "double(2) = 4\nhalf(2) = 1"}, "a call a line"),
        ({"key": "double(2) = 4"}, "at least three calls"),
    ):
        refused = await omar.make(Call("content add-challenge", {**WRITTEN, **changed}), "submit")
        assert isinstance(refused, Card)
        assert sentence in words(refused), changed


async def test_the_last_calls_of_a_moderators_function_stay_hidden_from_members(world: World, cohort: str, ann: Caller) -> None:
    omar = world.caller("omar", administrator=True)
    preview = await omar.make(Call("content add-challenge", WRITTEN), "submit")
    assert isinstance(preview, Card)
    await omar.make(press(preview, "Publish"), "press")
    (written,) = [challenge for challenge in await shipped(world, cohort) if challenge.prompt == WRITTEN["prompt"]]
    await give(world, cohort, written)
    told = words(await ann.card("challenge today")) + words(await answer(ann, cohort, "def double(x):\n    return abs(2 * x)"))
    assert "`double(2)` gives `4`" in told
    assert "1 of 1 hidden ones fails" in told
    assert "-3" not in told
