"""What the core asks of storage for look-ups, and for what a community adds to them; a unit of work hands them out."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Protocol

from bot.domain.content_change import Change
from bot.domain.items import Deed, Findable, Found, OwnItem, Revision
from bot.domain.lookup import Act, Declined, Gap, LeftOut, Resource, Suggestion


class Search(Protocol):
    """Look-ups over the newest release of each pack in use and what the community's moderators added, together.

    `find` and `suggest` leave out what was reported as broken. What was changed in the same unit may not be found yet, so look up
    before you change anything.
    """

    async def find(self, query: str, kinds: AbstractSet[str] | None, most: int) -> Sequence[Found]:
        """The best answers among the kinds (None: all), sure ones first; the same order on every database."""
        ...

    async def suggest(self, typed: str, kinds: AbstractSet[str] | None, most: int) -> Sequence[Findable]:
        """What somebody may be typing, best first."""
        ...

    async def left_out_for(self, query: str) -> Sequence[Findable]:
        """What would be a sure answer, had it not been reported as broken."""
        ...

    async def left_out(self, resource: Resource) -> LeftOut | None:
        """Why look-ups leave a resource out with the address that it has here; None if they find it."""
        ...

    async def get(self, id: str) -> Findable | None:
        """An item by its id, a reported one too."""
        ...

    async def all(self, kind: str) -> Sequence[Findable]:
        """Every active item of a kind, the pack's first, in its order."""
        ...

    async def own_of(self, id: str) -> OwnItem | None:
        """What the community has of its own under an id, be it in place of an item that ships; retired or not."""
        ...

    async def shown_id(self, id: str) -> str:
        """The id under which members find an item: that of what ships, if the item is the community's own in its place."""
        ...

    async def answered(self, queries: Sequence[str], made: Sequence[OwnItem]) -> Mapping[str, str]:
        """The look-ups that some entries answer once they are published, be they new or edited; each with the id of the best."""
        ...

    async def own(self) -> Mapping[str, OwnItem]:
        """What the community's moderators added, by id, each as its newest revision has it; what is retired too."""
        ...


class OwnContent(Protocol):
    """What the community's moderators added. Each change is a revision; the newest one holds."""

    async def put(self, revision: Revision) -> bool:
        """Keep a revision; False if that number of its item is taken: somebody was faster."""
        ...

    async def put_batch(self, batch: int, revisions: Sequence[Revision]) -> bool:
        """Keep the revisions of a batch, at least one; False if the number of one is taken: somebody was faster."""
        ...

    async def stand_in(self, own: str, item: str) -> None:
        """Let an entry of the community's stand in place of one that ships, as long as it is not retired."""
        ...

    async def stood_for(self) -> Mapping[str, str]:
        """What ships and has or had an entry of the community's in its place, by the id of that entry."""
        ...

    async def batch(self, batch: int, most: int, skipped: int = 0) -> Sequence[Change]:
        """The changes of a batch, always in the same order; none if there is no such batch."""
        ...

    async def deeds(self, batches: Sequence[int]) -> Mapping[int, Mapping[Deed, int]]:
        """How many changes of each kind are in these batches."""
        ...

    async def history(self, item: str) -> Sequence[Change]:
        """The changes of an item, newest first."""
        ...

    async def latest(self, most: int, skipped: int = 0) -> Sequence[Change]:
        """The changes of all items, newest first; one change stands for all of its batch."""
        ...

    async def acts(self) -> Sequence[Act]:
        """What was done, newest first: every change that `latest` would give, and every decline of a suggestion."""
        ...


class Shelf(Protocol):
    """What members keep of what they found."""

    async def put(self, person: int, item: str, at: datetime) -> None: ...
    async def drop(self, person: int, item: str) -> None: ...
    async def of(self, person: int) -> Sequence[str]:
        """Ids, latest first."""
        ...


class Reports(Protocol):
    """Who says that a resource is broken."""

    async def lock(self) -> None:
        """Nobody else changes reports here until the unit ends, and those that were changed meanwhile are read from now on."""
        ...

    async def put(self, item: str, person: int, at: datetime) -> int:
        """Keep a report; returns how many persons have reported the item."""
        ...

    async def drop(self, item: str, person: int) -> None:
        """Take a person's report back."""
        ...

    async def settle(self, item: str, act: str) -> None:
        """Let the reports of an item count no more, on account of an act of a moderator's."""
        ...

    async def restore(self, item: str, act: str) -> int:
        """Let the reports of an item count again that acts settled whose names begin so; returns how many."""
        ...

    async def reporters(self, item: str) -> Sequence[int]:
        """The persons who reported it, the first one first."""
        ...

    async def counts(self) -> Mapping[str, int]:
        """How many persons reported each item, most first."""
        ...


class Gaps(Protocol):
    """Look-ups that found nothing. Those that led to an item do not wait, and are found by no other method."""

    async def note(self, query: str, at: datetime) -> None:
        """Count a look-up that found nothing."""
        ...

    async def all(self, most: int) -> Sequence[Gap]:
        """The most asked first."""
        ...

    async def settle(self, ids: Sequence[int], item: str) -> None:
        """They led to an item of the community's, and wait no more."""
        ...

    async def let_wait(self, items: Sequence[str], waits: bool) -> Sequence[Gap]:
        """Let what led to items wait again, or wait no more; returns those of which that is news."""
        ...

    async def set_aside(self, ids: Sequence[int]) -> None:
        """They wait no more, though nothing answers them."""
        ...

    async def take_up(self, ids: Sequence[int]) -> None:
        """Let what was set aside wait again."""
        ...


class Suggestions(Protocol):
    """What members propose. Those that led to an item, or were declined, do not wait."""

    async def put(self, suggestion: Suggestion) -> None: ...
    async def get(self, id: int) -> Suggestion | None: ...
    async def all(self, most: int) -> Sequence[Suggestion]:
        """Oldest first."""
        ...

    async def undecided_of(self, person: int) -> Sequence[Suggestion]:
        """Somebody's, but for those that led to an item."""
        ...

    async def count(self) -> int:
        """How many wait."""
        ...

    async def settle(self, id: int, item: str) -> None:
        """It led to an item of the community's, and waits no more."""
        ...

    async def let_wait(self, items: Sequence[str], waits: bool) -> Sequence[tuple[str, Suggestion]]:
        """Let what led to items wait again, or wait no more; returns those of which that is news, each with the item's id."""
        ...

    async def decline(self, id: int, by: int, at: datetime, reason: str) -> None:
        """It waits no more, and belongs to no item."""
        ...

    async def take_decline_back(self, id: int) -> bool:
        """Let a suggestion wait again, as if nobody had declined it. False if it waits, or led to an item since."""
        ...

    async def declined(self, most: int, skipped: int) -> Sequence[Declined]:
        """Those that were declined, newest first."""
        ...
