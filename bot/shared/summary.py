"""The one post of a day that sums up its check-ins."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from bot.domain.cohort import Checkin, Cohort
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Text, fits
from bot.interface.limits import LONGEST_TEXT, width
from bot.ports.unit import Unit
from bot.shared.posts import compose, home_post
from bot.text import Markup, clip, escape, join, n, t

SPACING = timedelta(minutes=1)
SHOWS = 10
LONGEST_ENTRY = 300
LONGEST_NAME = 80


async def revise_summaries(unit: Unit, cohort: Cohort, first: date, last: date, now: datetime) -> None:
    """Bring the summaries of the days from `first` to `last` up to date; a day without check-ins has none.

    Who has left counts for nothing, as in the leaderboard.
    """
    names = {member.person: member.name for member in await unit.enrollments.members(cohort.id)}
    entries = [entry for entry in await unit.checkins.between(cohort.id, first, last) if entry.person in names]
    homes = await unit.cohorts.homes(cohort.id)
    for day in sorted({entry.day for entry in entries}):
        of_day = [entry for entry in entries if entry.day == day]
        card = compose(unit, partial(_summary, cohort, day, of_day, names))
        for home in homes:
            await unit.outbox.revise(home_post(home, f"summary/{day}", card, now), SPACING)


def _summary(cohort: Cohort, day: date, entries: Sequence[Checkin], names: Mapping[int, str]) -> Card:
    """How many checked in, and the latest of what was shared and is not hidden, as much as fits."""
    shown = [entry for entry in entries if entry.shared and not entry.hidden][:SHOWS]
    head = Text(n("**{count}** has checked in.", "**{count}** have checked in.", len(entries)))
    texts = [Text(_entry(cohort, names[entry.person], entry)) for entry in shown]
    press = Buttons((Button(t("Check in"), Call("checkin", {"cohort": str(cohort.id)}), "primary"),))
    while not fits((head, *texts, press)):
        texts.pop()
    return Card(t("{cohort}, check-ins of {day}", cohort=cohort.name, day=day), (head, *texts, press))


def _entry(cohort: Cohort, name: str, checkin: Checkin) -> Markup:
    """What somebody said, after the cohort's own questions if it has some."""
    did, plan, blocker = (clip(text, LONGEST_ENTRY) for text in (checkin.did, checkin.next, checkin.blocker))
    first = _answered(cohort.did_question, did, escape(did)) if did else Markup()
    parts = [t("**{name}**: {did}", name=clip(name, LONGEST_NAME), did=first)]
    if plan:
        parts.append(_answered(cohort.next_question, plan, t("Next: {next}", next=plan)))
    if blocker:
        parts.append(_answered(cohort.blocker_question, blocker, t("In the way: {blocker}", blocker=blocker)))
    if checkin.answer:
        parts.append(t("Answer: {answer}", answer=clip(checkin.answer, LONGEST_ENTRY)))
    while width(join(parts)) > LONGEST_TEXT:  # a few hundred characters that some platform writes as five
        parts.pop()
    return join(parts)


def _answered(question: str, text: str, usual: Markup) -> Markup:
    """A text after the question that it answers; as usual if the cohort has no question of its own."""
    return t("{question} {text}", question=question, text=text) if question else usual
