"""The command line: `python -m bot …`."""

import asyncio
import json
import sys
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn, TypeVar, get_args

import structlog
import typer

from adapters import console
from adapters.authors.links import Link, LinkState
from bot.config import MisconfiguredError, Settings, read_settings
from bot.interface.card import Card
from bot.interface.stored import dump
from bot.logs import set_up_logs
from bot.wiring import documents, local, operator, packs, platforms
from bot.wiring.core import PACK
from bot.wiring.sandbox import available as sandbox_available
from content.loader import ContentError, load_pack

Result = TypeVar("Result")

log = structlog.get_logger(__name__)

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="Cairn, a study-group bot.")
database = typer.Typer(no_args_is_help=True, help="The database.")
content = typer.Typer(no_args_is_help=True, help="Content packs.")
app.add_typer(database, name="db")
app.add_typer(content, name="content")


@app.command()
def run(
    roles: Annotated[list[platforms.Role] | None, typer.Argument(help="What this process does; all that is configured.")] = None,
) -> None:
    """Run the bot until it is told to stop."""
    settings = _settings()
    chosen = roles or platforms.configured_roles(settings)
    platforms.check_start(settings, chosen)
    if not (settings.discord_token or settings.slack_bot_token):
        typer.echo(operator.NO_PLATFORM, err=True)
    if not roles:
        typer.echo("Bringing tables, content and commands up to date …", err=True)
        _do(operator.release(settings))
    _do(platforms.run(settings, chosen))


@app.command()
def release() -> None:
    """Bring tables, content and commands up to date; done once before the processes of a new version start."""
    for line in _do(operator.release(_settings())):
        typer.echo(line)


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Where the page is served, on this machine only.", min=0, max=65535)] = 8000,
) -> None:
    """The playground: a chat on this machine, with a cohort in its third week and a clock you can move."""
    set_up_logs("WARNING", "text", ())
    if not sandbox_available():
        typer.echo("Challenges that ask for code are left out; `python3 bootstrap.py --sandbox -m bot demo` has them.")

    def tell(day: int) -> None:
        typer.echo("Telling the story of the first two weeks .." if day == 1 else ".", nl=False)

    def announce(address: str) -> None:
        typer.echo(f"\nThe playground is at {address} (stop it with Ctrl+C).")

    _do(local.demo(port, tell, announce))


@app.command()
def say(
    line: Annotated[str, typer.Argument(help="What is typed, such as `milestone week=2`.")],
    persona: Annotated[Literal["member", "moderator"], typer.Option("--as", help="Who types it.")] = "member",
    as_json: Annotated[bool, typer.Option("--json", help="Print the card as JSON.")] = False,
) -> None:
    """Run one typed line in the local community and print the answer. Ends with 1 if the line was not carried out."""
    set_up_logs("WARNING", "text", ())
    answer = _do(local.say(_settings().data_dir, line, persona))
    shown = (
        json.dumps(dump(answer), ensure_ascii=False, indent=2) if as_json and isinstance(answer, Card) else console.shown(answer)
    )
    typer.echo(shown)
    if isinstance(answer, Card) and answer.refused is not None:
        raise typer.Exit(1)


@app.command()
def check() -> None:
    """Verify settings, tokens, database and content, and say what to do."""
    findings = _do(operator.check(_settings()))
    for finding in findings:
        typer.echo(str(finding))
    if any(finding.fine is False for finding in findings):
        raise typer.Exit(1)


@app.command()
def manifest(
    mode: Annotated[Literal["socket", "http"], typer.Option(help="How Slack reaches the bot.")] = "socket",
) -> None:
    """Print the manifest to paste when the Slack app is created."""
    typer.echo(operator.slack_manifest(mode, _settings().public_url), nl=False)


@app.command()
def docs() -> None:
    """Write the generated parts of README.md and docs/."""
    for path in documents.write_docs():
        typer.echo(f"wrote {path}")


@database.command("upgrade")
def upgrade_database() -> None:
    """Bring the tables up to date."""
    _do(operator.upgrade_database(_settings()))
    typer.echo("The tables are up to date.")


@content.command("validate")
def validate_content(folder: Annotated[Path, typer.Argument(help="The folder of a pack.")] = PACK) -> None:
    """Check a pack and list every fault with its file, line and cure.

    Its solutions are tried in the sandbox, and `verify` runs as plain Python: check packs only of people you trust.
    """
    set_up_logs("WARNING", "text", ())
    found = _do(packs.faults(folder, lambda line: typer.echo(line, err=True)))
    for fault in found:
        typer.echo(str(fault))
    if found:
        typer.echo(f"{len(found)} to mend.", err=True)
        raise typer.Exit(1)
    pack = load_pack(folder)
    typer.echo(f"{pack.title}, version {pack.version}: {len(pack.items)} items, no faults.")


@content.command("stats")
def count_content(
    folder: Annotated[Path, typer.Argument(help="The folder of a pack.")] = PACK,
    topics: Annotated[bool, typer.Option("--topics", help="Show every topic too.")] = False,
) -> None:
    """Count what is in a pack: by kind, level, week and topic."""
    for counted in _of_pack(lambda: packs.tables(folder)):
        if topics or counted.title != "Topics":
            typer.echo(console.table(counted.title, counted.columns, counted.rows))


@content.command("preview")
def preview_content(
    item: Annotated[str, typer.Argument(help="The id of an item, such as `week.metrics`.")],
    folder: Annotated[Path, typer.Argument(help="The folder of its pack.")] = PACK,
    seed: Annotated[int, typer.Option(help="Which variant of a challenge.")] = 0,
    page: Annotated[Path | None, typer.Option(help="Where the page is written; in a temporary folder.")] = None,
) -> None:
    """Print an item's cards as text, and write a page that shows them as Discord and Slack do."""
    set_up_logs("WARNING", "text", ())
    try:
        cards = _of_pack(lambda: _do(packs.preview(folder, item, seed)))
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
def check_links(folder: Annotated[Path, typer.Argument(help="The folder of a pack.")] = PACK) -> None:
    """Ask every site that a pack leads to whether the page is still there. Needs the internet and some minutes."""
    results: list[Link] = []

    def tell(link: Link) -> None:
        results.append(link)
        if link.state != "works":
            typer.echo(f"{link.state:8}{link.name}: {link.url} {link.note}".rstrip())
        if len(results) % 50 == 0:
            typer.echo(f"… {len(results)} asked", err=True)

    _of_pack(lambda: _do(packs.links(folder, tell)))
    counts = Counter(link.state for link in results)
    typer.echo(", ".join(f"{counts[state]} {state}" for state in get_args(LinkState)))
    if results and not any(link.responded for link in results):
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


def _settings() -> Settings:
    settings = read_settings()
    set_up_logs(settings.log_level, settings.log_format, settings.secrets())
    return settings


def _do(work: Coroutine[Any, Any, Result]) -> Result:
    return asyncio.run(work)


def main() -> None:
    """Run the command line. A fault that an operator can mend is printed in plain lines, without a traceback."""
    try:
        app()
    except MisconfiguredError as error:
        _refuse([error])
    except BaseExceptionGroup as errors:
        wrong, others = errors.split(MisconfiguredError)
        if wrong is None:
            raise
        if others is not None:  # parts that stopped because another one could not start may fail in their own ways
            log.warning("other parts stopped", exc_info=others)
        _refuse(_each(wrong))


def _refuse(errors: Iterable[MisconfiguredError]) -> NoReturn:
    typer.echo("The bot cannot start:", err=True)
    for error in errors:
        typer.echo(str(error), err=True)
    sys.exit(2)


def _each(errors: BaseExceptionGroup[MisconfiguredError]) -> Iterator[MisconfiguredError]:
    """The errors of the parts that were running."""
    for error in errors.exceptions:
        if isinstance(error, BaseExceptionGroup):
            yield from _each(error)
        else:
            yield error


if __name__ == "__main__":
    main()
