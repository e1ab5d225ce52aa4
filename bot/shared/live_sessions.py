"""Live sessions as cards say them, and what the channels of their cohort hear of them."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.domain.cohort import Cohort
from bot.domain.live_session import REMIND_BEFORE, LiveSession
from bot.interface.card import Block, Button, Buttons, Card, Text
from bot.interface.limits import fitted
from bot.ports.unit import Unit
from bot.shared.posts import compose, home_key, home_post
from bot.text import Markup, Moment, join, t

SESSION = "session"
"""The first part of the keys of the posts that say that a session begins."""
WIDEST_TITLE = 100
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
    return Card(fitted(session.title, WIDEST_TITLE), (Text(said), *_join(session)))


def _join(session: LiveSession) -> Sequence[Block]:
    return (Buttons((Button(t("Take part"), url=session.link, style="primary"),)),) if session.link else ()
