"""Whoever has written much gets all of it: files over 1 MB are packed, and there are as many as are needed."""

import csv
import json
from base64 import b64encode
from collections.abc import Sequence
from datetime import time, timedelta
from io import BytesIO, StringIO
from random import Random
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import insert, select

from bot.interface.card import File
from bot.interface.limits import LARGEST_FILE, MOST_FILES
from storage import tables
from tests.transactions import begun
from tests.world import Caller, World, pressed

CHECKINS, ATTEMPTS = 700, 9300
LETTERS = 500
"""Of each of the four texts of a check-in: as many as it takes."""


@pytest.mark.asks_the_database
async def test_ten_thousand_rows_come_whole_page_by_page(world: World) -> None:
    cohort = await world.launch()
    ann = world.caller("ann")
    await ann.card("cohort join", cohort=cohort)
    await ann.card("checkin", cohort=cohort, did="0", share="yes")
    await _write_much(world)
    files = await _all_files(ann, "me export")
    assert len(files) > MOST_FILES
    assert any(file.name.endswith(".zip") for file in files)
    assert all(len(file.content) <= LARGEST_FILE for file in files)
    told: list[dict[str, Any]] = [json.loads(_unpacked(file)) for file in files if ".json" in file.name]
    for title, count, column in (("check_ins", CHECKINS + 1, "did"), ("answers_to_challenges", ATTEMPTS, "answer")):
        numbers = [int(row[column].split()[0]) for part in told for row in part.get(title, ())]
        assert sorted(numbers) == [*range(count)]
    tables_told = [file for file in files if ".csv" in file.name]
    assert [file.name for file in await _all_files(ann, "progress export")] == [file.name for file in tables_told]
    rows = [row for file in tables_told for row in csv.DictReader(StringIO(_unpacked(file).decode("utf-8-sig"), newline=""))]
    assert sorted(int(row["did"].split()[0]) for row in rows) == [*range(CHECKINS + 1)]


async def _write_much(world: World) -> None:
    """Check-ins with texts of full length, and answers, of which none is like another."""
    letters = Random(15)  # noqa: S311 - no secret

    def text(most: int) -> str:
        return b64encode(letters.randbytes(most * 3 // 4)).decode()[:most]

    async with begun(world.core.engines.write) as connection:
        row = dict((await connection.execute(select(tables.checkin))).mappings().one())
        checkins = [
            {
                **row,
                "day": row["day"] - timedelta(days=number),
                "did": f"{number} {text(LETTERS - 5)}",
                **{name: text(LETTERS) for name in ("next", "blocker", "answer")},
            }
            for number in range(1, CHECKINS + 1)
        ]
        await connection.execute(insert(tables.checkin), checkins)
        attempt = {name: row[name] for name in ("community_id", "person_id", "cohort_id", "day", "zone", "at", "rule")}
        attempt |= {"item_id": "challenge.many", "rev": 1, "seed": 1, "verdict": "wrong", "scored": False, "hints": 0}
        attempts = [
            {**attempt, "id": number + 1, "day_ends": time(), "answer": f"{number} {text(20)}"} for number in range(ATTEMPTS)
        ]
        await connection.execute(insert(tables.attempt), attempts)


async def _all_files(caller: Caller, path: str) -> Sequence[File]:
    card = await caller.card(path)
    files = [*card.files]
    while "'Next'" in str(card.blocks):
        card = await pressed(caller, card, "Next")
        files += card.files
    return files


def _unpacked(file: File) -> bytes:
    if not file.name.endswith(".zip"):
        return file.content
    with ZipFile(BytesIO(file.content)) as archive:
        (name,) = archive.namelist()
        assert file.name == f"{name}.zip"
        return archive.read(name)
