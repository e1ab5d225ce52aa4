"""What there is after months, in the playground: answers in many topics with hints, a full shelf of long titles, many live
sessions."""

from bot.domain.challenge import Attempt, Challenge
from bot.domain.lookup import Resource
from bot.interface.call import Call
from bot.story import EVERYBODY, MEMBER, MODERATOR, PLATFORM
from bot.wiring.core import Core
from tests.playground.looks import COHORT, Look, in_longer_words, of_moderator
from tests.shipped import ITEMS
from tests.transactions import opened
from tests.world import Clock

SAVED = sorted((item for item in ITEMS if isinstance(item, Resource)), key=lambda item: -len(item.title))[:12]
TITLE = "Questions and answers about the milestone, with all who want to show what they made"
SESSION = {"cohort": COHORT, "title": TITLE, "at": "17:00"}
LONG_LISTS = (
    *(Look(Call("resource save", {"item": item.id})) for item in SAVED),
    Look("/resource saved"),
    Look("/resource saved", ("Next",)),
    *(of_moderator(Call("manage session", {**SESSION, "day": f"2026-01-{day}"})) for day in range(22, 30)),
    Look(Call("calendar sessions", {})),
    Look(Call("calendar sessions", {}), ("Next",)),
    of_moderator(f"/cohort join cohort={COHORT}"),
    of_moderator("/today"),
    Look("/today", who=MODERATOR, locale="de"),
    *(of_moderator(Call("manage add-moderator", {"person": who.id})) for who in EVERYBODY),
    of_moderator("/manage moderators"),
    in_longer_words(f"/progress cohort={COHORT}", "All weeks", "All days"),
    in_longer_words(f"/progress cohort={COHORT}", "All weeks"),
    Look("/challenge stats"),
    Look("/challenge stats", ("Next",)),
)
TOPICS, HINTS = 20, 2


async def answer_in_many_topics(core: Core, now: Clock) -> None:
    """A challenge in each, all of them wrong."""
    by_topic = {item.topics[0]: item for item in ITEMS if isinstance(item, Challenge)}
    (community,) = await core.units.communities_of(MEMBER.actor)
    async with opened(core, community.id) as unit:
        member = await unit.members.find(PLATFORM, MEMBER.id)
        assert member
        for item in [*by_topic.values()][:TOPICS]:
            await unit.attempts.put(
                Attempt(
                    id=unit.new_id(), person=member.person, cohort=None, item=item.id, rev=item.rev, seed=1, day=now().date(),
                    zone=MEMBER.zone, at=now(), answer="a", verdict="wrong", scored=True, hints=HINTS,
                )
            )  # fmt: skip
