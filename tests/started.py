"""The bot as a process of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]


def environment(folder: Path, **settings: str) -> Mapping[str, str]:
    """Nothing of this machine's settings but where programs are found."""
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "DATA_DIR": str(folder), "PYTHONPATH": str(ROOT), **settings}


def bot(folder: Path, *arguments: str, before: Sequence[str] = (), **settings: str) -> subprocess.CompletedProcess[str]:
    """What a command of the bot came to; `before` is a command line that carries it out."""
    line = [*before, sys.executable, "-m", "bot", *arguments]
    return subprocess.run(
        line, cwd=folder, env=environment(folder, **settings), capture_output=True, text=True, check=False, timeout=60
    )
