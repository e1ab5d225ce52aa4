"""Cohorts: what there is, and one of them with its plan and who is in."""

from collections.abc import Sequence
from typing import Annotated

from annotated_types import Ge

from bot.domain.break_changes import joined_shifts
from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort, Home
from bot.domain.live_session import LiveSession
from bot.domain.waiting_list import has_place
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Fields, Note, Text
from bot.interface.command import Access, Commands
from bot.interface.limits import as_many_as_fit
from bot.interface.option import Option
from bot.interface.phone import shortest_cut
from bot.shared.break_words import MOST_COMING, begin_of, break_lines, break_text
from bot.shared.cohort_choice import any_cohort, none_to_join, suggest_cohorts
from bot.shared.cohort_plan import plan_blocks
from bot.shared.joining import join_button, taken_out_text
from bot.shared.live_sessions import all_sessions, next_session, take_part, to_come
from bot.shared.pages import on_page, page_count, page_turns, pages_of
from bot.shared.waiting_list import leave_line_button, line_of, place_text, waiting_lines
from bot.shared.week_card import cohort_weeks, week_title
from bot.shared.weekday_words import asked_at
from bot.text import Channel, Listed, Markup, Moment, Weekday, escape, join, n, t

CUTS = (*((widest, MOST_COMING) for widest in (1700, 800, 500, 350, 200, 100, 0)), (0, 1))
"""How wide the list of names is, and how many breaks are told, less and less; at last neither the week's title nor the short name
is said."""

commands = Commands()


@commands.add("cohort list", "Open and running cohorts, to join.", access=Access.READ)
async def list_cohorts(context: Context, page: Annotated[int, Option("Which page?"), Ge(1)] = 1) -> Card:
    every = await context.unit.cohorts.all()
    current = [cohort for cohort in every if cohort.state(context.now) != "ended"]
    if not current:
        return Card(t("Cohorts"), (Text(none_to_join(every, moderator=context.moderator)), *await plan_blocks(context)))
    own = {cohort.id for cohort in context.cohorts}
    places = await context.unit.waiting_lists.places(context.member.person)
    counts = await context.unit.enrollments.counts([cohort.id for cohort in current])
    entries: list[Sequence[Block]] = []
    for cohort in current:
        name = t("**{name}** (`{slug}`)", name=cohort.name, slug=cohort.slug)
        members, place = counts[cohort.id], places.get(cohort.id)
        more = Button(t("More"), Call("cohort info", {"cohort": str(cohort.id)}))
        lines = [name, *await _summary(context, cohort, members, place)]
        if cohort.id in own or place:
            buttons = (more, _leave_button(cohort, place))
        elif context.was_taken_out_of(cohort):
            buttons, lines = (more,), [*lines, taken_out_text(cohort)]
        else:
            buttons = (join_button(cohort, room=has_place(cohort, members)), more)
        entries.append((Text(join(lines)), Buttons(buttons)))
    plans = await plan_blocks(context)
    title = t("Cohorts")
    pages = pages_of(title, [*entries, *([plans] if plans else [])])
    (shown,) = on_page(pages, page, 1)
    turns = page_turns(len(pages), page, Call("cohort list"))
    return Card(title, (*shown, *turns))


@commands.add("cohort info", "A cohort's plan, this week, and who is in.", access=Access.READ)
async def info(
    context: Context,
    cohort: Annotated[str | None, Option("Which cohort?", suggest=suggest_cohorts)] = None,
) -> Card:
    chosen = await any_cohort(context, cohort, Call("cohort info"))
    members = await context.unit.enrollments.members(chosen.id)
    visible = [member.name for member in members if member.visibility == "cohort"]
    enrollment = context.enrollment_in(chosen)
    inside = enrollment is not None and enrollment.left_at is None
    ended = chosen.state(context.now) == "ended"
    place = None if ended else (await context.unit.waiting_lists.places(context.member.person)).get(chosen.id)
    waiting = len(await line_of(context.unit, chosen, context.now)) if context.moderator else 0
    barred = enrollment is not None and enrollment.removed and not ended
    leaving = _leave_button(chosen, place) if inside or place else None
    press = leaving or join_button(chosen, room=has_place(chosen, len(members)))
    sessions = to_come(await context.unit.live_sessions.of(chosen.id), [chosen], context.now)
    whole, short = [await _summary(context, chosen, len(members), place, most) for most in (MOST_COMING, 1)]
    hours = () if chosen.called_off else (_hours(context, chosen, await context.unit.cohorts.homes(chosen.id)),)
    ways = () if ended or barred else (press, *take_part(sessions), *_sessions_button(context, chosen, sessions))
    below = [*waiting_lines(waiting), *([taken_out_text(chosen)] if barred else [])]

    def blocks(widest: int, most_breaks: int) -> Sequence[Block]:
        shown = as_many_as_fit([escape(name) for name in visible], widest)
        every = (Button(t("All names"), Call("cohort members", {"cohort": str(chosen.id)})),) if visible[len(shown) :] else ()
        is_short = most_breaks < MOST_COMING
        slug = () if is_short else (Note(t("Its short name is `{slug}`.", slug=chosen.slug)),)
        return (
            Text(join(short if is_short else whole)),
            *next_session(sessions),
            *hours,
            Text(join([_who(len(members), shown, bool(visible)), *below])),
            *((Buttons((*ways, *every)),) if ways or every else ()),
            *slug,
        )

    return shortest_cut(escape(chosen.name), [blocks(*cut) for cut in CUTS])


@commands.add("cohort members", "Who is in a cohort and is shown.", access=Access.READ, listed=False)
async def members(
    context: Context,
    cohort: Annotated[str, Option("Which cohort?")],
    page: Annotated[int, Option("Which page?"), Ge(1)] = 1,
) -> Card:
    chosen = await any_cohort(context, cohort, Call("cohort members"))
    inside = await context.unit.enrollments.members(chosen.id)
    lines = [t("- {name}", name=member.name) for member in inside if member.visibility == "cohort"]
    turns = page_turns(page_count(lines), page, Call("cohort members", {"cohort": cohort}))
    shown = on_page(lines, page) or [t("Nobody has chosen to be shown.")]
    return Card(t("Who is in {cohort}", cohort=chosen.name), (Text(join([*shown])), *turns))


@commands.add("cohort breaks", "All breaks of a cohort.", access=Access.READ, listed=False)
async def breaks(
    context: Context,
    cohort: Annotated[str, Option("Which cohort?")],
    page: Annotated[int, Option("Which page?"), Ge(1)] = 1,
) -> Card:
    chosen = await any_cohort(context, cohort, Call("cohort breaks"))
    lines = [t("- {one}", one=break_text(each)) for each in joined_shifts(chosen.breaks)] or [t("There is none.")]
    turns = page_turns(page_count(lines), page, Call("cohort breaks", {"cohort": cohort}))
    return Card(t("Breaks of {cohort}", cohort=chosen.name), (Text(join([*on_page(lines, page)])), *turns))


def _sessions_button(context: Context, cohort: Cohort, sessions: Sequence[LiveSession]) -> tuple[Button, ...]:
    """To all of them; for moderators to where they are planned."""
    call = Call("manage sessions", {"cohort": str(cohort.id)})
    return (Button(t("Live sessions"), call),) if context.moderator else all_sessions(sessions, 1, cohort.id)


def _hours(context: Context, cohort: Cohort, homes: Sequence[Home]) -> Fields:
    coming = min(cohort.timetable.week_at(context.now) + 1, cohort.weeks)
    channels = tuple(Channel(home.channel) for home in homes if home.platform == context.place.platform)
    weekday = Weekday(cohort.timetable.days_of(coming)[0].weekday())
    return Fields(
        (
            (t("Begins"), t("{at}", at=begin_of(cohort))),
            (t("Ends"), _end(cohort)),
            (t("Week begins"), t("{day} at {at} ({zone})", day=weekday, at=cohort.at, zone=cohort.zone)),
            *([(t("Speaks in"), t("{channels}", channels=Listed(channels)))] if channels else []),
            (t("Check-in"), asked_at(cohort.checkin_days, cohort.checkin_at, cohort.zone)),
        )
    )


async def _summary(
    context: Context, cohort: Cohort, members: int, place: int | None, most_breaks: int = MOST_COMING
) -> list[Markup]:
    """How it stands, with the caller's place in line if they wait for one in it; without the week's title if few breaks are to be
    told."""
    weeks = await cohort_weeks(context.unit, cohort)
    in_full = most_breaks == MOST_COMING
    titles = [week_title(number, week) if in_full else t("week {number}", number=number) for number, week in enumerate(weeks, 1)]
    places = t(" of {capacity}", capacity=cohort.capacity) if cohort.capacity else Markup()
    return [
        _when(context, cohort, titles),
        *break_lines(cohort, context.now, most_breaks),
        t("{members}{places}", members=n("{count} member", "{count} members", members), places=places),
        *([place_text(place)] if place else []),
    ]


def _when(context: Context, cohort: Cohort, titles: Sequence[Markup]) -> Markup:
    length = n("{count} week", "{count} weeks", cohort.weeks if cohort.called_off else cohort.timetable.last_week)
    match cohort.state(context.now):
        case "open":
            return t("{length}, begins {at}", length=length, at=begin_of(cohort))
        case "running":
            week = titles[cohort.week_at(context.now) - 1]
            if cohort.timetable.is_paused_on(local_day(context.now, cohort.zone)):
                return t("{length}, paused in {week}", length=length, week=week)
            return t("{length}, now in {week}", length=length, week=week)
        case "ended":
            if cohort.called_off:
                return t("{length}, called off before it began", length=length)
            return t("{length}, ended {at}", length=length, at=Moment(cohort.timetable.ends, "date"))


def _end(cohort: Cohort) -> Markup:
    if not cohort.timetable.end_is_known:
        return t("not known while it is paused")
    return t("{at}", at=Moment(cohort.timetable.ends, "date"))


def _who(count: int, shown: Sequence[Markup], is_anybody: bool) -> Markup:
    names, hidden = Listed(tuple(shown)), count - len(shown)
    if not count:
        return t("Nobody is in it yet.")
    everybody = n("{count} member", "{count} members", count)
    if not is_anybody:
        return t("**Who is in:** {members}; nobody has chosen to be shown.", members=everybody)
    if not shown:
        return t("**Who is in:** {members}.", members=everybody)
    if hidden:
        return t("**Who is in:** {names} and {others}.", names=names, others=n("{count} other", "{count} others", hidden))
    return t("**Who is in:** {names}.", names=names)


def _leave_button(cohort: Cohort, place: int | None) -> Button:
    """For whoever is in it, or has a place in line."""
    return leave_line_button(cohort) if place else Button(t("Leave"), Call("cohort leave", {"cohort": str(cohort.id)}))


feature = Feature(commands)
