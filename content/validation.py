"""Everything that is wrong with a pack, for its author: what keeps it from loading, and what it lacks in craft."""

from pathlib import Path

from bot.ports.sandbox import Sandbox
from content.craft import HOSTS, craft
from content.faults import Fault
from content.loader import read_pack
from content.trials import Verify, try_out


async def validate(folder: Path, sandbox: Sandbox | None, verify: Verify) -> tuple[Fault, ...]:
    """All faults of the pack in `folder`, by file and line. Without a sandbox no solution is tried."""
    reading = read_pack(folder)
    faults = [
        *reading.faults,
        *craft(reading.entries, _hosts(folder / HOSTS), english=reading.header is None or reading.header.locale.startswith("en")),
        *await try_out(reading.entries, sandbox, verify),
    ]
    return tuple(sorted(set(faults)))


def _hosts(file: Path) -> list[str] | None:
    """The lines of the list of hosts, in small letters; None if there is no file. A byte that is not UTF-8 is replaced, so that
    its line matches no host."""
    if not file.is_file():
        return None
    return [line.strip().lower() for line in file.read_text(encoding="utf-8-sig", errors="replace").splitlines()]
