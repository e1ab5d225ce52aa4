"""A challenge that members could not answer is refused while it is written; marks of a list are taken off."""

import re

import pytest

from bot.interface.call import Call
from bot.interface.card import Form
from tests.test_content_challenge import write
from tests.world import Caller, World, words


@pytest.fixture
def omar(world: World) -> Caller:
    return world.caller("omar", administrator=True)


@pytest.mark.parametrize(
    ("kind", "key", "shown"),
    [
        ("order", "1. Split\n2. Train\n3. Score", ["Split", "Train", "Score"]),
        ("order", "- Split\n- Train\n- Score", ["Split", "Train", "Score"]),
        ("single", "- *Recall\n- Precision\n- Accuracy", ["Recall", "Precision", "Accuracy"]),
        ("single", "• *Six\n• Seven", ["Six", "Seven"]),
    ],
)
async def test_what_makes_lines_a_list_is_no_part_of_them(omar: Caller, kind: str, key: str, shown: list[str]) -> None:
    told = words(await write(omar, kind, key=key))
    assert "Its key holds" in told
    assert all(text in told for text in shown)
    assert not re.search(r"(\d\.|[-•]) (\d\.|[-•*])", told)


@pytest.mark.parametrize(
    ("kind", "changed", "told"),
    [
        ("single", {"key": "*Recall\nrecall"}, "“recall” is there twice; change one of them or take it out."),
        ("order", {"key": "Split\nTrain\nsplit"}, "“split” is there twice; change one of them or take it out."),
        ("order", {"key": "2. Train\n1. Split\n3. Score"}, "“2. Train” tells the order to members; write the steps in"),
        (
            "numeric",
            {"prompt": "What is {b}?", "key": "3 / 4"},
            "The prompt shows `{b}`; write a line such as `b: 18, 24` for it.",
        ),
        ("numeric", {"prompt": "What is a / 3?", "key": "a / 3\na: 1, 2"}, "The prompt does not show “a”; write `{a}` in it"),
        ("single", {"topics": "nonsense"}, "There is no topic “nonsense”; choose another, such as "),
        ("single", {"topics": ""}, "Name a topic of the challenge"),
    ],
)
async def test_what_members_could_not_answer_is_refused_with_what_to_do(
    omar: Caller, kind: str, changed: dict[str, str], told: str
) -> None:
    assert told in words(await write(omar, kind, **changed))


@pytest.mark.parametrize(
    ("key", "warned"), [("1 / 3", True), ("1 / 3\noff by: 0.005", False), ("3 / 4", False), ("1 / 1000", False)]
)
async def test_a_key_that_takes_no_two_decimals_is_told_with_what_lets_it(omar: Caller, key: str, warned: bool) -> None:
    told = words(await write(omar, "numeric", key=key, prompt="What is it? Give two decimals."))
    assert ("⚠ Whoever rounds to 0.33 reads that it is wrong." in told and "`off by: 0.005`" in told) is warned


async def test_a_thought_is_asked_for_and_previewed_as_what_nobody_grades(omar: Caller) -> None:
    form = await omar.make(Call("content add-challenge", {"kind": "reflection"}), "press")
    assert isinstance(form, Form)
    told = " ".join(f"{item.label} {item.hint}" for item in form.inputs)
    told += words(await write(omar, "reflection"))
    assert "Nobody sees it yet" in told
    for part in ("is right", "braces", "key"):
        assert part not in told


@pytest.mark.parametrize(
    ("key", "right"),
    [
        ("a / 3\na: 1", "1/3, about 0.333"), ("a / 3\na: 1\noff by: 0.006", "0.33 (from 0.328 to 0.339)"),
        ("sqrt(a)\na: 2", "about 1.41"), ("a * 3 / 64\na: 1", "0.046875"),
        ("a / 7\na: 86401\noff by: 30", "12,343 (from 12,313 to 12,373)"),
    ],
)  # fmt: skip
async def test_a_number_is_told_with_the_digits_that_say_something(omar: Caller, key: str, right: str) -> None:
    assert f"**Right:** {right}\n" in words(await write(omar, "numeric", key=key, prompt="What comes of {a}?"))


@pytest.mark.parametrize(
    ("kind", "name", "label"),
    [
        ("single", "prompt", "What is asked"),
        ("numeric", "explain", "Why it is right"),
        ("reflection", "explain", "What it is good for"),
    ],
)
async def test_a_text_of_spaces_that_show_nothing_is_refused(omar: Caller, kind: str, name: str, label: str) -> None:
    refused = await write(omar, kind, **{name: " \u200b\xa0"})
    assert f"“{label}” is empty; fill it in" in words(refused)
    assert refused.refused == name
