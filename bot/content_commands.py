"""The command line of those who write packs: `python -m bot content …`."""

import asyncio
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeVar, get_args

import typer

from adapters import console
from adapters.authors.links import Link
from bot.domain.links import LinkState
from bot.logs import set_up_logs
from bot.wiring import packs
from bot.wiring.core import PACK
from content.loader import HEADER, ContentError, load_pack
from content.new_pack import NotMade, make_pack

Result = TypeVar("Result")
PackFolder = Annotated[Path, typer.Argument(help="The folder of a pack.", exists=True, file_okay=False)]

_NEXT_STEPS = """Made {folder}, a small whole pack. Three steps from here:
1. Edit its files, beginning with {header}; their comments say what goes where.
2. python3 bootstrap.py -m bot content validate {folder}
3. python3 bootstrap.py -m bot demo --pack {folder}"""

content = typer.Typer(no_args_is_help=True, help="Content packs.")


@content.command("new")
def new_content(folder: Annotated[Path, typer.Argument(help="The name of the pack, or its folder with that name.")]) -> None:
    """Make a small whole pack to change into your own."""
    try:
        make_pack(folder)
    except NotMade as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo(_NEXT_STEPS.format(folder=folder, header=folder / HEADER))


@content.command("validate")
def validate_content(folder: PackFolder = PACK) -> None:
    """Check a pack and list every fault with its file, line and cure.

    Its solutions are tried in the sandbox, and `verify` runs as plain Python: check packs only of people you trust.
    """
    set_up_logs("WARNING", "text", ())
    found = asyncio.run(packs.faults(folder, lambda line: typer.echo(line, err=True)))
    for fault in found:
        typer.echo(str(fault))
    if found:
        typer.echo(f"{len(found)} to mend.", err=True)
        raise typer.Exit(1)
    pack = load_pack(folder)
    typer.echo(f"{pack.title}, version {pack.version}: {len(pack.items)} items, no faults.")


@content.command("stats")
def count_content(
    folder: PackFolder = PACK,
    topics: Annotated[bool, typer.Option("--topics", help="Show every topic too.")] = False,
) -> None:
    """Count what is in a pack: by kind, level, week and topic."""
    for counted in _of_pack(lambda: packs.tables(folder)):
        if topics or counted.title != "Topics":
            typer.echo(console.table(counted.title, counted.columns, counted.rows))


@content.command("preview")
def preview_content(
    item: Annotated[str, typer.Argument(help="The id of an item, such as `week.metrics`.")],
    folder: PackFolder = PACK,
    seed: Annotated[int, typer.Option(help="Which variant of a challenge.")] = 0,
    page: Annotated[Path | None, typer.Option(help="Where the page is written; in a temporary folder.")] = None,
) -> None:
    """Print an item's cards as text, and write a page that shows them as Discord and Slack do."""
    set_up_logs("WARNING", "text", ())
    try:
        cards = _of_pack(lambda: asyncio.run(packs.preview(folder, item, seed)))
    except packs.NoSuchItem as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    for card in cards:
        typer.echo(f"{console.shown(card)}\n")
    try:
        file = packs.write_page(item, cards, page)
    except OSError as error:
        typer.echo(f"The page cannot be written to {page} ({type(error).__name__}); name another place with --page.", err=True)
        raise typer.Exit(1) from None
    typer.echo(f"As Discord and Slack show it: {file}")


@content.command("check-links")
def check_links(folder: PackFolder = PACK) -> None:
    """Ask every site that a pack leads to whether the page is still there. Needs the internet and some minutes."""
    results: list[Link] = []

    def tell(link: Link) -> None:
        results.append(link)
        if link.answer.state != "works":
            typer.echo(f"{link.answer.state:8}{link.name}: {link.url} {link.answer.note}".rstrip())
        if len(results) % 50 == 0:
            typer.echo(f"… {len(results)} asked", err=True)

    _of_pack(lambda: asyncio.run(packs.links(folder, tell)))
    counts = Counter(link.answer.state for link in results)
    typer.echo(", ".join(f"{counts[state]} {state}" for state in get_args(LinkState)))
    if results and not any(link.answer.responded for link in results):
        typer.echo("No site answered at all: is this machine online?", err=True)
    if counts["broken"]:
        raise typer.Exit(1)


def _of_pack(work: Callable[[], Result]) -> Result:
    """The answer to a question about a pack. Prints the faults of one that cannot be loaded, and exits."""
    try:
        return work()
    except ContentError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
