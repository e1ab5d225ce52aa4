"""What was added is exported as a file, which an import takes back as it was, byte for byte."""

import csv
from dataclasses import replace
from io import StringIO

import pytest

from bot.domain.lookup import Resource
from bot.interface.call import Call
from bot.interface.card import Card
from bot.interface.limits import LARGEST_FILE, MOST_FILES
from bot.shared import entry_table
from bot.shared.entry_table import entry_files, table_of
from bot.shared.table_file import MOST_ROWS, read_table, text_of, write_table
from tests.published import RESOURCE, publish
from tests.test_content_challenge import WRITTEN, write
from tests.test_content_import import send
from tests.world import Caller, World, pressed, words

QUESTION = {"question": "=1+1?", "answer": "- two\n- “2”, or 2;\n@everyone", "aliases": "sum, plus"}
FIGURE = {"region": "Zürich", "level": "Senior", "pay": "4500 CHF a month", "source": "A survey", "note": "-before tax"}


@pytest.fixture
async def omar(world: World) -> Caller:
    omar = world.caller("omar", administrator=True)
    await publish(omar, **RESOURCE, authors="A. Bell, C. Dee", hours="1,5 h")
    await publish(omar, "content add-question", **QUESTION)
    await publish(omar, "content add-salary", **FIGURE)
    return omar


async def export(caller: Caller, of: str = "all") -> Card:
    answer = await caller.make(Call("content export", {"kind": of}))
    assert isinstance(answer, Card)
    return answer


async def exported(caller: Caller, of: str = "all") -> bytes:
    (file,) = (await export(caller, of)).files
    return file.content


async def test_what_is_exported_is_told_by_an_import_to_change_nothing(omar: Caller) -> None:
    table = await exported(omar)
    said = words(await send(omar, table))
    assert "Nothing differs" in said
    assert "3 entries stay as they are." in said


async def test_what_is_imported_elsewhere_is_exported_there_byte_for_byte(world: World, omar: Caller) -> None:
    table = await exported(omar)
    elsewhere = world.caller("eve", administrator=True, space="space-2")
    preview = await send(elsewhere, table)
    assert "3 new" in words(preview)
    await pressed(elsewhere, preview, "Publish")
    assert await exported(elsewhere) == table


async def test_what_is_there_already_elsewhere_keeps_no_export_from_being_imported(world: World, omar: Caller) -> None:
    table = (await exported(omar)).decode()
    ships = table.replace("https://example.org/trees", "https://immersivemath.com/ila/index.html")
    eve = world.caller("eve", administrator=True, space="space-2")
    preview = words(await send(eve, ships.encode()))
    assert "2 new" in preview
    assert "1 entry ships here already, and is passed over: Immersive" in preview
    await publish(eve, title="Trees", url="https://example.org/trees")
    preview = await send(eve, table.encode())
    assert "2 new, 1 changed" in words(preview)
    await pressed(eve, preview, "Publish")
    assert "Nothing differs" in words(await send(eve, table.encode()))


async def test_a_changed_file_is_exported_as_it_was_imported(omar: Caller) -> None:
    table = (await exported(omar)).replace(b"Trees in pictures", b"Trees, in pictures").replace(b"Trees, in", b'"Trees, in', 1)
    table = table.replace(b"in pictures,", b'in pictures",')
    await pressed(omar, await send(omar, table), "Publish")
    assert await exported(omar) == table


async def test_every_kind_of_challenge_comes_back_as_it_was(omar: Caller) -> None:
    for kind in WRITTEN:
        if kind != "python":
            await pressed(omar, await write(omar, kind), "Publish")
    table = await exported(omar, "challenge")
    assert "Nothing differs" in words(await send(omar, table))
    wrong = table.replace(b"tp / (tp + fp)", b"tp / (tp - tp)")
    assert "What is right: “tp / (tp - tp)” divides by zero" in words(await send(omar, wrong))


async def test_one_kind_is_exported_by_itself_and_what_is_retired_is_not(omar: Caller) -> None:
    file = (await export(omar, "salary")).files[0]
    assert file.name == "cairn-figure-2026-01-05.csv"
    rows = list(csv.DictReader(StringIO(file.content.decode("utf-8-sig"), newline="")))
    assert [row["region"] for row in rows] == ["Zürich"]
    await pressed(omar, await omar.card("content retire", item="Zürich: Senior"), "Retire it")
    assert "nothing to export" in words(await export(omar, "salary"))


async def test_no_cell_is_run_as_a_formula(omar: Caller) -> None:
    rows = csv.reader(StringIO((await exported(omar)).decode("utf-8-sig"), newline=""))
    cells = [cell for row in rows for cell in row]
    assert "'=1+1?" in cells
    assert "'-before tax" in cells
    assert [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")] == []


@pytest.mark.parametrize(
    "text",
    [
        *("=1", "+1", "-1", "@a", "\tb", "\rc", "＝1", "'=1", "''+x", "'quoted'", 'a;b,c\t"d"\ne', "' =1", "\t=1", "'\t'=1"),
        *("Read;=1+1;@SUM(A1)", 'a;"=1"', "a,b;'=1", "a\t=1|+2", "a\n-1\r\n''@b", ";;=1", "a|'quoted'", 'a\n"\'"=1'),
    ],
)
def test_a_cell_comes_back_as_it_was_written_and_is_no_formula_wherever_cells_are_parted(text: str) -> None:
    written = write_table(["a", "b", "c"], [{"a": text, "b": text, "c": "x"}]).decode("utf-8-sig")
    assert [read_table(written, {"a", "b"}).rows[0].cells[name] for name in "ab"] == [text, text]
    cells = [cell for parts in ",;\t|" for row in csv.reader(StringIO(written, newline=""), delimiter=parts) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "＝"))] == []


async def test_nobody_but_moderators_exports(world: World, omar: Caller) -> None:
    assert "Only moderators" in words(await export(world.caller("ann")))


async def test_more_files_than_one_answer_holds_come_page_by_page(
    world: World, omar: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(MOST_FILES - 2):
        await publish(omar, "content add-question", question=f"Owl {number}?", answer="At night.")
    monkeypatch.setattr(entry_table, "MOST_ROWS", 1)
    first = await export(omar)
    last = await pressed(omar, first, "Next")
    assert [file.name.partition("-")[0] for file in (*first.files, *last.files)] == ["1", "2", "3", "4", "5", "6"]
    rows = [row for file in (*first.files, *last.files) for row in csv.reader(StringIO(file.content.decode(), newline=""))]
    assert sum(row[1].startswith(("resource.", "question.", "figure.")) for row in rows) == MOST_FILES + 1


def test_more_than_one_import_takes_is_shared_out_over_files() -> None:
    owl = Resource(
        id="resource.own.1", rev=1, title="Owls", url="https://example.org", kind="book", level=1, cost="free", hours=0, topics=()
    )
    many = [replace(owl, id=f"resource.own.{number:x}") for number in range(MOST_ROWS + 1)]
    assert len(entry_files(many[:MOST_ROWS], table_of)) == 1
    parts = entry_files(many, table_of)
    assert len(parts) == 2
    assert sum(len(read_table(text_of(part, is_table=True).text, {"title"}).rows) for part in parts) == len(many)
    wide = [replace(item, aliases=("x" * 60,) * 20) for item in many[:1000]]
    assert [len(part) <= LARGEST_FILE for part in entry_files(wide, table_of)] == [True, True]
