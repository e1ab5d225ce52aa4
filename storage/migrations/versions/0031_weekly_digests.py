"""a community may do without the weekly digest; cohorts under way learn of it: each is planned anew, as after a change"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

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
NEW = "digest"


def upgrade() -> None:
    with op.batch_alter_table("community") as table:
        table.add_column(sa.Column("digest", sa.Boolean(), nullable=False, server_default=sa.true()))
    connection = op.get_bind()
    now = datetime.now(UTC)
    now = now.replace(tzinfo=None) if connection.dialect.name == "sqlite" else now
    planned = {
        (row.community_id, row.subject_id)
        for row in connection.execute(sa.select(_due).where(_due.c.subject_kind == "cohort", _due.c.routine == "begin"))
    }
    begins = [
        {
            "community_id": row.community_id,
            "subject_kind": "cohort",
            "subject_id": row.id,
            "routine": "begin",
            "cohort_id": row.id,
            "at": now,
            "wait_until": now,
        }
        for row in connection.execute(sa.select(_cohort))
        if (row.community_id, row.id) not in planned
    ]
    if begins:
        connection.execute(sa.insert(_due), begins)


def downgrade() -> None:
    """The version before does not know this routine."""
    op.get_bind().execute(sa.delete(_due).where(_due.c.routine == NEW))
    with op.batch_alter_table("community") as table:
        table.drop_column("digest")
