"""The asserts of the test files are rewritten once: in a fresh checkout each worker had done so for all of them."""

import os
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def rewrite_own_share() -> None:
    """Import this worker's share of the test files that are not kept rewritten yet, which keeps them so for the other workers,
    who do the same.

    What cannot be imported is told when it is collected. Some machines ask Python by their environment to keep nothing compiled:
    each worker would go through all files again at each run, for longer than it takes for a thousand tests.
    """
    sys.dont_write_bytecode = False
    worker, workers = os.environ.get("PYTEST_XDIST_WORKER"), os.environ.get("PYTEST_XDIST_WORKER_COUNT")
    if worker and workers:
        stale = [path for path in sorted(HERE.rglob("test_*.py")) if not _is_kept(path)]
        for path in stale[int(worker.removeprefix("gw")) :: int(workers)]:
            with suppress(Exception, pytest.skip.Exception):
                import_module(".".join(path.relative_to(HERE.parent).with_suffix("").parts))


def _is_kept(path: Path) -> bool:
    """Whether pytest has kept a test file rewritten since it was changed."""
    kept = (path.parent / "__pycache__").glob(f"{path.stem}.*-pytest-*.pyc")
    return any(each.stat().st_mtime >= path.stat().st_mtime for each in kept)
