"""a preview's draft is of another kind than a refused form's"""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

from storage.tables.columns import Instant

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_draft = sa.table(
    "draft",
    sa.column("community_id", sa.BigInteger()),
    sa.column("id", sa.BigInteger()),
    sa.column("kind", sa.String()),
    sa.column("content", sa.JSON()),
    sa.column("expires_at", Instant()),
)
_KINDS = {"manage create": "cohort plan", "manage repair": "repair preview"}
_REPAIR = {"cohort", "date", "reason"}
"""What a preview of a repair always holds, and a refused form seldom."""


def upgrade() -> None:
    """A refused form is kept for a day, a plan for seven: a plan on its last day is taken for a refused form."""
    connection = op.get_bind()
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    for row in connection.execute(sa.select(_draft).where(_draft.c.kind.in_(_KINDS))).all():
        if row.expires_at > tomorrow if row.kind == "manage create" else set(row.content) == _REPAIR:
            key = sa.and_(_draft.c.community_id == row.community_id, _draft.c.id == row.id)
            connection.execute(sa.update(_draft).where(key).values(kind=_KINDS[row.kind]))


def downgrade() -> None:
    for form, preview in _KINDS.items():
        op.execute(_draft.update().where(_draft.c.kind == preview).values(kind=form))
