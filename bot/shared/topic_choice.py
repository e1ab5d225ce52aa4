"""Choosing a topic by its title or its id."""

from collections.abc import Iterable, Sequence

from bot.domain.roadmap import Topic
from bot.shared.choice import Chosen, called, choose
from bot.shared.nearest import nearest


def choose_topic(topics: Iterable[Topic], name: str, *, guesses: bool = True) -> Chosen[str]:
    """The ids of the topics that a name can mean; without `guesses` only as it is written. Two packs may teach a topic of one
    title: then the first is meant."""
    names = _names(topics)
    if not guesses and not called(name, names):
        return Chosen("none", ())
    chosen = choose(name, names)
    return Chosen("sure", chosen.keys[:1]) if chosen.outcome == "several" else chosen


def nearest_topics(topics: Iterable[Topic], typed: str) -> Sequence[Topic]:
    """Topics whose title is nearest to what was typed first."""
    by_id = {topic.id: topic for topic in topics}
    return [by_id[key] for key in nearest(typed, _names(by_id.values()))]


def _names(topics: Iterable[Topic]) -> dict[str, tuple[str, str]]:
    """A topic's title, and its id without its kind."""
    return {topic.id: (topic.title, topic.id.partition(".")[2]) for topic in topics}
