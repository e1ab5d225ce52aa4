"""Live sessions as cards say them, and what the channels of their cohort hear of them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort
from bot.domain.live_session import REMIND_BEFORE, LiveSession
from bot.domain.post import Post
from bot.errors import Reason
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Select, Text
from bot.interface.inputs import Choice
from bot.interface.limits import MOST_CHOICES, as_many_as_fit, fitted, fitted_ends
from bot.ports.unit import Unit
from bot.shared.pages import more_lines
from bot.shared.posts import compose, home_key, home_post, unless_over
from bot.text import Markup, Moment, join, t

SESSION = "session"
"""The first part of the keys of the posts that say that a session begins."""
WIDEST_TITLE = 100
WIDEST_LIST = 1000
"""Of the lines of sessions beside a changed plan."""
MOST_LINES = 2
AT_ONCE = timedelta(0)


async def tell_of_session(unit: Unit, cohort: Cohort, session: LiveSession, now: datetime) -> None:
    """Let the channels of a cohort know of a session as it is now, and hear of it again five minutes before it begins."""
    card = compose(unit, lambda: _event_card(cohort, session))
    soon = compose(unit, lambda: _soon_card(cohort, session))
    for home in await unit.cohorts.homes(session.cohort):
        await unit.outbox.revise(home_post(home, f"event/{session.id}", card, now, kind="event", until=session.ends_at), AT_ONCE)
        await unit.outbox.withdraw(home_key(home, _soon_name(session.id, session.version - 1)))
        is_told_already = session.version == 0 and session.is_soon(now)  # by the event itself
        if not session.cancelled and not is_told_already:
            name, due = _soon_name(session.id, session.version), session.starts_at - REMIND_BEFORE
            await unit.outbox.put(home_post(home, name, soon, due, until=session.ends_at))


def session_line(session: LiveSession) -> Markup:
    """A session on one line."""
    return t("- {title}, {at}", title=fitted(session.title, WIDEST_TITLE), at=Moment(session.starts_at))


def to_come(sessions: Iterable[LiveSession], cohorts: Iterable[Cohort], now: datetime) -> list[LiveSession]:
    """Those of some cohorts that take place and are not over."""
    theirs = {cohort.id for cohort in cohorts}
    return [each for each in sessions if each.cohort in theirs and each.is_to_come(now)]


def coming_blocks(sessions: Sequence[LiveSession]) -> tuple[Block, ...]:
    """The next sessions, and where the first takes place; nothing if there are none."""
    if not sessions:
        return ()
    lines = [t("**Live sessions**"), *map(session_line, sessions[:MOST_LINES])]
    return (Text(join(lines)), *_join(sessions[0]))


def moved_under(sessions: Iterable[LiveSession], before: Cohort, after: Cohort, now: datetime) -> list[LiveSession]:
    """Those to come whose day is in another week once the plan of their cohort is changed, in a break, or after its end."""
    return [each for each in to_come(sessions, [after], now) if _place(before, each) != _place(after, each)]


def _place(cohort: Cohort, session: LiveSession) -> tuple[int, bool, bool]:
    day, timetable = local_day(session.starts_at, cohort.zone), cohort.timetable
    return timetable.week_of(day), timetable.rests_on(day), timetable.has_ended(session.starts_at)


def keep_their_hour(sessions: Sequence[LiveSession], cohort: Cohort) -> tuple[Block, ...]:
    """For a moderator who changes the plan of a cohort: these sessions do not move along, with the way to each."""
    if not sessions:
        return ()
    lines = [_line_under(each, cohort) for each in sessions[:MOST_CHOICES]]
    shown = as_many_as_fit(lines, WIDEST_LIST)
    text = Text(join([t("**Live sessions keep their day and hour:**"), *shown, *more_lines(len(sessions) - len(shown))]))
    choices = tuple(Choice(fitted_ends(each.title, WIDEST_TITLE // 2), str(each.id)) for each in sessions[:MOST_CHOICES])
    return (text, Select(t("Move one, or call it off"), Call("manage show-session"), "session", choices))


def _line_under(session: LiveSession, cohort: Cohort) -> Markup:
    line = session_line(session)
    if cohort.timetable.has_ended(session.starts_at):
        return t("{line} (after the end: its link is not posted)", line=line)
    return t("{line} (in the break)", line=line) if rests_at(cohort, session) else line


def rests_at(cohort: Cohort, session: LiveSession) -> bool:
    """Whether a session begins on a day on which a break asks for nothing."""
    return cohort.timetable.rests_on(local_day(session.starts_at, cohort.zone))


async def if_it_takes_place(unit: Unit, post: Post, now: datetime) -> Post | Reason:
    """The post five minutes before a session, which says so if the cohort takes a break; not once it has ended."""
    looked_at = await unless_over(unit, post, now)
    cohort, session = await unit.cohorts.get(post.cohort or 0), await unit.live_sessions.get(int(post.key.split("/")[1]))
    if isinstance(looked_at, Reason) or cohort is None or session is None:
        return looked_at
    return replace(looked_at, card=compose(unit, lambda: _soon_card(cohort, session)))


def _soon_name(session: int, version: int) -> str:
    return f"{SESSION}/{session}/{version}"


def _event_card(cohort: Cohort, session: LiveSession) -> Card:
    title = fitted(session.title, WIDEST_TITLE)
    if session.cancelled:
        said = t("This live session of {cohort} does not take place.", cohort=cohort.name)
        return Card(t("Called off: {title}", title=title), (Text(said),))
    when = t("{starts} to {ends}", starts=Moment(session.starts_at), ends=Moment(session.ends_at, "time"))
    return Card(title, (Text(when), Text(t("A live session of {cohort}.", cohort=cohort.name)), *_join(session)))


def _soon_card(cohort: Cohort, session: LiveSession) -> Card:
    said = t("The live session of {cohort} begins {at}.", cohort=cohort.name, at=Moment(session.starts_at, "relative"))
    in_break = [t("It takes place although the cohort has a break.")] if rests_at(cohort, session) else []
    return Card(fitted(session.title, WIDEST_TITLE), (Text(join([said, *in_break])), *_join(session)))


def _join(session: LiveSession) -> Sequence[Block]:
    return (Buttons((Button(t("Take part"), url=session.link, style="primary"),)),) if session.link else ()
