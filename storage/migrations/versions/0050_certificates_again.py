"""a certificate has one address however often it is asked for"""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("web_pass", sa.Column("token", sa.String(64)))


def downgrade() -> None:
    op.drop_column("web_pass", "token")
