"""The challenges that ship: enough of each kind, keys that hold, options that give nothing away, plain words."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import pairwise, permutations
from pathlib import Path
from typing import Any, get_args

import pytest

from bot.domain.challenge import Case, Challenge, ChallengeKind, ChallengeOption
from bot.domain.items import ContentItem, read_item
from bot.domain.roadmap import Roadmap, Week
from bot.domain.variant import count_variants, keeps_order, variant_of
from content.loader import load_pack
from tests.reading import grade

SHIPPED = Path(__file__).parent.parent / "content" / "mle"


def shipped() -> Sequence[ContentItem]:
    return [read_item(item.kind, item.body) for item in load_pack(SHIPPED).items]


ITEMS = shipped()
CHALLENGES = [item for item in ITEMS if isinstance(item, Challenge)]


def of(kind: ChallengeKind) -> list[Challenge]:
    return [challenge for challenge in CHALLENGES if challenge.kind == kind]


def each(*kinds: ChallengeKind) -> pytest.MarkDecorator:
    chosen = [challenge for challenge in CHALLENGES if not kinds or challenge.kind in kinds]
    return pytest.mark.parametrize("challenge", chosen, ids=[challenge.id for challenge in chosen])


# How many there are


@pytest.mark.parametrize("kind", get_args(ChallengeKind))
def test_there_are_seven_challenges_of_each_kind_or_more(kind: ChallengeKind) -> None:
    assert len(of(kind)) >= 7


def test_the_first_four_weeks_of_the_full_roadmap_have_five_challenges_each_or_more() -> None:
    (roadmap,) = [item for item in ITEMS if isinstance(item, Roadmap) and item.id == "roadmap.mle-full"]
    weeks = {item.id: item for item in ITEMS if isinstance(item, Week)}
    counts = {name: len(belonging(weeks[name])) for name in roadmap.weeks[:4]}
    assert {name: count for name, count in counts.items() if count < 5} == {}


def belonging(week: Week) -> list[Challenge]:
    return [challenge for challenge in CHALLENGES if set(challenge.topics) <= set(week.topics)]


def test_about_two_of_five_challenges_are_easy_two_middling_and_one_hard() -> None:
    share = {level: count / len(CHALLENGES) for level, count in Counter(item.level for item in CHALLENGES).items()}
    wanted = {1: 0.4, 2: 0.4, 3: 0.2}
    assert {level: share[level] for level in wanted if abs(share[level] - wanted[level]) > 0.05} == {}


@each()
def test_a_challenge_names_a_source_and_says_who_checked_it(challenge: Challenge) -> None:
    assert challenge.source
    assert challenge.review is not None


def test_no_two_challenges_have_the_same_prompt() -> None:
    assert [prompt for prompt, count in Counter(item.prompt for item in CHALLENGES).items() if count > 1] == []


# Choices


def options() -> Iterator[tuple[Challenge, ChallengeOption]]:
    return ((challenge, option) for challenge in CHALLENGES for option in challenge.options)


VERIFIED = [(challenge.id, option) for challenge, option in options() if option.verify]


@pytest.mark.parametrize("option", [option for _, option in VERIFIED], ids=[f"{name}-{option.id}" for name, option in VERIFIED])
def test_an_option_is_as_right_as_it_is_when_computed(option: ChallengeOption) -> None:
    assert run(option.verify)["ok"] is option.ok


def test_the_longest_option_is_seldom_the_right_one() -> None:
    longest = [is_longest(challenge) for challenge in of("single")]
    assert sum(longest) / len(longest) <= 0.35


def is_longest(challenge: Challenge) -> bool:
    right = [len(option.text) for option in challenge.options if option.ok]
    return max(right) > max(len(option.text) for option in challenge.options if not option.ok)


def test_the_shortest_option_is_seldom_the_right_one() -> None:
    shortest = [min(challenge.options, key=lambda option: len(option.text)).ok for challenge in of("single")]
    assert sum(shortest) / len(shortest) <= 0.5


def test_right_and_wrong_options_of_a_multiple_choice_are_about_as_long() -> None:
    lengths = {
        ok: [len(option.text) for item in of("multi") for option in item.options if option.ok is ok] for ok in (True, False)
    }
    assert 0.8 <= (sum(lengths[True]) / len(lengths[True])) / (sum(lengths[False]) / len(lengths[False])) <= 1.25


def test_the_right_option_stands_in_each_place_about_as_often() -> None:
    places = Counter(place for item in of("single") for place, option in enumerate(item.options) if option.ok)
    assert max(places[place] for place in range(4)) - min(places[place] for place in range(4)) <= 2


def test_the_right_options_of_a_multiple_choice_do_not_stand_in_the_same_places() -> None:
    places = Counter(tuple(option.ok for option in item.options) for item in of("multi"))
    assert max(places.values()) <= len(of("multi")) / 3


# Numbers


@each("numeric")
def test_the_key_of_every_variant_is_what_python_makes_of_it(challenge: Challenge) -> None:
    for seed in range(count_variants(challenge)):
        variant = variant_of(challenge, seed)
        again = eval(challenge.compute, dict(vars(math)), dict(variant.values))  # noqa: S307 - our own reviewed content
        assert variant.key == pytest.approx(again)


@each("numeric")
def test_two_variants_are_further_apart_than_an_answer_may_be_off(challenge: Challenge) -> None:
    keys = sorted(key for seed in range(count_variants(challenge)) if (key := variant_of(challenge, seed).key) is not None)
    off = [max(challenge.tolerance.abs, challenge.tolerance.rel * abs(key)) for key in keys]
    assert all(after - before > off[place] for place, (before, after) in enumerate(pairwise(keys)))


def test_most_numbers_come_from_templates_of_four_variants_or_more() -> None:
    assert sum(count_variants(challenge) >= 4 for challenge in of("numeric")) / len(of("numeric")) >= 2 / 3


def test_no_prompt_still_shows_the_name_of_a_parameter() -> None:
    prompts = [variant_of(challenge, seed).prompt for challenge in of("numeric") for seed in range(count_variants(challenge))]
    assert [prompt for prompt in prompts if "{" in prompt] == []


# Steps


@each("order")
def test_the_order_in_the_file_is_right_and_some_other_is_wrong(challenge: Challenge) -> None:
    order = tuple(step.id for step in challenge.steps)
    assert keeps_order(challenge, order)
    assert not all(keeps_order(challenge, other) for other in permutations(order))


def test_a_right_order_is_seldom_guessed() -> None:
    for challenge in of("order"):
        orders = list(permutations(step.id for step in challenge.steps))
        assert sum(keeps_order(challenge, order) for order in orders) / len(orders) <= 1 / 20, challenge.id


# Functions


@each("python")
def test_the_reference_passes_every_test(challenge: Challenge) -> None:
    assert failures(challenge, challenge.reference) == []


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Any]:
    # Members' code runs in an interpreter that knows less than Python; a reference has to do with what it knows.
    with pytest.importorskip("pydantic_monty").Monty(max_processes=1) as pool:
        yield pool


@each("python")
def test_the_reference_passes_every_test_in_the_sandbox_too(challenge: Challenge, sandbox: Any) -> None:
    for case in (*challenge.tests, *challenge.hidden):
        with sandbox.checkout() as session:
            session.feed_run(challenge.reference)
            got = session.feed_run(f"{challenge.function}(*args)", inputs={"args": list(case.args)})
        assert same(got, case.want, case.tol)


@each("python")
def test_every_wrong_solution_fails_a_test(challenge: Challenge) -> None:
    assert all(failures(challenge, code) for code in challenge.wrong)


@each("python")
def test_the_starter_fails(challenge: Challenge) -> None:
    assert failures(challenge, challenge.starter)


def failures(challenge: Challenge, code: str) -> list[Case]:
    """The tests, shown and hidden, that a solution does not pass."""
    function = run(code)[challenge.function]
    return [case for case in (*challenge.tests, *challenge.hidden) if not passes(function, case)]


def passes(function: Any, case: Case) -> bool:
    try:
        return same(function(*deepcopy(case.args)), case.want, case.tol)
    except Exception:  # noqa: BLE001 - a wrong solution may fail in any way
        return False


def same(got: Any, want: Any, tolerance: float) -> bool:
    """Whether two plain values are equal, in their types too; numbers may be off by the tolerance."""
    if type(got) is not type(want):
        return False
    match want:
        case list():
            return len(got) == len(want) and all(same(one, other, tolerance) for one, other in zip(got, want, strict=True))
        case dict():
            return got.keys() == want.keys() and all(same(got[key], want[key], tolerance) for key in want)
        case float():
            return abs(got - want) <= tolerance
        case _:
            return got == want


def run(code: str) -> dict[str, Any]:
    """The names that a piece of the pack's own code leaves behind."""
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102 - our own reviewed content, never a member's
    return names


# Words


@each()
def test_a_challenge_reads_at_grade_nine_or_below(challenge: Challenge) -> None:
    assert grade(sentences(challenge)) <= 9


def test_an_accepted_answer_is_in_no_prompt_of_its_own() -> None:
    given = [(item.id, answer) for item in of("text") for answer in item.accept if holds(item.prompt, answer)]
    assert given == []


def holds(text: str, words: str) -> bool:
    return re.search(rf"\b{re.escape(words)}\b", text, re.IGNORECASE) is not None


def sentences(challenge: Challenge) -> list[str]:
    """All that a member reads, line by line."""
    texts = [challenge.prompt, *challenge.hint, challenge.explain]
    texts += [text for option in challenge.options for text in (option.text, option.why) if text]
    texts += [step.text for step in challenge.steps]
    return [line for text in texts for line in text.splitlines() if line]
