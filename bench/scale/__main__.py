"""`python -m bench.scale`: how soon one, two and four workers have queued and sent what a Monday at six brings."""

import asyncio
import json
import logging
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from bench.databases import Databases, Unavailable
from bench.report import machine
from bench.scale.communities import Size
from bench.scale.run import Run, run
from bench.scale.told import sizes, table
from bot.logs import set_up_logs

COMMUNITIES, COHORTS, MEMBERS = 1_000, 10, 10
WORKERS = (1, 2, 4)
DISCORD_PER_SECOND = 50
LONGEST = 300.0


def main(
    workers: Annotated[list[int] | None, typer.Argument(help="How many workers, one run each; 1, 2 and 4 if left out.")] = None,
    share: Annotated[float, typer.Option(help="The part of the 1,000 workspaces to have.")] = 1.0,
    members: Annotated[int, typer.Option(help="Members of each cohort.")] = MEMBERS,
    per_second: Annotated[int, typer.Option(help="The requests that Discord takes in a second.")] = DISCORD_PER_SECOND,
    seconds: Annotated[float, typer.Option(help="When a run is over, whether all is sent or not.")] = LONGEST,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write what was seen into this file too.")] = None,
) -> None:
    """See what a Monday at six brings to 10,000 cohorts of 1,000 workspaces."""
    set_up_logs("ERROR", "text", ())
    logging.disable(logging.WARNING)
    size = Size(max(2, round(COMMUNITIES * share)), COHORTS, members)
    try:
        runs = asyncio.run(_runs(workers or WORKERS, size, per_second, seconds))
    except Unavailable as lack:
        raise typer.BadParameter(str(lack)) from None
    print(table(runs), sizes(runs[0]), sep="\n\n")
    if json_file:
        seen = {"machine": machine(), "per_second": per_second, "seconds": seconds, "runs": [asdict(each) for each in runs]}
        json_file.write_text(json.dumps(seen, indent=2), encoding="utf-8")


async def _runs(workers: Sequence[int], size: Size, per_second: int, seconds: float) -> Sequence[Run]:
    """One after the other, each over a database of its own."""
    with closing(Databases()) as databases:
        return [await run(databases, each, size, per_second, seconds) for each in workers]


if __name__ == "__main__":
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command()(main)
    app()
