"""The one post of a day that sums up its check-ins, and all that it has no room for."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial

from bot.domain.calendar import end_of_day, instant, local_day
from bot.domain.cohort import Checkin, Cohort
from bot.domain.late_work import FILLED_WITHIN, takes_milestones
from bot.domain.post import PostInHome
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Note, Text, fits
from bot.interface.limits import LONGEST_TEXT, as_many_as_fit, cut_in_parts, fitted, width
from bot.interface.phone import shortest_cut
from bot.ports.unit import Unit
from bot.shared.pages import pages_of
from bot.shared.posts import SUMMARY, compose, home_post
from bot.text import Listed, Markup, clip, escape, join, n, t

SPACING = timedelta(minutes=1)
SHOWS = 10
LONGEST_ENTRIES = (300, 150)
"""Of each text of a check-in; the second where not all fit with the first."""
WIDEST_NAME = WIDEST_QUESTION = 100
WIDEST_ENTRY = 380
"""Of each text in the summary: the four of a check-in fit into one block, with the name and the cohort's questions."""
WIDEST_NAMES = 500
"""Of those whose words are left out, together."""
WIDEST_PART = 1300
"""Of a part of a text that is shown whole: with the name or the question it fits into one block."""


def days_still_open(cohort: Cohort, now: datetime) -> tuple[date, date]:
    """The first and the last day that some member, wherever they are, can still fill in, and perhaps some more."""
    today = local_day(now, cohort.zone)
    return today - FILLED_WITHIN, today + FILLED_WITHIN


async def revise_summaries(unit: Unit, cohort: Cohort, first: date, last: date, now: datetime, *, of: int | None = None) -> None:
    """Bring the summaries of the days from `first` to `last` up to date, or of those for which the person `of` checked in.

    There is one for a day that asked for check-ins once somebody checked in, for any other day once somebody shares theirs. It
    comes on its day at the earliest, though members further east are in it already: no day has the summaries of two. It is worth
    sending as long as its day can be filled in.

    Who has left counts for nothing, as in the leaderboard; who was forgotten counts as before.
    """
    names, given = await _names(unit, cohort), await unit.checkins.between(cohort.id, first, last)
    homes = await unit.cohorts.homes(cohort.id)
    days = sorted({entry.day for entry in given if of in (None, entry.person)})
    of_days = {day: [entry for entry in given if entry.day == day and entry.person in names] for day in days}
    undue = [day for day, entries in of_days.items() if not _is_due(cohort, day, entries)]
    # All asked before the first is revised: routines of several cohorts ask together, until one of them changes something.
    sent = {(day, each.home): each.is_sent for day in undue for each in await _in_homes(unit, cohort, day) if each.state}
    for day, entries in of_days.items():
        card = compose(unit, partial(_summary, cohort, day, entries, names, now))
        due_at = max(now, instant(day, time(0), cohort.zone))
        until = end_of_day(day + FILLED_WITHIN, cohort.zone)
        for home in homes:
            post = home_post(home, summary_name(day), card, due_at, until=until)
            if day not in undue or sent.get((day, home.id)):
                await unit.outbox.revise(post, SPACING)
            elif (day, home.id) in sent:
                await unit.outbox.cancel(post.key)


async def _in_homes(unit: Unit, cohort: Cohort, day: date) -> Sequence[PostInHome]:
    return await unit.outbox.in_homes(cohort.id, summary_name(day))


def _is_due(cohort: Cohort, day: date, entries: Sequence[Checkin]) -> bool:
    """Whether a day has a summary: one that nobody asked for and that shows nothing would tell who checked in unasked."""
    timetable = cohort.timetable.on(day)
    asks = timetable.first_day <= day and timetable.asks_on(day) and timetable.prompt_at(day) < timetable.ends
    return bool(entries) if asks else any(map(is_shown, entries))


async def shared_pages(unit: Unit, cohort: Cohort, day: date) -> list[Sequence[Block]]:
    """All that is shared of a day, latest first, on as few pages as fit into a card each."""
    names, given = await _names(unit, cohort), await unit.checkins.between(cohort.id, day, day)
    shown = [entry for entry in given if entry.person in names and is_shown(entry)]
    return pages_of(summary_title(cohort, day), [[text] for entry in shown for text in whole_checkin(cohort, names, entry)])


async def _names(unit: Unit, cohort: Cohort) -> Mapping[int, str]:
    """The names of those who count in a cohort, by person."""
    return {member.person: member.name for member in await unit.enrollments.counted(cohort.id)}


def _summary(cohort: Cohort, day: date, entries: Sequence[Checkin], names: Mapping[int, str], now: datetime) -> Card:
    """How many checked in, and the latest of what is shared, as much as a phone shows: first their words are cut, then the
    earliest are left out but for their names; if that is not all, the rest is a press away."""
    shared = [entry for entry in entries if is_shown(entry)]
    count = n("**{count}** has checked in.", "**{count}** have checked in.", len(entries))
    head = Text(count if entries else t("What members check in with stands here."))
    whole = [whole_checkin(cohort, names, entry) for entry in shared[: SHOWS + 1]]
    longest, *shorter = [[_short(cohort, names, entry, most) for entry in shared[:SHOWS]] for most in LONGEST_ENTRIES]
    own = takes_milestones(cohort.timetable, now)

    def blocks(texts: Sequence[Text]) -> tuple[Block, ...]:
        left_out = [names[entry.person] for entry in shared[len(texts) :]]
        return (head, *texts, *_below(cohort, day, left_out, own=own, is_all=[[text] for text in texts] == whole))

    last = shorter[-1]
    variants = map(blocks, (longest, *shorter, *(last[:most] for most in range(len(last) - 1, -1, -1))))
    return shortest_cut(summary_title(cohort, day), filter(fits, variants))


def _below(cohort: Cohort, day: date, left_out: Sequence[str], *, own: bool, is_all: bool) -> tuple[Block, ...]:
    """Whose words are left out, and the presses: `own` if a check-in is taken, `is_all` if nothing is left out or cut short."""
    keys = {"cohort": str(cohort.id), "day": day.isoformat()}
    every = Button(t("Read all"), Call("checkin shared", keys))
    check_in = Button(t("Check in"), Call("checkin", keys), "primary")
    buttons = (*((check_in,) if own else ()), *(() if is_all else (every,)))
    return (*((_also(left_out),) if left_out else ()), *((Buttons(buttons),) if buttons else ()))


def _also(left_out: Sequence[str]) -> Note:
    names = as_many_as_fit([fitted(name, WIDEST_NAME) for name in left_out], WIDEST_NAMES)
    others = len(left_out) - len(names)
    if others:
        more = n("{count} other", "{count} others", others)
        return Note(t("**Shared too:** {names} and {others}.", names=Listed(tuple(names)), others=more))
    return Note(t("**Shared too:** {names}.", names=Listed(tuple(names))))


def summary_name(day: date) -> str:
    """The name of the summary of a day, which is the same in each home."""
    return f"{SUMMARY}/{day}"


def summary_title(cohort: Cohort, day: date) -> Markup:
    return t("{cohort}, check-ins of {day}", cohort=cohort.name, day=day)


def is_shown(entry: Checkin) -> bool:
    return entry.shared and not entry.hidden


def _short(cohort: Cohort, names: Mapping[int, str], checkin: Checkin, longest: int) -> Text:
    """A check-in as the summary shows it."""
    return Text(join(_parts(cohort, names, checkin, lambda text: [fitted(clip(text, longest), WIDEST_ENTRY)])))


def whole_checkin(cohort: Cohort, names: Mapping[int, str], checkin: Checkin) -> list[Text]:
    """All that a check-in says, in as many texts as it needs."""
    parts = _parts(cohort, names, checkin, lambda text: list(map(escape, cut_in_parts(text, WIDEST_PART))))
    return [Text(join(parts))] if width(join(parts)) <= LONGEST_TEXT else list(map(Text, parts))


def _parts(cohort: Cohort, names: Mapping[int, str], checkin: Checkin, shown: Callable[[str], list[Markup]]) -> list[Markup]:
    """What somebody said, each text in the parts that `shown` makes of it, after the cohort's own questions if it has some."""
    did, plan, blocker, answer = map(shown, (checkin.did, checkin.next, checkin.blocker, checkin.answer))
    name = fitted(names[checkin.person], WIDEST_NAME)
    first = _begun(did, lambda text: t("**{name}**: {did}", name=name, did=_answered(cohort.did_question, text, text)))
    return [
        *(first or [t("**{name}**", name=name)]),
        *_begun(plan, lambda text: _answered(cohort.next_question, text, t("Next: {next}", next=text))),
        *_begun(blocker, lambda text: _answered(cohort.blocker_question, text, t("In the way: {blocker}", blocker=text))),
        *_begun(answer, lambda text: t("Answer: {answer}", answer=text)),
    ]


def _begun(parts: Sequence[Markup], sentence: Callable[[Markup], Markup]) -> list[Markup]:
    """The parts of a text, the first of them in a sentence that tells what it is; none of an empty text."""
    return [sentence(parts[0]), *parts[1:]] if any(parts) else []


def _answered(question: str, text: Markup, usual: Markup) -> Markup:
    """A text after the question that it answers; as usual if the cohort has no question of its own."""
    return t("{question} {text}", question=fitted(question, WIDEST_QUESTION), text=text) if question else usual
