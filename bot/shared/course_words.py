"""How it is said what differs between the weeks of two releases: in short for members, in detail for moderators."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from bot.domain.course_change import CourseChange, Mended, Move, Part
from bot.domain.lookup import Resource
from bot.domain.roadmap import Week
from bot.domain.text_difference import changed_words
from bot.interface.limits import fitted
from bot.text import Listed, Markup, t

WIDEST_TITLE = 100
WIDEST_PART = 200
"""Of one of the lines that say what a week has, and of what it had."""

_WORDS: Mapping[Part, Callable[[], Markup]] = {
    "title": lambda: t("title"),
    "task": lambda: t("what to make"),
    "checklist": lambda: t("checklist"),
    "resources": lambda: t("resources"),
    "goals": lambda: t("goals"),
    "time": lambda: t("time"),
    "why": lambda: t("why it matters"),
    "further": lambda: t("how to go further"),
    "questions": lambda: t("questions"),
    "catch-up": lambda: t("the short way through"),
    "topics": lambda: t("topics of challenges"),
    "starter": lambda: t("starter"),
}


def course_lines(change: CourseChange) -> list[Markup]:
    """What differs, in a line for each week, and for weeks that move together; that nothing does, if so."""
    lines = [
        *(
            t("- new: week {number}, {title}", number=each.number, title=fitted(each.week.title, WIDEST_TITLE))
            for each in change.come
        ),
        *(
            t("- no more: week {number}, {title}", number=each.number, title=fitted(each.week.title, WIDEST_TITLE))
            for each in change.go
        ),
        *map(_move_line, change.moves),
        *map(_mended_line, change.mended),
    ]
    return lines or [t("The weeks stay as they are.")]


def detailed_lines(change: CourseChange, resources: Mapping[str, Resource]) -> list[Markup]:
    """The same, and below each week that differs what it had and has; `resources` are those of both releases, by id."""
    others = (
        course_lines(CourseChange(change.come, change.go, change.moves)) if change != CourseChange(mended=change.mended) else []
    )
    return [*others, *(line for each in change.mended for line in _details(each, resources))] or course_lines(change)


def _move_line(move: Move) -> Markup:
    places = {"first": move.first, "last": move.last, "now_first": move.now_first, "now_last": move.now_last}
    if move.first == move.last:
        return t("- week {first} becomes week {now_first}", first=move.first, now_first=move.now_first)
    return t("- weeks {first} to {last} become weeks {now_first} to {now_last}", **places)


def _mended_line(each: Mended) -> Markup:
    parts = Listed(tuple(_WORDS[part]() for part in each.parts))
    title = fitted(each.after.title, WIDEST_TITLE)
    return t("- changed: week {number}, {title}: {parts}", number=each.number, title=title, parts=parts)


def _details(each: Mended, resources: Mapping[str, Resource]) -> Iterator[Markup]:
    yield _mended_line(each)
    before, after = each.before, each.after
    if "title" in each.parts:
        yield from _signed("title", [before.title], [after.title])
    for gone, come in changed_words(before.milestone.text, after.milestone.text):
        yield from _signed("task", [gone], [come])
    yield from _signed("checklist", *_only(before.milestone.checklist, after.milestone.checklist))
    yield from _signed("resources", *_only(_titles(before, resources), _titles(after, resources)))


def _titles(week: Week, resources: Mapping[str, Resource]) -> list[str]:
    return [resources[part.ref].title for part in week.resources if part.ref in resources]


def _only(before: Sequence[str], after: Sequence[str]) -> tuple[list[str], list[str]]:
    """What only the one has, and what only the other has."""
    return [each for each in before if each not in after], [each for each in after if each not in before]


def _signed(part: Part, gone: Iterable[str], come: Iterable[str]) -> Iterator[Markup]:
    for sign, texts in (("−", gone), ("+", come)):
        shown = (fitted(text, WIDEST_PART) for text in texts if text)
        yield from (t("  {sign} {part}: {text}", sign=sign, part=_WORDS[part](), text=text) for text in shown)
