"""The bench: its frame, and that every row can be measured. How fast anything is, no test says."""

import gc
from collections.abc import AsyncGenerator, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bench.__main__ import chosen
from bench.databases import Databases
from bench.frame import Figure, Row, Sides, Stage, Target, at_least_floor, at_most, at_most_floor, measure
from bench.report import cells, markdown
from bench.rows import ROWS

SMALL = [row for row in ROWS if not (row.large or "postgresql" in row.name or row.name.startswith(("start", "say")))]
"""Without those that take longer than all of these: over PostgreSQL the same is done, on a server that has to be started, and
processes have to start."""


@pytest.fixture(autouse=True)
def what_earlier_tests_left() -> None:
    """It is not collected with the bench's own garbage, before each round: that took half a second each time."""
    gc.freeze()


@pytest.fixture
def stage(prepared_database: Path) -> Iterator[Stage]:
    databases = Databases(prepared_database)
    yield Stage(databases, share=0.001)
    databases.close()


@pytest.mark.slow
@pytest.mark.parametrize("row", SMALL, ids=lambda row: row.name)
async def test_every_row_measures_all_its_figures(row: Row, stage: Stage) -> None:
    results = await measure(row, stage)
    assert [result.figure for result in results] == list(row.figures)
    assert all(result.cairn >= 0 for result in results)


async def test_the_sides_take_turns_and_their_medians_are_compared() -> None:
    turns: list[str] = []
    cairn, floor = iter([3.0, 1.0, 2.0]), iter([5.0, 4.0, 40.0])

    @asynccontextmanager
    async def sides(_: Stage) -> AsyncGenerator[Sides]:
        async def of_cairn() -> Mapping[str, float]:
            turns.append("Cairn")
            return {"ms": next(cairn)}

        async def of_floor() -> Mapping[str, float]:
            turns.append("floor")
            return {"ms": next(floor)}

        yield Sides(of_cairn, of_floor)

    databases = Databases()
    row = Row("wait", "waiting", "sleep", (Figure("ms", at_most_floor(0.5)),), sides, rounds=3)
    [result] = await measure(row, Stage(databases))
    databases.close()
    assert turns == ["Cairn", "floor"] * 3
    assert cells(result) == ("wait", "ms", "2", "5", "0.40 ×", "≤ 0.5 ×", "yes")
    assert "| wait | ms | 2 | 5 | 0.40 × | ≤ 0.5 × | yes |" in markdown([result])


@pytest.mark.parametrize(
    ("target", "figure", "reached"),
    [(at_most(20), 19.0, True), (at_most(20), 21.0, False), (at_least_floor(4), 4.1, True), (at_least_floor(4), 3.9, False)],
)
def test_a_target_is_reached_from_its_own_side(target: Target, figure: float, reached: bool) -> None:
    assert target.is_reached(figure) is reached


@pytest.mark.parametrize(
    ("names", "large", "those"),
    [
        (["beat-sqlite"], False, ["beat-sqlite"]),
        (["beat-sqlite"], True, ["beat-sqlite", "beat-sqlite-million"]),
        (["beat-sqlite-million"], False, ["beat-sqlite-million"]),
    ],
)
def test_a_large_row_is_measured_only_when_it_is_asked_for(names: list[str], large: bool, those: list[str]) -> None:
    assert [row.name for row in chosen(names, large=large)] == those


def test_rows_have_names_of_their_own() -> None:
    assert len({row.name for row in ROWS}) == len(ROWS)
