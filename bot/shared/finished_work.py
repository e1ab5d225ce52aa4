"""The one post of a week that shows what members made and chose to share."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.domain.cohort import Cohort, Progress
from bot.domain.post import HELD_FOR
from bot.domain.roadmap import Week
from bot.interface.card import Buttons, Card, Note, Text, fits
from bot.interface.limits import LONGEST_TITLE, MOST_COMPONENTS, fitted
from bot.ports.unit import Unit
from bot.shared.finished_lines import is_cut, named, read_all, work_lines
from bot.shared.pages import more_lines
from bot.shared.posts import after_the_week, compose, finished_name, home_post, week_name
from bot.text import Markup, join, t

SPACING = timedelta(minutes=1)
"""Between two edits."""


async def revise_finished_work(unit: Unit, cohort: Cohort, number: int, week: Week, now: datetime) -> None:
    """Bring the post of a week up to date: it comes with the first work that is shared, but not before the post of the week; in
    the week's thread if there is one. It is worth sending as long as the week lasts."""
    shared = await unit.progress.shared(cohort.id, week.id)
    card = compose(unit, partial(_card, cohort, number, week, shared))
    begun = number < cohort.week_at(now)  # else its post is there, or is about to come
    weeks = {week.home: week.state for week in await unit.outbox.in_homes(cohort.id, week_name(number))}
    due_at = max(now, after_the_week(cohort.timetable.begins(number)))
    for home in await unit.cohorts.homes(cohort.id):
        state = weeks.get(home.id)
        in_thread = state in ("waiting", "sent") or (state is None and not begun)
        post = home_post(
            home,
            finished_name(number),
            card,
            due_at,
            kind="reply" if in_thread else "send",
            parent=week_name(number) if in_thread else None,
            until=max(cohort.timetable.begins(number + 1), now + HELD_FOR),
        )
        if shared or await unit.outbox.message(post.key):
            await unit.outbox.revise(post, SPACING)
        else:
            await unit.outbox.cancel(post.key)


def finished_title(cohort: Cohort, number: int) -> Markup:
    return fitted(t("{cohort}, week {number}: finished work", cohort=cohort.name, number=number), LONGEST_TITLE)


def _card(cohort: Cohort, number: int, week: Week, shared: Sequence[tuple[str, Progress]]) -> Card:
    """The latest works, as many as fit, and how many more there are; if something is left out or cut, all is a press away."""
    title = finished_title(cohort, number)
    head = Text(t("What members made of **{title}**:", title=week.title))
    texts = [Text(join([named(name), *work_lines(work)])) for name, work in shared[:MOST_COMPONENTS]]
    while True:
        more = more_lines(len(shared) - len(texts))
        every = (Buttons((read_all(cohort, number),)),) if more or any(is_cut(work) for _, work in shared) else ()
        blocks = (head, *texts, *map(Note, more), *every)
        if fits(blocks):
            return Card(title, blocks if shared else (Text(t("Finished work that members share stands here.")),))
        texts.pop()
