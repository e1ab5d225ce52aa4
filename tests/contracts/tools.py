"""Running the project's own tools as an operator's shell would."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def passes(tool: str, *arguments: str, **settings: str) -> None:
    """Run a tool of this environment over the checkout, with settings of its own; a failure shows what it printed."""
    command = [str(Path(sys.executable).with_name(tool)), *arguments]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **settings}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join([tool, *arguments])}\n{done.stdout}\n{done.stderr}"


def sources(*folders: str) -> list[Path]:
    """The Python files under folders of the checkout, without the starters of packs, which are content."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in found if path.parent.name != "starters")
