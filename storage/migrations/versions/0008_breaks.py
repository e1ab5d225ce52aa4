"""breaks are kept with their cohort; pauses become breaks"""

import re
from collections import defaultdict
from datetime import date, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_cohort = sa.table("cohort", sa.column("community_id"), sa.column("id"), sa.column("breaks", sa.Text()))
_pause = sa.table(
    "pause",
    sa.column("community_id"),
    sa.column("id"),
    sa.column("cohort_id"),
    sa.column("first", sa.Date()),
    sa.column("last", sa.Date()),
)
_LONGEST = timedelta(days=366)
"""A longer break cannot be read."""


def upgrade() -> None:
    op.add_column("cohort", sa.Column("breaks", sa.Text(), server_default=sa.text("''"), nullable=False))
    connection = op.get_bind()
    breaks: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for row in connection.execute(sa.select(_pause).order_by(_pause.c.first, _pause.c.id)):
        if row.last is None or row.first <= row.last:
            last = min(row.last, row.first + _LONGEST) if row.last else ""
            breaks[row.community_id, row.cohort_id].append(f"pause:{row.first}/{last}")
    for (community, cohort), found in breaks.items():
        here = sa.and_(_cohort.c.community_id == community, _cohort.c.id == cohort)
        connection.execute(sa.update(_cohort).where(here).values(breaks=",".join(found)))
    op.drop_table("pause")


def downgrade() -> None:
    """Holidays and shifts are lost: the version before knows none."""
    op.create_table(
        "pause",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("cohort_id", sa.BigInteger(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "cohort_id"],
            ["cohort.community_id", "cohort.id"],
            name=op.f("fk_pause_community_id_cohort_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_pause")),
    )
    connection = op.get_bind()
    pauses = [
        {"community_id": row.community_id, "cohort_id": row.id, "first": _day(first), "last": _day(last)}
        for row in connection.execute(sa.select(_cohort))
        for kind, first, last in _breaks(row.breaks)
        if kind == "pause"
    ]
    if pauses:
        connection.execute(sa.insert(_pause), [{"id": number, **pause} for number, pause in enumerate(pauses, 1)])
    op.drop_column("cohort", "breaks")  # in place: a table built anew would take along what hangs under it


def _breaks(text: str) -> list[list[str]]:
    """Kind, first and last day of each break of such as `pause:2026-01-05/2026-01-11`; the last day may be empty."""
    return [re.split("[:/]", part) for part in text.split(",") if part]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
