"""For revisions that bring a new routine: each cohort is planned anew, as after a change, and so learns of it."""

from datetime import UTC, datetime

import sqlalchemy as sa

_cohort = sa.table("cohort", sa.column("community_id"), sa.column("id"))
_due = sa.table(
    "due",
    sa.column("community_id"),
    sa.column("subject_kind"),
    sa.column("subject_id"),
    sa.column("routine"),
    sa.column("cohort_id"),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("wait_until", sa.DateTime(timezone=True)),
)
BEGIN = "begin"


def begin_anew(connection: sa.Connection) -> None:
    """Let every cohort begin anew at the next beat, but for those that are to do so already."""
    now = datetime.now(UTC)
    now = now.replace(tzinfo=None) if connection.dialect.name == "sqlite" else now
    planned = {
        (row.community_id, row.subject_id)
        for row in connection.execute(sa.select(_due).where(_due.c.subject_kind == "cohort", _due.c.routine == BEGIN))
    }
    begins = [
        {
            "community_id": row.community_id,
            "subject_kind": "cohort",
            "subject_id": row.id,
            "routine": BEGIN,
            "cohort_id": row.id,
            "at": now,
            "wait_until": now,
        }
        for row in connection.execute(sa.select(_cohort))
        if (row.community_id, row.id) not in planned
    ]
    if begins:
        connection.execute(sa.insert(_due), begins)


def forget(connection: sa.Connection, routine: str) -> None:
    """Drop what is due of a routine that the version before does not know."""
    connection.execute(sa.delete(_due).where(_due.c.routine == routine))
