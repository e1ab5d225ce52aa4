"""An import as a moderator sees it before it is published."""

import re
from collections import Counter
from collections.abc import Sequence

from bot.domain.items import Deed
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Note, Text, texts_of
from bot.interface.limits import as_many_as_fit, fitted, fitted_list, width
from bot.shared.content_batch import CHANGES_SHOWN, WIDEST_NAME, change_line, counted
from bot.shared.pages import more_lines, on_page, page_count, page_turns
from bot.shared.planned_changes import Plan
from bot.shared.table_file import FileFault, FileText
from bot.text import Listed, Markup, join, n, plain, t

_ACCENTED = re.compile(r"\w*[^\W\0-\x7f]\w*")
_FOREIGN = re.compile(r"[^\s,;]*[^\0-\x7f][^\s,;]*")
"""Words by which one sees how a file was read: best those with an accent, else any with a character that is not ASCII."""
WIDEST_WORD = 40
FAULTS_SHOWN = 6
WIDEST_FAULT = 450
MOST_SPANS = 8
"""Of lines that have one fault. With these a page holds faults that show what is wrong, whatever that is."""
WIDEST_READINGS = 600


def plan_card(name: str, text: FileText, plan: Plan, draft: str, page: int) -> Card:
    """A page of what an import that is kept in a draft would change, or of what is wrong with its file."""
    turns = Call("content import-preview", {"draft": draft})
    file, read_as = fitted(name, WIDEST_NAME), _read_as(text)
    if plan.faults:
        return Card(t("Nothing is imported yet: {file}", file=file), (*read_as, *_fault_blocks(plan.faults, page, turns)))
    told = [*_told(plan), *_readings(plan)]
    if not plan.changes:
        return Card(t("Nothing differs: {file}", file=file), (*read_as, Text(join(told))))
    lines = [Text(change_line(change, plan.titles)) for change in on_page(plan.changes, page, CHANGES_SHOWN)]
    keys = {"draft": draft}
    decide = (
        Button(t("Publish"), Call("content publish-import", keys), "primary"),
        Button(t("Discard"), Call("content discard-import", keys), "danger"),
    )
    note = Note(t("Preview. Nobody sees it yet; it is kept for seven days."))
    pages = page_turns(page_count(plan.changes, CHANGES_SHOWN), page, turns, beside=decide)
    return Card(t("Import of “{file}”", file=file), (note, *read_as, Text(join(told)), *lines, *pages))


def _read_as(file: FileText) -> tuple[Note, ...]:
    """That a file was read in the code page of Windows, with a word by which one sees whether that is right."""
    if not file.in_code_page:
        return ()
    word = _ACCENTED.search(file.text) or _FOREIGN.search(file.text)
    sentence = t(
        "⚠ Read as Windows-1252, as it is not UTF-8. Check that “{word}” reads right; "
        "if it does not, save the sheet as CSV UTF-8 and send that.",
        word=fitted(word[0] if word else "", WIDEST_WORD),
    )
    return (Note(sentence),)


def _told(plan: Plan) -> list[Markup]:
    """How much an import changes, and what it passes over."""
    deeds: Counter[Deed] = Counter(change.deed for change in plan.changes)
    same = n("{count} entry stays as it is.", "{count} entries stay as they are.", plan.unchanged)
    ignored = fitted_list(plan.ignored, 300)
    return [
        *([t("**{counts}**", counts=counted(deeds))] if deeds else []),
        *([same] if plan.unchanged else []),
        *([_passed(plan)] if plan.passed else []),
        *([t("These columns mean nothing here and are passed over: {names}", names=ignored)] if plan.ignored else []),
    ]


def _passed(plan: Plan) -> Markup:
    return n(
        "{count} entry ships here already, and is passed over: {names}",
        "{count} entries ship here already, and are passed over: {names}",
        len(plan.passed),
        names=fitted_list(plan.passed, 300),
    )


def _readings(plan: Plan) -> list[Markup]:
    """How texts are read that leave room for it, as many as fit."""
    lines = _by_message(plan.readings)
    shown = as_many_as_fit(lines, WIDEST_READINGS)
    return [*shown, *more_lines(len(lines) - len(shown))]


def _fault_blocks(faults: Sequence[FileFault], page: int, turns: Call) -> tuple[Block, ...]:
    head = n("{count} thing to mend, then send the file again:", "{count} things to mend, then send the file again:", len(faults))
    told = _by_message(faults)
    lines = on_page(told, page, FAULTS_SHOWN)
    again = Buttons((Button(t("Try again"), Call("content import"), "primary"),))
    return (Text(head), *texts_of(lines), *page_turns(page_count(told, FAULTS_SHOWN), page, turns), again)


def _by_message(faults: Sequence[FileFault]) -> list[Markup]:
    """Each thing that is told, once, with the lines that it is told of."""
    lines: dict[Markup, list[int]] = {}
    for fault in faults:
        lines.setdefault(fault.message, []).append(fault.line)
    return [_fault_line(numbers, message) for message, numbers in lines.items()]


def _fault_line(lines: Sequence[int], message: Markup) -> Markup:
    told = message if width(message) <= WIDEST_FAULT else fitted(plain(message), WIDEST_FAULT)
    if len(lines) == 1:
        return t("Line {line}: {message}", line=str(lines[0]), message=told)
    spans = _spans(lines)
    left = sum(last - first + 1 for first, last in spans[MOST_SPANS:])
    shown = [str(first) if first == last else f"{first}–{last}" for first, last in spans[:MOST_SPANS]]
    more = [n("{count} more", "{count} more", left)] if left else []
    return t("Lines {lines}: {message}", lines=Listed((*shown, *more)), message=told)


def _spans(lines: Sequence[int]) -> list[tuple[int, int]]:
    """The first and the last of each run of lines."""
    spans: list[tuple[int, int]] = []
    for line in sorted({*lines}):
        if spans and line == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], line)
        else:
            spans.append((line, line))
    return spans
