"""Everything that is wrong with a pack, for its author: what keeps it from loading, and what it lacks in craft."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from bot.domain.pack_copy import original_of
from bot.domain.pack_version import Bodies, understated, version_numbers
from bot.ports.sandbox import Sandbox
from content.craft import HOSTS, craft
from content.faults import Fault
from content.loader import HEADER, Reading, read_pack
from content.starters import starter_craft
from content.trials import Verify, try_out
from content.yaml_slips import YES_OR_NO

MOST_NAMED = 5
"""The most changes that are named."""
_NARROW = "Put quotes around the text here; not every reader of YAML takes it without them."
_LETTER = 'Put quotes around it: "{text}"; some readers of YAML take it for yes or no.'


async def validate(folder: Path, sandbox: Sandbox | None, verify: Verify, beside: Iterable[Path] = ()) -> tuple[Fault, ...]:
    """All faults of the pack in `folder`: first what keeps it from loading, then what it lacks in craft, both by file and line.

    Without a sandbox no solution is tried. `beside` are folders of packs that the same bot may load, and of
    earlier versions of this one, with which it is compared.
    """
    reading, others = read_pack(folder), [*map(read_pack, beside)]
    english = reading.header is None or reading.header.locale.startswith("en")
    lacks = [
        *craft(reading.entries, reading.unread, _hosts(folder / HOSTS), english=english),
        *starter_craft(folder, reading.entries),
        *await try_out(reading.entries, sandbox, verify),
        *_taken(reading, others),
        *_understated(reading, others),
        *_narrow(folder, reading),
    ]
    return (*reading.faults, *sorted({*lacks}))


def _taken(reading: Reading, others: Iterable[Reading]) -> Iterator[Fault]:
    """A fault for each id that another pack has; one for a copy of it. A pack of the same name is another version of this one."""
    name = reading.header and reading.header.pack
    taken: dict[str, str] = {}
    for other in others:
        if other.header and other.header.pack != name:
            taken.update((entry.id, other.header.pack) for entry in other.entries)
    original = original_of([entry.id for entry in reading.entries], taken)
    if original:
        yield Fault(
            HEADER,
            1,
            f"This is a copy of the pack {original}, and one bot cannot load both. To change it, call this pack {original} too "
            "and count up its version; to have both, give each item another id.",
        )
        return
    for entry in reading.entries:
        if entry.id in taken:
            yield entry.fault(
                f"Choose another id; the pack {taken[entry.id]} has `{entry.id}` too, and one bot cannot load both.", "id"
            )


def _understated(reading: Reading, others: Iterable[Reading]) -> Iterator[Fault]:
    """A fault if the version says less than what changed since the newest of the `others` that is an earlier one of this pack."""
    header = reading.header
    if header is None or reading.faults:
        return
    number = version_numbers(header.version)
    earlier = {
        other.header.version: other
        for other in others
        if other.header
        and not other.faults
        and other.header.pack == header.pack
        and version_numbers(other.header.version) < number
    }
    if earlier:
        last = max(earlier, key=version_numbers)
        fault = understated(header.version, _bodies(reading), last, _bodies(earlier[last]))
        if fault:
            wanted, found = fault
            changed = ", ".join(change.sentence for change in found[:MOST_NAMED])
            yield Fault(
                HEADER, 1, f"Set the version to {wanted}; {header.version} says less than what changed since {last}: {changed}."
            )


def _narrow(folder: Path, reading: Reading) -> Iterator[Fault]:
    """A fault for each file that libyaml alone reads, which takes more than other readers of YAML do, and for each single letter
    that the standard calls yes or no, which libyaml does not."""
    broken = {fault.file for fault in reading.faults}
    for file in {entry.document.file for entry in reading.entries} - broken:
        try:
            for event in yaml.parse((folder / file).read_bytes(), Loader=yaml.SafeLoader):
                if isinstance(event, yaml.ScalarEvent) and not event.style and event.value in YES_OR_NO:
                    begun = event.start_mark
                    yield Fault(file, begun.line + 1 if begun else 1, _LETTER.format(text=event.value))
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            yield Fault(file, mark.line + 1 if mark else 1, _NARROW)


def _bodies(reading: Reading) -> Bodies:
    return {item.id: item.body for item in reading.items}


def _hosts(file: Path) -> list[str] | None:
    """The lines of the list of hosts, in small letters; None if there is no file. A byte that is not UTF-8 is replaced, so that
    its line matches no host."""
    if not file.is_file():
        return None
    return [line.strip().lower() for line in file.read_text(encoding="utf-8-sig", errors="replace").splitlines()]
