"""Moderators import entries from a file: faults are told by line, changes are shown first, all of it is undone as one."""

from dataclasses import replace

import pytest

from bot.interface.call import Attachment, Call
from bot.interface.card import Card
from bot.interface.limits import LARGEST_FILE
from bot.shared.table_file import MOST_ROWS
from tests.published import publish
from tests.transactions import opened
from tests.world import Caller, World, press, pressed, words


@pytest.fixture
async def omar(world: World) -> Caller:
    """A moderator of a community that has a log channel."""
    omar = world.caller("omar", administrator=True)
    await omar.card("manage settings", log="log-channel")
    return omar


async def send(caller: Caller, content: bytes | str, name: str = "courses.csv", size: int | None = None, **values: str) -> Card:
    """The answer to an import of a file."""
    data = content.encode() if isinstance(content, str) else content

    async def read() -> bytes:
        return data

    attached = Attachment(name, len(data) if size is None else size, read)
    request = caller.request(Call("content import", {"file": name, **values}), "submit")
    answer = await caller._core.dispatch(replace(request, attachments={"file": attached}))
    assert isinstance(answer, Card), answer
    assert "Something went wrong" not in answer.title, answer
    return answer


async def found(world: World, query: str) -> str:
    return words(await world.caller("ann").card("find", query=query))


TABLE = """title,url,kind,level,topics
Owls for beginners,https://example.org/owls,book,beginner,Decision trees
Night birds,https://example.org/night,course,advanced,
"""


async def test_a_table_goes_by_a_preview_to_look_ups_and_back_out_as_one(world: World, omar: Caller) -> None:
    preview = await send(omar, TABLE)
    assert "2 new" in words(preview)
    assert "New: Owls for beginners" in words(preview).replace("**", "")
    assert "Owls for beginners" not in await found(world, "owls for beginners")
    published = await pressed(omar, preview, "Publish")
    assert "Published" in words(published)
    assert "Owls for beginners" in await found(world, "owls for beginners")
    await world.tick()
    (audit,) = world.board.posts("audit/batch/")
    assert "omar imported “courses.csv”: 2 new." in words(audit.post.card)
    log = words(await omar.card("content log"))
    assert log.count("omar imported “courses.csv”: 2 new") == 1
    back = await pressed(omar, audit.post.card, "Undo")
    assert "Taken back" in words(back)
    assert "Owls for beginners" not in await found(world, "owls for beginners")
    again = await pressed(omar, back, "Undo")
    assert "Put back" in words(again)
    log = words(await omar.card("content log"))
    assert (log.count("omar took “courses.csv” back."), log.count("omar put “courses.csv” back.")) == (1, 1)
    assert "Owls for beginners" in await found(world, "owls for beginners")


async def test_an_import_changes_what_is_there_and_says_what_stays_as_it_is(world: World, omar: Caller) -> None:
    await pressed(omar, await send(omar, TABLE), "Publish")
    again = await send(omar, TABLE)
    assert "Nothing differs" in words(again)
    assert "2 entries stay as they are." in words(again)
    changed = await send(omar, TABLE.replace("beginner,Decision", "advanced,Decision"))
    said = words(changed).replace("**", "")
    assert "1 changed" in said
    assert "Level: beginner → advanced" in said
    assert "1 entry stays as it is." in said
    await pressed(omar, changed, "Publish")
    assert "omar edited a resource" in words(await omar.card("content log", item="Owls for beginners"))


async def test_entries_that_are_not_in_the_file_are_retired_only_if_that_is_asked(world: World, omar: Caller) -> None:
    await pressed(omar, await send(omar, TABLE), "Publish")
    await publish(omar, "content add-question", question="When do we meet?", answer="Thursdays.")
    shorter = "\n".join(TABLE.splitlines()[:2])
    assert "Nothing differs" in words(await send(omar, shorter))
    preview = await send(omar, shorter, missing="retire")
    assert "1 retired" in words(preview)
    assert "Retired: Night birds" in words(preview).replace("**", "")
    published = words(await pressed(omar, preview, "Publish"))
    assert "Members do not find it: 1 retired." in published
    assert "from now on" not in published
    assert "Night birds" not in await found(world, "night birds")
    assert "Thursdays" in await found(world, "when do we meet")
    mixed = await send(omar, "title,url\nBats,https://example.org/bats\n", missing="retire")
    sentence = "Members find it from now on: 1 new. Members do not find it: 1 retired."
    assert sentence in words(await pressed(omar, mixed, "Publish"))


async def test_every_fault_is_told_with_its_line_and_its_cure_and_nothing_is_imported(world: World, omar: Caller) -> None:
    table = """title,url,kind,level,topics,hours
Owls,no address,book,expert,Decision trees,2
,https://example.org/night,course,advanced,Knitting,many

"Bats, at night",https://example.org/bats,,,,
Owls again,https://example.org/bats/,,,,
"""
    refused = await send(omar, table)
    said = words(refused)
    assert "Nothing is imported yet" in said
    assert "6 things to mend" in said
    assert press(refused, "Try again") == Call("content import")
    for told in (
        "Line 2: Address: “no address” is not a web address",
        "Line 2: Level:",
        "Line 3: Title: This is empty",
        "Line 3: Topics: There is no topic “Knitting”",
    ):
        assert told in said
    assert "“many” is no number of hours; write 0 to 2,000, such as 1.5." in said
    assert "Line 6: This is the same as line 5" in said
    assert "Publish" not in said
    assert "Nothing yet" in words(await omar.card("content log"))


@pytest.mark.parametrize(
    "table",
    ["entry,id,question,answer\nquestion,{id},What?,That\n", "id,question,answer\n{id},What?,That\n"],
)
async def test_an_id_of_another_kind_is_told_with_its_line(omar: Caller, table: str) -> None:
    item = press(await publish(omar), "Show").values["item"]
    said = words(await send(omar, table.format(id=item)))
    assert f"Line 2: “{item}” is the id of a resource, but this is a question; leave the id empty" in said


async def test_many_faults_come_in_pages_and_equal_ones_once_with_all_their_lines(omar: Caller) -> None:
    rows = "".join(f"Owl {number},nowhere-{number}\n" for number in range(25))
    refused = await send(omar, f"title,url\n{rows}")
    assert "25 things to mend" in words(refused)
    assert "Line 12" not in words(refused)
    assert "Line 12: Address: “nowhere-10” is not a web address" in words(await pressed(omar, refused, "Next"))
    rows = "".join(f"Owl {n},{'' if n in (2, 3, 4, 7) else f'https://example.org/{n}'}\n" for n in range(9))
    refused = words(await send(omar, f"title,url\n{rows}"))
    assert "4 things to mend" in refused
    assert "Lines 4–6, 9: Address: This is empty; fill it in." in refused
    refused = words(await send(omar, "title,url\n" + "".join(f"O{n},https://a.de/{n}\nO,\n" for n in range(20))))
    assert "Lines 3, 5, 7, 9, 11, 13, 15, 17, 12 more: Address" in refused


async def test_a_file_that_is_too_large_is_not_even_fetched(omar: Caller) -> None:
    assert "larger than 1 MB" in words(await send(omar, b"", size=10_000_000))


async def test_a_file_that_holds_more_than_the_platform_told_is_refused(omar: Caller) -> None:
    assert "larger than 1 MB" in words(await send(omar, b"o" * (LARGEST_FILE + 1), size=10))


async def test_without_files_an_import_and_an_export_say_so(omar: Caller) -> None:
    await pressed(omar, await send(omar, TABLE), "Publish")
    for path in ("content import", "content export"):
        request = replace(omar.request(Call(path)), takes_files=False)
        assert "Files can be neither sent nor received here." in words(await omar._core.dispatch(request))


async def test_a_file_is_asked_by_a_form_and_a_name_alone_is_refused(omar: Caller) -> None:
    form = await omar.form("content import")
    assert [type(item).__name__ for item in form.inputs] == ["FileInput", "ChoiceInput"]
    assert "Attach the file itself" in words(await omar.card("content import", "submit", file="courses.csv"))


async def test_nobody_but_moderators_imports_or_reads_what_is_attached(world: World, omar: Caller) -> None:
    ann = world.caller("ann")
    assert "Only moderators" in words(await send(ann, b"\0"))
    preview = await send(omar, TABLE)
    olga = world.caller("olga", administrator=True)
    assert "Only moderators" in words(await pressed(ann, preview, "Publish"))
    assert "published already or is gone" in words(await pressed(olga, preview, "Publish"))


async def test_what_was_changed_since_the_preview_is_shown_before_anything_is_published(world: World, omar: Caller) -> None:
    preview = await send(omar, TABLE)
    olga = world.caller("olga", administrator=True)
    await publish(olga, title="Owls", url="https://example.org/owls")
    shown = await pressed(omar, preview, "Publish")
    assert "nothing was published yet" in words(shown)
    assert "Title: Owls → Owls for beginners" in words(shown).replace("**", "")
    assert "Published" in words(await pressed(omar, shown, "Publish"))


async def test_an_import_is_not_taken_back_over_later_work(world: World, omar: Caller) -> None:
    await pressed(omar, await send(omar, TABLE), "Publish")
    renamed = TABLE.replace("Night birds", "Birds at night").replace("Owls for", "Barn owls for")
    published = await pressed(omar, await send(omar, renamed), "Publish")
    world.clock.advance(minutes=1)
    form = await omar.form("content edit", item="Birds at night")
    await pressed(omar, await omar.submit(form, title="Birds in the dark"), "Publish")
    refused = words(await pressed(omar, published, "Undo"))
    assert "1 entry was changed again since: Birds in the dark" in refused
    assert "Barn owls" in await found(world, "barn owls for beginners")
    await pressed(omar, await omar.card("content undo"), "Undo")
    assert "Taken back" in words(await pressed(omar, published, "Undo"))


async def test_what_ships_is_neither_changed_nor_repeated(omar: Caller) -> None:
    said = words(await send(omar, "title,url\nMine,https://immersivemath.com/ila/index.html\n"))
    assert "Line 2: This is there already, as “" in said


async def test_an_import_that_is_discarded_publishes_nothing(world: World, omar: Caller) -> None:
    preview = await send(omar, TABLE)
    assert "nothing was published" in words(await pressed(omar, preview, "Discard"))
    assert "published already or is gone" in words(await pressed(omar, preview, "Publish"))
    assert "Owls for beginners" not in await found(world, "owls for beginners")


async def test_of_two_imports_at_one_moment_only_one_is_published(world: World, omar: Caller) -> None:
    await pressed(omar, await send(omar, TABLE), "Publish")
    (community,) = await world.core.units.communities_of(omar.actor)
    async with opened(world.core, community.id) as unit:
        (change,) = await unit.own_content.latest(1)
        item = change.revision.item
        edited = [replace(change.revision, item=replace(item, rev=item.rev + 1), batch=batch) for batch in (7, 8)]
        assert [await unit.own_content.put_batch(batch, [one]) for batch, one in zip((7, 8), edited, strict=True)] == [
            True,
            False,
        ]


@pytest.mark.slow
async def test_as_many_rows_as_a_file_may_have_are_imported_and_taken_back_at_once(world: World, omar: Caller) -> None:
    """The watch over the loop, under which all tests run, sees to it that others are answered meanwhile."""
    rows = "".join(f'Owl {number},https://example.org/{number},book,"Decision trees, Python"\n' for number in range(MOST_ROWS))
    preview = await send(omar, f"title,url,kind,topics\n{rows}")
    assert "5,000 new" in words(preview)
    published = await pressed(omar, preview, "Publish")
    assert "Owl 4999" in await found(world, "owl 4999")
    assert "Taken back" in words(await pressed(omar, published, "Undo"))
