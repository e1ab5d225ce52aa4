"""several roles moderate; a community of before has the one that was chosen, or none"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_community = sa.table("community", sa.column("id", sa.BigInteger), sa.column("moderator_role", sa.String))
_role = sa.table("moderator_role", sa.column("community_id", sa.BigInteger), sa.column("role_id", sa.String))


def upgrade() -> None:
    op.create_table(
        "moderator_role",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("role_id", sa.String(length=64), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_moderator_role_community_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("community_id", "role_id", name=op.f("pk_moderator_role")),
    )
    chosen = sa.select(_community.c.id, _community.c.moderator_role).where(_community.c.moderator_role.is_not(None))
    op.execute(_role.insert().from_select(["community_id", "role_id"], chosen))
    op.drop_column("community", "moderator_role")


def downgrade() -> None:
    """Of several roles one is kept: whoever loses the right can be named again by an administrator."""
    op.add_column("community", sa.Column("moderator_role", sa.String(length=64), nullable=True))
    kept = sa.select(sa.func.min(_role.c.role_id)).where(_role.c.community_id == _community.c.id).scalar_subquery()
    op.execute(_community.update().values(moderator_role=kept))
    op.drop_table("moderator_role")
