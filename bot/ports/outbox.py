"""What the core asks of storage for posts that wait and of a sender for each platform."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.post import Delivery, KnownPost, Message, Post, PostInHome, PostKind, PostState, QueuedPost, Unheard
from bot.errors import Reason
from bot.interface.channel import ChannelReport
from bot.ports.backlog import Backlog
from bot.ports.dues import Due

Clock = Callable[[], datetime]
"""The present, aware, in UTC."""


class Sender(Protocol):
    """Speaks on one platform with one token. Whatever a method raises beside what it says leaves the outcome unknown."""

    platform: str
    most_at_once: int
    """Into how many channels posts are sent at the same time. More would wait for their turn until they are given up."""
    opens_threads: bool
    """Whether a thread has to be opened before anything can be said in it. If not, no post of kind `thread` is sent: replies
    go under the message above it."""

    async def send(self, delivery: Delivery) -> str:
        """Send the message, open the thread; returns the message's external id, which is the parent's if nothing is said because
        the channel is a thread already.

        Raises RetryLater if the platform asks to wait, Undeliverable if it refuses, Gone if the parent's message is not there.
        """
        ...

    async def find(self, delivery: Delivery) -> str | None:
        """The id of the message an earlier attempt of unknown outcome may have sent. Raises as `send` does: RetryLater,
        Undeliverable, Gone. Raises Undecided if it can never be told."""
        ...

    async def edit(self, delivery: Delivery) -> None:
        """Make the sent message show the post's card. Raises RetryLater, Undeliverable, or Gone if the message is not there."""
        ...

    async def look_at(self, space: str, channel: str) -> ChannelReport:
        """Which kind a channel is of, and what keeps the bot from all that it does there. Raises RetryLater or Gone if the
        platform does not tell."""
        ...

    async def is_there(self, space: str, account: str) -> bool:
        """Whether an account is still in a space. Whatever is raised leaves that open."""
        ...

    def is_channel_id(self, text: str) -> bool:
        """Whether a channel can have this id; a name that somebody typed in its place cannot be one."""
        ...

    def is_account_id(self, text: str) -> bool:
        """Whether an account can have this id; a name that somebody typed in its place cannot be one."""
        ...

    def link(self, space: str, channel: str, message: str) -> str | None:
        """The address at which a message, or the thread under it, opens; None if the platform has none."""
        ...


class Outbox(Protocol):
    async def put(self, post: Post) -> bool:
        """Queue a post. False if its key is known: then nothing changes."""
        ...

    async def put_all(self, posts: Iterable[Post]) -> None:
        """Queue those of the posts whose keys are not known."""
        ...

    async def revise(self, post: Post, spacing: timedelta) -> None:
        """Queue a post, or give the known one its new card: an edit, at least `spacing` after the message last changed.

        A post that was given up or has expired waits again, as if it were new. Otherwise, if the card is the same nothing
        changes. One that was called off, or whose message is gone, has its new card and stays what it is.
        """
        ...

    async def revise_copies(self, cohort: int) -> None:
        """Let copies of a cohort's posts, and what stands in channels that its homes have left, say what the posts say now."""
        ...

    async def message(self, key: str) -> Message | None:
        """The message that a post became; None if it was not sent."""
        ...

    async def were_sent(self, keys: Sequence[str]) -> frozenset[str]:
        """Those of these keys whose posts were sent."""
        ...

    async def sent(self, platform: str, channel: str, kind: PostKind) -> int:
        """The number of posts of a kind that were sent in a channel."""
        ...

    async def known(self, key: str) -> KnownPost | None:
        """What a post says; None if it was never queued."""
        ...

    async def queued(self, keys: Sequence[str]) -> Mapping[str, QueuedPost]:
        """Those of these posts that were queued, by key."""
        ...

    async def in_homes(self, cohort: int, name: str) -> Sequence[PostInHome]:
        """What became of the post `name` in each home of a cohort."""
        ...

    async def wake(self, platform: str, channel: str, now: datetime) -> None:
        """Try again now what the platform refused in a channel."""
        ...

    async def lose(self, platform: str, space: str, messages: Sequence[str]) -> None:
        """Somebody deleted these messages, or the threads under them: they are gone, with what was or is to be said there."""
        ...

    async def spoken_in(self, home: int) -> Sequence[str]:
        """The channels in which posts of a home were sent."""
        ...

    async def say_in(self, channel: str, keys: Sequence[str], due_at: datetime, until: datetime) -> None:
        """Let posts of a home that were sent elsewhere, or given up, be sent as new messages in `channel`, its present one, if
        that is possible before `until`; those that stand there from before are these posts again. The other messages are left
        as they are."""
        ...

    async def withdraw(self, key: str) -> None:
        """Let nobody want a post any more that waits and was not sent."""
        ...

    async def waits(self, key: str) -> bool:
        """Whether a post is to be sent still."""
        ...

    async def cancel(self, *keys: str) -> bool:
        """Forget those of the posts that were not sent, unless they may be on their way. False if there was none to forget."""
        ...

    async def has_any(self, beginning: str) -> bool:
        """Whether the key of a post begins so."""
        ...

    async def forget(self, beginning: str) -> None:
        """Forget the posts whose keys begin so, sent or not, unless they may be on their way: what they said is not true any
        more, and can be said again."""
        ...

    async def unheard(self, person: int) -> Sequence[Unheard]:
        """The direct messages that failed to reach a person, earliest first."""
        ...

    async def mark_told(self, *keys: str) -> None:
        """The readers of these posts know what they say."""
        ...


class System(Protocol):
    """Work across communities: the claim of dues, and the claim and settling of posts. Nothing else."""

    @property
    def side_by_side(self) -> int:
        """The number of units that are done sooner beside each other than one after the other."""
        ...

    async def claim_dues(self, now: datetime, lease: timedelta, most: int) -> Sequence[tuple[int, Due]]:
        """(community, due) of what is to run now for at most `most` subjects, leased to the caller: a subject goes to one worker
        with all its dues.

        A due that is not taken before its lease runs out can be claimed again.
        """
        ...

    async def retry_due(self, community: int, due: Due, at: datetime) -> None:
        """Give the lease of a due that failed back, and leave it alone until `at`."""
        ...

    async def next_instant(self) -> datetime | None:
        """The earliest instant at which something is due or a post waits."""
        ...

    async def backlog(self, now: datetime) -> Backlog:
        """How much waits, and since when."""
        ...

    async def claimable(self, platform: str, now: datetime) -> Sequence[int]:
        """The communities with posts that are due on a platform and leased to nobody, in any order. Of one whose channels are all
        busy `claim` finds none."""
        ...

    async def claim(
        self, platform: str, community: int, now: datetime, lease: timedelta, most: int, after: str = ""
    ) -> Sequence[Delivery]:
        """The posts to deliver now in at most `most` lanes of a community, leased to the caller; each claim counts an attempt.

        A lane is a channel. Of each the first post in the order queued is claimed, and before it what the platform refused there;
        none of a lane in which a post is under way, or waits. Lanes come by their channels' ids, from the one after `after` on.
        """
        ...

    async def settle(self, delivery: Delivery, message: str, now: datetime) -> None:
        """The post was sent or edited; a newer card keeps it waiting."""
        ...

    async def wait(self, delivery: Delivery, until: datetime) -> None:
        """Make no attempt before `until`, nor one with what comes after the post in its lane; to be called only if it is certain
        that nothing was sent."""
        ...

    async def look_later(self, delivery: Delivery, until: datetime) -> None:
        """Nobody knows whether the post was sent: make no attempt before `until`, nor with what comes after it in its lane."""
        ...

    async def postpone(self, delivery: Delivery, until: datetime) -> None:
        """The post is due at `until`, and takes its place in its lane anew; to be called only if it is certain that nothing was
        sent. The post expires when that of this delivery does."""
        ...

    async def hold(self, delivery: Delivery, until: datetime, now: datetime, reason: Reason) -> None:
        """The platform refused the post: try again at `until`, or together with the next post that is due in its channel. What
        comes after it in its lane goes on."""
        ...

    async def send_anew(self, delivery: Delivery) -> None:
        """The message can be edited no more: send the post again, as a new message."""
        ...

    async def shelve(self, delivery: Delivery, state: PostState, reason: Reason | None = None) -> None:
        """Never try again; a failed post has a reason. With a post that is gone before it was sent, that above it is gone; what
        hangs under an uncertain one waits until somebody says what became of that."""
        ...

    async def doubt(self, due_by: datetime) -> None:
        """The database was put back from a backup: what was due by then and is not sent by its account may have been sent all the
        same, so it is looked for first."""
        ...

    async def free(self, now: datetime) -> None:
        """The clock was ahead: give back what is leased for longer than anything ever is, and let be due now what calls queued
        to be posted at once."""
        ...

    async def prune(self, now: datetime) -> None:
        """Forget expired drafts, and request ids too old to be delivered again."""
        ...

    async def forget_removed(self, before: datetime) -> bool:
        """Forget, whole, one community in whose spaces the bot was at no time since `before`; False if there is none."""
        ...
