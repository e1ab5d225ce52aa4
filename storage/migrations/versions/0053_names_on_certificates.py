"""a certificate keeps the name that it was issued to"""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("web_pass", sa.Column("issued_to", sa.String(200)))


def downgrade() -> None:
    op.drop_column("web_pass", "issued_to")
