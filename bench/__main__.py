"""`python -m bench [name …]`: each row against its floor, side by side in one run."""

import asyncio
import json
import logging
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bench.databases import Databases, Unavailable
from bench.frame import Result, Row, Stage, measure
from bench.report import document, markdown, table
from bench.rows import ROWS
from bot.logs import set_up_logs

console = Console()


def main(
    names: Annotated[
        list[str] | None, typer.Argument(help="Rows, or how their names begin; all but the large ones if none.")
    ] = None,
    large: Annotated[bool, typer.Option("--large", help="The large ones too, which take minutes each.")] = False,
    listed: Annotated[bool, typer.Option("--list", help="Only say which rows there are.")] = False,
    share: Annotated[float, typer.Option(help="The part of the usual amount of work to do.")] = 1.0,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Print the table of docs/performance.md.")] = False,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write what was measured into this file too.")] = None,
) -> None:
    """Measure each row against its floor, side by side in one run."""
    rows = chosen(names or [], large=large)
    if listed:
        print("\n".join(f"{row.name}: {row.title}" for row in rows))
        return
    set_up_logs("ERROR", "text", ())
    logging.disable(logging.WARNING)
    results = list(asyncio.run(measured(rows, share)))
    if as_markdown:
        print(markdown(results))
    if json_file:
        json_file.write_text(json.dumps(document(results), indent=2), encoding="utf-8")


def chosen(names: Sequence[str], *, large: bool) -> Sequence[Row]:
    """The rows whose names begin so, all if none is given; large ones only if asked for, or named in full. Raises
    typer.BadParameter for a name that no row begins with."""
    for name in names:
        if not any(row.name.startswith(name) for row in ROWS):
            raise typer.BadParameter(f"no row begins with {name!r}; see --list")
    begun = [row for row in ROWS if row.name.startswith(tuple(names or [""]))]
    return [row for row in begun if large or not row.large or row.name in names]


async def measured(rows: Sequence[Row], share: float) -> Sequence[Result]:
    """What could be measured here; each row is printed once it is."""
    results: list[Result] = []
    with closing(Databases()) as databases:
        for row in rows:
            try:
                found = await measure(row, Stage(databases, share))
            except Unavailable as lack:
                console.print(f"{row.name} was left out. {lack}")
                continue
            console.print(table(found))
            results += found
    return results


if __name__ == "__main__":
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command()(main)
    app()
