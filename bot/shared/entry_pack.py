"""Entries of a file of a pack, as an import compares them with what a community has."""

from collections.abc import Collection

from bot.domain.items import OwnItem, kind_of
from bot.domain.written_item import written
from bot.errors import Refusal
from bot.ports.pack_files import PackFile
from bot.shared.entry_table import EntryFile, WrittenEntry, no_entries
from bot.shared.table_file import MOST_ROWS, FileFault
from bot.text import escape, t


def pack_entries(file: PackFile, own: Collection[str]) -> EntryFile:
    """The entries of a file, those without an id of this community as new ones. Raises Refusal for too many."""
    if len(file.entries) > MOST_ROWS:
        raise Refusal(t("This file has more than {most} entries; share it out over several files.", most=MOST_ROWS))
    entries = [
        WrittenEntry(each.line, kind_of(each.item), _key(each.item, own), written(each.item), each.item) for each in file.entries
    ]
    faults = [FileFault(fault.line, escape(fault.message)) for fault in file.faults]
    return EntryFile(entries, faults if entries or faults else [FileFault(1, no_entries())], ())


def _key(item: OwnItem, own: Collection[str]) -> str:
    """The item's id if it is one that communities give; what a pack calls it means nothing here."""
    name = item.id.partition(".")[2]
    return item.id if item.id in own or (name.startswith("own.") and name != "own.0") else ""
