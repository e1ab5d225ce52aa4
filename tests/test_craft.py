"""What is told of a pack's craft: with file, line and cure, all at once."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.authors.python_process import verify
from adapters.sandbox.pool import MontySandbox
from content.validation import validate
from tests.craft_faults import FAULTS, faults_of, hard, leveled, no_topic
from tests.faultless_pack import CHALLENGES, challenge, faultless, item, many, options, put, without, write

pytestmark = pytest.mark.slow
CONTENT = Path(__file__).parent.parent / "content"


@pytest.fixture
async def sandbox() -> AsyncIterator[MontySandbox]:
    opened = MontySandbox()
    yield opened
    opened.close()


@pytest.mark.parametrize("name", ["mle", "night-sky"])
async def test_what_ships_has_no_faults(name: str, sandbox: MontySandbox) -> None:
    assert await validate(CONTENT / name, sandbox, verify) == ()


def test_every_kind_is_in_the_faultless_pack() -> None:
    kinds = [entry["kind"] for entry in faultless()[CHALLENGES]]
    assert kinds == ["single", "multi", "numeric", "text", "order", "python", "reflection"]


async def test_the_faultless_pack_has_no_faults(tmp_path: Path, sandbox: MontySandbox) -> None:
    assert await faults_of(faultless(), tmp_path, sandbox) == []


@pytest.mark.parametrize(
    ("hosts", "told"),
    [
        (None, "hosts.txt:1: Add this file; it lists the hosts you looked at, one on each line."),
        ("else.example.org\nsums.example.org\n", "hosts.txt:1: Remove else.example.org; no resource leads there."),
        ("sums.example.org\nsums.example.org\n", "hosts.txt:2: Move sums.example.org; the hosts stand in the order"),
        ("\n# ours\n\nsums.example.org\n", "hosts.txt:2: Remove # ours; no resource leads there."),
        ("caf\udce9.org\nsums.example.org\n", "hosts.txt:1: Remove caf\ufffd.org; no resource leads there."),
    ],
)
async def test_the_list_of_hosts_is_there_used_and_in_order(tmp_path: Path, hosts: str | None, told: str) -> None:
    (fault,) = await validate(write(faultless(), tmp_path, hosts), None, verify)
    assert str(fault).startswith(told)


async def test_all_faults_of_a_pack_are_told_at_once(tmp_path: Path, sandbox: MontySandbox) -> None:
    pack = faultless()
    for change in (hard, no_topic, without("number", "compute"), without("word", "source"), FAULTS["a reference that fails"][0]):
        change(pack)
    told = await faults_of(pack, tmp_path, sandbox)
    assert [line.split(": ")[0] for line in told] == [
        f"{CHALLENGES}:4", f"{CHALLENGES}:5", f"{CHALLENGES}:7", "glossary.yaml:2", "resources.yaml:2",
    ]  # fmt: skip


async def test_only_english_has_a_reading_grade(tmp_path: Path) -> None:
    pack = faultless()
    hard(pack)
    pack["pack.yaml"]["locale"] = "de"
    assert await validate(write(pack, tmp_path), None, verify) == ()


async def test_values_that_are_too_deep_are_told(tmp_path: Path) -> None:
    folder = write(faultless(), tmp_path)
    _ = (folder / "faq.yaml").write_text("[" * 3000 + "]" * 3000, encoding="utf-8")
    told = list(map(str, await validate(folder, None, verify)))
    assert told == ["faq.yaml:1: Write this flatter; no entry has values as deep as these."]


async def test_without_a_sandbox_no_solution_is_tried(tmp_path: Path) -> None:
    pack = faultless()
    put("code", reference="def add(a, b):\n    return 2")(pack)
    assert await faults_of(pack, tmp_path, None) == []


async def test_a_list_of_hosts_may_have_a_byte_order_mark_capitals_and_blank_lines(tmp_path: Path) -> None:
    assert await validate(write(faultless(), tmp_path, "\ufeff\nSums.example.org\r\n"), None, verify) == ()


async def test_an_address_that_is_none_is_told_once(tmp_path: Path) -> None:
    pack = faultless()
    pack["resources.yaml"][0]["url"] = "https://[oops/"
    assert [*map(str, await validate(write(pack, tmp_path, ""), None, verify))] == [
        "resources.yaml:2: Mend the address; `https://[oops/` is not one."
    ]


async def test_a_folder_that_is_named_as_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "faq.yaml").mkdir()
    (fault,) = await validate(write(faultless(), tmp_path), None, verify)
    assert str(fault).startswith("faq.yaml:1: Move or remove this file")


async def test_what_is_retired_may_have_the_title_and_address_of_its_successor(tmp_path: Path) -> None:
    pack = faultless()
    retired = {"status": "deprecated", "replaced_by": "resource.sums", "id": "resource.old"}
    pack["resources.yaml"].append(pack["resources.yaml"][0] | retired)
    old = {"status": "deprecated", "replaced_by": "challenge.word", "id": "challenge.old"}
    pack[CHALLENGES].append(item(pack, "word") | old)
    assert await validate(write(pack, tmp_path), None, verify) == ()


async def test_keys_are_apart_by_the_wider_of_their_tolerances(tmp_path: Path) -> None:
    pack = faultless()
    put("number", params={"a": [99, 110]}, tolerance={"rel": 0.1})(pack)  # whoever types 100 is right if 111 is wanted
    (fault,) = await validate(write(pack, tmp_path), None, verify)
    assert "the keys 100 and 111 are nearer than `tolerance`" in str(fault)


async def test_single_choices_of_three_options_have_no_fourth_place(tmp_path: Path) -> None:
    pack = faultless()
    del pack[CHALLENGES][0]
    texts = ("One", "Two", "Six")
    many("single", 20, lambda number: leveled(number) | {"options": options(number % 3, *texts)})(pack)
    assert [fault for fault in await validate(write(pack, tmp_path), None, verify) if "place" in fault.message] == []


@pytest.mark.parametrize("easy", [7, 9])
async def test_levels_may_be_off_by_just_one_in_twenty(tmp_path: Path, easy: int) -> None:
    pack = faultless()
    levels = [1] * easy + [2] * (16 - easy) + [3] * 4
    pack[CHALLENGES] = [challenge(f"thought-{number}", "reflection", level=level) for number, level in enumerate(levels)]
    assert await validate(write(pack, tmp_path), None, verify) == ()
