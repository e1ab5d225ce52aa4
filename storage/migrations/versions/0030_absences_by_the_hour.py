"""an absence from a cohort is kept from instant to instant; of before it is known by its days, in the zone of the cohort"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

_cohort = sa.table("cohort", sa.column("community_id"), sa.column("id"), sa.column("zone"))
_enrollment = sa.table("enrollment", sa.column("community_id"), sa.column("cohort_id"), sa.column("person_id"), sa.column("away"))
LAST_SECOND = time(23, 59, 59)


def upgrade() -> None:
    _rewrite(_as_instants)


def downgrade() -> None:
    _rewrite(_as_days)


def _rewrite(written: Callable[[str, ZoneInfo], str]) -> None:
    connection = op.get_bind()
    cohorts = connection.execute(sa.select(_cohort))
    zones = {(row.community_id, row.id): ZoneInfo(row.zone) for row in cohorts}
    for row in connection.execute(sa.select(_enrollment).where(_enrollment.c.away != "")).all():
        zone = zones[row.community_id, row.cohort_id]
        away = ",".join(written(span, zone) for span in row.away.split(","))
        connection.execute(
            sa.update(_enrollment)
            .where(
                _enrollment.c.community_id == row.community_id,
                _enrollment.c.cohort_id == row.cohort_id,
                _enrollment.c.person_id == row.person_id,
            )
            .values(away=away)
        )


def _as_instants(span: str, zone: ZoneInfo) -> str:
    first, last = map(date.fromisoformat, span.split("/"))
    bounds = (datetime.combine(first, time(0), zone), datetime.combine(last, LAST_SECOND, zone))
    return "/".join(bound.astimezone(UTC).isoformat() for bound in bounds)


def _as_days(span: str, zone: ZoneInfo) -> str:
    return "/".join(datetime.fromisoformat(bound).astimezone(zone).date().isoformat() for bound in span.split("/"))
