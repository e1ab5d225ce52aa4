"""Whose code runs next: nobody waits for all that one space has sent."""

from collections.abc import Sequence

import pytest

from adapters.sandbox.fair import Asked, FairQueue
from bot.domain.code_grading import Outcome
from bot.ports.sandbox import SandboxBusy


def asked(queue: FairQueue, whose: str, ran: list[str]) -> Asked:
    def work() -> Sequence[Outcome]:
        ran.append(whose)
        return ()

    one = Asked(whose, work)
    queue.ask(one)
    return one


def test_a_space_that_has_had_no_turn_goes_before_all_that_another_sent_first() -> None:
    queue, ran = FairQueue(16, 8), list[str]()
    for whose in ("eve", "eve", "eve", "bob", "ann"):
        asked(queue, whose, ran)
    for _ in range(5):
        queue.run_next()
    assert ran == ["eve", "bob", "ann", "eve", "eve"]


def test_while_one_of_a_space_runs_another_space_goes_first() -> None:
    queue, ran = FairQueue(16, 8), list[str]()

    def work() -> Sequence[Outcome]:
        asked(queue, "eve", ran)
        asked(queue, "ann", ran)
        queue.run_next()
        return ()

    asked(queue, "ann", ran)
    queue.run_next()
    queue.ask(Asked("eve", work))
    queue.run_next()
    assert ran == ["ann", "ann"]


def test_one_space_holds_half_of_the_places_and_who_gives_up_holds_none() -> None:
    queue, ran = FairQueue(16, 8), list[str]()
    held = [asked(queue, "eve", ran) for _ in range(8)]
    with pytest.raises(SandboxBusy):
        asked(queue, "eve", ran)
    asked(queue, "ann", ran)
    held[0].outcomes.cancel()
    asked(queue, "eve", ran)
    for _ in range(10):
        queue.run_next()
    assert ran[:2] == ["eve", "ann"]
    assert len(ran) == 9


def test_what_fails_frees_its_place() -> None:
    queue, failing = FairQueue(1, 1), Asked("eve", lambda: [][0])
    queue.ask(failing)
    queue.run_next()
    assert isinstance(failing.outcomes.exception(), IndexError)
    asked(queue, "eve", [])
    queue.drop()
    asked(queue, "eve", [])
