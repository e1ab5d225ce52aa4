"""the few spaces that were left are found without reading all"""

from alembic import op
from sqlalchemy import text

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    left = text("left_at IS NOT NULL")
    op.create_index("ix_space_left", "space", ["platform", "external_id"], sqlite_where=left, postgresql_where=left)


def downgrade() -> None:
    op.drop_index("ix_space_left", "space")
