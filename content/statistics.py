"""What a pack holds, counted: by kind, level, week and topic."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from bot.domain.challenge import Challenge, ChallengeKind
from bot.domain.items import KINDS, ContentItem, kind_of
from bot.domain.lookup import Question, Resource, Term
from bot.domain.roadmap import Topic, Week

LEVELS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Statistics:
    """A table: its title, the names of its columns, and rows of as many cells."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]


def statistics(items: Sequence[ContentItem]) -> tuple[Statistics, ...]:
    """The tables of a pack; what is retired is counted among the items alone."""
    active = [item for item in items if item.status == "active"]
    challenges = [item for item in active if isinstance(item, Challenge)]
    return (_items(items), _challenges(challenges), _weeks(active, challenges), _topics(active, challenges))


def _items(items: Sequence[ContentItem]) -> Statistics:
    all_of, active = Counter(map(kind_of, items)), Counter(kind_of(item) for item in items if item.status == "active")
    return Statistics("Items", ("kind", "active", "retired"), tuple((k, active[k], all_of[k] - active[k]) for k in KINDS))


def _challenges(challenges: Sequence[Challenge]) -> Statistics:
    counts = Counter((challenge.kind, challenge.level) for challenge in challenges)
    kinds: tuple[ChallengeKind, ...] = get_args(ChallengeKind)
    rows = [(kind, *(counts[kind, level] for level in LEVELS), sum(counts[kind, level] for level in LEVELS)) for kind in kinds]
    totals = [sum(counts[kind, level] for kind in kinds) for level in LEVELS]
    columns = ("kind", *(f"level {level}" for level in LEVELS), "all")
    return Statistics("Challenges by kind and level", columns, (*rows, ("all", *totals, len(challenges))))


def _weeks(items: Sequence[ContentItem], challenges: Sequence[Challenge]) -> Statistics:
    """A challenge belongs to every week that has all its topics."""
    rows = [
        (
            week.id.partition(".")[2],
            week.minutes.light,
            week.minutes.standard,
            len(week.resources),
            len(own := [challenge for challenge in challenges if set(challenge.topics) <= set(week.topics)]),
            sum(challenge.minutes for challenge in own),
            len(set(week.topics) - {topic for challenge in own for topic in challenge.topics}),
        )
        for week in items
        if isinstance(week, Week)
    ]
    columns = ("week", "minutes, light", "standard", "resources", "challenges", "their minutes", "topics without one")
    return Statistics("Weeks", columns, tuple(rows))


def _topics(items: Sequence[ContentItem], challenges: Sequence[Challenge]) -> Statistics:
    def named(kind: type[Resource | Question | Term | Week]) -> Counter[str]:
        return Counter(topic for item in items if isinstance(item, kind) for topic in item.topics)

    asked = Counter(topic for challenge in challenges for topic in challenge.topics)
    counts = [named(Week), asked, named(Resource), named(Question), named(Term)]
    topics = [item.id for item in items if isinstance(item, Topic)]
    rows = [(topic.partition(".")[2], *(count[topic] for count in counts)) for topic in topics]
    return Statistics("Topics", ("topic", "weeks", "challenges", "resources", "questions", "terms"), tuple(rows))
