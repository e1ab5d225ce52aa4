"""What the core asks of storage as a whole: a unit of work, one transaction over one community's data."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol, TypeAlias, TypeVar

from bot.domain.member import Community, Member
from bot.domain.membership import Membership
from bot.interface.call import Actor, Place, Request
from bot.ports.challenges import Attempts, Challenges, Repairs, Reviews
from bot.ports.cohorts import Checkins, Cohorts, Enrollments, HelpOffers, ProgressRecords, Scores, Streaks, WaitingLists
from bot.ports.delivery_board import DeliveryBoard
from bot.ports.drafts import Drafts
from bot.ports.dues import Dues
from bot.ports.links import Links
from bot.ports.live_sessions import LiveSessions
from bot.ports.lookups import Gaps, OwnContent, Reports, Search, Shelf, Suggestions
from bot.ports.members import MemberNotes, Members
from bot.ports.outbox import Outbox
from bot.ports.packs import Content
from bot.ports.peer_reviews import PeerReviews
from bot.ports.personal import PersonalData
from bot.ports.web_passes import WebPasses

T = TypeVar("T")
Given = TypeVar("Given")
Work: TypeAlias = Callable[[Given], Awaitable[T]]
"""What is done in a unit, and returns something."""


@dataclass(frozen=True, slots=True)
class OfCohort:
    """The community that a cohort is of."""

    cohort: int


Whose: TypeAlias = int | OfCohort | None
"""A community by its id or by a cohort of it; None: that of the space of a call."""


class Unit(Protocol):
    """One transaction over one community's data, the only door to it."""

    @property
    def community(self) -> Community: ...
    @property
    def members(self) -> Members: ...
    @property
    def help_offers(self) -> HelpOffers: ...
    @property
    def peer_reviews(self) -> PeerReviews: ...
    @property
    def personal(self) -> PersonalData: ...
    @property
    def member_notes(self) -> MemberNotes: ...
    @property
    def cohorts(self) -> Cohorts: ...
    @property
    def enrollments(self) -> Enrollments: ...
    @property
    def waiting_lists(self) -> WaitingLists: ...
    @property
    def progress(self) -> ProgressRecords: ...
    @property
    def checkins(self) -> Checkins: ...
    @property
    def scores(self) -> Scores: ...
    @property
    def streaks(self) -> Streaks: ...
    @property
    def content(self) -> Content: ...
    @property
    def challenges(self) -> Challenges: ...
    @property
    def attempts(self) -> Attempts: ...
    @property
    def reviews(self) -> Reviews: ...
    @property
    def repairs(self) -> Repairs: ...
    @property
    def search(self) -> Search: ...
    @property
    def own_content(self) -> OwnContent: ...
    @property
    def shelf(self) -> Shelf: ...
    @property
    def reports(self) -> Reports: ...
    @property
    def links(self) -> Links: ...
    @property
    def gaps(self) -> Gaps: ...
    @property
    def suggestions(self) -> Suggestions: ...
    @property
    def drafts(self) -> Drafts: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def delivery_board(self) -> DeliveryBoard: ...
    @property
    def dues(self) -> Dues: ...
    @property
    def live_sessions(self) -> LiveSessions: ...
    @property
    def web_passes(self) -> WebPasses: ...
    def together(self, cohorts: Collection[int] = ()) -> AbstractAsyncContextManager[None]:
        """Inside, what is done for several cohorts, which the unit holds locked or which are only looked at, shares what it
        asks: what is read of one is read for all, once, and stands until the unit changes it; what is queued for any is one
        statement in the end, or before something else is asked that depends on it."""
        ...

    def new_id(self) -> int:
        """An id for something new."""
        ...

    async def save_community(self, community: Community) -> None:
        """Keep changed settings, which hold in this unit from now on."""
        ...


class ReadOnly(Exception):
    """A unit that only reads was asked to keep something; the call is carried out anew in one that writes."""


class Unavailable(Exception):
    """The database cannot be used at present: it is locked, full, read-only or away. What was under way may have been kept, if
    the answer to its COMMIT alone was lost."""


class NotAMember(Exception):
    """Somebody calls a community from a direct message without having called it from one of its spaces before."""


@dataclass(frozen=True, slots=True)
class Admission:
    """The unit a call works in, and the member who calls, with their memberships as they are when the call comes, latest start
    first. `here`: the ids of the cohorts among these that live in the thread of the call, or if none does in its channel.
    `repeated`: the same request was carried out before."""

    unit: Unit
    member: Member
    memberships: Sequence[Membership]
    here: Collection[int] = ()
    repeated: bool = False


class Units(Protocol):
    """Runs work in units, and answers the few questions that come before a community is known.

    A unit commits what its work did when it returns, and nothing if it raises. Work awaits nothing but its unit: it may run in a
    thread that the database owns, and holds a transaction open, so that anything else fails there.
    """

    async def admit(self, request: Request, work: Work[Admission, T], *, write: bool, community: Whose = None) -> T:
        """What work returns in a unit for an inbound call, in `community`; where that is not of the call's space, the actor is a
        member already.

        Space, person, account and member are known afterwards, the display name is up to date. A writing unit notes the request's
        id. Raises NotAMember if the actor calls from no space and is no member of `community`, and what the work raises.
        """
        ...

    async def run(self, community: int, work: Work[Unit, T]) -> T:
        """What the bot's own work returns in a writing unit of one community. Raises what the work raises."""
        ...

    async def show(self, token: str, work: Work[Unit, T]) -> T | None:
        """What work returns in a unit that only reads, of the community whose roadmaps are public under a token; None if none's
        are. Raises ReadOnly if the work writes, and what the work raises."""
        ...

    async def communities_of(self, actor: Actor) -> Sequence[Community]:
        """The communities an account belongs to."""
        ...

    async def community_at(self, place: Place) -> int:
        """The community of a space, which becomes known if nobody has called from it yet."""
        ...
