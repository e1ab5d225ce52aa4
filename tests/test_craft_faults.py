"""Each fault of a pack's craft is told with file, line and cure."""

from collections.abc import Callable, Sequence
from pathlib import Path
from shutil import copytree

import pytest

from adapters.authors.python_process import verify
from adapters.sandbox.pool import MontySandbox
from content.validation import validate
from tests.craft_faults import (
    FAULTS,
    faults_of,
)
from tests.faultless_pack import Pack, faultless, write

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("change", "told"), FAULTS.values(), ids=FAULTS.keys())
async def test_a_fault_is_told_with_file_line_and_cure(
    tmp_path: Path, sandbox: MontySandbox, change: Callable[[Pack], None], told: Sequence[str]
) -> None:
    pack = faultless()
    change(pack)
    assert await faults_of(pack, tmp_path, sandbox) == sorted(told)


async def test_a_resource_to_start_with_that_is_longer_than_the_week_needs_a_unit(tmp_path: Path) -> None:
    folder = Path(copytree(Path(__file__).parent / "data" / "content" / "small", tmp_path / "small"))
    resources = folder / "resources.yaml"
    _ = resources.write_text(resources.read_text(encoding="utf-8").replace("hours: 1.5", "hours: 60"), encoding="utf-8")
    told = [fault.message for fault in await validate(folder, None, verify) if fault.file == "weeks/first.yaml"]
    assert told == ["Add `unit`, such as chapter 2, for resource.guide; all of it takes 60 hours and the week 5."]


async def test_a_text_that_only_some_readers_of_yaml_take_is_told(tmp_path: Path) -> None:
    folder = write(faultless(), tmp_path)
    glossary = folder / "glossary.yaml"
    _ = glossary.write_text(glossary.read_text(encoding="utf-8").replace('"Sum"', "What is a sum?"), encoding="utf-8")
    (fault,) = await validate(folder, None, verify)
    assert str(fault) == "glossary.yaml:2: Put quotes around the text here; not every reader of YAML takes it without them."
    _ = glossary.write_text(glossary.read_text(encoding="utf-8").replace("What is a sum?", "N"), encoding="utf-8")
    (fault,) = await validate(folder, None, verify)
    assert str(fault) == 'glossary.yaml:2: Put quotes around it: "N"; some readers of YAML take it for yes or no.'
