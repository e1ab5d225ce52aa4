"""The folder in which a backup is made, beside the file that it becomes."""

import fcntl
from collections.abc import Generator
from contextlib import contextmanager, suppress
from os import O_RDONLY, close
from os import open as open_folder
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

BEGINS = ".cairn-backup-"


@contextmanager
def workplace(beside: Path) -> Generator[Path]:
    """A folder in a folder, gone at the end. What backups left in the latter that were killed goes first, unless one is made
    there now: of whoever makes one the system knows whether it lives."""
    held = open_folder(beside, O_RDONLY)
    try:
        with suppress(OSError):  # one is made there now, or the file system knows no locks
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            for left in beside.glob(f"{BEGINS}*"):
                rmtree(left, ignore_errors=True)
        with suppress(OSError):
            fcntl.flock(held, fcntl.LOCK_SH)
        with TemporaryDirectory(prefix=BEGINS, dir=beside) as folder:
            yield Path(folder)
    finally:
        close(held)
