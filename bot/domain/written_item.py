"""An item that moderators added, as texts of the forms in which they write it: reading these gives the item again."""

from collections.abc import Iterable, Mapping

from bot.domain.challenge import Challenge
from bot.domain.challenge_text import BETWEEN_SOLUTIONS, written_key
from bot.domain.items import OwnItem
from bot.domain.lookup import LEVELS, Figure, Question, Resource
from bot.domain.own_roadmap import written_roadmap, written_week
from bot.domain.roadmap import Roadmap, Week
from bot.domain.typed_pay import written_pay


def written(item: OwnItem) -> Mapping[str, str]:
    """The texts by the names of their options."""
    match item:
        case Week():
            return {**written_week(item), "topics": _topics(item.topics)}
        case Roadmap():
            return written_roadmap(item)
        case Resource():
            return {
                "title": item.title,
                "url": item.url,
                "kind": item.kind,
                "level": LEVELS[item.level] if item.level else "",
                "topics": _topics(item.topics),
                "cost": item.cost or "",
                "hours": f"{item.hours:g}",
                "authors": ", ".join(item.authors),
                "aliases": ", ".join(item.aliases),
                "language": item.language,
            }
        case Question():
            return {
                "question": item.question,
                "answer": item.answer,
                "aliases": ", ".join(item.aliases),
                "topics": _topics(item.topics),
            }
        case Figure():
            pay = written_pay(item.low, item.high, or_more=item.or_more, currency=item.currency, period=item.period)
            return {
                "region": item.region,
                "level": item.level,
                "pay": pay,
                "year": str(item.year or ""),
                "source": item.source,
                "role": item.role,
                "note": item.note,
                "aliases": ", ".join(item.aliases),
            }
        case Challenge():
            return {
                "kind": item.kind,
                "prompt": item.prompt,
                "key": written_key(item),
                "explain": item.explain,
                "hint": "\n".join(item.hint),
                "topics": _topics(item.topics),
                "reference": item.reference,
                "wrong": f"\n{BETWEEN_SOLUTIONS}\n".join(item.wrong),
                "level": LEVELS[item.level],
                "minutes": str(item.minutes),
            }


def topic_words(topic: str) -> str:
    """A topic by the words of its id, which name it as its title does."""
    return topic.removeprefix("topic.").replace("-", " ")


def _topics(topics: Iterable[str]) -> str:
    return ", ".join(map(topic_words, topics))
