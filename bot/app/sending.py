"""Posts on their way to a platform: in lanes, each looked for if it may be there, sent, edited."""

import asyncio
from collections.abc import Callable, Collection, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import groupby
from operator import attrgetter

from bot.domain.post import Delivery
from bot.errors import Gone, RetryLater, Undecided, Undeliverable, Unreachable
from bot.ports.outbox import Sender
from bot.telemetry import Kind, Operation

UNKNOWN = "unknown"
"""The outcome of what may have been sent, or not."""
_OUTCOMES: Mapping[type[Exception], str] = {
    RetryLater: "deferred",
    Gone: "gone",
    Undecided: "uncertain",
    Unreachable: "unreachable",
    Undeliverable: "refused",
}
"""By what a sender raises; the first that fits."""
_CHANNEL: Callable[[Delivery], str] = attrgetter("post.channel")


LEASE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Spans:
    """How long each step may take, and what goes wrong waits."""

    lease: timedelta = LEASE
    """For which a claimed post is this process's own; what a process held that died waits as long."""
    sending: timedelta = timedelta(seconds=30)
    look_after: timedelta = timedelta(seconds=5)
    """After which a post of unknown outcome is looked for, doubled each time up to the lease: what was on its way is there by
    then, and what comes after it in its channel waits no longer than it has to."""


AS_USUAL = Spans()


class Turns:
    """The communities in which posts are to be claimed next, each once; one of many lanes goes on from lane to lane."""

    def __init__(self) -> None:
        self._after: dict[int, str] = {}
        """By community the lane after which it goes on."""

    def __len__(self) -> int:
        return len(self._after)

    def come(self, communities: Iterable[int]) -> None:
        for community in communities:
            self._after.setdefault(community, "")

    def next(self) -> tuple[int, str]:
        """A community, and the lane after which it goes on."""
        community = next(iter(self._after))
        return community, self._after.pop(community)

    def go_on(self, community: int, after: str, lanes: Collection[str]) -> None:
        """There may be more lanes in a community than those that were claimed after one; without any, what comes before that."""
        if lanes:
            self._after[community] = max(lanes)
        elif after:
            self.come([community])


def by_lane(deliveries: Sequence[Delivery]) -> Mapping[str, Sequence[Delivery]]:
    """Claimed posts by their channels, each in the order they were given."""
    return {channel: list(lane) for channel, lane in groupby(sorted(deliveries, key=_CHANNEL), _CHANNEL)}


async def looked_for(sender: Sender, delivery: Delivery, deadline: float) -> Delivery:
    """The delivery, with the message that an earlier attempt sent if it did; that one may show an older card. A thread that needs
    no opening is the message above it."""
    if delivery.post.kind == "thread" and not sender.opens_threads:
        return replace(delivery, message=delivery.parent_message)
    if delivery.message is not None or delivery.attempts == 1:
        return delivery
    with _told("find", delivery):
        async with asyncio.timeout_at(deadline):
            return replace(delivery, message=await sender.find(delivery))


async def send(sender: Sender, delivery: Delivery, deadline: float) -> str:
    """Send the post, or edit its message if its card changed; returns the message's external id."""
    if delivery.message is None:
        with _told("send", delivery):
            async with asyncio.timeout_at(deadline):
                return await sender.send(delivery)
    if delivery.version > 1:
        with _told("edit", delivery):
            async with asyncio.timeout_at(deadline):
                await sender.edit(delivery)
    return delivery.message


@contextmanager
def _told(name: str, delivery: Delivery) -> Generator[None]:
    """Whatever the platform's sender raises passes; what it means is told as the outcome, which is unknown if nobody says."""
    with Operation(Kind.SEND, name, delivery.post.platform, str(delivery.id)) as told:
        try:
            yield
        except Exception as error:
            told.outcome = next((outcome for kind, outcome in _OUTCOMES.items() if isinstance(error, kind)), UNKNOWN)
            raise
