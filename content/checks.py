"""What must hold between the items of a pack. Each check is a pure function from the entries to their faults."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from graphlib import CycleError, TopologicalSorter
from typing import cast

from bot.domain.address import AddressFault, BadAddress, read_address, tracking_in
from bot.domain.challenge import Challenge
from bot.domain.items import ContentItem
from bot.domain.lookup import Figure, Question, Resource, Term
from bot.domain.roadmap import Roadmap, Week
from content.challenge_checks import flaws_of
from content.document import Document
from content.faults import Fault, Location

_SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
_CURES: Mapping[AddressFault, str] = {
    "shape": "Write the whole address, such as https://example.org/guide; `{url}` is not one.",
    "scheme": "Give an address that a browser opens; `{url}` is none.",
    "credentials": "Remove the name and password from the address.",
    "private": "Give an address that everybody can open; {host} is known in a private network only.",
    "shortener": "Give the address that {host} leads to; a short link hides where it goes.",
    "length": "Shorten the address.",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as it stands in a file; `value` is missing when its shape is already wrong."""

    kind: str
    id: str
    document: Document
    location: Location
    value: ContentItem | None

    def fault(self, message: str, *inside: str | int) -> Fault:
        """A fault at a place inside this entry."""
        return Fault(self.document.file, self.document.line((*self.location, *inside)), message)


def check(entries: Sequence[Entry], unread: Collection[str]) -> Iterator[Fault]:
    """Every fault between and inside the entries.

    `unread` are the kinds of which something could not be read: an id of theirs may stand in it, so none of them is called
    missing.
    """
    yield from _unique_ids(entries)
    known = {entry.id: entry for entry in reversed(entries)}
    for entry in entries:
        yield from _id_shape(entry)
        yield from _references(entry, known, unread)
        match entry.value:
            case Roadmap() as roadmap:
                yield from _order(entry, roadmap, known)
                if not roadmap.weeks:
                    yield entry.fault("Name a week at least; no cohort can walk a roadmap without weeks.", "weeks")
            case Week() as week if not week.topics:
                yield entry.fault("Name a topic at least; challenges and look-ups lead here by topics.", "topics")
            case Resource() as resource:
                yield from _address(entry, resource.url)
                yield from _day(entry, resource.checked, "checked")
            case Figure() as figure:
                yield from _pay(entry, figure)
            case Challenge() as challenge:
                yield from (entry.fault(message, *location) for message, location in flaws_of(challenge))
                yield from _active_topics(entry, challenge, known)
                yield from _day(entry, challenge.review.on if challenge.review else "", "review", "on")
            case _:
                pass
    yield from _cycle(known)


def _unique_ids(entries: Sequence[Entry]) -> Iterator[Fault]:
    first: dict[str, Entry] = {}
    for entry in entries:
        earlier = first.setdefault(entry.id, entry)
        if earlier is not entry:
            where = f"{earlier.document.file}:{earlier.document.line((*earlier.location, 'id'))}"
            yield entry.fault(f"Choose another id; `{entry.id}` already stands in {where}.", "id")


def _id_shape(entry: Entry) -> Iterator[Fault]:
    if not re.fullmatch(rf"{entry.kind}\.{_SLUG}", entry.id):
        yield entry.fault(
            f"Write the id as `{entry.kind}.` and then small letters, digits and single hyphens, such as "
            f"`{entry.kind}.first-steps`; `{entry.id}` is not.",
            "id",
        )


def _named(value: ContentItem) -> Iterator[tuple[str, str, Location]]:
    """Every id that an item names: the kind it must be of, the id, and where it is named."""
    match value:
        case Week():
            yield from (("topic", name, ("topics", n)) for n, name in enumerate(value.topics))
            yield from (("resource", part.ref, ("resources", n, "ref")) for n, part in enumerate(value.resources))
            yield from (("week", name, ("needs", n)) for n, name in enumerate(value.needs))
            yield from (("challenge", name, ("challenges", n)) for n, name in enumerate(value.challenges))
        case Roadmap():
            yield from (("week", name, ("weeks", n)) for n, name in enumerate(value.weeks))
        case Resource():
            yield from (("topic", name, ("topics", n)) for n, name in enumerate(value.topics))
        case Question() | Term():
            yield from (("topic", name, ("topics", n)) for n, name in enumerate(value.topics))
            yield from ((name.partition(".")[0], name, ("see", n)) for n, name in enumerate(value.see))
        case Challenge():
            yield from (("topic", name, ("topics", n)) for n, name in enumerate(value.topics))
            yield from (("resource", name, ("source", n)) for n, name in enumerate(value.source))
        case _:
            pass


def _references(entry: Entry, known: Mapping[str, Entry], unread: Collection[str]) -> Iterator[Fault]:
    if entry.value is None:
        return
    named = list(_named(entry.value))
    if entry.value.replaced_by is not None:
        named.append((entry.kind, entry.value.replaced_by, ("replaced_by",)))
        if entry.value.status == "active":
            yield entry.fault("Set `status` to deprecated, or remove `replaced_by`.", "replaced_by")
    seen: set[tuple[str, str]] = set()
    for kind, name, location in named:
        if name not in known and kind in unread:
            continue
        if name not in known or known[name].kind != kind:
            hint = _did_you_mean(name, [other.id for other in known.values() if other.kind == kind])
            yield entry.fault(f"Mend this id or add the {kind}; the pack has no {kind} `{name}`.{hint}", *location)
        elif (str(location[0]), name) in seen:
            yield entry.fault(f"Remove one `{name}`; it is named twice.", *location)
        seen.add((str(location[0]), name))


def _did_you_mean(name: str, ids: Sequence[str]) -> str:
    # Only what follows the kind is compared; the common start would make all ids look alike.
    slugs = {other.partition(".")[2]: other for other in ids}
    near = get_close_matches(name.partition(".")[2], slugs, n=1)
    return f" Did you mean `{slugs[near[0]]}`?" if near else ""


def _order(entry: Entry, roadmap: Roadmap, known: Mapping[str, Entry]) -> Iterator[Fault]:
    position = {name: n for n, name in enumerate(roadmap.weeks)}
    for name, n in position.items():
        week = known[name].value if name in known else None
        later = [need for need in week.needs if position.get(need, -1) > n] if isinstance(week, Week) else []
        for need in later:
            yield entry.fault(f"Move `{need}` up; `{name}` builds on it and stands before it.", "weeks", n)


def _address(entry: Entry, url: str) -> Iterator[Fault]:
    try:
        read_address(url)
    except BadAddress as bad:
        yield entry.fault(_CURES[bad.fault].format(url=url, host=bad.host), "url")
    if not url.startswith("https://"):
        yield entry.fault(f"Give a full address that starts with https://; `{url}` does not.", "url")
    for name in tracking_in(url.partition("?")[2].partition("#")[0]):
        yield entry.fault(f"Remove `{name}` from the address; it only tracks the reader.", "url")


def _active_topics(entry: Entry, challenge: Challenge, known: Mapping[str, Entry]) -> Iterator[Fault]:
    for position, name in enumerate(challenge.topics):
        topic = known[name].value if name in known else None
        if topic is not None and topic.status == "deprecated" and challenge.status == "active":
            yield entry.fault(f"Name another topic; no cohort reaches `{name}` any more.", "topics", position)


def _day(entry: Entry, day: str, *location: str) -> Iterator[Fault]:
    if day and not _is_day(day):
        yield entry.fault(f"Write the day as 2026-01-31; `{day}` is not one.", *location)


def _is_day(day: str) -> bool:
    try:
        return date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False


def _pay(entry: Entry, figure: Figure) -> Iterator[Fault]:
    if not re.fullmatch(r"[A-Z]{3}", figure.currency):
        yield entry.fault(f"Write the currency as its code, such as USD; `{figure.currency}` is not one.", "currency")
    if figure.high is not None and figure.high < figure.low:
        yield entry.fault("Swap `low` and `high`; the first is the larger one.", "low")
    if figure.high is None and not figure.or_more:
        yield entry.fault("Give `high` (for one number the same as `low`), or set `or_more` to true.", "low")


def _cycle(known: Mapping[str, Entry]) -> Iterator[Fault]:
    needs = {entry.id: entry.value.needs for entry in known.values() if isinstance(entry.value, Week)}
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        # graphlib lists each week before the one that needs it, and the first again at the end.
        ring = cast(list[str], error.args[1])[:0:-1]
        start = ring.index(min(ring))
        ring = [*ring[start:], *ring[: start + 1]]
        yield known[ring[0]].fault(f"Remove one of these needs; they go in a circle: {' needs '.join(ring)}.", "needs")
