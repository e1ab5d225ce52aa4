"""The tables of challenges: what a cohort is given, what members answered, what comes back, and the days that are credited."""

from datetime import time

from sqlalchemy import BigInteger, Boolean, Column, Date, Float, Index, Integer, String, Table, Text

from storage.tables.columns import Instant, day_ends, key, metadata, of_cohort, of_member, tenant
from storage.tables.marks import IMPERSONAL, NAMES, PERSONAL, rows

daily_challenge = Table(
    "daily_challenge",
    metadata,
    tenant(),
    key("cohort_id"),
    key("day", Date),
    Column("item_id", String(64), nullable=False, info=IMPERSONAL),
    Column("rev", Integer, nullable=False, info=IMPERSONAL),
    Column("seed", Integer, nullable=False, info=IMPERSONAL),
    Column("at", Instant, nullable=False, info=IMPERSONAL),
    of_cohort(),
)

attempt = Table(
    "attempt",
    metadata,
    tenant(),
    key("id"),
    Column("person_id", BigInteger, nullable=False, info=IMPERSONAL),
    Column("cohort_id", BigInteger, info=IMPERSONAL),
    Column("item_id", String(64), nullable=False, info=PERSONAL),
    Column("rev", Integer, nullable=False, info=IMPERSONAL),
    Column("seed", Integer, nullable=False, info=IMPERSONAL),
    Column("day", Date, nullable=False, info=PERSONAL),
    Column("zone", String(64), nullable=False, info=PERSONAL),
    Column("at", Instant, nullable=False, info=PERSONAL),
    Column("answer", Text, nullable=False, info=PERSONAL),
    Column("verdict", String(16), nullable=False, info=PERSONAL),
    Column("scored", Boolean, nullable=False, info=PERSONAL),
    Column("hints", Integer, nullable=False, info=PERSONAL),
    Column("rule", String(16), nullable=False, info=PERSONAL),
    day_ends(),
    of_cohort(),
    of_member(),
    Index("ix_attempt_person", "community_id", "person_id", "day"),
    Index("ix_attempt_item", "community_id", "item_id"),
    info=rows(
        "answers_to_challenges",
        stays=("item_id", "day", "at", "verdict", "scored", "hints", "rule"),
        zone="UTC",
        answer="",
        day_ends=time(),
    ),
)

review_state = Table(
    "review_state",
    metadata,
    tenant(),
    key("person_id"),
    key("item_id", String(64)),
    Column("state", Integer, nullable=False, info=PERSONAL),
    Column("step", Integer, info=PERSONAL),
    Column("stability", Float, info=PERSONAL),
    Column("difficulty", Float, info=PERSONAL),
    Column("due", Instant, nullable=False, info=PERSONAL),
    Column("last_review", Instant, info=PERSONAL),
    of_member(),
    Index("ix_review_state_due", "community_id", "person_id", "due"),
    info=rows("challenges_that_come_back"),
)

repair = Table(
    "repair",
    metadata,
    tenant(),
    key("cohort_id"),
    key("day", Date),
    Column("by", BigInteger, nullable=False, info=NAMES),
    Column("at", Instant, nullable=False, info=IMPERSONAL),
    Column("reason", String(200), nullable=False, info=IMPERSONAL),
    of_cohort(),
    info=rows("days_that_I_credited_to_everybody", "by"),
)
