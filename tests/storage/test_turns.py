"""Processes that share a token book their turns in the database."""

from storage.turns import shared_turns


async def test_turns_that_several_processes_book_follow_each_other_evenly(postgresql_database: str) -> None:
    async with shared_turns(postgresql_database, "discord") as one, shared_turns(postgresql_database, "discord") as other:
        assert one
        assert other
        assert -0.5 < await one(2, 100, 0) <= 0
        assert 199 < await other(1, 100, 0) < 200.1
        assert 299 < await one(4, 100, 0) < 300.1
        assert 750 < await other(1, 100, 51.0) < 751.1  # it was late, and so are all


async def test_on_sqlite_a_worker_is_alone(sqlite_database: str) -> None:
    async with shared_turns(sqlite_database, "discord") as turns:
        assert turns is None
