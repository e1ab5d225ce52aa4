"""The command line."""

import asyncio
import json
import sys
from collections.abc import Coroutine, Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn, TypeVar

import structlog
import typer

from adapters import console
from bot import __version__
from bot.config import MisconfiguredError, Settings, passwords_in, read_settings
from bot.content_commands import content
from bot.interface.card import Card
from bot.interface.stored import dump
from bot.logs import set_up_logs
from bot.wiring import backups, documents, local, moving, notices, operator, platforms
from bot.wiring.sandbox import available as sandbox_available

Result = TypeVar("Result")

Tried = Annotated[Path | None, typer.Option("--pack", help="The folder of a pack to try, instead of those that PACKS names.")]

log = structlog.get_logger(__name__)

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
database = typer.Typer(no_args_is_help=True, help="The database.")
app.add_typer(database, name="db")
app.add_typer(content, name="content")


def _say_version(asked: bool) -> None:
    if asked:
        typer.echo(f"Cairn {__version__}")
        raise typer.Exit


@app.callback()
def cairn(
    version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Say which version this is, and end.")
    ] = False,
) -> None:
    """Cairn, a study-group bot."""


@app.command()
def run(
    roles: Annotated[list[platforms.Role] | None, typer.Argument(help="What this process does; all that is configured.")] = None,
) -> None:
    """Run the bot until it is told to stop."""
    settings = _settings()
    chosen = roles or platforms.configured_roles(settings)
    platforms.check_start(settings, chosen)
    if not (settings.discord_token or settings.slack_bot_token or settings.slack_client_id):
        typer.echo(operator.NO_PLATFORM, err=True)
    if not roles:
        typer.echo("Bringing tables, content and commands up to date …", err=True)
        _do(operator.release_database(settings))
    _do(platforms.run(settings, chosen, uploads=not roles))


@app.command()
def release() -> None:
    """Bring tables, content and commands up to date; done once before the processes of a new version start."""
    for line in _do(operator.release(_settings())):
        typer.echo(line)


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Where the page is served, on this machine only.", min=0, max=65535)] = 8000,
    pack: Tried = None,
) -> None:
    """The playground: a chat on this machine, with a cohort in its third week and a clock you can move."""
    set_up_logs("WARNING", "text", ())
    folders = operator.pack_folders(read_settings(), pack)
    if not sandbox_available():
        typer.echo("Challenges that ask for code are left out; `python3 bootstrap.py --sandbox -m bot demo` has them.")

    def tell(day: int) -> None:
        typer.echo("Telling the story up to today .." if day == 1 else ".", nl=False)

    def announce(address: str) -> None:
        typer.echo(f"\nThe playground is at {address} (stop it with Ctrl+C).")

    _do(local.demo(port, folders, tell, announce))


@app.command()
def say(
    line: Annotated[str, typer.Argument(help="What is typed, such as `milestone week=2`.")],
    persona: Annotated[Literal["member", "moderator"], typer.Option("--as", help="Who types it.")] = "member",
    as_json: Annotated[bool, typer.Option("--json", help="Print the card as JSON.")] = False,
    pack: Tried = None,
) -> None:
    """Run one typed line in the local community and print the answer. Ends with 1 if the line was not carried out."""
    settings = read_settings()
    set_up_logs("WARNING", "text", settings.secrets())
    answer = _do(local.say(settings.data_dir, line, persona, operator.pack_folders(settings, pack)))
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
    mode: Annotated[
        Literal["socket", "http", "oauth"],
        typer.Option(
            help="How Slack reaches the bot: for one workspace over its socket or HTTP; oauth for all that add the app."
        ),
    ] = "socket",
) -> None:
    """Print the manifest to paste when the Slack app is created."""
    typer.echo(operator.slack_manifest(mode, _settings().public_url), nl=False)


@app.command("notices")
def write_notices(
    folder: Annotated[Path, typer.Argument(help="Where PRIVACY.md and TERMS.md go; nothing is overwritten.", file_okay=False)],
) -> None:
    """Ask what your notice of privacy and your terms have to say, and write them."""
    paths = {name: folder / name for name in notices.NAMES}
    if there := [str(path) for path in paths.values() if path.exists()]:
        typer.echo(f"{' and '.join(there)} would be overwritten; name another folder.", err=True)
        raise typer.Exit(1)
    answers = {name: typer.prompt(asked, default=notices.USUAL.get(name)) for name, asked in notices.QUESTIONS.items()}
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in notices.filled(_settings(), answers).items():
        paths[name].write_text(text, encoding="utf-8")
        typer.echo(f"wrote {paths[name]}")


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


@database.command("backup")
def back_up(file: Annotated[Path, typer.Argument(help="Where to write it; nothing is overwritten.", dir_okay=False)]) -> None:
    """Write a backup while the bot runs, read it back and compare it."""
    _keep(backups.back_up(_settings(), file, _tell))


@database.command("restore")
def restore(
    file: Annotated[Path, typer.Argument(help="What `db backup` wrote.", dir_okay=False)],
    replace: Annotated[bool, typer.Option("--replace", help="Replace what the database holds; it is backed up first.")] = False,
) -> None:
    """Put a backup back while no part of the bot runs."""
    _keep(backups.restore(_settings(), file, replace, _tell))


@database.command("copy")
def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help="The address of the database, as DATABASE_URL takes it.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="The address of one of the other kind that nobody has used.")],
) -> None:
    """Copy everything from SQLite to PostgreSQL, or back, while no part of the bot runs."""
    settings = read_settings()
    secrets = [*settings.secrets(), *passwords_in(source), *passwords_in(target)]
    set_up_logs(settings.log_level, settings.log_format, secrets)
    _keep(moving.copy(source, target, _tell))


def _keep(work: Coroutine[Any, Any, list[str]]) -> None:
    """Print what making or putting back a backup came to."""
    try:
        for line in _do(work):
            typer.echo(line)
    except backups.RefusedError as refused:
        typer.echo(str(refused), err=True)
        raise typer.Exit(1) from None


def _tell(line: str) -> None:
    typer.echo(line, err=True)


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
