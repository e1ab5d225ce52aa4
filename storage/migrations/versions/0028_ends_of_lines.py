"""cohorts under way learn of the routine that tells those who wait of the end: each is planned anew, as after a change"""

from alembic import op

from storage.migrations.begin_anew import begin_anew, forget

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    begin_anew(op.get_bind())


def downgrade() -> None:
    forget(op.get_bind(), "line-end")
