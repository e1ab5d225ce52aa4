"""Run by Alembic inside the connection that `storage.migrate` hands over."""

from alembic import context
from sqlalchemy import Connection

from storage.tables import metadata


def _refuse_checked_keys(connection: Connection) -> None:
    """Raises RuntimeError on SQLite while keys are checked: a table built anew would take along every row that refers to it."""
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_keys").scalar():
        raise RuntimeError("migrate with storage.migrate, which turns foreign keys off")


connection: Connection = context.config.attributes["connection"]
_refuse_checked_keys(connection)
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
