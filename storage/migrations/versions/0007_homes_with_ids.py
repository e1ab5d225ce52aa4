"""homes with ids, which the keys of posts hold"""

from secrets import randbits
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_home = sa.table("home", *map(sa.column, ("community_id", "cohort_id", "platform", "space", "channel")))
_post = sa.table("post", *map(sa.column, ("community_id", "cohort_id", "home_id", "key", "parent")))


def upgrade() -> None:
    homes = [{**row, "id": randbits(48)} for row in op.get_bind().execute(sa.select(_home)).mappings()]
    op.drop_table("home")  # its primary key is another one now
    table = op.create_table(
        "home",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("cohort_id", sa.BigInteger(), nullable=False),
        sa.Column("platform", sa.String(length=16), nullable=False),
        sa.Column("space", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        _of_cohort(),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_home")),
        sa.UniqueConstraint(
            "community_id",
            "cohort_id",
            "platform",
            "space",
            "channel",
            name=op.f("uq_home_community_id_cohort_id_platform_space_channel"),
        ),
    )
    op.create_index("ix_home_channel", "home", ["community_id", "platform", "channel"], unique=False)
    op.bulk_insert(table, homes)
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.add_column(sa.Column("home_id", sa.BigInteger(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_post_community_id_home_id"),
            "home",
            ["community_id", "home_id"],
            ["community_id", "id"],
            ondelete="CASCADE",
        )
    for home in homes:
        _rename(home, _by_channel(home), f"/{home['id']}", home["id"])


def downgrade() -> None:
    ids = sa.table("home", *map(sa.column, ("id", *_home.c.keys())))
    homes = [dict(row) for row in op.get_bind().execute(sa.select(ids)).mappings()]
    for home in homes:
        _rename(home, f"/{home['id']}", _by_channel(home), None)
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_post_community_id_home_id"), type_="foreignkey")
        batch_op.drop_column("home_id")
    op.drop_table("home")
    op.create_table(
        "home",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("cohort_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("platform", sa.String(length=16), autoincrement=False, nullable=False),
        sa.Column("space", sa.String(length=64), autoincrement=False, nullable=False),
        sa.Column("channel", sa.String(length=64), autoincrement=False, nullable=False),
        _of_cohort(),
        sa.PrimaryKeyConstraint("community_id", "cohort_id", "platform", "space", "channel", name=op.f("pk_home")),
    )
    op.create_index("ix_home_channel", "home", ["community_id", "platform", "channel"], unique=False)
    op.bulk_insert(_home, [{column.name: home[column.name] for column in _home.c} for home in homes])


def _by_channel(home: dict[str, Any]) -> str:
    return f"/{home['cohort_id']}/{home['platform']}/{home['channel']}"


def _rename(home: dict[str, Any], old: str, new: str, id: int | None) -> None:
    """Let the keys of a home's posts that end in `old` end in `new`."""
    renamed = {
        column.name: sa.func.substr(column, 1, sa.func.length(column) - len(old)) + new
        for column in (_post.c.key, _post.c.parent)
    }
    op.execute(
        _post.update()
        .where(
            _post.c.community_id == home["community_id"],
            _post.c.cohort_id == home["cohort_id"],
            sa.cast(_post.c.key, sa.String()).endswith(old, autoescape=True),
        )
        .values({**renamed, "home_id": id})
    )


def _of_cohort() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["community_id", "cohort_id"],
        ["cohort.community_id", "cohort.id"],
        name=op.f("fk_home_community_id_cohort_id"),
        ondelete="CASCADE",
    )
