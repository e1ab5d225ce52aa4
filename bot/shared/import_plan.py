"""What an import would change: each entry of a file against what a community has. Runs in a thread, as it may take seconds."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields, replace

from bot.domain.challenge import Challenge
from bot.domain.items import OwnItem, kind_of, title_of
from bot.domain.own_roadmap import with_copies
from bot.domain.roadmap import Roadmap, Week
from bot.domain.written_item import written
from bot.errors import Refusal
from bot.interface.binding import bind
from bot.interface.option import Parameter
from bot.ports.workbench import Workbench
from bot.shared.bar import bar
from bot.shared.challenge_form import ASKED
from bot.shared.challenge_written import check_values, try_key
from bot.shared.content_items import NOT_WRITTEN, OPTIONS, new_item, new_key, next_item
from bot.shared.entry_table import EntryFile, WrittenEntry, other_kind
from bot.shared.import_code import code_faults
from bot.shared.import_names import learn, named_first
from bot.shared.import_repeats import Subject, anew, own_subjects, repeated, shipped_subjects, subject
from bot.shared.named_entries import Titles
from bot.shared.pack_fields import with_pack_texts
from bot.shared.planned_changes import Plan, Planned, mark_of
from bot.shared.present import Present
from bot.shared.resource_form import hours_note
from bot.shared.table_file import FileFault
from bot.text import Markup, t

_STAND_INS = {"url": "https://example.org/", "pay": "1 USD", "minutes": "1"}
"""Texts in place of faulty ones, so that whatever else is wrong with an entry is found too."""


def planned(file: EntryFile, present: Present, bench: Workbench, *, retires: bool) -> Plan:
    """What the entries of a file change; functions are tried in the sandbox. With `retires`, own entries of these kinds that are
    not in the file are retired."""
    faults, meant = [*file.faults], dict[str, OwnItem]()
    lines, passed, readings = dict[str, int](), list[str](), list[FileFault]()
    subjects, ships = own_subjects(present), shipped_subjects(present)
    for read, entry in enumerate(sorted(file.entries, key=named_first)):
        bench.tell(_how_far(read, len(file.entries)))
        found = _meant(entry, present, subjects, bench)
        if isinstance(found, list):
            learn(present.known, entry, "", entry.texts.get("title", ""))
            faults += found
            continue
        same = ships.get(subject(found)) if entry.id == found.id and _is_from_elsewhere(entry, present) else None
        learn(present.known, entry, same.id if same else found.id, title_of(found))
        readings += _readings(entry)
        if same:
            passed.append(title_of(same))
        elif found.id in meant:
            faults.append(
                FileFault(entry.line, t("This entry is in line {line} already; keep one of them.", line=str(lines[found.id])))
            )
        else:
            meant[found.id], lines[found.id] = found, entry.line
            readings += [] if entry.id else anew(found, entry.line, present)
    retired = _missing(present, meant, {entry.of for entry in file.entries}) if retires else {}
    faults += repeated(present, {**meant, **retired}, lines)
    unchanged = sum(_is_as_before(item, present.own.get(key)) for key, item in meant.items())
    changes = [*_changes(present, meant), *(Planned("retired", item, present.own[key]) for key, item in retired.items())]
    own = {key: title_of(item) for key, item in present.own.items()}
    weeks, resources = present.known.weeks, present.known.resources
    titles = Titles({**own, **weeks.titles, **resources.titles}, {**weeks.details, **resources.details})
    faults, readings = (sorted(each, key=lambda fault: fault.line) for each in (faults, readings))
    mark = mark_of(changes)
    return Plan(changes, unchanged, faults, file.ignored, titles, present.version, passed, readings, mark)


def _meant(
    entry: WrittenEntry, present: Present, subjects: Mapping[Subject, OwnItem], bench: Workbench
) -> OwnItem | list[FileFault]:
    """The item that an entry describes, or what is wrong with it."""
    base = present.own.get(entry.id)
    if entry.id and base is None and not _is_key(entry):
        return [FileFault(entry.line, _unknown_key(entry.id))]
    if base and kind_of(base) != entry.of:
        return [FileFault(entry.line, other_kind(entry.id, kind_of(base), entry.of))]
    made = _made(entry, base, present, bench)
    same = None if base or isinstance(made, list) else subjects.get(subject(made))
    return made if same is None else _made(entry, same, present, bench)


def _made(entry: WrittenEntry, base: OwnItem | None, present: Present, bench: Workbench) -> OwnItem | list[FileFault]:
    """The item, or all that is wrong: a faulty text is told, and the rest is read with another in its place."""
    texts, faulty = _bound(entry, written(base) if base else {})
    needed = _needed(entry.of, texts)
    made, goes_on = None, not (entry.of == "challenge" and "kind" in faulty)
    while goes_on:
        tried = {name: _stand_in(name, needed) if name in faulty else text for name, text in texts.items()}
        try:
            made, goes_on = _item(entry, tried, base, present), False
        except Refusal as refusal:
            goes_on = refusal.option in texts and refusal.option not in {*faulty, "kind"}
            faulty.setdefault(refusal.option, refusal.message)
    if isinstance(made, Challenge) and _differs(made, base):
        faulty = faulty or code_faults(made, bench)
    labels = {option.name: option.label() for option in OPTIONS[entry.of]}
    faults = [FileFault(entry.line, _told(labels.get(name), message)) for name, message in faulty.items()]
    return faults if faults or made is None else made


def _item(entry: WrittenEntry, texts: Mapping[str, str], base: OwnItem | None, present: Present) -> OwnItem:
    """Raises Refusal for what cannot be meant."""
    if base is None:
        made = new_item(present.known, entry.id or new_key(entry.of, present.new_number()), entry.of, texts)
    else:
        made = next_item(present.known, entry.of, texts, base)
    made = replace(made, status="deprecated" if entry.retired else "active")
    made = with_pack_texts(made, entry.texts) if entry.item is None else _as_said(made, entry.item)
    if isinstance(made, Challenge) and _differs(made, base):
        try_key(made)
        check_values(made)
    return made


def _as_said(made: OwnItem, said: OwnItem) -> OwnItem:
    """What was made of an entry's texts, with the fields that only a file of a pack has. Raises Refusal for a challenge that
    these texts do not tell as a whole."""
    asked = written(said)
    kept = {name: getattr(said, name) for name in NOT_WRITTEN if hasattr(said, name) and name not in asked}
    whole = replace(made, **kept)
    if isinstance(said, Challenge) and _trimmed(whole) != _trimmed(replace(said, id=made.id, rev=made.rev)):
        raise Refusal(t("This challenge says more than moderators can edit here; it has to stay in a pack."), "kind")
    return whole


def _trimmed(item: OwnItem) -> list[object]:
    """Its fields, texts without the spaces and line ends around them."""
    values = [getattr(item, field.name) for field in fields(item)]
    return [value.strip() if isinstance(value, str) else value for value in values]


def _differs(made: OwnItem, base: OwnItem | None) -> bool:
    return base is None or written(made) != written(base)


def _bound(entry: WrittenEntry, held: Mapping[str, str]) -> tuple[dict[str, str], dict[str, Markup]]:
    """The texts of an entry as its form would give them, and what is wrong with some. What the file does not give stays."""
    texts, faulty = dict[str, str](), dict[str, Markup]()
    if entry.item is not None:  # its schema holds it to the same limits
        return {
            option.name: option.cleaned(entry.texts[option.name]) for option in OPTIONS[entry.of] if option.name in entry.texts
        }, faulty
    for option in OPTIONS[entry.of]:
        name = option.name
        text = option.cleaned(entry.texts.get(name, held.get(name, "")))
        texts[name] = text
        if text != held.get(name):
            try:
                texts[name] = _text(option, text, required=name in _needed(entry.of, texts))
            except Refusal as refusal:
                faulty[name] = refusal.message
    return texts, faulty


def _text(option: Parameter, text: str, *, required: bool) -> str:
    if text:
        return str(bind(option, text))
    if required:
        raise Refusal(t("This is empty; fill it in."))
    return text


def _stand_in(name: str, needed: Collection[str]) -> str:
    return _STAND_INS.get(name, "x") if name in needed else ""


def _needed(of: str, texts: Mapping[str, str]) -> set[str]:
    """What an entry cannot do without; of a challenge that depends on how it is answered."""
    if of == "challenge":
        return {"kind", *ASKED.get(texts["kind"], ())} - {"hint"}
    return {option.name for option in OPTIONS[of] if option.required}


def _how_far(done: int, total: int) -> Markup:
    return t("{bar} {done} of {total} entries checked", bar=bar(done, total), done=done, total=total)


def _told(label: Markup | None, message: Markup) -> Markup:
    says_it = label and str(message).startswith(f"“{label}”")
    return t("{label}: {message}", label=label, message=message) if label and not says_it else message


def _is_key(entry: WrittenEntry) -> bool:
    """Whether an entry may have its id, though it is not here: it was exported elsewhere, or before it was lost."""
    return re.fullmatch(rf"{entry.of}\.own\.[0-9a-f]{{1,16}}", entry.id) is not None


def _unknown_key(key: str) -> Markup:
    return t("There is no entry “{key}” here; leave its id empty, and it is a new one.", key=key[:70])


def _is_from_elsewhere(entry: WrittenEntry, present: Present) -> bool:
    """Whether an entry has the id that another community gave it, whose export must not fail because it is known here too."""
    return bool(entry.id) and entry.id not in present.own


def _readings(entry: WrittenEntry) -> list[FileFault]:
    """How the texts of an entry are read that leave room for it."""
    note = hours_note(entry.texts.get("hours", "")) if entry.of == "resource" else None
    return [FileFault(entry.line, note)] if note else []


def _missing(present: Present, meant: Mapping[str, OwnItem], kinds: set[str]) -> dict[str, OwnItem]:
    """The own entries of some kinds that a file does not hold, retired."""
    left = (item for key, item in present.own.items() if key not in meant and item.status == "active" and kind_of(item) in kinds)
    return {item.id: replace(item, status="deprecated", rev=item.rev + 1) for item in left}


def _is_as_before(item: OwnItem, before: OwnItem | None) -> bool:
    return before is not None and replace(item, rev=before.rev) == before


def _changes(present: Present, meant: Mapping[str, OwnItem]) -> Iterable[Planned]:
    weeks = {week.id: week for week in present.there if isinstance(week, Week)}
    for key, found in meant.items():
        item, before = found, present.own.get(key)
        if isinstance(found, Roadmap):
            item, copies = with_copies(
                found, weeks, present.known.resources.titles, lambda: new_key("week", present.new_number())
            )
            yield from (Planned("copied", copy, None) for copy in copies.values())
        if before is None:
            yield Planned("added", item, None)
        elif not _is_as_before(item, before):
            retired = before.status == "active" and item.status != "active"
            yield Planned("retired" if retired else "edited", item, before)
