"""Live sessions as cards say them, and what the channels of their cohort hear of them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort, Home
from bot.domain.live_session import REMIND_BEFORE, LiveSession
from bot.domain.post import Post, PostKind
from bot.errors import Hindrance, Reason
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Select, Text
from bot.interface.inputs import Choice
from bot.interface.limits import MOST_CHOICES, as_many_as_fit, fitted, fitted_ends
from bot.ports.unit import Unit
from bot.shared.pages import more_lines
from bot.shared.posts import compose, home_key, home_post
from bot.text import Markup, Moment, join, n, t

SESSION = "session"
"""The first part of the keys of the posts that say that a session begins."""
WIDEST_TITLE = 100
WIDEST_LIST = 300
"""Of the sessions beside a change of the plan: about what a phone has room for; the list below them has all."""
WIDEST_COMING = 200
WIDEST_NEXT = 50
"""Of the title of a session that stands in one line beside other things."""
WIDEST_NAME = 40
MOST_LINES = 2
AT_ONCE = timedelta(0)


def takes_place(session: LiveSession, cohort: Cohort) -> bool:
    """Whether nobody called a session off, and its cohort goes on until it begins."""
    return not session.cancelled and not cohort.timetable.has_ended(session.starts_at)


async def tell_of_session(unit: Unit, cohort: Cohort, session: LiveSession, now: datetime) -> None:
    """Let the channels of a cohort know of a session as it is now, and hear of it again five minutes before it begins. What they
    heard before says what holds now; a session that is off before they heard of it is never spoken of."""
    for home in await unit.cohorts.homes(session.cohort):
        await _tell_of_plan(unit, home, cohort, session, now)
        await _tell_where_they_are(unit, home, cohort, session, now)
        heard = await _correct_soon(unit, home, cohort, session, now)
        is_told_already = session.is_soon(now) and (session.version == 0 or heard)  # by the event itself, or as it was before
        if takes_place(session, cohort) and not is_told_already:
            soon = compose(unit, lambda: _soon_card(cohort, session))
            name, due = _soon_name(session.id, session.version), session.starts_at - REMIND_BEFORE
            await unit.outbox.put(home_post(home, name, soon, due, until=session.ends_at))


async def tell_of_sessions(unit: Unit, before: Cohort, after: Cohort, now: datetime) -> None:
    """Let the channels of a cohort know of the sessions that another end of it calls off, or brings back."""
    if before.timetable.ends == after.timetable.ends and before.timetable.end_is_known == after.timetable.end_is_known:
        return
    for session in await unit.live_sessions.of(after.id):
        if session.is_to_come(now) and takes_place(session, before) != takes_place(session, after):
            await tell_of_session(unit, after, session, now)


async def _tell_of_plan(unit: Unit, home: Home, cohort: Cohort, session: LiveSession, now: datetime) -> None:
    card = compose(unit, lambda: _event_card(cohort, session))
    kind: PostKind = "send" if session.is_soon(now) else "event"  # nobody looks among events for what begins now
    is_no_event_later = kind == "event" and takes_place(session, cohort)  # calendars take nothing that has begun
    until = session.starts_at - REMIND_BEFORE if is_no_event_later else session.ends_at
    post = home_post(home, _plan_name(session), card, now, kind=kind, until=until)
    if not takes_place(session, cohort):
        await unit.outbox.cancel(post.key)
        if not await unit.outbox.known(post.key):
            return
    await unit.outbox.revise(post, AT_ONCE)


async def _tell_where_they_are(unit: Unit, home: Home, cohort: Cohort, session: LiveSession, now: datetime) -> None:
    """Let the channel of a cohort that has moved since a session was told know of its change: the post of before stands in the
    old one."""
    told = await unit.outbox.message(home_key(home, _plan_name(session)))
    if told and told.channel != home.channel:
        card = compose(unit, lambda: _changed_card(cohort, session))
        name = f"session-changed/{session.id}/{session.version}"
        await unit.outbox.put(home_post(home, name, card, now, until=session.ends_at))


async def _correct_soon(unit: Unit, home: Home, cohort: Cohort, session: LiveSession, now: datetime) -> bool:
    """Take back what was to say that a session begins; let what said it, if anything did, say what holds now. Whether any did."""
    names = {home_key(home, name): name for name in (_soon_name(session.id, at) for at in range(session.version + 1))}
    await unit.outbox.cancel(*names)
    heard = await unit.outbox.queued(list(names))
    card = compose(unit, lambda: _corrected_card(cohort, session, now))
    for key in heard:
        await unit.outbox.revise(home_post(home, names[key], card, now, until=session.ends_at), AT_ONCE)
    return bool(heard)


def session_title(session: LiveSession) -> Markup:
    return fitted(session.title, WIDEST_TITLE)


def session_line(session: LiveSession, cohorts: Sequence[Cohort] = ()) -> Markup:
    """A session on one line; of several cohorts with the name of its own."""
    title, at = session_title(session), Moment(session.starts_at)
    if len(cohorts) > 1:
        return t("- {title} ({cohort}), {at}", title=title, cohort=_name_of(session, cohorts), at=at)
    return t("- {title}, {at}", title=title, at=at)


def _name_of(session: LiveSession, cohorts: Sequence[Cohort]) -> Markup:
    return fitted(next(each.name for each in cohorts if each.id == session.cohort), WIDEST_NAME)


def to_come(sessions: Iterable[LiveSession], cohorts: Iterable[Cohort], now: datetime) -> list[LiveSession]:
    """Those of some cohorts that take place and are not over."""
    by_id = {cohort.id: cohort for cohort in cohorts}
    theirs = ((each, by_id[each.cohort]) for each in sessions if each.cohort in by_id)
    return [each for each, cohort in theirs if each.is_to_come(now) and takes_place(each, cohort)]


def coming_blocks(sessions: Sequence[LiveSession]) -> tuple[Block, ...]:
    """The next sessions of a cohort, where the first takes place, and the way to the others; nothing if there are none."""
    if not sessions:
        return ()
    said = [*map(session_line, sessions[:MOST_LINES])]
    shown = as_many_as_fit(said, WIDEST_COMING) or said[:1]
    lines = [t("**Live sessions**"), *shown, *more_lines(len(sessions) - len(shown))]
    return (Text(join(lines)), *_ways(sessions, len(shown), sessions[0].cohort))


def next_session(sessions: Sequence[LiveSession], cohorts: Sequence[Cohort] = ()) -> tuple[Text, ...]:
    """The next session in one line, with its cohort if it is one of several, and how many more there are; nothing if there is
    none."""
    if not sessions:
        return ()
    first, more = sessions[0], len(sessions) - 1
    title, at = fitted(first.title, WIDEST_NEXT), Moment(first.starts_at)
    if len(cohorts) > 1:
        said = t("**Live session** of {cohort}: {title}, {at}", cohort=_name_of(first, cohorts), title=title, at=at)
    else:
        said = t("**Live session:** {title}, {at}", title=title, at=at)
    return (Text(join([said, *([n("{count} more", "{count} more", more)] if more else [])], " · ")),)


def take_part(sessions: Sequence[LiveSession]) -> tuple[Button, ...]:
    """Where the next session takes place."""
    return tuple(button for block in _join(sessions[0]) for button in block.buttons) if sessions else ()


def next_blocks(sessions: Sequence[LiveSession], cohorts: Sequence[Cohort]) -> tuple[Block, ...]:
    """The next session of some cohorts, the press that leads there, and that to the others."""
    return (*next_session(sessions, cohorts), *_ways(sessions, 1))


def all_sessions(sessions: Sequence[LiveSession], shown: int, cohort: int | None = None) -> tuple[Button, ...]:
    """The way to all sessions of a cohort, or of all of the caller's, if more than so many are to come."""
    keys = {"cohort": str(cohort)} if cohort else {}
    label = n("All {count} live sessions", "All {count} live sessions", len(sessions))
    return (Button(label, Call("calendar sessions", keys)),) if len(sessions) > shown else ()


def _ways(sessions: Sequence[LiveSession], shown: int, cohort: int | None = None) -> tuple[Buttons, ...]:
    ways = (*take_part(sessions), *all_sessions(sessions, shown, cohort))
    return (Buttons(ways),) if ways else ()


def moved_under(sessions: Iterable[LiveSession], before: Cohort, after: Cohort, now: datetime) -> list[LiveSession]:
    """Those to come whose day is in another week once the plan of their cohort is changed, in a break, or after its end."""
    return [each for each in sessions if each.is_to_come(now) and _place(before, each) != _place(after, each)]


def _place(cohort: Cohort, session: LiveSession) -> tuple[int, bool, bool]:
    day, timetable = local_day(session.starts_at, cohort.zone), cohort.timetable
    return timetable.week_of(day), timetable.rests_on(day), timetable.has_ended(session.starts_at)


def keep_their_hour(sessions: Sequence[LiveSession], cohort: Cohort) -> tuple[Block, ...]:
    """For a moderator who changes the plan of a cohort: these sessions do not move along, with the way to each."""
    if not sessions:
        return ()
    lines = [_line_under(each, cohort) for each in sessions[:MOST_CHOICES]]
    shown = as_many_as_fit(lines, WIDEST_LIST) or lines[:1]
    text = Text(join([t("**Live sessions keep their day and hour:**"), *shown, *more_lines(len(sessions) - len(shown))]))
    choices = tuple(Choice(fitted_ends(each.title, WIDEST_TITLE // 2), str(each.id)) for each in sessions[:MOST_CHOICES])
    return (text, Select(t("Move one, or call it off"), Call("manage show-session"), "session", choices))


def _line_under(session: LiveSession, cohort: Cohort) -> Markup:
    line = session_line(session)
    if cohort.timetable.has_ended(session.starts_at):
        return t("{line} (after the end: called off)", line=line)
    return t("{line} (in the break)", line=line) if rests_at(cohort, session) else line


def rests_at(cohort: Cohort, session: LiveSession) -> bool:
    """Whether a session begins on a day on which a break asks for nothing."""
    return cohort.timetable.rests_on(local_day(session.starts_at, cohort.zone))


async def if_it_takes_place(unit: Unit, post: Post, now: datetime) -> Post | Reason:
    """The post five minutes before a session, which says so if the cohort takes a break; not once it has ended."""
    cohort, session = await unit.cohorts.get(post.cohort or 0), await unit.live_sessions.get(int(post.key.split("/")[1]))
    if cohort is None or session is None or cohort.timetable.has_ended(max(now, session.starts_at)):
        return Reason(Hindrance.COHORT_ENDED)
    return replace(post, card=compose(unit, lambda: _soon_card(cohort, session)))


def _plan_name(session: LiveSession) -> str:
    return f"event/{session.id}"


def _soon_name(session: int, version: int) -> str:
    return f"{SESSION}/{session}/{version}"


def _event_card(cohort: Cohort, session: LiveSession) -> Card:
    title = session_title(session)
    if not takes_place(session, cohort):
        said = t("This live session of {cohort} does not take place.", cohort=cohort.name)
        return Card(t("Called off: {title}", title=title), (Text(said),))
    when = t("{starts} to {ends}", starts=Moment(session.starts_at), ends=Moment(session.ends_at, "time"))
    return Card(title, (Text(when), Text(t("A live session of {cohort}.", cohort=cohort.name)), *_join(session)))


def _soon_card(cohort: Cohort, session: LiveSession) -> Card:
    said = t("The live session of {cohort} begins {at}.", cohort=cohort.name, at=Moment(session.starts_at, "relative"))
    in_break = [t("It takes place although the cohort has a break.")] if rests_at(cohort, session) else []
    return Card(session_title(session), (Text(join([said, *in_break])), *_join(session)))


def _corrected_card(cohort: Cohort, session: LiveSession, now: datetime) -> Card:
    """What a post says that said that a session begins, which was changed since."""
    if takes_place(session, cohort) and session.is_soon(now):
        return _soon_card(cohort, session)
    return _changed_card(cohort, session)


def _changed_card(cohort: Cohort, session: LiveSession) -> Card:
    planned = _event_card(cohort, session)
    return replace(planned, title=t("Moved: {title}", title=planned.title)) if takes_place(session, cohort) else planned


def _join(session: LiveSession) -> Sequence[Buttons]:
    return (Buttons((Button(t("Take part"), url=session.link, style="primary"),)),) if session.link else ()
