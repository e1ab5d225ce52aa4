"""Whatever somebody sends as a table is read as it was meant, or is told in one sentence; and all of it fits on its card."""

import pytest

from bot.domain.roadmap import Topic
from bot.errors import Refusal
from bot.interface.limits import LARGEST_FILE
from bot.shared.named_entries import MOST_GUESSED
from bot.shared.resource_form import Known, chosen_topics
from tests.test_content_import import send
from tests.world import Caller, World, pressed, words


@pytest.fixture
def omar(world: World) -> Caller:
    return world.caller("omar", administrator=True)


@pytest.mark.parametrize("hostile", ["&" * 400, "<@everyone> " * 100, "*_~|:" * 90, "x" * 5000])
async def test_faults_and_changes_fit_on_their_card_whatever_is_written(omar: Caller, hostile: str) -> None:
    rows = "".join(f'"{hostile}","{hostile}","{hostile}","{hostile}"\n' for _ in range(12))
    name = f"{hostile[:200]}.csv"
    assert "to mend" in words(await send(omar, f"title,url,kind,{hostile}\n{rows}", name))
    assert "to mend" in words(await send(omar, f"- url: {hostile.replace(':', '')}\n  title: [{'x, ' * 300}]\n", "owls.yaml"))
    shown = hostile[:80]
    rows = "".join(f'"{shown} {number}",https://example.org/{number},"{shown}"\n' for number in range(12))
    preview = await send(omar, f"title,url,{hostile[:300]}\n{rows}", name)
    assert "12 new" in words(preview)
    published = await pressed(omar, preview, "Publish")
    await pressed(omar, published, "Details")
    assert "12 new" in words(await omar.card("content log"))


@pytest.mark.parametrize(
    "content",
    [
        "\ufefftitle;url\r\nOwls;https://example.org/owls\r\n;\r\n\r\n".encode(),
        "Title\tADDRESS\tSeen by\nOwls\thttps://example.org/owls\tOmar\n".encode("utf-16"),
        b'sep=;\n"Title ";" url"\n"Owls";"https://example.org/owls"',
        b"Titel;Link;Lizenz\r\nOwls;https://example.org/owls;CC0\r\n",
        b"Seen by,entry,Title,url,id\rOmar,Resource,Owls,https://example.org/owls,\r",
    ],
)
async def test_tables_as_people_keep_them_are_read(omar: Caller, content: bytes) -> None:
    preview = words(await send(omar, content)).replace("**", "")
    assert "1 new" in preview
    assert "New: Owls" in preview
    if b"S\x00e\x00e" in content or b"Seen" in content:
        assert "passed over: Seen by" in preview


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "This file is empty."),
        (b" \r\n ", "This file is empty."),
        (b"PK\x03\x04" + bytes(range(256)), "This is a workbook or an archive."),
        (bytes(range(1, 256)), "This file is not UTF-8 text."),
        (b"title,url\n\x02\xe9,https://example.org/o", "This is no text file."),
        (b"title,url\n\0\0", "This is no text file."),
        (b"\x89PNG\r\n\x1a\n\xe9", "This is no text file."),
        (b"title,url\n" + b"a,b\n" * 5001, "This file has more than 5,000 rows"),
        (b"Region;Level;Pay;Year\nOslo;Senior;60k EUR;2025\n", "Line 1: This looks like the kind “figure”, but lacks"),
        (b"name,age\nann,20\n", "Name the columns in the first row"),
        (b'title,url\n"Owls,https://example.org/owls\n', "Line 2: The quotes do not match."),
        (b'title,url\n"' + b"x" * 200_000 + b'",https://example.org/owls\n', "Line 2: “Title” is 200,000 characters long"),
        (b"title,url\nOwls,https://example.org/owls,and more\n", "Line 2: This row has 3 cells"),
        (b"title,url,address\nOwls,https://example.org/owls,\n", "Line 1: url, address are one column"),
        (b"title,url,Title\nOwls,https://example.org/owls,\n", "Line 1: title, Title are one column"),
        (b"title,url,title\nOwls,https://example.org/owls,\n", "Line 1: title, title are one column"),
        (b"title,url\n,\n", "Line 1: There is no entry in this file"),
        (b"entry,title\n", "Line 1: There is no entry in this file"),
        (b'[{"title": "Owls"}]', "Line 1: Name the columns in the first row"),
        (b"entry,title\n,Owls\n", "Line 2: Write into the column “entry” of which kind this is"),
        (b"entry,title,url\nbook,Owls,https://example.org/owls\n", "Line 2: “book” is no kind of entry"),
        (b"id,title,url\nresource.owls,Owls,https://example.org/owls\n", "Line 2: There is no entry “resource.owls” here"),
    ],
)
async def test_what_is_no_table_is_refused_in_one_sentence(omar: Caller, content: bytes, told: str) -> None:
    for missing in ("keep", "retire"):
        assert told in words(await send(omar, content, missing=missing))


async def test_a_file_whose_name_does_not_say_what_it_is_is_read_as_what_it_holds(omar: Caller) -> None:
    yaml = "# Ours\n\n- question: Do owls sleep?\n  answer: By day.\n"
    files = {"a": "question;answer\nDo owls sleep?;By day.\n", "a.txt": yaml.encode("utf-16"), "a.TXT": yaml, "a.json": yaml}
    previews = [await send(omar, content, name) for name, content in files.items()]
    for preview in previews:
        assert "New: Do owls sleep?" in words(preview).replace("**", "")
    assert "Published" in words(await pressed(omar, previews[-1], "Publish"))


async def test_amounts_as_sheets_have_them_are_read_and_told_or_refused_with_the_cure(omar: Caller) -> None:
    hours = ["2-4 h", "2-4 h", "1,5 h", "about 10", "90 min"]
    rows = "".join(f'Owls {number},https://example.org/{number},"{text}"\n' for number, text in enumerate(hours))
    preview = words(await send(omar, f"title,url,hours\n{rows}"))
    assert "Lines 2, 3: Hours: “2-4 h” is kept as 4." in preview.replace("2–3", "2, 3")
    assert "Line 5: Hours: “about 10” is kept as 10." in preview
    assert "90 min" not in preview
    assert "New: Owls 0\nhttps://example.org/0" in preview.replace("**", "")
    refused = words(await send(omar, "title,url,hours\nOwls,https://example.org/o,10 h pro Woche\nB,https://b.org,2 Tage\n"))
    assert "Line 2: Hours: “10 h pro Woche” is what a week or a day takes; write the hours that all of it takes" in refused
    assert "Line 3: Hours: “2 Tage” is counted in days or weeks; write it in hours" in refused
    pay = "region;level;pay;source;year\nBerlin;senior;€ 4.500 im Monat;A survey;2025\n"
    assert "New: Berlin: senior\nEUR 4,500 a month; A survey, 2025" in words(await send(omar, pay)).replace("**", "")
    form = await omar.card("content add-resource", title="Owls", url="https://example.org/owls", hours="2-4 h")
    assert "Hours: “2-4 h” is kept as 4." in words(form)


async def test_a_sheet_in_the_code_page_of_windows_is_read_and_the_preview_shows_a_word_to_check(omar: Caller) -> None:
    sheet = "title;url\r\nL’été – “Zoë”;https://example.org/o\r\n".encode("cp1252")
    preview = await send(omar, sheet)
    assert "New: L’été – “Zoë”" in words(preview).replace("**", "")
    for card in (preview, await pressed(omar, await omar.card("content queue"), "Go on with courses.csv")):
        assert "Read as Windows-1252, as it is not UTF-8. Check that “été” reads right" in words(card)
    assert "Windows-1252" not in words(await send(omar, sheet.decode("cp1252")))
    assert "Windows-1252" in words(await send(omar, "title,url\nnaïve,\n".encode("cp1252")))
    assert "Windows-1252. Check that “–”" in words(await send(omar, b"title,url\n\x96,\n")).replace(", as it is not UTF-8", "")
    assert "not UTF-8 text" in words(await send(omar, "- title: é".encode("cp1252"), "owls.yaml"))


def test_the_nearest_is_sought_for_some_unknown_names_of_a_file_and_not_for_thousands() -> None:
    known, told = Known([Topic(id="topic.owls", rev=1, title="Night owls")], 2026), list[str]()
    for number in range(MOST_GUESSED + 1):
        for _ in range(2):
            with pytest.raises(Refusal) as refused:
                chosen_topics(known, f"Night owl{number}")
        told.append(str(refused.value.message))
    assert ["Did you mean" in each for each in told] == [*[True] * MOST_GUESSED, False]
    assert chosen_topics(known, "night owls") == ("topic.owls",)


async def test_a_file_of_more_values_than_entries_can_have_is_refused_before_it_is_read_to_its_end(omar: Caller) -> None:
    """Whatever it holds: what is kept of it has to be thrown away at once, while everybody waits."""
    repeated = "- title: Owls\n" + "  url: a\n" * (LARGEST_FILE // 10)
    said = words(await send(omar, repeated, "owls.yaml"))
    assert "Share this out over several files" in said
    assert "Remove one" not in said
    wide = words(await send(omar, "title," * 20_000 + "\n"))
    assert "This file has more than 200 columns" in wide


async def test_a_column_that_means_nothing_here_is_named_and_not_read(omar: Caller) -> None:
    preview = words(await send(omar, "title,url,topics,colour\nOwls,https://example.org/a,,brown\n"))
    assert "colour" in preview
    assert "1 new" in preview
