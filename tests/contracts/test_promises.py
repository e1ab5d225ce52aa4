"""Every sentence of the product that promises something names what proves that it is kept."""

import ast
from functools import cache

import pytest

from tests.contracts.tools import ROOT
from tests.journeys.promises import PROMISING, exceptions, promising, proofs


def test_each_promise_has_a_proof_and_what_only_reads_like_one_is_listed() -> None:
    assert promising() - proofs().keys() - exceptions() == set()


def test_nothing_is_listed_that_nobody_says_any_more_or_in_both_lists() -> None:
    assert (proofs().keys() | exceptions()) - promising() == set()
    assert proofs().keys() & exceptions() == set()


def test_each_proof_is_there() -> None:
    named = {proof for proofs_of_one in proofs().values() for proof in proofs_of_one}
    assert [f"{file}: {name}" for file, name in sorted(named) if name not in _functions(file)] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "- Each day at noon: a challenge",
        "Your place goes to the next in line.",
        "It is posted at noon.",
        "You will be told.",
        "What you did is kept.",
        "Only you see this.",
        "Nobody else is told.",
        "It comes back by itself.",
        "It waits until you are back.",
    ],
)
def test_the_search_for_promises_bites(sentence: str) -> None:
    assert PROMISING.search(sentence)


@cache
def _functions(file: str) -> frozenset[str]:
    nodes = ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8")))
    return frozenset(node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
