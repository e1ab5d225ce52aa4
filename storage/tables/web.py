"""The table of what lets somebody in on the web."""

from sqlalchemy import BigInteger, Boolean, Column, Index, String, Table, Text

from storage.tables.columns import Instant, key, metadata, of_cohort, of_member, tenant
from storage.tables.marks import IMPERSONAL, PERSONAL, rows

web_pass = Table(
    "web_pass",
    metadata,
    tenant(),
    key("digest", String(64)),
    Column("kind", String(16), nullable=False, info=IMPERSONAL),
    Column("person_id", BigInteger, nullable=False, info=IMPERSONAL),
    Column("platform", String(16), nullable=False, info=IMPERSONAL),
    Column("account", String(64), nullable=False, info=PERSONAL),
    Column("made_at", Instant, nullable=False, info=PERSONAL),
    Column("space", String(64), info=IMPERSONAL),
    Column("channel", String(64), info=IMPERSONAL),
    Column("administrator", Boolean, nullable=False, info=PERSONAL),
    Column("roles", Text, nullable=False, info=PERSONAL),
    Column("told_at", Instant, info=PERSONAL),
    Column("cohort_id", BigInteger, info=IMPERSONAL),
    Column("expires_at", Instant, info=IMPERSONAL),
    Column("token", String(64), info=PERSONAL),
    Column("issued_to", String(200), info=PERSONAL),
    of_cohort(),
    of_member(),
    Index("ix_web_pass_digest", "digest"),
    Index("ix_web_pass_person", "community_id", "person_id"),
    info=rows("sign_ins,_calendars_and_certificates"),
)
