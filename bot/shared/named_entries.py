"""Weeks and resources by the names that people write in a list: an id, or a title."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from bot.domain.items import Findable, OwnItem, title_of
from bot.domain.lookup import Resource
from bot.domain.own_roadmap import is_own
from bot.domain.roadmap import Roadmap, Week
from bot.domain.sameness import folded
from bot.errors import Refusal
from bot.interface.inputs import parted
from bot.interface.limits import LONGEST_INPUT, LONGEST_LABEL
from bot.ports.unit import Unit
from bot.shared.nearest import nearest
from bot.shared.pages import more_lines
from bot.shared.told_apart import namesakes, told_apart
from bot.text import Markup, clip, escape, join, plain, t

LONGEST_DETAIL = 60
MOST_COMMAS = 9
"""In one title of a list that has commas between its entries."""
ROOM = 2
"""How many times as long as the longest title a name may be that means one, with punctuation and accents of its own."""
MOST_NAMED = 3
"""How many entries of one title a refusal names."""
MOST_GUESSED = 30
"""For how many unknown names of a file the nearest is sought, and how many of a list are put together at their commas: thousands
would take minutes."""
LISTS = ("weeks", "resources")
"""The options that are lists of entries."""
NO_TEXTS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Titles:
    """What entries are called, by id, and what tells those of one title apart; of retired ones nothing does."""

    called: Mapping[str, str] = field(default_factory=dict[str, str])
    details: Mapping[str, str] = field(default_factory=dict[str, str])

    def together(self, keys: Iterable[str]) -> Mapping[str, str]:
        """How the entries of one list read, by id: namesakes with what tells them apart; nothing for those that nothing does."""
        names = {key: self.called[key] for key in keys if key in self.called}
        alike = {*namesakes(names)}
        same = {folded(names[key]) for key in alike}
        told = {key: title for key, title in self.called.items() if key in self.details and folded(title) in same} if same else {}
        labels = told_apart(told, {key: escape(self.details[key]) for key in told})
        apart = {key: plain(labels[key]) for key in alike if key in labels}
        return {**{key: title for key, title in names.items() if key not in alike}, **apart}


NO_TITLES = Titles()


@dataclass(slots=True)
class Entries:
    """What a list can name, of one kind."""

    titles: dict[str, str]
    """By id."""
    details: Mapping[str, str] = field(default_factory=dict[str, str])
    """What tells entries of one title apart, by id."""
    retired: Mapping[str, str] = field(default_factory=dict[str, str])
    """What own ones that are retired are called, by id: a list that holds one goes on holding it, and no other gets it."""
    _in_file: dict[str, str] = field(default_factory=dict[str, str], init=False)
    """Of what stands in the file that is read: ids by those that the file gives."""
    _unknown_names: set[str] = field(default_factory=set[str], init=False)
    _by_title: dict[str, list[str]] = field(default_factory=dict[str, list[str]], init=False)
    _by_label: dict[str, Mapping[str, Sequence[str]]] = field(default_factory=dict[str, Mapping[str, Sequence[str]]], init=False)
    """By title, those of it by what tells them apart: one line may name a title often."""

    def learn(self, key: str, title: str, named: str = "") -> None:
        """Let an entry of the file that is read be named, by its title or as the file calls it; it goes before others."""
        self.titles[key] = title
        self._by_label.clear()
        self._in_file[named or key] = key
        if self._by_title and key not in self._called(title):
            self._by_title.setdefault(folded(title), []).append(key)

    def find(self, name: str, option: str, kept: Collection[str] = ()) -> str:
        """The id of what a line names. Of several with one title it is the one that is `kept`, else the one in the file, else the
        only own one. Raises Refusal for what is not sure."""
        known = self._in_file.get(name, name)
        if known in self.titles or known in kept:
            return known
        same = self._called(name) or self._labelled(name)
        held = [key for key in kept if key in self.retired and folded(self.retired[key]) == folded(name)]
        narrowed = ([*held, *(key for key in same if key in kept)], [key for key in same if key in self._in_file.values()])
        for narrower in (*narrowed, [key for key in same if is_own(key)], same):
            if len(narrower) == 1:
                return narrower[0]
            if narrower:
                raise Refusal(self._several(name, narrower), option)
        raise Refusal(self._unknown(name), option)

    def parted(self, text: str) -> Sequence[str]:
        """The names in a text with commas between; a title may hold commas itself."""
        pieces, names, unknown = [*parted(text)], list[str](), 0
        known = chain(self.titles, self.titles.values(), self.retired.values())
        longest = ROOM * max(map(len, known), default=0) + LONGEST_DETAIL
        while pieces and unknown < MOST_GUESSED:
            joined = [", ".join(pieces[:size]) for size in range(min(len(pieces), MOST_COMMAS + 1), 0, -1)]
            size = next((len(joined) - at for at, name in enumerate(joined) if len(name) <= longest and self._knows(name)), 0)
            unknown += not size
            names.append(", ".join(pieces[: size or 1]))
            pieces = pieces[size or 1 :]
        return [*names, *pieces]

    def _knows(self, name: str) -> bool:
        is_there = name in self.titles or bool(self._called(name) or self._labelled(name))
        return is_there or folded(name) in map(folded, self.retired.values())

    def _called(self, name: str) -> list[str]:
        if not self._by_title:
            by_title = defaultdict[str, list[str]](list)
            for key, title in self.titles.items():
                by_title[folded(title)].append(key)
            self._by_title.update(by_title)
        return self._by_title.get(folded(name), [])

    def _several(self, name: str, keys: Sequence[str]) -> Markup:
        head = t("Several are called “{name}”. Write the one you mean:", name=clip(name, 60))
        labels = self.labels(self._called(name))
        told = [t("- {title}", title=labels[key]) for key in keys[:MOST_NAMED]]
        return join([head, *told, *more_lines(len(keys) - MOST_NAMED)])

    def labels(self, keys: Iterable[str]) -> Mapping[str, Markup]:
        """How some read side by side."""
        details = {key: escape(self.details.get(key) or plain(t("in this file"))) for key in keys}
        return told_apart({key: self.titles[key] for key in details}, details)

    def _labelled(self, name: str) -> list[str]:
        """The one of several that a name tells apart."""
        ends = [place for place, character in enumerate(name[: 2 * LONGEST_LABEL]) if character == "("]
        heads = {folded(name[:end]): None for end in ends}
        return [key for head in heads if head in self._by_title for key in self._labels_of(head).get(folded(name), ())]

    def _labels_of(self, title: str) -> Mapping[str, Sequence[str]]:
        if title not in self._by_label:
            by_label = defaultdict[str, list[str]](list)
            for key, label in self.labels(self._called(title)).items():
                by_label[folded(plain(label))].append(key)
            self._by_label[title] = by_label
        return self._by_label[title]

    def _unknown(self, name: str) -> Markup:
        if folded(name) in map(folded, self.retired.values()):
            return t("“{name}” is retired. </content edit> with that title puts it back.", name=clip(name, 60))
        self._unknown_names.add(name)
        guesses = len(self._unknown_names) <= MOST_GUESSED
        near = nearest(name, {key: (title,) for key, title in self.titles.items()}) if guesses else ()
        if near:
            title = self.titles[near[0]]
            return t("There is no “{name}” here. Did you mean “{near}”?", name=clip(name, 60), near=clip(title, 60))
        return t("There is no “{name}” here; write its title, a line each.", name=clip(name, 60))


def told_by(item: Findable, places: Mapping[str, str]) -> str:
    """What tells a week or a resource from others of its title: its place in a roadmap, what is made in it, or where it is."""
    if item.id in places:
        return places[item.id]
    about = item.milestone.text if isinstance(item, Week) else item.url.partition("//")[2] if isinstance(item, Resource) else ""
    return clip(" ".join(about.split()), LONGEST_DETAIL)


def places_of(items: Iterable[OwnItem]) -> Mapping[str, str]:
    """Which week of which roadmap of the community's own a week is, by its id."""
    roadmaps = [item for item in items if isinstance(item, Roadmap) and item.status == "active"]
    return {key: _place(number, roadmap) for roadmap in roadmaps for number, key in enumerate(roadmap.weeks, 1)}


def _place(number: int, roadmap: Roadmap) -> str:
    return plain(t("week {number} of {roadmap}", number=number, roadmap=clip(roadmap.title, 40)))


async def titles_in(unit: Unit, *items: OwnItem | None) -> Titles:
    """What the weeks and resources are called that weeks and roadmaps name; nothing if there are none among the items."""
    return await named_titles(unit) if any(isinstance(item, Week | Roadmap) for item in items) else NO_TITLES


async def named_titles(unit: Unit) -> Titles:
    """What all weeks and resources are called, own ones that are retired too."""
    own = await unit.search.own()
    there = [item for kind in ("week", "resource") for item in await unit.search.all(kind)]
    called = {item.id: title_of(item) for item in (*own.values(), *there)}
    places = places_of(own.values())
    return Titles(called, {item.id: told_by(item, places) for item in there})


def readable(texts: Mapping[str, str], titles: Titles, other: Mapping[str, str] = NO_TEXTS) -> Mapping[str, str]:
    """The texts of a form, its lists with titles in place of ids as far as an input has room for them. `other` are texts that are
    read beside these."""
    lists = {name: with_titles(texts[name], titles, other.get(name, "")) for name in LISTS if name in texts}
    return {**texts, **{name: text for name, text in lists.items() if len(text) <= LONGEST_INPUT}}


def with_titles(text: str, titles: Titles, other: str = "") -> str:
    """A list of ids, a line each, as people read it beside `other`: a title in place of each id, or what tells it apart."""
    names = titles.together(map(_key, (*text.splitlines(), *other.splitlines())))
    return "\n".join(_titled(line, names) for line in text.splitlines())


def _key(line: str) -> str:
    """The id that a line names, which may say before it which part that plays."""
    return line.rpartition(" ")[2]


def _titled(line: str, names: Mapping[str, str]) -> str:
    key = _key(line)
    return line.removesuffix(key) + names.get(key, key)
