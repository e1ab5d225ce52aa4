"""a direct message knows to whom it was promised that it arrives; an offer of help when it was answered"""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("post", sa.Column("promised_to", sa.BigInteger()))
    op.add_column("help_offer", sa.Column("answered_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("help_offer", "answered_at")
    op.drop_column("post", "promised_to")
