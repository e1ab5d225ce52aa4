"""`me export`: everything that is held about a member, as files that they get in private."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date, time
from typing import Any

from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, File, Note, Text
from bot.interface.command import Access, Commands
from bot.interface.errand import Aside
from bot.ports.workbench import Workbench
from bot.shared.history import history_file
from bot.shared.packed_file import packed_if_large
from bot.text import t

commands = Commands()


async def find_all(context: Context, _: Mapping[str, Any]) -> tuple[str, Mapping[str, Any], File]:
    """The day, all that is held, and the history as a table."""
    cohorts = {cohort.id: cohort.name for cohort in await context.unit.cohorts.all()}
    held = await context.unit.personal.of(context.member.person)
    told = {title: [_row(row, cohorts) for row in rows] for title, rows in held.items()}
    about = {"community": context.community.name, "exported": context.now.isoformat()}
    return context.today.isoformat(), {**about, **told}, await history_file(context)


def as_files(found: tuple[str, Mapping[str, Any], File], _: bytes, bench: Workbench) -> tuple[File, ...]:
    day, told, history = found
    bench.tell(t("What is held about you is being written …"))
    written = json.dumps(told, ensure_ascii=False, indent=1, default=_written).encode()
    return tuple(packed_if_large(file) for file in (File(f"cairn-about-me-{day}.json", written), history))


@commands.add(
    "me export",
    "Everything held about you here, as files.",
    access=Access.READ,
    before=Aside(find_all, as_files),
    title="Your data",
)
async def export(context: Context) -> Card:
    said = t("Everything that is held about you here, and a table of what you wrote and did. Only you get these files.")
    more = Note(t("</me delete> erases all of it."))
    return Card(
        t("Your data"), (Text(said), more, Buttons((Button(t("Your settings"), Call("me settings")),))), files=context.found
    )


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
