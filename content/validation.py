"""Everything that is wrong with a pack, for its author: what keeps it from loading, and what it lacks in craft."""

from pathlib import Path

from bot.challenge_ports import Sandbox
from content.craft import HOSTS, craft
from content.faults import Fault
from content.loader import read_pack
from content.trials import Verify, try_out


async def validate(folder: Path, sandbox: Sandbox | None, verify: Verify) -> tuple[Fault, ...]:
    """All faults of the pack in `folder`, by file and line. Without a sandbox no solution is tried."""
    reading = read_pack(folder)
    hosts = folder / HOSTS
    faults = [
        *reading.faults,
        *craft(reading.entries, hosts.read_text(encoding="utf-8").split() if hosts.is_file() else None),
        *await try_out(reading.entries, sandbox, verify),
    ]
    return tuple(sorted(set(faults)))
