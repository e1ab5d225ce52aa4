"""`me settings`: a member's zone, the end of their days, weekly minutes, reminders and visibility."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from typing import Any

from bot.domain.member import Member, own_days, reminder_hours
from bot.domain.own_days import LATEST_END, MIDNIGHT
from bot.domain.reminder_hours import ReminderHours
from bot.domain.sameness import folded
from bot.errors import Refusal, about
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Card, Note
from bot.interface.command import Commands
from bot.interface.option import Parameter
from bot.interface.prefill import Prefill
from bot.interface.wall_times import hours_named
from bot.shared.next_step import lead_on
from bot.shared.own_reminders import plan_anew
from bot.shared.own_settings import DayEnds, Helps, Hours, Minutes, RemindAt, Reminders, Reviews, Visible
from bot.shared.reminder_reach import missed_reminders, typed_hours
from bot.shared.settings_card import settings_blocks
from bot.shared.zone_choice import OwnZone, own_zone, zone_lines
from bot.text import Markup, t

ALL_DAY = (MIDNIGHT, MIDNIGHT)

REMINDERS = {"reminders", "remind_at", "hours"}
"""The options that decide whether and when reminders come; without one of them nothing is said about it."""

commands = Commands()


async def as_set(context: Context, call: Call) -> Prefill:
    member = context.member
    return Prefill(
        {
            "zone": context.zone,
            "day_ends": f"{member.day_ends:%H:%M}",
            "minutes": str(member.weekly_minutes or ""),
            "visibility": member.visibility,
        },
        saved=True,
    )


async def as_reminded(context: Context, call: Call) -> Prefill:
    member = context.member
    until = "24:00" if member.reminder_until == MIDNIGHT else f"{member.reminder_until:%H:%M}"
    hours = f"{member.reminder_from:%H:%M}-{until}"
    at = f"{member.remind_at:%H:%M}" if member.remind_at else ""
    return Prefill({"reminders": "on" if member.reminders else "off", "remind_at": at, "hours": hours}, saved=True)


async def as_helping(context: Context, call: Call) -> Prefill:
    held = {"helps": context.member.helps, "reviews": context.member.reviews}
    return Prefill({name: "yes" if wanted else "no" for name, wanted in held.items()}, saved=True)


@commands.add("me settings", "Your time zone, day, weekly minutes, reminders and visibility.", title="Your settings")
async def settings(
    context: Context,
    zone: OwnZone = None,
    day_ends: DayEnds = None,
    minutes: Minutes = None,
    reminders: Reminders = None,
    remind_at: RemindAt = None,
    hours: Hours = None,
    visibility: Visible = None,
    helps: Helps = None,
    reviews: Reviews = None,
) -> Card:
    member = context.member
    if "zone" in context.values:
        member = replace(member, zone=own_zone(context, zone))
    if "minutes" in context.values:
        member = replace(member, weekly_minutes=minutes or None)  # emptied on purpose, or no minutes at all
    member = replace(
        member,
        day_ends=member.day_ends if day_ends is None else _end_of_days(day_ends),
        visibility=visibility or member.visibility,
        helps=member.helps if helps is None else helps == "yes",
        reviews=member.reviews if reviews is None else reviews == "yes",
    )
    if "remind_at" in context.values:
        member = replace(member, remind_at=remind_at)  # None if it is emptied or taken away
    asked = ReminderHours(*_hours(hours), "") if hours else ReminderHours(member.reminder_from, member.reminder_until, "")
    given = asked if member.remind_at is None else _holding(context, asked, member.remind_at)
    member = replace(
        member,
        reminders=member.reminders if reminders is None else reminders == "on",
        reminder_from=given.first,
        reminder_until=given.last,
    )
    notes = [*zone_lines(context, zone), *([_longer_hours(member)] if given != asked else [])]
    return await _saved(context, member, notes)


def _asked(*names: str) -> list[Parameter]:
    """Options of `me settings` as a form asks for them."""
    options = [commands["me settings"].parameter(name) for name in names]
    return [replace(each, option=replace(each.option, asked=True)) for each in options if each]


@commands.add(
    "me edit",
    "Change your settings in a form.",
    options=_asked("zone", "day_ends", "minutes", "visibility"),
    listed=False,
    title="Your settings",
    submit="Save",
    prefill=as_set,
)
@commands.add(
    "me edit-reminders",
    "Change your reminders in a form.",
    options=_asked("reminders", "remind_at", "hours"),
    listed=False,
    title="Reminders",
    submit="Save",
    prefill=as_reminded,
)
@commands.add(
    "me edit-helping",
    "Change whether you help others in a form.",
    options=_asked("helps", "reviews"),
    listed=False,
    title="Helping others",
    submit="Save",
    prefill=as_helping,
)
async def edit_settings(context: Context, **values: Any) -> Card:
    return await settings(context, **values)


async def _saved(context: Context, member: Member, notes: Sequence[Markup]) -> Card:
    """`notes`: what happened that nobody asked for in so many words."""
    turned_off = "reminders" in context.values and not member.reminders
    missed = missed_reminders(context, member) if context.values.keys() & REMINDERS and not turned_off else None
    blocks = (*map(Note, [*notes, *([missed] if missed else [])]), *settings_blocks(member, context.community, context.now))
    if not context.values:
        return Card(t("Your settings"), blocks)
    if member != context.member:
        await context.unit.members.save(member)
    lead = await lead_on(context)
    if _reminded(context, member) != _reminded(context, context.member):
        await plan_anew(context.unit, member, context.cohorts, context.now)
    title = t("No more reminders") if turned_off else t("Settings saved")
    return Card(title, (*blocks, *lead))


def _reminded(context: Context, member: Member) -> tuple[object, ...]:
    """All that decides when a member is reminded."""
    return member.reminders, reminder_hours(member, context.community), own_days(member, context.community)


def _holding(context: Context, hours: ReminderHours, at: time) -> ReminderHours:
    """The hours, longer if they do not hold an hour that the member chooses now. Raises Refusal for hours without the hour that
    they chose before."""
    if hours.holds(at) or "remind_at" in context.values:
        return hours.holding(at)
    raise Refusal(
        t(
            "Your own hour, {hour}, lies outside {first} to {last}; </me settings hours={hours} remind_at=none> takes it away.",
            hour=at,
            first=hours.first,
            last=hours.last,
            hours=typed_hours(hours),
        ),
        "hours",
    )


def _longer_hours(member: Member) -> Markup:
    return t(
        "{hour} was outside your reminder hours; they now go from {first} to {last}.",
        hour=member.remind_at or time(),
        first=member.reminder_from,
        last=member.reminder_until,
    )


@about("day_ends")
def _end_of_days(at: time) -> time:
    """Raises Refusal for an hour at which no day can end."""
    if at > LATEST_END:
        raise Refusal(t("A day ends at midnight or later, up to {latest}; {hour} is no such hour.", latest=LATEST_END, hour=at))
    return at


@about("hours")
def _hours(text: str) -> tuple[time, time]:
    """From and until. Raises Refusal for what is no span of hours; from midnight to midnight, such as `0-24`, is all day."""
    if folded(text) == "all day":
        return ALL_DAY
    span = hours_named(text)
    if span is None:
        raise Refusal(t("“{text}” is not a span of hours; write it such as 9:00-20:00.", text=text))
    first, last = span
    if first == last != MIDNIGHT:
        raise Refusal(t("Reminder hours end at another hour than they begin, such as 9:00-20:00; write 0-24 for all day."))
    return span


feature = Feature(commands)
