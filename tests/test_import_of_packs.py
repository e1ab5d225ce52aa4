"""Files of packs are imported and exported as YAML: read by the reader of packs, written so that they come back as they were."""

import pytest

from bot.interface.call import Call
from bot.interface.card import Card
from tests.published import publish
from tests.test_content_challenge import WRITTEN, write
from tests.test_content_export import FIGURE, QUESTION
from tests.test_content_import import found, send
from tests.world import Caller, World, pressed, words

PACK = """# Owls, kept by hand
- id: resource.owls
  rev: 4
  title: "Owls: a guide"
  url: https://example.org/owls
  kind: guide
  level: 2
  cost: free
  hours: 1.5
  topics: [topic.decision-trees]
  licence: CC-BY-4.0
- question: Do owls sleep?
  answer: |
    By day.
    - in trees
"""


@pytest.fixture
async def omar(world: World) -> Caller:
    return world.caller("omar", administrator=True)


async def exported(caller: Caller) -> bytes:
    answer = await caller.make(Call("content export", {"format": "yaml"}))
    assert isinstance(answer, Card)
    (file,) = answer.files
    assert file.name == "cairn-entries-2026-01-05.yaml"
    return file.content


async def test_a_file_of_a_pack_is_imported_with_all_it_says_and_again_changes_nothing(world: World, omar: Caller) -> None:
    preview = await send(omar, PACK, "owls.yaml")
    assert "2 new" in words(preview)
    await pressed(omar, preview, "Publish")
    assert "Owls: a guide" in await found(world, "owls guide")
    assert "Nothing differs" in words(await send(omar, PACK, "owls.yml"))
    file = (await exported(omar)).decode()
    assert "hours: 1.5\n" in file
    assert "licence: CC-BY-4.0\n" in file
    assert "answer: |-\n    By day.\n    - in trees\n" in file
    assert "rev:" not in file


async def test_what_is_exported_as_yaml_comes_back_byte_for_byte_here_and_elsewhere(world: World, omar: Caller) -> None:
    await publish(omar)
    await publish(omar, "content add-question", **QUESTION)
    await publish(omar, "content add-salary", **FIGURE)
    for kind in WRITTEN:
        if kind != "python":
            await pressed(omar, await write(omar, kind), "Publish")
    file = await exported(omar)
    assert "Nothing differs" in words(await send(omar, file, "all.yaml"))
    eve = world.caller("eve", administrator=True, space="space-2")
    await pressed(eve, await send(eve, file, "all.yaml"), "Publish")
    assert await exported(eve) == file
    shorter = file.replace(b"title: Trees in pictures", b"title: Trees")
    assert "Title: Trees in pictures → Trees" in words(await send(eve, shorter, "all.yaml")).replace("**", "")


async def test_an_entry_that_is_deprecated_in_the_file_is_retired(world: World, omar: Caller) -> None:
    await pressed(omar, await send(omar, PACK, "owls.yaml"), "Publish")
    preview = await send(omar, PACK.replace("  rev: 4\n", "  status: deprecated\n"), "owls.yaml")
    assert "1 retired" in words(preview)
    await pressed(omar, preview, "Publish")
    assert "Owls: a guide" not in await found(world, "owls guide")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("- title: Owls: a guide\n  url: https://example.org/owls\n", "Line 1: "),
        ("- title: Owls\n  url: https://example.org/owls\n", "Line 1: Add `hours`"),
        (PACK.replace("level: 2", "level: 9"), "Line 7: Set `level` to 1, 2 or 3."),
        (PACK.replace("topic.decision-trees", "topic.knitting"), "Topics: There is no topic “knitting”"),
        ("- id: week.owls\n  title: Owls\n", "Line 1: Take this out; resources, questions"),
        ("just words", "Line 1: Take this out"),
        ("resources:\n  - title: Owls\n", "Line 1: Take this key out, so that the file is a plain list"),
        ("[]", "Line 1: There is no entry in this file"),
        ("a: &a [x, x]\nb: [*a, *a]\n", "Line 1: Remove"),
        ("[" * 500_000, "Line 1: Write this flatter"),
        ("- " * 300_000, "Line 1: "),
        ("{a: " * 200_000, "Line 1: "),
        ("- &a {title: x}\n" + "- *a\n" * 150_000, "Line 1: Remove"),
        ("- url: x\n" * 2_000, "1,000 things to mend"),
        ("\x07", "Line 1: This holds a character that YAML does not allow"),
    ],
)
async def test_faults_are_told_by_line_and_hostile_files_end_nothing(omar: Caller, content: str, told: str) -> None:
    said = words(await send(omar, content, "owls.yaml"))
    assert told in said
    assert "Publish" not in said
