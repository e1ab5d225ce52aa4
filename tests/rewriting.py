"""The asserts of the test files are rewritten once: in a fresh checkout each worker had done so for all of them."""

import os
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def rewrite_own_share() -> None:
    """Import this worker's share of the test files, which keeps them rewritten for the other workers, who do the same.

    What cannot be imported is told when it is collected.
    """
    worker, workers = os.environ.get("PYTEST_XDIST_WORKER"), os.environ.get("PYTEST_XDIST_WORKER_COUNT")
    if worker and workers and not sys.dont_write_bytecode:
        for path in sorted(HERE.rglob("test_*.py"))[int(worker.removeprefix("gw")) :: int(workers)]:
            with suppress(Exception, pytest.skip.Exception):
                import_module(".".join(path.relative_to(HERE.parent).with_suffix("").parts))
