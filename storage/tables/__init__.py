"""The tables, by the words of the product. Instants are UTC; days and times of day are somebody's local ones.

Every table of a community's data has `community_id` in its primary and foreign keys. Every column is marked as PERSONAL or
IMPERSONAL: export and erase are derived from the marks.
"""

from storage.tables.challenges import attempt, daily_challenge, repair, review_state
from storage.tables.cohorts import (
    checkin,
    cohort,
    enrollment,
    help_offer,
    home,
    live_session,
    peer_review,
    progress,
    review_request,
    waiting,
)
from storage.tables.columns import metadata
from storage.tables.communities import account, community, erasure, member, member_note, moderator, moderator_role, person, space
from storage.tables.content import pack, release, release_item, revision
from storage.tables.lookups import gap, own_link, own_revision, report, saved, shipped_link, stand_in, suggestion
from storage.tables.slack import slack_installation, slack_state
from storage.tables.web import web_pass
from storage.tables.work import draft, due, pace, post, seen

__all__ = [
    "account",
    "attempt",
    "checkin",
    "cohort",
    "community",
    "daily_challenge",
    "draft",
    "due",
    "enrollment",
    "erasure",
    "gap",
    "help_offer",
    "home",
    "live_session",
    "member",
    "member_note",
    "metadata",
    "moderator",
    "moderator_role",
    "own_link",
    "own_revision",
    "pace",
    "pack",
    "peer_review",
    "person",
    "post",
    "progress",
    "release",
    "release_item",
    "repair",
    "report",
    "review_request",
    "review_state",
    "revision",
    "saved",
    "seen",
    "shipped_link",
    "slack_installation",
    "slack_state",
    "space",
    "stand_in",
    "suggestion",
    "waiting",
    "web_pass",
]
