"""Link and note that a member gave with a week: as much as a card of several things has room for, and whole."""

from collections.abc import Iterator

from bot.domain.cohort import Cohort, Progress
from bot.interface.call import Call
from bot.interface.card import Button, Text, texts_of
from bot.interface.limits import cut_in_parts, fitted
from bot.text import Markup, escape, link, t

WIDEST_NAME = 80
WIDEST_NOTE = 300
WIDEST_LABEL = 80
"""Of a link, which is as wide as an address may be: with a note both fit into one text."""
WIDEST_PART = 1300
"""Of a part of a note that is shown whole, so that it fits into a text."""


def work_lines(work: Progress) -> list[Markup]:
    """The link and the note, cut if it is long."""
    return [*_link_line(work), *([fitted(work.note, WIDEST_NOTE)] if work.note else [])]


def is_cut(work: Progress) -> bool:
    """Whether `work_lines` leave out the end of the note."""
    return fitted(work.note, WIDEST_NOTE) != escape(work.note)


def named(name: str) -> Markup:
    return t("**{name}**", name=fitted(name, WIDEST_NAME))


def whole_work(name: str, work: Progress) -> Iterator[Text]:
    """The name, and all that its bearer gave, in as many texts as it needs."""
    return texts_of([named(name), *_link_line(work), *map(escape, cut_in_parts(work.note, WIDEST_PART))])


def read_all(cohort: Cohort, number: int) -> Button:
    """To all that was made of a week, with nothing cut."""
    return Button(t("Read all"), Call("milestone work", {"cohort": str(cohort.id), "week": str(number)}))


def _link_line(work: Progress) -> list[Markup]:
    return [link(fitted(work.link, WIDEST_LABEL), work.link)] if work.link else []
