"""`me settings`: a member's zone, weekly minutes, reminders and visibility."""

import re
from dataclasses import replace
from datetime import time
from typing import Annotated, Literal

from annotated_types import Ge, Le

from bot.domain.member import Member
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.binding import time_named
from bot.interface.call import Call
from bot.interface.card import Card
from bot.interface.command import Commands
from bot.interface.option import Option
from bot.interface.prefill import Prefill
from bot.shared.next_step import lead_on
from bot.shared.settings_card import settings_blocks
from bot.shared.zone_choice import chosen_zone, suggest_zones
from bot.text import t

BETWEEN = re.compile(r"\s*(?:-|–|—|\bto\b|\buntil\b)\s*", re.IGNORECASE)
"""What stands between two hours."""

commands = Commands()


async def as_set(context: Context, call: Call) -> Prefill:
    member = context.member
    return Prefill(
        {
            "zone": context.zone,
            "minutes": str(member.weekly_minutes or ""),
            "reminders": "on" if member.reminders else "off",
            "hours": f"{member.reminder_from:%H:%M}-{member.reminder_until:%H:%M}",
            "visibility": member.visibility,
        },
        saved=True,
    )


Zone = Annotated[
    str | None, Option("Your time zone, such as Europe/Berlin.", label="Time zone", suggest=suggest_zones, asked=True)
]
Minutes = Annotated[int | None, Option("Minutes you have each week.", label="Minutes a week", asked=True), Ge(0), Le(6000)]
Reminders = Annotated[
    Literal["on", "off"] | None,
    Option("Direct messages that remind you.", asked=True, labels={"on": "On", "off": "Off"}),
]
Hours = Annotated[
    str | None,
    Option(
        "When reminders may come, such as 9:00-20:00.",
        label="Reminder hours",
        asked=True,
        most=20,
        hint="From and until, such as 9:00-20:00",
    ),
]
Visible = Annotated[
    Literal["cohort", "hidden"] | None,
    Option(
        "Who sees you in lists.",
        label="Shown in lists",
        asked=True,
        labels={"cohort": "To my cohorts", "hidden": "To nobody"},
    ),
]


@commands.add("me settings", "Your time zone, weekly minutes, reminders and visibility.", title="Your settings")
async def settings(
    context: Context,
    zone: Zone = None,
    minutes: Minutes = None,
    reminders: Reminders = None,
    hours: Hours = None,
    visibility: Visible = None,
) -> Card:
    member = _changed(context, zone, minutes, reminders, hours, visibility)
    if member == context.member:
        return Card(t("Your settings"), settings_blocks(member, context.community, context.today))
    await context.unit.members.save(member)
    return Card(t("Settings saved"), (*settings_blocks(member, context.community, context.today), *await lead_on(context)))


@commands.add("me edit", "Change your settings in a form.", listed=False, title="Your settings", submit="Save", prefill=as_set)
async def edit_settings(
    context: Context,
    zone: Zone = None,
    minutes: Minutes = None,
    reminders: Reminders = None,
    hours: Hours = None,
    visibility: Visible = None,
) -> Card:
    return await settings(context, zone, minutes, reminders, hours, visibility)


def _changed(
    context: Context, zone: str | None, minutes: int | None, reminders: str | None, hours: str | None, visibility: str | None
) -> Member:
    member = context.member
    first, last = _hours(hours) if hours else (member.reminder_from, member.reminder_until)
    if "minutes" in context.values:
        member = replace(member, weekly_minutes=minutes or None)  # emptied on purpose, or no minutes at all
    return replace(
        member,
        zone=chosen_zone(zone, context.now) if zone else member.zone,
        reminders=member.reminders if reminders is None else reminders == "on",
        reminder_from=first,
        reminder_until=last,
        visibility=visibility or member.visibility,
    )


def _hours(text: str) -> tuple[time, time]:
    """From and until, over midnight if until comes first. Raises Refusal for what is no span of hours."""
    parts = [time_named(part) for part in BETWEEN.split(text.strip())]
    if len(parts) != 2 or None in parts:
        raise Refusal(t("“{text}” is not a span of hours; write it such as 9:00-20:00.", text=text))
    first, last = parts
    if first == last:
        raise Refusal(t("Reminder hours end at another hour than they begin; write them such as 9:00-20:00."))
    return first, last  # pyright: ignore[reportReturnType]


feature = Feature(commands)
