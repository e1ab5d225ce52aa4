"""The tables of the workspaces that added the app, and of those that are about to."""

from sqlalchemy import Column, Index, String, Table, Text

from storage.tables.columns import Instant, key, metadata
from storage.tables.marks import IMPERSONAL

slack_installation = Table(
    "slack_installation",
    metadata,
    key("space", String(64)),
    Column("sealed", Text, nullable=False, info=IMPERSONAL),  # the tokens, encrypted
    Column("installed_at", Instant, nullable=False, info=IMPERSONAL),
    Column("expires_at", Instant, info=IMPERSONAL),
    Column("renewing_until", Instant, info=IMPERSONAL),
)
slack_state = Table(
    "slack_state",
    metadata,
    key("digest", String(64)),
    Column("expires_at", Instant, nullable=False, info=IMPERSONAL),
    Index("ix_slack_state_expires_at", "expires_at"),
)
