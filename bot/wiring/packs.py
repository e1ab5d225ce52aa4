"""What authors of content packs ask for."""

from pathlib import Path

from adapters.python_process import verify
from bot.wiring.sandbox import sandbox_if_installed
from content.faults import Fault
from content.validation import validate


async def faults(folder: Path) -> tuple[Fault, ...]:
    """Everything that is wrong with a pack; solutions are tried where the sandbox is installed."""
    with sandbox_if_installed() as sandbox:
        return await validate(folder, sandbox, verify)
