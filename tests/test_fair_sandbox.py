"""Whose code runs next, as nobody waits for all that one space has sent, and what is left of a process that was killed."""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from adapters.sandbox.bounded import bounded
from adapters.sandbox.fair import Asked, FairQueue
from bot.domain.code_grading import Outcome
from bot.ports.sandbox import SandboxBusy, Whose


def asked(queue: FairQueue, space: str, ran: list[str], person: str = "") -> Asked:
    def work() -> Sequence[Outcome]:
        ran.append(person or space)
        return ()

    one = Asked(Whose(space, person), work)
    queue.ask(one)
    return one


def test_a_space_that_has_had_no_turn_goes_before_all_that_another_sent_first() -> None:
    queue, ran = FairQueue(16, 8, 1), list[str]()
    for whose in ("eve", "eve", "eve", "bob", "ann"):
        asked(queue, whose, ran)
    queue.run()
    assert ran == ["eve", "bob", "ann", "eve", "eve"]


def test_while_as_many_of_a_space_run_as_may_another_space_runs_and_the_rest_of_the_first_does_afterwards() -> None:
    queue, ran, ran_meanwhile = FairQueue(16, 8, 1), list[str](), list[str]()

    def work() -> Sequence[Outcome]:
        asked(queue, "eve", ran)
        asked(queue, "ann", ran)
        queue.run()
        ran_meanwhile.extend(ran)
        return ()

    asked(queue, "ann", ran)
    queue.run()
    queue.ask(Asked(Whose("eve"), work))
    queue.run()
    assert ran_meanwhile == ["ann", "ann"]
    assert ran == ["ann", "ann", "eve"]


def test_whose_code_took_least_time_lately_goes_first_in_a_space() -> None:
    """As long as both wait; what somebody's code took is forgotten by and by."""
    now, ran = [0.0], list[str]()
    queue = FairQueue(16, 8, 1, lambda: now[0])

    def ask(person: str, seconds: float) -> None:
        def work() -> Sequence[Outcome]:
            ran.append(person)
            now[0] += seconds
            return ()

        queue.ask(Asked(Whose("one space", person), work))

    for person, seconds in (("eve", 2.0), ("mallory", 2.0), ("ann", 0.1)):
        ask(person, seconds)
    queue.run()
    for person, seconds in (("eve", 2.0), ("mallory", 2.0), ("ann", 0.1), ("ann", 0.1)):
        ask(person, seconds)
    queue.run()
    assert ran == ["eve", "mallory", "ann", "ann", "ann", "eve", "mallory"]
    now[0] += 3600
    ask("ann", 0.1)
    queue.run()
    now[0] += 1
    for person in ("ann", "eve"):
        ask(person, 0.1)
    queue.run()
    assert ran[-2:] == ["eve", "ann"]


def test_one_space_holds_half_of_the_places_and_who_gives_up_holds_none() -> None:
    queue, ran = FairQueue(16, 8, 1), list[str]()
    held = [asked(queue, "eve", ran) for _ in range(8)]
    with pytest.raises(SandboxBusy):
        asked(queue, "eve", ran)
    asked(queue, "ann", ran)
    held[0].outcomes.cancel()
    asked(queue, "eve", ran)
    queue.run()
    assert ran[:2] == ["eve", "ann"]
    assert len(ran) == 9


class Panic(BaseException):
    """As a library in another language raises it."""


@pytest.mark.parametrize("fault", [RuntimeError, Panic])
def test_what_fails_frees_its_place(fault: type[BaseException]) -> None:
    def fails() -> Sequence[Outcome]:
        raise fault

    queue, failing = FairQueue(1, 1, 1), Asked(Whose("eve"), fails)
    queue.ask(failing)
    queue.run()
    assert isinstance(failing.outcomes.exception(), fault)
    asked(queue, "eve", [])
    queue.drop()
    asked(queue, "eve", [])


def test_a_start_removes_the_folders_of_processes_that_were_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for process in (2**30, 1):  # no process has so large a number; the first one never ends
        (tmp_path / f"cairn-sandbox-{process}-x").mkdir()
        (tmp_path / f"cairn-sandbox-{process}-x" / "monty").touch()
    with bounded():
        left = {folder.name for folder in tmp_path.iterdir()}
    assert "cairn-sandbox-1-x" in left
    assert f"cairn-sandbox-{2**30}-x" not in left
    assert all(name.startswith(("cairn-sandbox-1-", f"cairn-sandbox-{os.getpid()}-")) for name in left)
