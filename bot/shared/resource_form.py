"""What describes a resource: how what a message or a form says of it becomes the item."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from bot.domain.items import kind_of, title_of
from bot.domain.lookup import LEVELS, Resource
from bot.domain.roadmap import Topic
from bot.domain.sameness import folded
from bot.domain.typed_hours import BadHours, read_hours
from bot.domain.written_item import topic_words
from bot.errors import Refusal, about
from bot.feature import Context
from bot.interface.inputs import Choice, parted
from bot.interface.limits import LONGEST_LABEL
from bot.interface.option import several_values
from bot.shared.named_entries import MOST_GUESSED, Entries, places_of, told_by
from bot.shared.topic_choice import choose_topic, nearest_topics
from bot.shared.web_address import checked_address
from bot.text import Listed, Markup, escape, t

ResourceKind = Literal[
    "article", "book", "code", "community", "course", "dataset", "docs", "guide", "notes", "paper", "podcast", "practice",
    "reference", "tool", "tutorial", "video",
]  # fmt: skip
MOST_TOPICS = 6
LONGEST_TOPIC = 60
TOPICS_TOLD = 3
"""The number of topics that are named in place of one that does not exist."""
MOST_ALIASES = 60
MOST_AUTHORS = 6

_LINK = re.compile(r"https?://[^\s<>\"|]+")
_LABELLED = re.compile(r"\[([^\]\n]+)\]\(<?(https?://[^\s<>()]+)>?\)")
_MARKS = re.compile(r"\*\*|__|~~|`+|<(?:[@#!:]|a:|t:)[^>\n]*>")
"""How Discord writes bold, underlined, struck and code, and how it and Slack write mentions, emoji and moments."""


@dataclass(frozen=True, slots=True)
class Known:
    """What has to be known to make an item of what somebody wrote."""

    topics: Sequence[Topic]
    """Those that a community has, but for retired ones."""
    year: int
    """The present one."""
    named: dict[str, str] = field(default_factory=dict[str, str], compare=False)
    """The ids of topics by the names under which they were looked for already: entries of a file name the same ones."""
    unknown: dict[str, Markup] = field(default_factory=dict[str, Markup], compare=False)
    """What is said of names that no topic has."""
    weeks: Entries = field(default_factory=lambda: Entries({}), compare=False)
    resources: Entries = field(default_factory=lambda: Entries({}), compare=False)
    """What weeks and roadmaps can name, if one is to be made."""


async def what_is_known(context: Context) -> Known:
    return Known(await _topics(context), context.now.year)


async def all_that_is_known(context: Context) -> Known:
    """With what weeks and roadmaps name."""
    known = await what_is_known(context)
    return replace(known, weeks=await _entries(context, "week"), resources=await _entries(context, "resource"))


async def _entries(context: Context, kind: str) -> Entries:
    every, own = await context.unit.search.all(kind), await context.unit.search.own()
    retired = {key: title_of(item) for key, item in own.items() if kind_of(item) == kind and item.status != "active"}
    places = places_of(own.values())
    return Entries({item.id: title_of(item) for item in every}, {item.id: told_by(item, places) for item in every}, retired)


@several_values
async def suggest_topics(context: Context, typed: str) -> Sequence[Choice]:
    near = nearest_topics(await _topics(context), typed)
    return [Choice(escape(topic.title), topic.title) for topic in near if len(topic.title) <= LONGEST_LABEL]


def from_message(text: str) -> dict[str, str]:
    """What a message tells of the resource it links to: the address, and as the title the words around it. If they stand around
    several links, it is called by its label, or else its host."""
    lines = _LABELLED.sub(r"\1 \2 ", text).splitlines()
    found, labelled = _LINK.search("\n".join(lines)), _LABELLED.search(text)
    label, host = labelled[1] if labelled else "", found[0].split("/")[2].removeprefix("www.") if found else ""
    titles = map(_words, (*(line for line in lines if len(_LINK.findall(line)) < 2), label, host))
    title = next((words for words in titles if any(map(str.isalnum, words))), "")
    return {"url": _without_end(found[0])[:500] if found else "", "title": title[:100]}


def _words(line: str) -> str:
    """What a line says without links and marks."""
    return " ".join(_MARKS.sub("", _LINK.sub(" ", line)).split()).strip("-–—:*_#> ")


def _without_end(url: str) -> str:
    """The address without what ends the sentence around it; a bracket that it opens belongs to it."""
    bare = url.rstrip(".,;:!?*_'’”»…")
    if bare.endswith(")") and bare.count(")") > bare.count("("):
        return _without_end(bare[:-1])
    return bare


def resource_from(known: Known, id: str, values: Mapping[str, str], kept: Sequence[str] = ()) -> Resource:
    """The item that the values of a form describe; `kept` are topics that it has already. Raises Refusal for what cannot be
    meant."""
    level = next((number for number, word in LEVELS.items() if word == values.get("level")), None)
    return Resource(
        id=id,
        rev=1,
        title=titled(values.get("title", "")),
        url=_address(values.get("url", "")),
        kind=values.get("kind", ""),
        level=level,  # pyright: ignore[reportArgumentType]
        cost=values.get("cost") or None,  # pyright: ignore[reportArgumentType]
        hours=_hours(values.get("hours", "")),
        topics=chosen_topics(known, values.get("topics", ""), kept),
        language=values.get("language") or "en",
        licence=values.get("licence", ""),
        authors=listed(values, "authors", MOST_AUTHORS, 100, t("authors")),
        aliases=listed(values, "aliases", MOST_ALIASES, 60, t("other names")),
    )


def listed(values: Mapping[str, str], option: str, most: int, longest: int, what: str) -> tuple[str, ...]:
    """The entries of a list with commas, each once. Raises Refusal for too many, or one too long."""
    entries = tuple(parted(values.get(option, "")))
    if len(entries) > most:
        raise Refusal(t("Those are {count} {what}; {most} is the most.", count=len(entries), what=what, most=most), option)
    for entry in entries:
        if len(entry) > longest:
            raise Refusal(t("“{entry}” is too long; put commas between {what}.", entry=entry[:50], what=what), option)
    return entries


@about("hours")
def _hours(text: str) -> float:
    """The number that a text means; 0 for none. Raises Refusal for what is none."""
    try:
        return read_hours(text).number if text.strip() else 0
    except BadHours as bad:
        raise Refusal(_no_hours(bad, text[:40])) from None


def _no_hours(bad: BadHours, text: str) -> Markup:
    match bad.fault:
        case "rate":
            return t("“{text}” is what a week or a day takes; write the hours that all of it takes, such as 40.", text=text)
        case "days":
            return t("“{text}” is counted in days or weeks; write it in hours, such as 16.", text=text)
        case "shape":
            return t("“{text}” is no number of hours; write 0 to 2,000, such as 1.5.", text=text)


def hours_note(text: str) -> Markup | None:
    """How hours are kept that somebody wrote as a range, or as about so many."""
    try:
        hours = read_hours(text)
    except BadHours:
        return None
    return None if hours.exact else t("Hours: “{text}” is kept as {hours}.", text=text.strip()[:40], hours=f"{hours.number:g}")


@about("url")
def _address(text: str) -> str:
    return checked_address(text).url


def chosen_topics(known: Known, text: str, kept: Sequence[str] = (), most: int = MOST_TOPICS) -> tuple[str, ...]:
    """The ids of the topics that are named, with commas between; those `kept` need not exist any more. Raises Refusal for any
    other topic that does not exist."""
    had = {folded(topic_words(topic)): topic for topic in kept if topic.startswith("topic.")}
    names = listed({"topics": text}, "topics", most, LONGEST_TOPIC, t("topics"))
    return tuple(dict.fromkeys(had.get(folded(name)) or _topic_named(known, name) for name in names))


async def _topics(context: Context) -> Sequence[Topic]:
    content = context.unit.content
    topics = {topic.id: topic for release in await content.in_use() for topic in await content.topics(*release)}
    return [topic for topic in topics.values() if topic.status == "active"]


def _topic_named(known: Known, name: str) -> str:
    if name not in known.named and name not in known.unknown:
        try:
            known.named[name] = _sought(known.topics, name, guesses=len(known.unknown) < MOST_GUESSED).id
        except Refusal as refusal:
            known.unknown[name] = refusal.message
    if name in known.unknown:
        raise Refusal(known.unknown[name], "topics")
    return known.named[name]


def _sought(topics: Sequence[Topic], name: str, *, guesses: bool) -> Topic:
    chosen = choose_topic(topics, name, guesses=guesses)
    by_id = {topic.id: topic for topic in topics}
    if chosen.sure:
        return by_id[chosen.sure]
    if chosen.keys:
        near = by_id[chosen.keys[0]].title
        raise Refusal(t("There is no topic “{name}”. Did you mean “{near}”?", name=name[:50], near=near))
    there_are = Listed(tuple(topic.title for topic in topics[:TOPICS_TOLD]))
    raise Refusal(t("There is no topic “{name}”; choose another, such as {topics}.", name=name[:50], topics=there_are))


def titled(text: str) -> str:
    """A title as it is kept. Raises Refusal for one that names nothing."""
    if not any(character.isalnum() for character in text):
        raise Refusal(t("The title needs a letter or a digit."), "title")
    return " ".join(text.split())
