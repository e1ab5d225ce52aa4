"""A cohort's challenge of a day: the item behind it, and how it is asked."""

from datetime import date, datetime

from bot.domain.challenge import Challenge, DailyChallenge
from bot.domain.cohort import Cohort, Home
from bot.domain.post import Post, PostState
from bot.domain.variant import variant_of
from bot.interface.call import Call
from bot.interface.card import Card, Text
from bot.ports.unit import Unit
from bot.shared.challenge_card import Asked
from bot.shared.posts import home_post, thread_name
from bot.text import t

CHALLENGE = "challenge"
"""The first part of the keys of challenges' posts, and the name of the routine."""


def post_name(day: date) -> str:
    """The name of the post of a day's challenge, which is the same in each home."""
    return f"{CHALLENGE}/{day}"


def thread_post(home: Home, day: date, due_at: datetime, *, state: PostState = "waiting", until: datetime | None = None) -> Post:
    """The thread under the post of a day's challenge."""
    room = Card(t("Challenge of {day}", day=day), (Text(t("Talk about it here once you have answered.")),))
    name = post_name(day)
    return home_post(home, thread_name(name), room, due_at, kind="thread", parent=name, state=state, until=until)


async def challenge_of(unit: Unit, cohort: Cohort, daily: DailyChallenge) -> Challenge | None:
    """The item that was given; None when its revision is no longer there."""
    return await unit.challenges.get(cohort.pack, cohort.release, daily.item, daily.rev)


def asked_of(cohort: Cohort, daily: DailyChallenge, challenge: Challenge, hints: int = 0) -> Asked:
    """The challenge in the variant that the cohort was given, with the call that answers it."""
    call = Call("challenge answer", {"cohort": str(cohort.id), "day": daily.day.isoformat()})
    return Asked(challenge, variant_of(challenge, daily.seed), call, hints)
