"""Code as chats write it is tried as the code that was meant."""

import ast
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.typed_code import plain_code

DOUBLE = 'def double(x):\n    return {"a": x - 1}["a"] * 2'


@pytest.mark.parametrize(
    "typed",
    [
        DOUBLE,
        f"```\n{DOUBLE}\n```",
        f"```python\n{DOUBLE}\n```",
        f"```py\n{DOUBLE}```",
        f"Here it is:\n```python\n{DOUBLE}\n```\nI hope it is right.",
        f"`{DOUBLE}`",
        f"```{DOUBLE}```",
        "> " + DOUBLE.replace("\n", "\n> "),
        ">" + DOUBLE.replace("\n", "\n>"),
        "> ```\n>\n> " + DOUBLE.replace("\n", "\n> ") + "\n> ```",
        DOUBLE.replace(" ", "\u00a0"),
        DOUBLE.replace("\n", "\r\n"),
        DOUBLE.replace('"a"', "“a”"),
        DOUBLE.replace('"a"', "„a“"),
        DOUBLE.replace("(", "（").replace(")", "）").replace(":", "：").replace("[", "［"),
        DOUBLE.replace(" - ", " − "),
        DOUBLE.replace("def", "\u200bdef"),
        "    " + DOUBLE.replace("\n", "\n    "),
        ">>> " + DOUBLE.replace("\n", "\n... ") + "\n...\n",
        "In [3]: " + DOUBLE.replace("\n", "\n   ...: "),
    ],
)
def test_what_a_chat_put_around_code_is_undone(typed: str) -> None:
    assert plain_code(typed) == DOUBLE


FENCED = 'def double(x):\n    """Twice.\n\n    ```\n    double(2)\n    ```\n    """\n    return 2 * x'


@pytest.mark.parametrize(
    "around", ["{}", "```\n{}\n```", "Mine:\n```python\n{}\n```\nIs it right?", "````\n{}\n````", "~~~\n{}\n~~~"]
)
def test_a_fence_inside_a_docstring_is_part_of_the_code(around: str) -> None:
    assert plain_code(around.format(FENCED)) == FENCED
    assert plain_code(around.format(FENCED.replace('"', "'"))) == FENCED.replace('"', "'")


def test_what_an_interpreter_answered_is_no_code() -> None:
    assert plain_code(">>> x = 1\n>>> x + 1\n2\n>>> ") == "x = 1\nx + 1"


@pytest.mark.parametrize("text", ["‘a’", "“a”", "（1）", "−", "\u00a0", "don’t"])
def test_what_stands_in_a_string_or_a_comment_stays(text: str) -> None:
    assert plain_code(f"x = {text!r}") == f"x = {text!r}"
    assert plain_code(f"x = 1  # {text}") == f"x = 1  # {text}"


@pytest.mark.parametrize("quoted", ["‘it is’", "“it is”", "”it is”", "’it is’"])
def test_typographic_quotes_around_a_string_are_straight(quoted: str) -> None:
    assert ast.literal_eval(plain_code(quoted)) == "it is"


@given(st.text("def f(x):\n  '\".#-\\", max_size=60))
def test_code_that_no_chat_touched_stays_as_it_is(code: str) -> None:
    assert plain_code(code) == dedent(code).strip("\n")
