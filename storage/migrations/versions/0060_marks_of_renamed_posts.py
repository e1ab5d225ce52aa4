"""what the message of a post is known by, once the post has another key"""

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("post", sa.Column("known_as", sa.BigInteger()))


def downgrade() -> None:
    op.drop_column("post", "known_as")
