"""What a pack computes is tried in a process of its own, however it ends."""

import pytest

from adapters.authors import python_process
from adapters.authors.python_process import verify


async def test_what_a_pack_computes_may_print_and_may_end_its_process() -> None:
    endings = ["ok = 1 < 2", "import os\nos._exit(0)", "ok = True"]
    assert await verify(endings) == [True, "it ended the process", "it was not tried, for one before it did not end"]
    assert await verify(["print('{}')\nok = True"]) == [True]
    assert await verify([]) == []


async def test_what_a_pack_computes_is_told_apart_however_it_fails() -> None:
    assert await verify(["{}['ok']", "import sys\nsys.exit(3)", "ok = 0"]) == [
        "it raises KeyError('ok')", "it raises SystemExit(3)", False,
    ]  # fmt: skip


@pytest.mark.slow
async def test_what_was_computed_before_one_that_never_ends_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(python_process, "SECONDS", 1.0)
    ended, endless, untried = await verify(["ok = True", "while True: pass", "ok = True"])
    assert (ended, untried) == (True, "it was not tried, for one before it did not end")
    assert endless == "it was still running when all of them had taken 1 seconds"
