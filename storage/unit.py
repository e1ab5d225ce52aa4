"""A unit of work: one transaction over one community's rows."""

from collections.abc import Collection
from contextlib import AbstractAsyncContextManager

from sqlalchemy import bindparam, update

from bot.domain.member import Community
from storage import tables
from storage.board import SqlDeliveryBoard
from storage.challenges import SqlAttempts, SqlChallenges, SqlRepairs, SqlReviews
from storage.cohorts import SqlCheckins, SqlCohorts, SqlProgress
from storage.connection import Connection
from storage.content import SqlContent
from storage.drafts import SqlDrafts
from storage.dues import SqlDues
from storage.enrollments import SqlEnrollments
from storage.help_offers import SqlHelpOffers
from storage.identity import new_id
from storage.links import SqlLinks
from storage.live_sessions import SqlLiveSessions
from storage.lookups import SqlGaps, SqlReports, SqlShelf, SqlSuggestions
from storage.member_notes import SqlMemberNotes
from storage.members import SqlMembers
from storage.outbox import SqlOutbox
from storage.own_content import SqlOwnContent
from storage.peer_reviews import SqlPeerReviews
from storage.personal import SqlPersonalData
from storage.releases import Library
from storage.scores import SqlScores
from storage.search import SqlSearch
from storage.streaks import SqlStreaks
from storage.unit_connection import UnitConnection
from storage.waiting_lists import SqlWaitingLists
from storage.web_passes import SqlWebPasses

_SAVE_COMMUNITY = update(tables.community).where(tables.community.c.id == bindparam("community"))


class SqlUnit:
    """A transaction bound to one community: every repository it hands out sees that community alone."""

    def __init__(self, opened: Connection, community: Community, library: Library) -> None:
        connection = self._connection = UnitConnection(opened)
        self.community = community
        self.members = SqlMembers(connection, community.id)
        self.help_offers = SqlHelpOffers(connection, community.id)
        self.peer_reviews = SqlPeerReviews(connection, community.id)
        self.personal = SqlPersonalData(connection, community.id)
        self.member_notes = SqlMemberNotes(connection, community.id)
        self.cohorts = SqlCohorts(connection, community.id)
        self.enrollments = SqlEnrollments(connection, community.id)
        self.waiting_lists = SqlWaitingLists(connection, community.id)
        self.progress = SqlProgress(connection, community.id)
        self.checkins = SqlCheckins(connection, community.id)
        self.scores = SqlScores(connection, community.id)
        self.streaks = SqlStreaks(connection, community.id)
        self.content = SqlContent(connection, community, library)
        self.challenges = SqlChallenges(connection, community.id, self.content)
        self.attempts = SqlAttempts(connection, community.id)
        self.reviews = SqlReviews(connection, community.id)
        self.repairs = SqlRepairs(connection, community.id)
        self.search = SqlSearch(connection, community.id, self.content)
        self.own_content = SqlOwnContent(connection, community.id)
        self.shelf = SqlShelf(connection, community.id)
        self.reports = SqlReports(connection, community.id)
        self.links = SqlLinks(connection, community.id, community.content_version)
        self.gaps = SqlGaps(connection, community.id)
        self.suggestions = SqlSuggestions(connection, community.id)
        self.drafts = SqlDrafts(connection, community.id)
        self.outbox = SqlOutbox(connection, community.id)
        self.delivery_board = SqlDeliveryBoard(connection, community.id)
        self.dues = SqlDues(connection, community.id)
        self.live_sessions = SqlLiveSessions(connection, community.id)
        self.web_passes = SqlWebPasses(connection, community.id)

    def together(self, cohorts: Collection[int] = ()) -> AbstractAsyncContextManager[None]:
        return self._connection.together(cohorts)

    def new_id(self) -> int:
        return new_id()

    async def save_community(self, community: Community) -> None:
        self.community = community
        platform, space, channel = community.log_channel or (None, None, None)
        values = {
            "community": community.id,
            "name": community.name,
            "zone": community.zone,
            "locale": community.locale,
            "log_platform": platform,
            "log_space": space,
            "log_channel": channel,
            "digest": community.digest,
            "check_links": community.check_links,
            "public_token": community.public_token,
        }
        await self._connection.execute(_SAVE_COMMUNITY, values)
