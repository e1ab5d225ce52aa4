"""Bringing a database to this version's tables: from nothing, twice at once, back and forth, and with rows in it."""

import asyncio
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, insert, inspect, select, text, update
from sqlalchemy.exc import IntegrityError

from bot.domain.breaks import Break
from content.loader import Pack
from storage import migrate, revision, tables
from storage.engine import Engines, open_engines
from storage.publishing import publish
from tests.postgresql import Postgresql
from tests.transactions import begun
from tests.world import MONDAY, World, words

WIDENED = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "9998", "{head}"

def upgrade() -> None:
    with op.batch_alter_table("community") as table:  # SQLite builds the table anew and drops the old one
        table.alter_column("name", existing_type=sa.String(200), type_=sa.String(300))
"""


@pytest.fixture
def postgresql_database(postgresql: Postgresql, prepared_postgresql: str) -> Iterator[str]:
    """A copy of its own, because these tests change tables."""
    name = postgresql.create(prepared_postgresql)
    yield postgresql.url(name)
    postgresql.drop(name)


async def test_an_upgrade_makes_the_tables_that_the_code_describes(empty: str) -> None:
    engines = open_engines(empty)
    assert not await revision.is_current(engines)
    await migrate.upgrade(engines)
    assert await revision.is_current(engines)
    assert await _differences(engines) == []
    await engines.dispose()


async def test_an_upgrade_done_again_changes_nothing(engines: Engines) -> None:
    before = await _table_names(engines)
    await migrate.upgrade(engines)
    assert await _table_names(engines) == before


async def test_of_processes_that_upgrade_at_once_each_finds_the_tables(empty: str) -> None:
    processes = [open_engines(empty) for _ in range(4)]
    await asyncio.gather(*map(migrate.upgrade, processes))
    for engines in processes:
        assert await revision.is_current(engines)
        await engines.dispose()


async def test_down_to_nothing_and_up_again(engines: Engines) -> None:
    await migrate.downgrade(engines, "base")
    assert not await revision.is_current(engines)
    assert await _table_names(engines) == {"alembic_version"}
    await migrate.upgrade(engines)
    assert await _differences(engines) == []


async def test_a_migration_that_rebuilds_a_table_keeps_what_hangs_under_it(
    world: World, engines: Engines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.launch()
    await world.caller("ann").card("cohort join", cohort="ml-january")
    monkeypatch.setattr(revision, "MIGRATIONS", _with_migration(tmp_path, WIDENED))
    await migrate.upgrade(engines)
    assert await revision.is_current(engines)
    async with begun(engines.write) as connection:
        assert await connection.scalar(select(func.count()).select_from(tables.enrollment)) == 1
        with pytest.raises(IntegrityError):  # keys are checked again afterwards
            await connection.execute(insert(tables.moderator).values(community_id=1, person_id=1))


async def test_a_failed_migration_leaves_the_database_as_it_was(
    engines: Engines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = f"{WIDENED}    op.create_table('half', sa.Column('id', sa.Integer))\n    raise RuntimeError('out of order')\n"
    before = await _table_names(engines)
    monkeypatch.setattr(revision, "MIGRATIONS", _with_migration(tmp_path, broken))
    with pytest.raises(RuntimeError):
        await migrate.upgrade(engines)
    monkeypatch.undo()
    assert await revision.is_current(engines)
    assert await _table_names(engines) == before


KINDS_OF_FAILURES = {
    "The channel no longer exists.": "no channel",
    "Slack refused it: no_text": "refused: no_text",
    "Discord refused it with code 50035.": "refused: 50035",
    "": "refused: unknown",
}


async def test_why_posts_failed_before_is_still_known(world: World, engines: Engines) -> None:
    for number, sentence in enumerate(KINDS_OF_FAILURES):
        await world.launch(name=f"Cohort {number}")
        async with begun(engines.write) as connection:
            failed = update(tables.post).where(tables.post.c.state != "failed").values(state="failed", reason=sentence)
            assert (await connection.execute(failed)).rowcount
    kinds = {post: KINDS_OF_FAILURES[sentence] for post, sentence in (await _of_posts(engines, "reason")).items()}
    await migrate.downgrade(engines, "0004")
    await migrate.upgrade(engines)
    assert await _of_posts(engines, "reason") == kinds


KINDS_OF_DRAFTS = {
    "name roadmap start channel time": "manage create",
    "name roadmap start channel time cohort": "manage edit-plan",
    "zone minutes reminders hours visibility": "me settings",
    "next blocker answer share cohort community": "checkin",
    "answer cohort day hints": "challenge answer",
    "title url": "resource suggest",
    "title url kind level topics": "content add-resource",
    "title url kind level topics draft": "content change-resource",
    "title url of": "content",
    "cohort date reason": "repair preview",
    "date": "manage repair",
    "changed platform space": "manage undo-edit",
    "query": "unknown",
}


async def test_drafts_of_before_get_the_kind_that_their_values_tell(engines: Engines, community: int) -> None:
    for number, names in enumerate(KINDS_OF_DRAFTS):
        await _keep_draft(engines, community, number, "", dict.fromkeys(names.split(), "x"), hours=23)
    await migrate.downgrade(engines, "0008")
    await migrate.upgrade(engines)
    async with begun(engines.write) as connection:
        drafts = await connection.execute(select(tables.draft.c.content, tables.draft.c.kind))
        assert {" ".join(content): kind for content, kind in drafts} == KINDS_OF_DRAFTS


async def test_a_plan_that_is_kept_for_longer_than_a_refused_form_can_be_launched(engines: Engines, community: int) -> None:
    await _keep_draft(engines, community, 1, "cohort plan", {}, hours=48)
    for before, now in (("0013", "manage create"), ("head", "cohort plan")):
        await (migrate.upgrade if before == "head" else migrate.downgrade)(engines, before)
        async with begun(engines.write) as connection:
            assert await connection.scalar(select(tables.draft.c.kind)) == now


async def test_pauses_become_breaks_of_their_cohort_and_back(world: World, engines: Engines) -> None:
    cohort = int(await world.launch())
    pauses = (Break("pause", date(2026, 1, 7), date(2026, 1, 8)), Break("pause", date(2026, 2, 2)))
    holiday = Break("holiday", date(2026, 1, 20), date(2026, 1, 20))
    async with begun(engines.write) as connection:
        await connection.execute(update(tables.cohort).values(breaks=(*pauses, holiday)))
    await migrate.downgrade(engines, "0007")
    async with begun(engines.write) as connection:
        kept = await connection.execute(text("SELECT cohort_id, first, last FROM pause ORDER BY first"))
        assert [(row[0], str(row[1]), row[2] and str(row[2])) for row in kept] == [
            (cohort, "2026-01-07", "2026-01-08"),
            (cohort, "2026-02-02", None),
        ]
    await migrate.upgrade(engines)
    async with begun(engines.write) as connection:
        assert await connection.scalar(select(tables.cohort.c.breaks)) == pauses


async def test_a_pause_that_lasted_for_longer_than_a_break_may_becomes_the_longest_break(world: World, engines: Engines) -> None:
    await world.launch()
    await migrate.downgrade(engines, "0007")
    async with begun(engines.write) as connection:
        pause = "INSERT INTO pause SELECT community_id, 1, id, '2026-01-07', '2028-01-07' FROM cohort"
        await connection.execute(text(pause))
    await migrate.upgrade(engines)
    async with begun(engines.write) as connection:
        breaks = await connection.scalar(select(tables.cohort.c.breaks))
    assert breaks == (Break("pause", date(2026, 1, 7), date(2027, 1, 8)),)


async def test_posts_that_an_older_version_calls_missed_have_expired(world: World, engines: Engines) -> None:
    await world.launch()
    world.clock.advance(weeks=4)
    await world.tick()
    await migrate.downgrade(engines, "0018")
    assert "missed" in (await _of_posts(engines, "state")).values()
    await migrate.upgrade(engines)
    assert {"missed", "expired"}.intersection((await _of_posts(engines, "state")).values()) == {"expired"}


async def test_members_of_before_have_taken_no_leave_and_keep_settings_and_days(world: World, engines: Engines) -> None:
    cohort, ann = await world.launch(time="7:00"), world.caller("ann")
    await ann.card("cohort join", cohort=cohort)
    await ann.card("checkin", did="Read")
    await migrate.downgrade(engines, "0016")
    await migrate.upgrade(engines)
    assert "Your day ends: at midnight" in words(await ann.card("me settings"))
    assert "✓ Mon, Jan 5, 2026: checked in\n" in words(await ann.card("progress days", "press"))


async def test_a_pack_that_a_community_owns_is_shown_to_nobody_by_an_older_version(engines: Engines, community: int) -> None:
    async with begun(engines.write) as connection:
        await publish(connection, Pack("fruit", "1.0.0", "Fruit", "en", "MIT", ()), MONDAY, community)
    with pytest.raises(RuntimeError, match="communities own"):
        await migrate.downgrade(engines, "0009")
    assert await revision.is_current(engines)
    assert await _differences(engines) == []


async def _keep_draft(engines: Engines, community: int, number: int, kind: str, content: object, hours: int) -> None:
    async with begun(engines.write) as connection:
        person = await connection.scalar(select(tables.member.c.person_id))
        kept = {"kind": kind, "content": content, "expires_at": datetime.now(UTC) + timedelta(hours=hours)}
        await connection.execute(insert(tables.draft).values(community_id=community, id=number, person_id=person, **kept))


def _with_migration(folder: Path, text: str) -> Path:
    """The migrations there are, and one more."""
    copy = shutil.copytree(revision.MIGRATIONS, folder / "migrations")
    head = ScriptDirectory(str(revision.MIGRATIONS)).get_current_head()
    (copy / "versions" / "9998_widened.py").write_text(text.replace("{head}", str(head)))
    return copy


async def _differences(engines: Engines) -> list[object]:
    """What autogenerate would write into the next migration."""

    def compare(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return compare_metadata(context, tables.metadata)

    async with begun(engines.write) as connection:
        return await connection.run_sync(compare)


async def _of_posts(engines: Engines, column: str) -> dict[int, str]:
    async with begun(engines.write) as connection:
        return dict((await connection.execute(select(tables.post.c.id, tables.post.c[column]))).all())


async def _table_names(engines: Engines) -> set[str]:
    async with begun(engines.write) as connection:
        return set(await connection.run_sync(lambda opened: inspect(opened).get_table_names()))
