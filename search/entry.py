"""What can be found of the items of a release."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.domain.items import ContentItem, Findable
from bot.domain.lookup import LEVELS, Figure, Question, Resource, Term
from bot.domain.roadmap import Roadmap, Topic, Week

NO_TOPICS: Mapping[str, str] = MappingProxyType({})
FINDABLE_KINDS = frozenset({"resource", "question", "term", "figure", "week", "roadmap"})


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """What can be found of an item: by its title and aliases, by its topics, and least by its text."""

    kind: str
    id: str
    title: str
    aliases: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    text: str = ""


def titles_of(items: Iterable[ContentItem]) -> dict[str, str]:
    """The titles of the topics among some items, by id."""
    return {item.id: item.title for item in items if isinstance(item, Topic)}


def entries_of(items: Collection[ContentItem], topics: Mapping[str, str] = NO_TOPICS) -> list[SearchEntry]:
    """Of some items those that can be found; `topics` are the titles of topics that do not stand among them."""
    titles, places = {**topics, **titles_of(items)}, _places_of(items)
    findable = [item for item in items if isinstance(item, Findable) and item.status == "active"]
    return [_entry_of(item, titles, places.get(item.id)) for item in findable]


def _places_of(items: Iterable[ContentItem]) -> Mapping[str, int]:
    """By id of a week its place in the longest roadmap among some items, which is what "week 3" means to whoever walks none."""
    roadmaps = [item for item in items if isinstance(item, Roadmap) and item.status == "active"]
    longest = min(roadmaps, key=lambda roadmap: (-len(roadmap.weeks), roadmap.id), default=None)
    return {week: place for place, week in enumerate(longest.weeks, 1)} if longest else {}


def _entry_of(item: Findable, titles: Mapping[str, str], place: int | None) -> SearchEntry:
    """What can be found of an item. `titles` are those of topics by id; a topic is found by its slug too."""
    named = () if isinstance(item, Figure | Roadmap) else item.topics
    topics = tuple(words for topic in named for words in dict.fromkeys((_topic_words(topic), titles.get(topic, ""))) if words)
    match item:
        case Resource():
            said = (item.kind, item.cost, LEVELS[item.level] if item.level else "")
            traits = (*topics, *filter(None, said))
            return SearchEntry("resource", item.id, item.title, (*item.aliases, *item.authors), traits)
        case Question():
            return SearchEntry("question", item.id, item.question, item.aliases, topics, item.answer)
        case Term():
            return SearchEntry("term", item.id, item.term, item.aliases, topics, item.meaning)
        case Figure():
            # Not its note: that may speak of other places.
            names = (*item.aliases, *_parts(item.region), item.currency)
            # The words of its level are no names of it: who types only "median" wants to know what a median is.
            return SearchEntry(
                "figure", item.id, f"{item.region}: {item.level}", names, ("salary", item.role, *item.level.split())
            )
        case Roadmap():
            names = (_topic_words(item.id.removeprefix("roadmap.")), f"{item.title} roadmap")
            return SearchEntry("roadmap", item.id, item.title, names, (), item.summary)
        case Week():
            names = (item.short, *((f"week {place}",) if place else ()))
            return SearchEntry("week", item.id, item.title, names, topics, " ".join((item.why, *item.goals)))


def _topic_words(topic: str) -> str:
    return topic.removeprefix("topic.").replace("-", " ")


def _parts(text: str) -> list[str]:
    """The names in `Europe (London, Berlin)`."""
    return [part for part in (part.strip() for part in re.split(r"[(),;:]", text)) if part]
