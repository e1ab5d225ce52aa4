"""What a cohort's channels hear when its plan changes: roadmap, weeks, check-ins, challenges, breaks and the end.

Changes that follow each other within minutes are one post, which is edited: it keeps the plan of before it, so that it tells them
as one. What has stood for longer was read, and nobody sees an edit of it: a later change is a post of its own.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.domain.break_changes import days_off
from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort, Home
from bot.domain.cohort_change import as_texts, with_texts
from bot.domain.course_change import NO_CHANGE, CourseChange, course_change
from bot.domain.post import KnownPost
from bot.domain.roadmap import Roadmap
from bot.interface.card import Buttons, Card, Fields, Text
from bot.interface.limits import as_many_as_fit
from bot.ports.unit import Unit
from bot.shared.break_news import news_lines
from bot.shared.break_words import all_breaks_button, coming_breaks, first_breaks, weeks_left_out, what_follows
from bot.shared.course_words import course_lines
from bot.shared.older_news import SPACING, news_name, point_to_newer
from bot.shared.over_words import late_work_text
from bot.shared.pages import more_lines
from bot.shared.posts import compose, home_key, home_post
from bot.shared.week_card import cohort_weeks
from bot.shared.weekday_words import asked_at
from bot.text import Markup, escape, join, t

WIDEST_NEWS = 1500
"""Of the lines of one card."""
EXTENDED_WITHIN = timedelta(minutes=10)
"""For how long after it was sent or edited a post is edited once more."""


async def tell_channels(unit: Unit, before: Cohort, after: Cohort, roadmap: Roadmap, now: datetime) -> None:
    """Tell the channels of a cohort what is new in its plan and its weeks, if it concerns them; `roadmap` is that of the changed
    cohort.

    Changes within minutes are told as one, from the plan of before the first. Those that are taken back before anybody read of
    them are not told. The news come before the week that they let begin.
    """
    if not _is_news(before, after, now):
        return
    lets_begin = before.week_at(now) != after.week_at(now)
    due_at = after.timetable.under_way(now) if lets_begin else now
    for home in await unit.cohorts.homes(after.id):
        name, known = await _post_to_extend(unit, home, now)
        basis = (known and known.basis) or as_texts(before)
        told_of = with_texts(before, basis)
        if not _is_news(told_of, after, now) and await unit.outbox.cancel(home_key(home, name)):
            await point_to_newer(unit, home, name, now, is_newer=False)
            continue
        read = before if known and known.is_sent else told_of
        change = await _change_of_weeks(unit, told_of, after)
        card = compose(unit, partial(news_card, told_of, after, roadmap, now, read=read, change=change))
        await unit.outbox.revise(home_post(home, name, card, due_at, basis=basis), SPACING)
        await point_to_newer(unit, home, name, now, is_newer=True)


async def _post_to_extend(unit: Unit, home: Home, now: datetime) -> tuple[str, KnownPost | None]:
    """The name of the post in which a change is told now, and what it says so far: the latest of the day, or one more."""
    # The community's day, as that of a cohort is another one once its zone is changed.
    day, number, latest = local_day(now, unit.community.zone), 1, None
    while following := await unit.outbox.known(home_key(home, news_name(day, number))):
        number, latest = number + 1, following
    if latest and (not latest.sent_at or now - latest.sent_at <= EXTENDED_WITHIN):
        return news_name(day, number - 1), latest
    return news_name(day, number), None


async def _change_of_weeks(unit: Unit, before: Cohort, after: Cohort) -> CourseChange:
    """What differs in the weeks if the cohort follows another release of its roadmap; a roadmap of its own is not compared."""
    if _course(before) != _course(after) or _content(before) == _content(after):
        return NO_CHANGE
    return course_change(*[await cohort_weeks(unit, each) for each in (before, after)])


def _is_news(before: Cohort, after: Cohort, now: datetime) -> bool:
    """Whether a change concerns the channels."""
    return _plan(before) != _plan(after) and not before.state(now) == after.state(now) == "ended"


def _plan(cohort: Cohort) -> tuple[object, ...]:
    """What concerns the channels."""
    times = (*_week_times(cohort), *_checkin_times(cohort), *_challenge_times(cohort))
    others = frozenset(each for each in cohort.breaks if each.kind != "holiday")
    return (*_course(cohort), *_content(cohort), *times, others, frozenset(days_off(cohort.breaks)), cohort.ended_at)


def _course(cohort: Cohort) -> tuple[object, ...]:
    return cohort.pack, cohort.roadmap


def _content(cohort: Cohort) -> tuple[object, ...]:
    return cohort.release, cohort.weeks


def _week_times(cohort: Cohort) -> tuple[object, ...]:
    return cohort.start, cohort.at, cohort.zone


def _checkin_times(cohort: Cohort) -> tuple[object, ...]:
    return cohort.checkin_days, cohort.checkin_at, cohort.zone


def _challenge_times(cohort: Cohort) -> tuple[object, ...]:
    """Nothing if it wants no challenges, whose hour then concerns nobody."""
    return (cohort.challenge_days, cohort.challenge_at, cohort.zone) if cohort.challenge_days else ()


def news_card(
    before: Cohort, after: Cohort, roadmap: Roadmap, now: datetime, *, read: Cohort, change: CourseChange = NO_CHANGE
) -> Card:
    """What is new, and then the plan as it is now; `read` has the plan as its readers know it, `change` what differs in the weeks
    if they follow another release."""
    if after.state(now) == "ended":
        return _end_card(after, now)
    compared = before if _is_news(before, after, now) else read
    lines = [
        *_changed_parts(before, after),
        *_weeks_lines(before, after, change),
        *news_lines(compared, after, now),
        *what_follows(read, after, now),
        *([late_work_text(after.timetable.closes)] if _goes_on_again(before, read, now) and after.timetable.end_is_known else []),
    ]
    return Card(
        _title(before, after, now, read),
        (Text(join(_in_short(lines))), _plan_fields(after, roadmap, now), *_all_breaks(after, now)),
    )


def _all_breaks(cohort: Cohort, now: datetime) -> tuple[Buttons, ...]:
    buttons = all_breaks_button(cohort, coming_breaks(cohort, now))
    return (Buttons(buttons),) if buttons else ()


def _in_short(lines: Sequence[Markup]) -> list[Markup]:
    """As many lines as leave room for the plan itself, which lists all breaks."""
    shown = as_many_as_fit(lines, WIDEST_NEWS)
    return [*shown, *more_lines(len(lines) - len(shown))]


def _title(before: Cohort, after: Cohort, now: datetime, read: Cohort) -> Markup:
    if _goes_on_again(before, read, now):
        return t("{cohort} goes on", cohort=after.name)
    if not _is_news(before, after, now):
        return t("{cohort}: a change of the plan is taken back", cohort=after.name)
    return t("{cohort} has a new plan", cohort=after.name)


def _goes_on_again(before: Cohort, read: Cohort, now: datetime) -> bool:
    """Whether a changed cohort had ended before, be it only for its readers: its days of grace are others now."""
    return "ended" in (before.state(now), read.state(now))


def _plan_fields(cohort: Cohort, roadmap: Roadmap, now: datetime) -> Fields:
    """The plan as it is now; the roadmap as long as it can change."""
    course = ((t("Roadmap"), escape(roadmap.title)),) if cohort.state(now) == "open" else ()
    checkins = asked_at(cohort.checkin_days, cohort.checkin_at, cohort.zone)
    challenges = asked_at(cohort.challenge_days, cohort.challenge_at, cohort.zone) if cohort.challenge_days else t("none")
    breaks = first_breaks(coming_breaks(cohort, now))
    return Fields((*course, (t("Check-in"), checkins), (t("Challenges"), challenges), (t("Breaks"), breaks)))


def _changed_parts(before: Cohort, after: Cohort) -> list[Markup]:
    none = t("There are no challenges any more.")
    changes = (
        (_course, t("It walks another roadmap.")),
        (_week_times, t("Its weeks begin at another time.")),
        (_checkin_times, t("Check-ins are asked for at other times.")),
        (_challenge_times, t("Challenges come at other times.") if after.challenge_days else none),
    )
    return [sentence for part, sentence in changes if part(before) != part(after)]


def _weeks_lines(before: Cohort, after: Cohort, change: CourseChange) -> list[Markup]:
    if _course(before) != _course(after) or _content(before) == _content(after):
        return []
    sentence = t(
        "From now on it follows another version of its roadmap. Weeks that have begun stay as they are; what is done stays done."
    )
    return [sentence, *course_lines(change)]


def _end_card(cohort: Cohort, now: datetime) -> Card:
    title = t("{cohort} is called off", cohort=cohort.name) if cohort.called_off else t("{cohort} has ended", cohort=cohort.name)
    return Card(title, (Text(join(end_lines(cohort, now))),))


def end_lines(cohort: Cohort, now: datetime) -> list[Markup]:
    """What it means that a cohort has ended, or is called off."""
    if cohort.called_off:
        return [t("It does not take place.")]
    closes = cohort.timetable.closes
    late = late_work_text(closes) if now < closes else t("Nothing can be handed in any more.")
    return [late, *weeks_left_out(cohort, now)]
