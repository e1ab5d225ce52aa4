"""a post whose time has passed is expired, and what was answered before is an earlier answer"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_post = sa.table("post", sa.column("state", sa.String()))
_draft = sa.table("draft", sa.column("kind", sa.String()))


def upgrade() -> None:
    op.execute(_post.update().where(_post.c.state == "missed").values(state="expired"))
    op.execute(_draft.update().where(_draft.c.kind == "answered").values(kind="earlier answer"))


def downgrade() -> None:
    op.execute(_post.update().where(_post.c.state == "expired").values(state="missed"))
    op.execute(_draft.update().where(_draft.c.kind == "earlier answer").values(kind="answered"))
