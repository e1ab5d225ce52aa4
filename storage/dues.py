"""Dues: the next instant of each routine."""

from sqlalchemy import delete

from bot.ports.dues import Due
from storage import tables
from storage.engine import upsert
from storage.repository import Repository


class SqlDues(Repository):
    async def set(self, due: Due) -> None:
        await upsert(
            self._connection,
            tables.due,
            {
                "community_id": self._community,
                "cohort_id": due.cohort,
                "routine": due.routine,
                "at": due.at,
                "wait_until": due.at,
            },
        )

    async def take(self, due: Due) -> bool:
        removed = await self._connection.execute(
            delete(tables.due).filter_by(community_id=self._community, cohort_id=due.cohort, routine=due.routine, at=due.at)
        )
        return removed.rowcount > 0
