"""Practice in the chat: a question whenever somebody wants one; what was missed comes back."""

import pytest

from bot.domain.challenge import Challenge
from bot.domain.items import Revision
from bot.domain.variant import variant_of
from bot.interface.call import Call
from bot.interface.card import Card, Form
from bot.interface.form import form_for
from bot.interface.inputs import TextInput
from bot.shared.challenge_card import Asked, asked_answer
from bot.wiring.features import all_commands
from tests.challenge_samples import NUMERIC, ORDER, PYTHON, REFLECTION, SINGLE, TEXT
from tests.transactions import opened
from tests.world import Caller, World, press, words


@pytest.fixture
async def ann(world: World) -> Caller:
    cohort = await world.without_challenges(await world.launch())
    world.clock.advance(hours=11)
    ann = world.caller("ann")
    await ann.card("cohort join", cohort=cohort)
    return ann


async def only(world: World, ann: Caller, challenge: Challenge) -> None:
    """Let this be the one challenge of its topic that the community can practise."""
    (community,) = await world.core.units.communities_of(ann.actor)
    async with opened(world.core, community.id) as unit:
        await unit.own_content.put(Revision(item=challenge, author=1, at=world.clock()))


async def question(ann: Caller, challenge: Challenge) -> Card:
    for _ in range(300):
        card = await ann.card("challenge practice")
        if challenge.prompt[-20:] in words(card):
            return card
    raise AssertionError(f"never asked: {challenge.prompt}")


async def test_a_question_is_answered_by_a_press_and_only_once(world: World, ann: Caller) -> None:
    await only(world, ann, SINGLE)
    card = await question(ann, SINGLE)
    verdict = await ann.make(press(card, "Precision"), "press")
    assert isinstance(verdict, Card)
    assert "Precision watches false alarms." in words(verdict)
    assert "comes back when you are about to forget it" in words(verdict)
    again = await ann.make(press(card, "Recall"), "press")
    assert isinstance(again, Card)
    assert "was answered or is too old" in words(again)


async def test_what_was_missed_comes_back_days_later_and_first(world: World, ann: Caller) -> None:
    await only(world, ann, SINGLE)
    await ann.make(press(await question(ann, SINGLE), "Precision"), "press")
    world.clock.advance(days=4)
    card = await ann.card("challenge practice")
    assert "You missed this once" in words(card)
    assert SINGLE.prompt in words(card)


async def test_a_hint_and_a_form_lead_to_the_same_question(world: World, ann: Caller) -> None:
    await only(world, ann, NUMERIC)
    card = await question(ann, NUMERIC)
    hinted = await ann.make(press(card, "Hint"), "press")
    assert isinstance(hinted, Card)
    assert "Think twice." in words(hinted)
    form = await ann.make(press(hinted, "Answer"), "press")
    assert isinstance(form, Form)
    assert "Right!" in words(await ann.submit(form, answer="3/4"))


@pytest.mark.parametrize(
    ("challenge", "label", "begins", "long", "most"),
    [
        (NUMERIC, "Your number", "", False, 40),
        (TEXT, "Your answer", "", False, 100),
        (ORDER, "The right order", "", False, 40),
        (PYTHON, "Your function", "def double(x):", True, 2000),
        (REFLECTION, "Your thought", "", True, 1000),
    ],
)
def test_the_form_for_an_answer_fits_the_kind(challenge: Challenge, label: str, begins: str, long: bool, most: int) -> None:
    asked = Asked(challenge, variant_of(challenge, 0), Call("practice answer", {"draft": "12"}))
    (item,) = form_for(all_commands()["practice answer"], asked.call, asked_answer(asked), {}).inputs
    assert isinstance(item, TextInput)
    assert (item.label, item.value.partition("\n")[0], item.multiline, item.most) == (label, begins, long, most)


async def test_another_member_cannot_answer_ones_question(world: World, ann: Caller) -> None:
    await only(world, ann, SINGLE)
    call = press(await question(ann, SINGLE), "Recall")
    answer = await world.caller("ben").make(call, "press")
    assert isinstance(answer, Card)
    assert "was answered or is too old" in words(answer)


@pytest.mark.parametrize("path", ["practice open", "practice hint"])
@pytest.mark.parametrize("draft", ["1", "x", "999999999999999"])
async def test_a_question_that_is_not_there_is_said_plainly(ann: Caller, path: str, draft: str) -> None:
    answer = await ann.make(Call(path, {"draft": draft}), "press")
    assert isinstance(answer, Card)
    assert "was answered or is too old" in words(answer)


async def test_a_week_that_came_up_can_be_named_by_a_word_of_its_title(world: World) -> None:
    cohort = await world.launch(time="08:00")
    ben = world.caller("ben")
    await ben.card("cohort join", cohort=cohort)
    world.clock.advance(weeks=1, hours=1)  # “Python and Git”; the topic called Python is of resources
    assert "not come to" not in words(await ben.card("challenge practice", topic="python"))
    assert "not come to “NumPy”" in words(await ben.card("challenge practice", topic="numpy"))


async def test_a_question_that_is_skipped_makes_room_for_another(ann: Caller) -> None:
    card = await ann.card("challenge practice")
    for _ in range(5):
        other = await ann.make(press(card, "Skip"), "press")
        assert isinstance(other, Card)
        assert words(other) != words(card)
        card = other


async def test_where_there_is_no_other_question_the_one_that_was_skipped_stays(world: World, ann: Caller) -> None:
    for _ in range(60):
        skipped = await ann.make(press(await ann.card("challenge practice", topic=SINGLE.topics[0]), "Skip"), "press")
        assert isinstance(skipped, Card)
        if "no other question" in words(skipped):
            break
        await ann.make(press(skipped, "Show solution"), "press")
    kept = await ann.make(press(skipped, "Back to it"), "press")
    assert isinstance(kept, Card)
    assert press(kept, "Show solution")


async def test_a_solution_that_was_shown_comes_back_for_review_and_scores_nothing(world: World, ann: Caller) -> None:
    await only(world, ann, SINGLE)
    card = await question(ann, SINGLE)
    shown = await ann.make(press(card, "Show solution"), "press")
    assert isinstance(shown, Card)
    assert "Right: Recall" in words(shown).replace("*", "")
    assert "You have answered no challenge yet" in words(await ann.card("challenge stats"))
    assert await ann.make(press(card, "Show solution"), "press") == shown
    assert "answered or is too old" in words(await ann.card("practice answer", "press", answer="a", **press(card, "Skip").values))
    world.clock.advance(days=3)
    assert "You missed this once" in words(await question(ann, SINGLE))
