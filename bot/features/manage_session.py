"""Moderators plan live sessions of a cohort, move them and call them off."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Annotated
from zoneinfo import ZoneInfo

from annotated_types import Ge, Le

from bot.domain.calendar import instant
from bot.domain.cohort import Cohort
from bot.domain.live_session import FARTHEST, LiveSession
from bot.errors import Refusal, about
from bot.feature import Context, Feature, Recheck
from bot.interface.call import Call, record_id
from bot.interface.card import Block, Button, Buttons, Card, Note, Select, Text, texts_of
from bot.interface.command import Access, Commands
from bot.interface.inputs import Choice
from bot.interface.limits import MOST_CHOICES, fitted_ends
from bot.interface.option import Option
from bot.interface.prefill import Prefill
from bot.shared.audit import tell_moderators, tell_undone, undo_key
from bot.shared.cohort_choice import locked_cohort, pressed_cohort, suggest_cohorts
from bot.shared.live_sessions import (
    SESSION,
    WIDEST_TITLE,
    if_it_takes_place,
    rests_at,
    session_line,
    session_title,
    takes_place,
    tell_of_session,
)
from bot.shared.over_words import over_text, over_title
from bot.shared.plan_change import changing_cohort
from bot.shared.web_address import checked_address
from bot.text import Markup, join, t

LONGEST = 24 * 60
"""Minutes."""
MOST_SHOWN = 10

SessionKey = Annotated[str, Option("Which session?")]
Day = Annotated[date, Option("On which day?", label="Day")]
At = Annotated[time, Option("When does it begin, by the cohort's clock?", label="Begins at")]
Title = Annotated[str, Option("What is it about?", words=True, most=WIDEST_TITLE)]
Link = Annotated[str, Option("Where do members meet? The address of the call.", label="Link", address=True, asked=True, most=500)]
Minutes = Annotated[int, Option("How long does it take?", label="Minutes", minutes=True, asked=True), Ge(5), Le(LONGEST)]

commands = Commands()


@commands.add("manage session", "A live session of a cohort.", moderator=True, title="Live session", submit="Plan it")
async def plan(
    context: Context,
    title: Title,
    day: Day,
    at: At,
    link: Link = "",
    minutes: Minutes = 60,
    cohort: Annotated[str | None, Option("Which cohort?", suggest=suggest_cohorts)] = None,
) -> Card:
    chosen = await changing_cohort(context, cohort, Call("manage session"))  # locked: a form sent twice at once plans one
    session = LiveSession(
        id=context.unit.new_id(),
        cohort=chosen.id,
        title=title,
        link=_address(link),
        starts_at=_begins(context, chosen, day, at),
        minutes=minutes,
    )
    if same := await _planned_already(context, session):
        return Card(t("Planned already: {title}", title=session_title(same)), _blocks(context, same, chosen))
    return await _kept(context, chosen, session, t("Planned: {title}", title=session_title(session)))


async def _planned_already(context: Context, session: LiveSession) -> LiveSession | None:
    """The session of its cohort that takes place then, under the same title and at the same address."""
    coming = [each for each in await context.unit.live_sessions.of(session.cohort) if not each.cancelled]
    meeting = (session.title, session.starts_at, session.link)
    return next((each for each in coming if (each.title, each.starts_at, each.link) == meeting), None)


async def as_planned(context: Context, call: Call) -> Prefill:
    """The session as it is. Raises Refusal if there is none."""
    session = await _session(context, call.values["session"])
    cohort = await pressed_cohort(context, str(session.cohort))
    begins = session.starts_at.astimezone(ZoneInfo(cohort.zone))
    return Prefill(
        {
            "title": session.title,
            "day": begins.date().isoformat(),
            "at": f"{begins:%H:%M}",
            "link": session.link,
            "minutes": str(session.minutes),
        }
    )


@commands.add(
    "manage edit-session",
    "Change a live session.",
    listed=False,
    moderator=True,
    title="Live session",
    submit="Save",
    prefill=as_planned,
)
async def edit(
    context: Context,
    session: SessionKey,
    title: Annotated[str, Option("What is it about?", asked=True, most=WIDEST_TITLE)],
    day: Annotated[date, Option("On which day?", label="Day", asked=True)],
    at: Annotated[time, Option("When does it begin, by the cohort's clock?", label="Begins at", asked=True)],
    link: Link = "",
    minutes: Minutes = 60,
) -> Card:
    before = await _session(context, session)
    cohort = await locked_cohort(context, str(before.cohort))
    begins = _begins(context, cohort, day, at)
    after = replace(before, title=title, link=_address(link), starts_at=begins, minutes=minutes, cancelled=False)
    said = t("Changed: {title}", title=session_title(after))
    same = after == before  # a form that came twice
    return Card(said, _blocks(context, before, cohort)) if same else await _kept(context, cohort, before.changed(after), said)


@commands.add("manage cancel-session", "Call a live session off.", listed=False, moderator=True)
async def cancel(context: Context, session: SessionKey) -> Card:
    before = await _session(context, session)
    cohort = await locked_cohort(context, str(before.cohort))
    title = t("Called off: {title}", title=session_title(before))
    off = before.changed(replace(before, cancelled=True))
    return Card(title, _blocks(context, before, cohort)) if before.cancelled else await _kept(context, cohort, off, title)


async def _as_planned(context: Context) -> str:
    """How often the session of a call was changed; an answer that tells of a change may be wrong once there is another."""
    return str((await _session(context, context.values["session"])).version)


@commands.add(
    "manage undo-session",
    "Take the last change of a live session back.",
    listed=False,
    moderator=True,
    once=True,
    true_until=_as_planned,
)
async def undo(context: Context, session: SessionKey, version: Annotated[int, Option("After which change?")]) -> Card:
    present = await _session(context, session)
    cohort = await locked_cohort(context, str(present.cohort))
    if present.version != version:
        raise Refusal(t("{title} was changed again since then. See the sessions with </cohort info>.", title=present.title))
    restored = present.undone()
    if not restored.cancelled and restored.ends_at <= context.now:
        raise Refusal(t("{title} would be over by now. Plan another one with </manage session>.", title=present.title))
    await tell_undone(context, undo_key(_undone(present)))
    return await _kept(context, cohort, restored, t("Taken back: {title}", title=session_title(present)))


@commands.add("manage sessions", "The live sessions of a cohort.", listed=False, moderator=True, access=Access.READ)
async def sessions(context: Context, cohort: Annotated[str, Option("Which cohort?")]) -> Card:
    chosen = await pressed_cohort(context, cohort)
    coming = [each for each in await context.unit.live_sessions.of(chosen.id) if each.is_to_come(context.now)]
    lines = [_state(each, chosen) for each in coming[:MOST_SHOWN]] or [t("None is planned.")]
    choices = tuple(Choice(fitted_ends(each.title, WIDEST_TITLE // 2), str(each.id)) for each in coming[:MOST_CHOICES])
    select = (Select(t("Look at one"), Call("manage show-session"), "session", choices),) if choices else ()
    another = Button(t("Plan one"), Call("manage session", {"cohort": str(chosen.id)}))
    return Card(t("Live sessions of {cohort}", cohort=chosen.name), (*texts_of(lines), *select, Buttons((another,))))


@commands.add("manage show-session", "One live session.", listed=False, moderator=True, access=Access.READ)
async def show(context: Context, session: SessionKey) -> Card:
    found = await _session(context, session)
    return Card(t("Live session"), _blocks(context, found, await pressed_cohort(context, str(found.cohort))))


async def _kept(context: Context, cohort: Cohort, session: LiveSession, title: Markup) -> Card:
    """Keep a session and let everybody know who is to."""
    if cohort.state(context.now) == "ended":
        raise Refusal(over_text(cohort), title=over_title(cohort))
    await context.unit.live_sessions.put(session)
    await tell_of_session(context.unit, cohort, session, context.now)
    await tell_moderators(context.unit, lambda: _audit_card(context, cohort, session), context.now, undo_key(_undone(session)))
    return Card(title, _blocks(context, session, cohort))


def _blocks(context: Context, session: LiveSession, cohort: Cohort) -> tuple[Block, ...]:
    keys = {"session": str(session.id)}
    change = Button(t("Change it"), Call("manage edit-session", keys))
    off = () if session.cancelled else (Button(t("Call it off"), Call("manage cancel-session", keys)),)
    there = (Button(t("Open"), url=session.link),) if session.link else ()
    others = Button(t("All sessions"), Call("manage sessions", {"cohort": str(cohort.id)}))
    both = t("{cohort} can see it now, and hears of it five minutes before it begins.", cohort=cohort.name)
    told = t("{cohort} hears of it now.", cohort=cohort.name) if session.is_soon(context.now) else both
    in_break = (Note(t("The cohort has a break then: nothing else is asked that day.")),) if rests_at(cohort, session) else ()
    return (
        Text(_state(session, cohort)),
        *in_break,
        Buttons((change, *off, Button(t("Undo"), _undone(session)), others, *there)),
        *((Note(told),) if takes_place(session, cohort) else ()),
    )


def _audit_card(context: Context, cohort: Cohort, session: LiveSession) -> Card:
    said = t("{who} changed a live session of {cohort}.", who=context.member.name, cohort=cohort.name)
    return Card(t("Live session"), (Text(join([said, _state(session, cohort)])), Buttons((Button(t("Undo"), _undone(session)),))))


def _state(session: LiveSession, cohort: Cohort) -> Markup:
    line = session_line(session)
    return line if takes_place(session, cohort) else t("{line} (called off)", line=line)


def _undone(session: LiveSession) -> Call:
    """The call that takes the last change of a session back."""
    return Call("manage undo-session", {"session": str(session.id), "version": str(session.version)})


async def _session(context: Context, key: str) -> LiveSession:
    found = await context.unit.live_sessions.get(record_id(key) or 0)
    if found is None:
        raise Refusal(t("There is no such live session. See the sessions with </cohort info>."))
    return found


def _begins(context: Context, cohort: Cohort, day: date, at: time) -> datetime:
    """When a session begins. Raises Refusal for what is over, too far away, or an hour that there is not."""
    begins = instant(day, at, cohort.zone)
    if begins.astimezone(ZoneInfo(cohort.zone)).time() != at:
        raise Refusal(t("On {day} the clocks of {cohort} skip {at}.", day=day, cohort=cohort.name, at=at), "at")
    if begins <= context.now:
        raise Refusal(t("That is over; a live session begins later than now."), "day")
    if begins - context.now > FARTHEST:
        raise Refusal(t("A live session begins within a year."), "day")
    if cohort.state(context.now) == "ended":
        raise Refusal(over_text(cohort), title=over_title(cohort))
    if cohort.state(begins) == "ended":
        last = cohort.timetable.last_day
        raise Refusal(t("{cohort} ends on {day}; nobody would hear of it after that.", cohort=cohort.name, day=last), "day")
    return begins


def _address(text: str) -> str:
    with about("link"):
        return checked_address(text).url if text else ""


feature = Feature(commands, rechecks=(Recheck(SESSION, if_it_takes_place),))
