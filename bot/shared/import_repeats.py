"""Entries of a file that are there already: which a file repeats by mistake, and which it brings from another community."""

from collections.abc import Iterator, Mapping

from bot.domain.challenge import Challenge
from bot.domain.items import Findable, OwnItem, kind_of, title_of
from bot.domain.own_roadmap import is_own
from bot.domain.roadmap import Roadmap, Week
from bot.domain.sameness import folded, subject_of
from bot.shared.present import Present
from bot.shared.table_file import FileFault
from bot.text import Markup, t

Subject = tuple[str, ...]


def subject(item: OwnItem | Findable) -> Subject:
    """What an entry shares with every other that would repeat it."""
    return (kind_of(item), *subject_of(item))


def own_subjects(present: Present) -> Mapping[Subject, OwnItem]:
    """The active entries of a community by what they are about."""
    return {subject(item): item for item in present.own.values() if item.status == "active"}


def shipped_subjects(present: Present) -> Mapping[Subject, Findable]:
    """What ships, by what it is about."""
    return {subject(item): item for item in present.there if item.id not in present.own}


def repeated(present: Present, after: Mapping[str, OwnItem], lines: Mapping[str, int]) -> Iterator[FileFault]:
    """A fault for each entry that would repeat another once all is imported."""
    for item, same in repeats(present, after):
        yield FileFault(lines[item.id], _repeats(item, same, lines.get(same.id)))


def anew(item: OwnItem, line: int, present: Present) -> list[FileFault]:
    """That a week or a challenge without an id is new, though there is one of its title, which the file may mean."""
    if item.id in present.own or not isinstance(item, Week | Challenge):
        return []
    same = [other for other in present.own.values() if other.status == "active" and _is_alike(item, other)]
    told = t("“{title}” is there already; this is another. To change it, write its id.", title=title_of(item)[:100])
    return [FileFault(line, told)] if same else []


def _is_alike(item: Week | Challenge, other: OwnItem) -> bool:
    return type(item) is type(other) and folded(title_of(item)) == folded(title_of(other))


def repeats(present: Present, after: Mapping[str, OwnItem]) -> Iterator[tuple[OwnItem, OwnItem | Findable]]:
    """The entries that would repeat another once all is as `after` tells, and do not so already, each with that: what stands in
    place of an entry that ships is there under its id too, and a pack may come to have what was added here."""
    others = [item for item in (*present.there, *present.own.values()) if item.id not in after and item.status == "active"]
    active: dict[Subject, OwnItem | Findable] = {_known_by(item): item for item in others}
    for key, item in after.items():
        if item.status != "active":
            continue
        same, before = active.setdefault(_known_by(item), item), present.own.get(key)
        is_new = before is None or before.status != "active" or _known_by(before) != _known_by(item)
        if same is not item and is_new:
            yield item, same


def _known_by(item: OwnItem | Findable) -> Subject:
    """The subject of an item; of a community's own roadmap its title, as nobody could tell two of one title apart."""
    if isinstance(item, Roadmap):
        return (kind_of(item), folded(item.title)) if is_own(item.id) else (kind_of(item), "", item.id)
    return subject(item)


def _repeats(item: OwnItem, same: OwnItem | Findable, line: int | None) -> Markup:
    if isinstance(item, Roadmap):
        return t("A roadmap called “{title}” is there already; write another title, or the id of that one.", title=item.title)
    if line:
        return t("This is the same as line {line}; keep one of them.", line=str(line))
    return t("This is there already, as “{title}”; take it out of the file.", title=title_of(same)[:100])
