"""What makes a pack good, beyond what makes it load: each rule is a pure function from the entries to their faults.

A bot loads a pack that breaks these; `content validate` tells its author. Rules on shares wait until there is enough to count.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from urllib.parse import urlsplit

from bot.domain.items import KINDS
from bot.domain.lookup import Figure, Question, Resource, Term
from bot.domain.sameness import folded, folded_text, page_of
from content.challenge_craft import challenge_craft
from content.checks import Entry
from content.faults import Fault
from content.readability import grade, known_words, lines_of
from content.week_craft import unreached_weeks, week_craft

HARDEST = 9
"""The highest reading grade of an item."""
HOSTS = "hosts.txt"


def craft(entries: Sequence[Entry], unread: Collection[str], hosts: Sequence[str] | None, *, english: bool) -> Iterator[Fault]:
    """Every fault of craft. Of `unread` kinds something could not be read, so that nothing is told that rests on all of them.
    `hosts` are the lines of the pack's list of reviewed hosts; None if it has none.

    Only `english` texts have a reading grade and goals that start with a capital letter.

    What is retired stays as it was: its successor may well have its title, and nobody is given it any more.
    """
    active = [entry for entry in entries if entry.value is not None and entry.value.status == "active"]
    for rule in _RULES:
        yield from rule(active)
    yield from challenge_craft(active)
    yield from week_craft(active, entries, english=english)
    whole = {kind for kind in KINDS if kind not in unread and all(entry.value for entry in entries if entry.kind == kind)}
    yield from _hosts(entries, hosts, whole="resource" in whole)
    if whole.issuperset(("roadmap", "question", "term")):
        yield from unreached_weeks(active)
    if not entries and not unread:
        yield Fault("pack.yaml", 1, "Add what this pack is to hold, such as a week and a roadmap; it has no item yet.")
    if english:
        yield from _plain_words(active)


def _plain_words(entries: Sequence[Entry]) -> Iterator[Fault]:
    known = known_words(entry.value for entry in entries if entry.value is not None)
    for entry in entries:
        grade_level = grade(lines_of(entry.value), known) if entry.value is not None else 0
        if grade_level > HARDEST:
            yield entry.fault(
                f"Use shorter sentences and words; this reads at grade {grade_level:.1f}, and {HARDEST} is the most."
            )


def _aliases(entries: Sequence[Entry]) -> Iterator[Fault]:
    for entry in entries:
        if isinstance(entry.value, Resource | Question | Term | Figure):
            counts = Counter(map(folded_text, entry.value.aliases))
            for number, alias in enumerate(entry.value.aliases):
                if counts[folded_text(alias)] > 1:
                    counts[folded_text(alias)] = 0
                    yield entry.fault(f"Remove one `{alias}`; it stands twice here.", "aliases", number)


def _resources(entries: Sequence[Entry]) -> Iterator[Fault]:
    first: dict[str, Entry] = {}
    for entry in entries:
        if not isinstance(entry.value, Resource):
            continue
        if not entry.value.topics:
            yield entry.fault("Name a topic at least; practice and look-ups lead here by topics.")
        for name, same in (("url", page_of(entry.value.url)), ("title", folded(entry.value.title))):
            earlier = first.setdefault(same, entry)
            if earlier is not entry:
                yield entry.fault(f"Remove this resource, or mend its {name}; {earlier.id} has the same.", name)


def _hosts(entries: Sequence[Entry], hosts: Sequence[str] | None, *, whole: bool) -> Iterator[Fault]:
    """Faults of the list of reviewed hosts: a host that is missing, that no resource leads to, or that is out of order.

    Unless the resources are `whole`, one that could not be read may lead to a host.
    """
    found = [(entry, _host_of(entry.value.url)) for entry in entries if isinstance(entry.value, Resource)]
    leading = [(entry, host) for entry, host in found if host]
    if hosts is None:
        if leading:
            yield Fault(HOSTS, 1, "Add this file; it lists the hosts you looked at, one on each line.")
        return
    for entry, host in leading:
        if host not in hosts:
            yield entry.fault(f"Look at {host} and add it to {HOSTS}, or lead somewhere else.", "url")
    used = {host for _, host in leading}
    before = ""
    for line, host in enumerate(hosts, 1):
        if whole and host and host not in used:
            yield Fault(HOSTS, line, f"Remove {host}; no resource leads there.")
        elif host and host <= before:
            yield Fault(HOSTS, line, f"Move {host}; the hosts stand in the order of the alphabet, each once.")
        before = host or before


def _host_of(url: str) -> str:
    """The host of an address; empty if it is no address, which is told when the pack is read."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


_RULES: tuple[Callable[[Sequence[Entry]], Iterator[Fault]], ...] = (_aliases, _resources)
