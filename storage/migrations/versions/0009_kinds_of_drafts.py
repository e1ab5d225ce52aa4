"""a draft has a kind"""

from collections.abc import Collection

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_draft = sa.table(
    "draft",
    sa.column("community_id", sa.BigInteger()),
    sa.column("id", sa.BigInteger()),
    sa.column("kind", sa.String()),
    sa.column("content", sa.JSON()),
)
_MARKS = {"changed": "manage undo-edit", "of": "content", "seed": "practice"}
_PLAN = "name roadmap start channel time"
_RESOURCE = "language kind topics level hours authors aliases cost"
_FORMS = (
    ("manage create", _PLAN, ""),
    ("manage edit-plan", "cohort", _PLAN),
    ("manage edit-checkins", "cohort", "zone days checkin capacity end"),
    ("manage edit-challenges", "cohort", "challenges challenge"),
    ("manage repair", "date", "reason cohort"),
    ("manage remove", "member", "cohort"),
    ("me settings", "", "zone minutes reminders hours visibility"),
    ("manage settings", "", "zone moderators log language"),
    ("milestone done", "week cohort", "link note"),
    ("challenge answer", "answer cohort day", "hints"),
    ("practice answer", "draft answer", "hints"),
    ("checkin", "", "did next blocker answer share day cohort"),
    ("resource suggest", "title url", "topics"),
    ("content add-resource", "title url", _RESOURCE),
    ("content change-resource", "title url draft", "kind level topics"),
    ("content resource-details", "draft", "cost hours authors aliases language"),
    ("content add-question", "question answer", "topics aliases"),
    ("content change-question", "question answer draft", "topics aliases"),
    ("content answer-gap", "question answer gap", "topics aliases"),
    ("content add-challenge", "", "prompt key explain hint topics kind reference wrong level minutes"),
    ("content change-challenge", "draft", "prompt key explain hint topics kind reference wrong"),
)
"""The forms of that time: path, values that a call always holds and values that it may hold. Of look-ups nothing can be told."""


def upgrade() -> None:
    with op.batch_alter_table("draft") as table:
        table.add_column(sa.Column("kind", sa.String(length=40), nullable=True))
    connection = op.get_bind()
    for row in connection.execute(sa.select(_draft)).all():
        key = sa.and_(_draft.c.community_id == row.community_id, _draft.c.id == row.id)
        connection.execute(sa.update(_draft).where(key).values(kind=_kind_of(row.content)))
    with op.batch_alter_table("draft") as table:
        table.alter_column("kind", existing_type=sa.String(length=40), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("draft") as table:
        table.drop_column("kind")


def _kind_of(names: Collection[str]) -> str:
    """By a value that only one kind has, else the first form that these values fit. A wrong guess opens no other form: who takes
    the draft up asks for its kind, and is told that it is gone, as for one that is unknown."""
    marked = (kind for mark, kind in _MARKS.items() if mark in names)
    held = set(names) - {"community", "part"}
    fitting = (path for path, always, may in _FORMS if {*always.split()} <= held <= {*always.split(), *may.split()})
    return next(marked, None) or next(fitting, "unknown")
