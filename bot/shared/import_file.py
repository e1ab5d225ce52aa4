"""The entries of a file that somebody imports: a table, or YAML as in packs."""

from collections.abc import Collection

from bot.ports.pack_files import PackFiles
from bot.shared.entry_pack import pack_entries
from bot.shared.entry_table import EntryFile, read_entries
from bot.shared.table_file import LONGEST_START, FileText, is_table, start_of, text_of


def file_text(name: str, content: bytes) -> FileText:
    """Raises Refusal for what is no text."""
    return text_of(content, is_table=is_table(name, start_of(content)))


def file_entries(name: str, text: str, pack_files: PackFiles, own: Collection[str]) -> EntryFile:
    """`own` are the ids of the community's entries. Raises Refusal for a file that is too long."""
    if is_table(name, text[:LONGEST_START]):
        return read_entries(text)
    return pack_entries(pack_files.read(text.encode()), own)
