"""Entries of a community's own content as rows of a table: which column is which option of their form."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.items import OwnItem, kind_of, title_of
from bot.domain.written_item import written
from bot.interface.limits import LARGEST_FILE
from bot.interface.option import Parameter
from bot.shared.content_items import OPTIONS
from bot.shared.pack_fields import LICENCE, PACK_COLUMNS, pack_texts
from bot.shared.table_file import MOST_ROWS, FileFault, read_table, write_table
from bot.text import Listed, Markup, plain, t

ENTRY = "entry"
"""The column that says of which kind an entry is."""
KEY = "id"
STATUS = "status"
"""The column that says which entries are retired, and are there as others hold them; a table without such entries has none."""
RETIRED = "retired"
FEWEST_TOLD = 2
"""Of the columns that a kind needs: with fewer a table does not look like it."""


@dataclass(frozen=True, slots=True)
class WrittenEntry:
    """One entry of a file: the texts of its form that the file gives, by the names of their options. `id` is empty for one
    that is new, or is told by what it is about."""

    line: int
    of: str
    id: str
    texts: Mapping[str, str]
    item: OwnItem | None = None
    """What a file of a pack says, which has fields that no form asks."""
    retired: bool = False
    """Whether a table says so."""

    @property
    def named(self) -> str:
        """How other entries of the file name this one, if not by its title."""
        return self.item.id if self.item else self.id


@dataclass(frozen=True, slots=True)
class EntryFile:
    """What a file holds, what is wrong with it, and the columns that mean nothing here."""

    entries: Sequence[WrittenEntry]
    faults: Sequence[FileFault]
    ignored: Sequence[str]


def read_entries(text: str) -> EntryFile:
    """The entries of a table. Raises Refusal for a table that is too long."""
    table = read_table(text, _COLUMNS.keys())
    columns = {name: _COLUMNS[name.casefold()] for name in table.columns if name.casefold() in _COLUMNS}
    ignored = [name for name in table.columns if name and name not in columns]
    faults, entries = [*table.faults, *_twice([name for name in table.columns if name in columns])], list[WrittenEntry]()
    usual = _kind_of_table({*columns.values()})
    tells = ENTRY in columns.values()
    for row in table.rows:
        texts = {columns[name]: cell for name, cell in row.cells.items() if name in columns}
        key, named = texts.pop(KEY, "").strip(), texts.pop(ENTRY, "").strip().casefold()
        status = texts.pop(STATUS, "").strip().casefold()
        told = key.partition(".")[0]
        of = _KINDS.get(named or told, "" if named else usual)
        if of == told and not named and usual not in ("", of):
            faults.append(FileFault(row.line, other_kind(key, of, usual)))
        elif status not in ("", RETIRED):
            faults.append(
                FileFault(row.line, t("“{status}” is no status; write “retired”, or leave it empty.", status=status[:50]))
            )
        elif of:
            entries.append(WrittenEntry(row.line, of, key, texts, retired=status == RETIRED))
        else:
            faults.append(FileFault(row.line, _no_kind(named)) if tells else FileFault(1, _no_columns({*columns.values()})))
    if not (entries or faults):
        faults.append(FileFault(1, no_entries() if usual or tells else _no_columns({*columns.values()})))
    return EntryFile(entries, [*dict.fromkeys(faults)], ignored)


def entry_files(items: Sequence[OwnItem], write: Callable[[Sequence[OwnItem]], bytes]) -> Sequence[bytes]:
    """Files of entries in their usual order, as many as are needed so that each can be imported."""
    return _parts(sorted(items, key=lambda item: ([*OPTIONS].index(kind_of(item)), title_of(item).casefold(), item.id)), write)


def _parts(items: Sequence[OwnItem], write: Callable[[Sequence[OwnItem]], bytes]) -> Sequence[bytes]:
    written = write(items)
    if len(items) == 1 or (len(items) <= MOST_ROWS and len(written) <= LARGEST_FILE):
        return (written,)
    middle = len(items) // 2
    return (*_parts(items[:middle], write), *_parts(items[middle:], write))


def table_of(items: Sequence[OwnItem]) -> bytes:
    """A table of entries, with the columns that their kinds have."""
    rows = [{ENTRY: kind_of(item), KEY: item.id, **_status(item), **written(item), **pack_texts(item)} for item in items]
    kinds = [of for of in OPTIONS if any(row[ENTRY] == of for row in rows)]
    columns = dict.fromkeys(option.name for of in kinds for option in OPTIONS[of])
    status = [STATUS] if any(STATUS in row for row in rows) else []
    packs = [column for column in PACK_COLUMNS if any(row.get(column) for row in rows)]
    return write_table([ENTRY, KEY, *status, *columns, *packs], rows)


def _status(item: OwnItem) -> Mapping[str, str]:
    return {} if item.status == "active" else {STATUS: RETIRED}


def _names(option: Parameter) -> Iterable[str]:
    """What the column of an option may be called: as the option, or as forms call it."""
    return option.name, option.form_label.casefold(), plain(option.label()).casefold()


_GERMAN = {
    "titel": "title", "adresse": "url", "link": "url", "thema": "topics", "themen": "topics", "art": "kind", "niveau": "level",
    "stufe": "level", "stunden": "hours", "kosten": "cost", "sprache": "language", "frage": "question", "antwort": "answer",
    "gehalt": "pay", "jahr": "year", "quelle": "source", "lizenz": LICENCE, "eintrag": ENTRY,
}  # fmt: skip
"""Columns as sheets in German call them, and as many in English do."""
_COLUMNS = {
    **_GERMAN,
    ENTRY: ENTRY,
    KEY: KEY,
    STATUS: STATUS,
    **{column: column for column in PACK_COLUMNS},
    "license": LICENCE,
    **{name: option.name for options in OPTIONS.values() for option in options for name in _names(option)},
}
"""The columns that a table may have, in small letters."""
_KINDS = {**{of: of for of in OPTIONS}, "salary": "figure"}
"""The kinds by the words that people use for them."""


_NEEDED = {
    **{of: {option.name for option in options if option.required} for of, options in OPTIONS.items()},
    "challenge": {"kind", "prompt", "topics"},
    "roadmap": {"title", "summary", "weeks"},
}
"""The columns without which no entry of a kind can be new."""


def _kind_of_table(columns: set[str]) -> str:
    """The only kind for which a table has all columns that are needed; empty if there is none or more."""
    fitting = [of for of, needed in _NEEDED.items() if needed <= columns]
    return fitting[0] if len(fitting) == 1 else ""


def _twice(names: Sequence[str]) -> Sequence[FileFault]:
    """A fault for columns of which one would hide the other, as they have one name or mean the same."""
    meant = [_COLUMNS[name.casefold()] for name in names]
    repeated = [name for name, column in zip(names, meant, strict=True) if meant.count(column) > 1]
    told = t("{names} are one column; keep one of them.", names=Listed(tuple(repeated)))
    return (FileFault(1, told),) if repeated else ()


def no_entries() -> Markup:
    return t("There is no entry in this file; add one and send it again.")


def other_kind(key: str, of: str, meant: str) -> Markup:
    """An id is that of one kind, and the row of another."""
    return t(
        "“{id}” is the id of a {kind}, but this is a {other}; leave the id empty, and it is a new one.",
        id=key[:70],
        kind=of,
        other=meant,
    )


def _no_kind(named: str) -> Markup:
    kinds = Listed(tuple(OPTIONS))
    if not named:
        return t("Write into the column “entry” of which kind this is: one of {kinds}.", kinds=kinds)
    return t("“{named}” is no kind of entry; in the column “entry” write one of {kinds}.", named=named[:50], kinds=kinds)


def _no_columns(columns: set[str]) -> Markup:
    lacking = {of: needed - columns for of, needed in _NEEDED.items() if len(needed & columns) >= FEWEST_TOLD}
    near = [of for of in lacking if len(lacking[of]) == min(map(len, lacking.values()))]
    if len(near) == 1 and lacking[near[0]]:
        names = Listed(tuple(sorted(lacking[near[0]])))
        return t(
            "This looks like the kind “{kind}”, but lacks what that needs; add the columns: {names}", kind=near[0], names=names
        )
    kinds = Listed(tuple(OPTIONS))
    return t(
        "Name the columns in the first row, such as title and url, or add a column “entry” with one of {kinds}.", kinds=kinds
    )
