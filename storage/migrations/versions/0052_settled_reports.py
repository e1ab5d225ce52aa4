"""reports of broken links stay once they are settled, so that they count again if that is taken back"""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("report", sa.Column("settled_by", sa.String(100)))


def downgrade() -> None:
    op.execute("DELETE FROM report WHERE settled_by IS NOT NULL")
    op.drop_column("report", "settled_by")
