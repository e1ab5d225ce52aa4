"""What was measured, as a table for people and as JSON for machines."""

import os
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from rich.table import Table

from bench.frame import Result

HEADINGS = ("row", "what", "Cairn", "floor", "ratio", "target", "reached")
_REACHED = {True: "yes", False: "no", None: ""}


def cells(result: Result) -> tuple[str, ...]:
    target = str(result.figure.target) if result.figure.target else ""
    ratio = f"{result.ratio:.2f} ×" if result.ratio is not None else ""
    floor = number(result.floor) if result.floor is not None else ""
    return (result.row.name, result.figure.name, number(result.cairn), floor, ratio, target, _REACHED[result.is_reached])


def number(value: float) -> str:
    """As many digits as say something."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def table(results: Sequence[Result]) -> Table:
    drawn = Table(*HEADINGS, box=None)
    for result in results:
        drawn.add_row(*cells(result), style="red" if result.is_reached is False else None)
    return drawn


def markdown(results: Sequence[Result]) -> str:
    """The table of docs/performance.md, and what each row and its floor are."""
    lines = [f"| {' | '.join(HEADINGS)} |", "|---" * len(HEADINGS) + "|"]
    lines += [f"| {' | '.join(cells(result))} |" for result in results]
    rows = dict.fromkeys(result.row for result in results)
    lines += ["", *(f"- **{row.name}**: {row.title}" + (f"; floor: {row.floor}" if row.floor else "") for row in rows)]
    return "\n".join(lines)


def document(results: Sequence[Result]) -> Mapping[str, Any]:
    """What can be written as JSON."""
    return {"at": datetime.now(UTC).isoformat(), "machine": machine(), "results": [_entry(result) for result in results]}


def machine() -> Mapping[str, Any]:
    return {"python": platform.python_version(), "system": platform.platform(), "cores": os.cpu_count()}


def _entry(result: Result) -> Mapping[str, Any]:
    return {
        "row": result.row.name,
        "figure": result.figure.name,
        "cairn": result.cairn,
        "floor": result.floor,
        "ratio": result.ratio,
        "target": str(result.figure.target) if result.figure.target else None,
        "reached": result.is_reached,
    }
