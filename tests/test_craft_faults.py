"""Each fault of a pack's craft is told with file, line and cure."""

from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

import pytest

from adapters.sandbox.pool import MontySandbox
from tests.craft_faults import (
    FAULTS,
    faults_of,
)
from tests.faultless_pack import Pack, faultless

pytestmark = pytest.mark.slow


@pytest.fixture
async def sandbox() -> AsyncIterator[MontySandbox]:
    opened = MontySandbox()
    yield opened
    opened.close()


@pytest.mark.parametrize(("change", "told"), FAULTS.values(), ids=FAULTS.keys())
async def test_a_fault_is_told_with_file_line_and_cure(
    tmp_path: Path, sandbox: MontySandbox, change: Callable[[Pack], None], told: Sequence[str]
) -> None:
    pack = faultless()
    change(pack)
    assert await faults_of(pack, tmp_path, sandbox) == sorted(told)
