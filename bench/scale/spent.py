"""What processes have used of the machine."""

import os
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def processor(pid: int) -> float:
    """The seconds of processor time that a process has used, and those of its children that have ended. 0 if it has gone."""
    fields = _stat(pid)
    return sum(map(int, fields[11:15])) / _TICKS if fields else 0.0


def family_processor(pid: int) -> float:
    """The same with its children that run."""
    children = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
    return processor(pid) + sum(processor(child) for child in children if parent(child) == pid)


def memory(pid: int) -> float:
    """The megabytes that a process has in memory."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))


def parent(pid: int) -> int:
    """The process that started it. 0 if it has gone."""
    fields = _stat(pid)
    return int(fields[1]) if fields else 0


def _stat(pid: int) -> list[str]:
    """The fields after the name, of which the first is the state."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except FileNotFoundError:
        return []
