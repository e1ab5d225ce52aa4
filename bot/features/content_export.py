"""Moderators get what was added as a file, which an import takes back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from annotated_types import Ge

from bot.domain.items import OwnItem, kind_of
from bot.domain.roadmap import Roadmap, Week
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Card, File, Text
from bot.interface.command import Access, Commands
from bot.interface.errand import Aside
from bot.interface.limits import MOST_FILES
from bot.interface.option import Option
from bot.ports.workbench import Workbench
from bot.shared.entry_table import entry_files, table_of
from bot.shared.pages import on_page, page_count, page_turns
from bot.text import Markup, n, t

commands = Commands()

Kind = Literal["all", "resource", "question", "figure", "challenge", "week", "roadmap"]


Format = Literal["csv", "yaml"]
_FORMATS = {"csv": "CSV, for spreadsheets", "yaml": "YAML, as in packs"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is exported, and how the file is called."""

    items: Sequence[OwnItem]
    held: Sequence[OwnItem]
    """What these hold beside, without which no other community could take them."""
    name: str
    write: Callable[[Sequence[OwnItem]], bytes]


async def find_entries(context: Context, arguments: Mapping[str, Any]) -> Asked:
    """Raises Refusal if there is nothing of the kind."""
    kind = arguments.get("kind", "all")
    own = await context.unit.search.own()
    items = [item for item in own.values() if item.status == "active" and kind in ("all", kind_of(item))]
    if not items:
        raise Refusal(t("Nothing of that kind was added here yet, so there is nothing to export."))
    ending = arguments.get("format", "csv")
    write = context.pack_files.write if ending == "yaml" else table_of
    return Asked(items, _held(items, own), f"{_name(kind, context.today)}.{ending}", write)


def as_files(asked: Asked, _: bytes, bench: Workbench) -> Sequence[File]:
    bench.tell(t("Your entries are being written …"))
    parts = entry_files([*asked.items, *asked.held], asked.write)
    names = [asked.name] if len(parts) == 1 else [f"{number}-{asked.name}" for number in range(1, len(parts) + 1)]
    return [File(name, part) for name, part in zip(names, parts, strict=True)]


@commands.add(
    "content export",
    "What was added here, as a file that can be imported again.",
    moderator=True,
    access=Access.READ,
    before=Aside(find_entries, as_files),
)
async def export(
    context: Context,
    kind: Annotated[Kind, Option("Which entries? All if left out.", labels={"figure": "salary"})] = "all",
    format: Annotated[Format, Option("A table, or a file of a pack?", labels=_FORMATS)] = "csv",
    page: Annotated[int, Option("Which page?"), Ge(1)] = 1,
) -> Card:
    asked = await find_entries(context, {"kind": kind})
    said = _counted(asked)
    how = t("Change the file if you like; </content import> takes it back, and shows first what would change.")
    files: Sequence[File] = context.found
    turns = page_turns(page_count(files, MOST_FILES), page, Call("content export", {"kind": kind, "format": format}))
    return Card(t("Exported"), (Text(t("{said} {how}", said=said, how=how)), *turns), files=(*on_page(files, page, MOST_FILES),))


def _held(items: Sequence[OwnItem], own: Mapping[str, OwnItem]) -> Sequence[OwnItem]:
    """The weeks of roadmaps, and the resources of weeks, that are the community's own and not among the items; retired ones
    too."""
    found = {item.id: item for item in items}
    for named in (_weeks, _resources):
        keys = [key for item in found.values() for key in named(item)]
        found |= {key: own[key] for key in keys if key in own}
    return [*found.values()][len(items) :]


def _weeks(item: OwnItem) -> Sequence[str]:
    return item.weeks if isinstance(item, Roadmap) else ()


def _resources(item: OwnItem) -> Sequence[str]:
    return [part.ref for part in item.resources] if isinstance(item, Week) else ()


def _counted(asked: Asked) -> Markup:
    if not asked.held:
        return n("{count} entry.", "{count} entries.", len(asked.items))
    return n(
        "{count} entry, with what it holds: {held} more.",
        "{count} entries, with what they hold: {held} more.",
        len(asked.items),
        held=len(asked.held),
    )


def _name(kind: str, day: date) -> str:
    return f"cairn-{'entries' if kind == 'all' else kind}-{day:%Y-%m-%d}"


feature = Feature(commands)
