"""a pack may have an owner, and goes with it"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_KEYS = (
    ("revision", "fk_revision_pack", "pack", ["pack"], ["name"]),
    ("release", "fk_release_pack", "pack", ["pack"], ["name"]),
    ("release_item", "fk_release_item_pack_version", "release", ["pack", "version"], ["pack", "version"]),
    ("release_item", "fk_release_item_pack_item_id_rev", "revision", ["pack", "item_id", "rev"], ["pack", "item_id", "rev"]),
)
_OWNER = "fk_pack_community_id"


def upgrade() -> None:
    with op.batch_alter_table("pack") as table:
        table.add_column(sa.Column("community_id", sa.BigInteger(), nullable=True))
        table.create_foreign_key(op.f(_OWNER), "community", ["community_id"], ["id"], ondelete="CASCADE")
        table.create_index("ix_pack_community_id", ["community_id"])
    _build_keys("CASCADE")


def downgrade() -> None:
    """Raises RuntimeError if a community owns a pack: the version before would show it to everybody."""
    pack = sa.table("pack", sa.column("community_id"))
    if op.get_bind().execute(sa.select(pack).where(pack.c.community_id.is_not(None)).limit(1)).first():
        raise RuntimeError("delete the packs that communities own first")
    _build_keys(None)
    with op.batch_alter_table("pack") as table:
        table.drop_index("ix_pack_community_id")
        table.drop_constraint(op.f(_OWNER), type_="foreignkey")
        table.drop_column("community_id")


def _build_keys(ondelete: str | None) -> None:
    for name, key, referred, columns, referred_columns in _KEYS:
        with op.batch_alter_table(name) as table:
            table.drop_constraint(op.f(key), type_="foreignkey")
            table.create_foreign_key(op.f(key), referred, columns, referred_columns, ondelete=ondelete)
