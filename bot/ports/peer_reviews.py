"""What the core asks of storage about reviews of milestones among members."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.peer_review import PeerReview, ReviewRequest


class PeerReviews(Protocol):
    """Who reviews whose milestones; whoever shows a review makes sure that only these two, and moderators of one that was
    reported, read it."""

    async def requests(self, cohort: int) -> Sequence[ReviewRequest]:
        """Those in a cohort that were not withdrawn, earliest first."""
        ...

    async def request(self, cohort: int, person: int, week: str) -> ReviewRequest | None:
        """That of somebody's milestone of a week, unless it was withdrawn."""
        ...

    async def of_cohort(self, cohort: int) -> Sequence[PeerReview]:
        """All of a cohort, earliest asked first."""
        ...

    async def of_work(self, cohort: int, person: int, week: str) -> Sequence[PeerReview]:
        """Those of somebody's milestone of a week, earliest answered first."""
        ...

    async def given_by(self, person: int) -> int:
        """How many somebody has written."""
        ...

    async def ask(self, request: ReviewRequest) -> None:
        """Keep a request; one that is there already stays. Whoever was asked lately, before it was withdrawn, is waited for
        again."""
        ...

    async def put(self, review: PeerReview) -> None:
        """Keep a review, asked for or answered."""
        ...

    async def withdraw(self, cohort: int, person: int, week: str, now: datetime) -> None:
        """Forget a request, and who was to be asked later; whoever was asked is waited for no more, and what was given stays."""
        ...
