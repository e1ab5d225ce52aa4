"""under which token everybody can read a community's roadmaps on the web"""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("community", sa.Column("public_token", sa.String(64)))
    op.create_index("ix_community_public_token", "community", ["public_token"], unique=True)


def downgrade() -> None:
    op.drop_index("ix_community_public_token", "community")
    op.drop_column("community", "public_token")
