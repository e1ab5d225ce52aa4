"""`me export`: everything that is held about a member, as files that they get in private."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date, time
from functools import partial
from typing import Annotated, Any

from annotated_types import Ge

from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Button, Card, File, Note, Text
from bot.interface.command import Access, Commands
from bot.interface.errand import Aside
from bot.interface.limits import MOST_FILES
from bot.interface.lines_about import lines_about
from bot.interface.option import Option
from bot.interface.stored import dump, load
from bot.ports.personal import PostNaming
from bot.ports.workbench import Workbench
from bot.shared.file_parts import files_of
from bot.shared.history import History, history_files, history_of
from bot.shared.pages import on_page, page_count, page_turns
from bot.text import plain, t

commands = Commands()


Row = tuple[str, Mapping[str, Any]]
"""With the title of what it is one of."""


@dataclass(frozen=True, slots=True)
class Found:
    about: Mapping[str, str]
    person: int
    held: Sequence[Row]
    naming: Sequence[PostNaming]
    history: History


async def find_all(context: Context, _: Mapping[str, Any]) -> Found:
    cohorts = {cohort.id: cohort.name for cohort in await context.unit.cohorts.all()}
    held = await context.unit.personal.of(context.member.person)
    told = [(title, _row(row, cohorts)) for title, rows in held.items() for row in rows]
    naming = await context.unit.personal.posts_naming(context.member.person)
    about = {"community": context.community.name, "exported": context.now.isoformat()}
    return Found(about, context.member.person, told, naming, await history_of(context))


def as_files(found: Found, _: bytes, bench: Workbench) -> Sequence[File]:
    bench.tell(t("What is held about you is being written …"))
    name = f"cairn-about-me-{found.history.today.isoformat()}.json"
    rows = [*((title, _with_plain_card(row)) for title, row in found.held), *_posts_naming(found)]
    return [*files_of(name, rows, partial(_document, found.about)), *history_files(found.history)]


@commands.add(
    "me export",
    "Everything held about you here, as files.",
    access=Access.READ,
    before=Aside(find_all, as_files),
    title="Your data",
)
async def export(context: Context, page: Annotated[int, Option("Which page?"), Ge(1)] = 1) -> Card:
    said = t("Everything that is held about you here, and a table of what you wrote and did. Only you get these files.")
    more = Note(t("</me delete> erases all of it."))
    files: Sequence[File] = context.found
    settings = (Button(t("Your settings"), Call("me settings")),)
    turns = page_turns(page_count(files, MOST_FILES), page, Call("me export"), beside=settings)
    return Card(t("Your data"), (Text(said), more, *turns), files=(*on_page(files, page, MOST_FILES),))


def _posts_naming(found: Found) -> Iterator[Row]:
    """What posts say of whoever asks, and where and when, without the names of others."""
    mentions = [f"<@{row['external_id']}>" for title, row in found.held if title == "accounts"]
    others = plain(t("another member"))
    for post in found.naming:
        about = lines_about(post.card, found.person, mentions, others)
        yield "posts_that_name_me", {"text": about, "channel": post.channel, "at": post.at, "sent": post.is_sent}


def _with_plain_card(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """The card of a message as its reader saw it, without the marks of the outbox around names."""
    return {**row, "card": dump(load(row["card"]))} if "card" in row else row


def _document(about: Mapping[str, str], held: Sequence[Row]) -> bytes:
    """The rows under their titles."""
    told: dict[str, list[Mapping[str, Any]]] = {}
    for title, row in held:
        told.setdefault(title, []).append(row)
    return json.dumps({**about, **told}, ensure_ascii=False, indent=1, default=_written).encode()


def _row(row: Mapping[str, Any], cohorts: Mapping[int, str]) -> Mapping[str, Any]:
    """A cohort is told by its name."""
    return dict(_named(row, cohorts))


def _named(row: Mapping[str, Any], cohorts: Mapping[int, str]) -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        yield ("cohort", cohorts.get(value)) if name == "cohort_id" else (name, value)


def _written(value: object) -> object:
    """What JSON has no form of."""
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Sequence | set | frozenset):
        return [*value]  # pyright: ignore[reportUnknownVariableType]
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else str(value)


feature = Feature(commands)
