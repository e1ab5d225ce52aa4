"""What is told of a pack's craft: with file, line and cure, all at once."""

import re
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from adapters.authors.python_process import verify
from adapters.sandbox.pool import MontySandbox
from content.validation import validate
from tests.craft_faults import FAULTS, faults_of, hard, leveled, no_topic
from tests.faultless_pack import CHALLENGES, Pack, challenge, faultless, item, many, options, put, without, write

pytestmark = pytest.mark.slow
CONTENT = Path(__file__).parent.parent / "content"


@pytest.mark.parametrize("name", ["mle", "night-sky", "template"])
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
        "resources.yaml:2: Write the whole address, such as https://example.org/guide; `https://[oops/` is not one."
    ]


def misspelt(pack: Pack) -> object:
    return pack["resources.yaml"][0].update(levle=pack["resources.yaml"][0].pop("level"))


def without_id(pack: Pack) -> object:
    return pack["resources.yaml"][0].pop("id")


@pytest.mark.parametrize(
    ("spoil", "faults"),
    [
        (misspelt, ["Rename `levle` to `level`; nothing here is called `levle`."]),
        (without_id, ["Add `id`, a text of 3 to 64 characters."]),
    ],
)
async def test_a_broken_resource_brings_no_fault_of_what_rests_on_it(
    tmp_path: Path, spoil: Callable[[Pack], object], faults: list[str]
) -> None:
    pack = faultless()
    spoil(pack)
    told = [
        fault.message for fault in await validate(write(pack, tmp_path, "else.example.org\nsums.example.org\n"), None, verify)
    ]
    assert told == faults


async def test_a_file_of_resources_that_cannot_be_read_brings_one_fault(tmp_path: Path) -> None:
    folder = write(faultless(), tmp_path)
    (folder / "resources.yaml").write_text("- id: resource.sums\n  title: Sums: a start\n", encoding="utf-8")
    (fault,) = await validate(folder, None, verify)
    assert str(fault) == 'resources.yaml:2: Put quotes around a text with a colon in it: title: "Sums: a start"'


async def test_what_keeps_a_pack_from_loading_is_told_first(tmp_path: Path) -> None:
    pack = faultless()
    pack["resources.yaml"][0]["aliases"] = ["plus", "plus"]
    pack["topics.yaml"][0]["titel"] = "Sums"
    told = [str(fault) for fault in await validate(write(pack, tmp_path), None, verify)]
    assert [line.partition(":")[0] for line in told] == ["topics.yaml", "resources.yaml"]


async def test_an_id_that_a_pack_beside_it_has_is_told(tmp_path: Path) -> None:
    pack, other = faultless(), faultless()
    other["pack.yaml"]["pack"] = "adding"
    other["glossary.yaml"] = [entry | {"id": "term.other"} for entry in other["glossary.yaml"]]
    del other["challenges/sums.yaml"], other["resources.yaml"]
    folder, beside = write(pack, tmp_path / "sums"), write(other, tmp_path / "adding")
    write(pack, tmp_path / "sums-of-last-year")
    told = [str(fault) for fault in await validate(folder, None, verify, beside=[folder, beside, tmp_path / "sums-of-last-year"])]
    assert told == ["topics.yaml:2: Choose another id; the pack adding has `topic.sums` too, and one bot cannot load both."]


async def test_a_copy_of_a_pack_beside_it_is_told_in_one_sentence_with_what_to_do(tmp_path: Path) -> None:
    copied = faultless()
    copied["pack.yaml"]["pack"] = "copied"
    folder, beside = write(copied, tmp_path / "copied"), write(faultless(), tmp_path / "sums")
    (fault,) = await validate(folder, None, verify, beside=[beside])
    assert str(fault) == (
        "pack.yaml:1: This is a copy of the pack sums, and one bot cannot load both. To change it, call this pack sums too and "
        "count up its version; to have both, give each item another id."
    )


async def test_a_few_ids_of_a_large_pack_make_no_copy_of_it(tmp_path: Path) -> None:
    pack, large = faultless(), faultless()
    large["pack.yaml"]["pack"] = "large"
    large["glossary.yaml"] += [large["glossary.yaml"][0] | {"id": f"term.{name}", "term": name} for name in map(str, range(30))]
    folder, beside = write(pack, tmp_path / "sums"), write(large, tmp_path / "large")
    told = [fault.message for fault in await validate(folder, None, verify, beside=[beside])]
    assert told
    assert [message for message in told if "the pack large has" not in message] == []


async def test_a_pack_without_an_item_is_told(tmp_path: Path) -> None:
    (fault,) = await validate(write({"pack.yaml": faultless()["pack.yaml"]}, tmp_path, None), None, verify)
    assert str(fault) == "pack.yaml:1: Add what this pack is to hold, such as a week and a roadmap; it has no item yet."


async def test_a_week_stands_in_a_roadmap_and_in_a_file_of_its_own_name(tmp_path: Path) -> None:
    folder = Path(copytree(Path(__file__).parent / "data" / "content" / "small", tmp_path / "small"))
    text = (folder / "weeks" / "first.yaml").read_text(encoding="utf-8")
    (folder / "weeks" / "lost.yaml").write_text(text.replace("week.first", "week.lost"), encoding="utf-8")
    (folder / "weeks" / "second.yaml").rename(folder / "weeks" / "2.yaml")
    told = [str(fault) for fault in await validate(folder, None, verify) if fault.file.startswith("weeks/")]
    assert told == [
        "weeks/2.yaml:1: Call this file weeks/second.yaml; it holds `week.second`.",
        "weeks/lost.yaml:1: Name `week.lost` in a roadmap; nobody gets to it.",
    ]


async def test_three_steps_in_one_right_order_are_enough(tmp_path: Path) -> None:
    pack = faultless()
    steps = [{"id": step, "text": f"Step {step}"} for step in "abc"]
    put("steps", steps=steps, before=[["a", "b"], ["b", "c"]])(pack)
    assert await validate(write(pack, tmp_path), None, verify) == ()


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


async def test_the_examples_in_the_guide_for_authors_make_a_pack_without_faults(tmp_path: Path) -> None:
    """Each in the file that the guide names, the challenge as a choice of one; beside the pack that ships."""
    guide = (CONTENT.parent / "docs" / "writing-content.md").read_text(encoding="utf-8")
    blocks = list(map(_yaml, guide.split("```yaml\n")[1:]))
    header, week, several, challenge, options, *_, answers = blocks
    files = {"pack.yaml": header, "weeks/judge-a-classifier.yaml": week, "challenges/judging.yaml": challenge + options}
    parts = re.finditer(r"^# (\S+\.yaml)\n(.*?)(?=^# |\Z)", f"{several}\n{answers}", re.MULTILINE | re.DOTALL)
    files |= {part[1]: part[2] for part in parts}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        _ = (tmp_path / name).write_text(text, encoding="utf-8")
    _ = (tmp_path / "hosts.txt").write_text("developers.google.com\n", encoding="utf-8")
    assert await validate(tmp_path, None, verify, beside=[CONTENT / "mle"]) == ()


def _yaml(text: str) -> str:
    """A text up to the end of its block."""
    return text.split("```", maxsplit=1)[0]
