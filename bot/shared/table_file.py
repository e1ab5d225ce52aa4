"""Tables as spreadsheets write them: CSV with commas, semicolons or tabs, whatever ends its lines.

What a spreadsheet would run as a formula has an apostrophe before it in a table that is written, and loses it again when the
table is read: at the beginning of a cell, and inside of one where a spreadsheet that parts cells otherwise begins another.
"""

import codecs
import csv
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from bot.errors import Refusal
from bot.interface.limits import LARGEST_FILE
from bot.text import Markup, n, t

MOST_ROWS = 5000
MOST_COLUMNS = 200
LONGEST_CELL = 50_000
"""Of one that means something, in characters; a longer one is left as it is, and refused by what it was meant for."""
csv.field_size_limit(LARGEST_FILE)  # so that what is checked elsewhere says that a text is too long, and no quote is missed here
DELIMITERS = (",", ";", "\t")
ENDINGS = {"csv": True, "tsv": True, "yaml": False, "yml": False}
"""Whether a file holds a table, by how its name ends; other endings do not say."""
LONGEST_START = 4000
_YAML = re.compile(r"(?:[ \t]*(?:#.*|---.*)?\r?\n)*(?:-\s|[\[{]|[a-z_]+:(?:\s|$))")
"""How YAML begins that holds entries: with a list, or with a key."""
_BEFORE_FORMULA = re.compile(r"""\A'*(?=[=+\-@＝＋－＠\t\r\n])|[;|\t\r\n]"*'*(?=[=+\-@＝＋－＠])""")
"""The beginning of a cell, or what parts cells elsewhere, with quotes that open one there, and apostrophes that stand already."""
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CODE_PAGE = "cp1252"
_BINARY = re.compile(r"[\0-\x08\x0e-\x19\x1c-\x1f]")
"""Characters that no text has. What ended files and parted pages long ago is none of them."""
_WORKBOOK = (b"PK", b"\xd0\xcf\x11\xe0")
"""How the files of spreadsheets begin that are no text."""
_NO_TEXT = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF")
"""How pictures and pages begin."""


@dataclass(frozen=True, slots=True)
class FileFault:
    """What is wrong with a line of a file, and how to mend it, or how it was read. Lines count from 1."""

    line: int
    message: Markup


@dataclass(frozen=True, slots=True)
class Row:
    """`cells` are by the names of those columns that are known; `line` is the first one of the row."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    columns: Sequence[str]
    rows: Sequence[Row]
    faults: Sequence[FileFault]


@dataclass(frozen=True, slots=True)
class FileText:
    """The text of a file. `in_code_page`: it was read as Windows-1252, in which nearly every byte means something."""

    text: str
    in_code_page: bool = False


def is_table(name: str, start: str) -> bool:
    """Whether a file holds a table, and no YAML: its name says so, or else how it starts, but for comments."""
    ending = name.casefold().rpartition(".")[2]
    return ENDINGS[ending] if ending in ENDINGS else _YAML.match(start) is None


def start_of(content: bytes) -> str:
    """How a file begins, whatever it is encoded in."""
    encoding = "utf-16" if content.startswith(_UTF_16) else "utf-8-sig"
    return content[:LONGEST_START].decode(encoding, "replace")


def text_of(content: bytes, *, is_table: bool) -> FileText:
    """The text of a file. Spreadsheets write tables in the code page of Windows, if they are not told otherwise. Raises Refusal
    for what is no text."""
    if not content.strip():
        raise Refusal(t("This file is empty."))
    if content.startswith(_WORKBOOK):
        raise Refusal(t("This is a workbook or an archive. Save its sheet as CSV (UTF-8), and send that file."))
    unicode = "utf-16" if content.startswith(_UTF_16) else "utf-8-sig"
    if content.startswith(_NO_TEXT):
        raise Refusal(t("This is no text file. Send CSV or YAML."))
    for encoding in (unicode, *([_CODE_PAGE] if is_table and unicode != "utf-16" else [])):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text or (encoding == _CODE_PAGE and _BINARY.search(text)):
            raise Refusal(t("This is no text file. Send CSV or YAML."))
        return FileText(text, encoding == _CODE_PAGE)
    raise Refusal(t("This file is not UTF-8 text. Save it as UTF-8, and send it again."))


def read_table(text: str, known: Collection[str]) -> Table:
    """The table that a text holds. Its delimiter is the one that shows most of the `known` columns, which are in small letters.
    Raises Refusal if it is too long."""
    lines = StringIO(text, newline="")
    skipped = 1 if re.match(r"sep=.\r?\n", text, re.IGNORECASE) and lines.readline() else 0
    body = lines.read()
    records = _records(body, _delimiter(body, known), skipped)
    heading, faults, rows = next(records, None), list[FileFault](), list[Row]()
    if heading is None or isinstance(heading, FileFault):
        return Table((), (), (heading or FileFault(1, t("Write the names of the columns into the first row.")),))
    if len(heading[1]) > MOST_COLUMNS:
        raise Refusal(t("This file has more than {most} columns; take out those that you do not need.", most=MOST_COLUMNS))
    columns = [" ".join(name.split()) for name in heading[1]]
    kept = [number for number, name in enumerate(columns) if name.casefold() in known]
    for record in records:
        if isinstance(record, FileFault):
            faults.append(record)
            break
        line, cells = record
        extra = [cell for cell in cells[len(columns) :] if cell.strip()]
        if extra:
            faults.append(FileFault(line, _too_wide(len(cells), len(columns))))
        rows.append(Row(line, {columns[number]: _unshielded(cells[number]) for number in kept if number < len(cells)}))
        if len(rows) > MOST_ROWS:
            raise Refusal(t("This file has more than {most} rows; share it out over several files.", most=MOST_ROWS))
    return Table(columns, rows, faults)


def write_table(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> bytes:
    """The table as a file that spreadsheets open; a column that a row does not have is empty."""
    written = StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(columns)
    writer.writerows([_shielded(row.get(column, "")) for column in columns] for row in rows)
    return codecs.BOM_UTF8 + written.getvalue().encode()


def _delimiter(text: str, known: Collection[str]) -> str:
    return max(DELIMITERS, key=lambda delimiter: len({*_heading(text, delimiter)} & {*known}))


def _heading(text: str, delimiter: str) -> Sequence[str]:
    """The names of the columns in small letters, if that is the delimiter."""
    first = next(_records(text, delimiter, 0), None)
    return () if first is None or isinstance(first, FileFault) else [" ".join(name.casefold().split()) for name in first[1]]


def _records(text: str, delimiter: str, skipped: int) -> Iterator[tuple[int, Sequence[str]] | FileFault]:
    """The rows that are not blank, each with its line; a fault ends them."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            yield FileFault(
                line + skipped, t("The quotes do not match. Write each quote inside a text twice, and close the last.")
            )
            return
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield line + skipped, cells
        line = reader.line_num + 1


def _too_wide(cells: int, columns: int) -> Markup:
    return n(
        "This row has {cells} cells, but there is {count} column. Put quotes around a text that holds the delimiter.",
        "This row has {cells} cells, but there are {count} columns. Put quotes around a text that holds the delimiter.",
        columns,
        cells=cells,
    )


def _shielded(text: str) -> str:
    return _BEFORE_FORMULA.sub(lambda found: f"{found[0]}'", text)


def _unshielded(text: str) -> str:
    if len(text) > LONGEST_CELL:
        return text
    return _BEFORE_FORMULA.sub(lambda found: found[0].removesuffix("'"), text)
