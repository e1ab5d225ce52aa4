"""Entries of a file that are there already: which a file repeats by mistake, and which it brings from another community."""

from collections.abc import Iterable, Iterator, Mapping

from bot.domain.items import Findable, OwnItem, kind_of, title_of
from bot.domain.roadmap import Roadmap
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
    """A fault for each entry that would repeat another once all is imported, and does not so already: what stands in place of an
    entry that ships is there under its id too, and a pack may come to have what was added here."""
    others = [item for item in present.there if item.id not in after]
    active: dict[Subject, OwnItem | Findable] = {subject(item): item for item in others}
    for key, item in after.items():
        if item.status != "active":
            continue
        same, before = active.setdefault(subject(item), item), present.own.get(key)
        is_new = before is None or before.status != "active" or subject(before) != subject(item)
        if same is not item and is_new:
            yield FileFault(lines[key], _repeats(same, lines.get(same.id)))


def same_titles(entries: Iterable[tuple[int, OwnItem]], present: Present) -> Iterator[FileFault]:
    """A fault for each new roadmap, with its line, that has the title of another: nobody could tell them apart."""
    own = (item for item in present.own.values() if isinstance(item, Roadmap) and item.status == "active")
    titles = {folded(roadmap.title) for roadmap in own}
    for line, item in entries:
        if isinstance(item, Roadmap) and folded(item.title) in titles:
            yield FileFault(line, _taken(item.title))
        titles |= {folded(item.title)} if isinstance(item, Roadmap) else set()


def _taken(title: str) -> Markup:
    return t("A roadmap called “{title}” is there already; write another title, or the id of that one.", title=title)


def _repeats(same: OwnItem | Findable, line: int | None) -> Markup:
    if line:
        return t("This is the same as line {line}; keep one of them.", line=str(line))
    return t("This is there already, as “{title}”; take it out of the file.", title=title_of(same)[:100])
