"""A member's settings in short, with the way to change them."""

from datetime import datetime

from bot.domain.leave import leave_on
from bot.domain.member import Community, Member, own_days
from bot.domain.own_days import MIDNIGHT
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Fields
from bot.shared.week_card import hours
from bot.text import Markup, escape, t


def settings_blocks(member: Member, community: Community, now: datetime) -> tuple[Block, ...]:
    """What is set, and the buttons that change it."""
    on = (
        t("on, all day")
        if member.reminder_from == member.reminder_until
        else t("on, from {first} to {last}", first=member.reminder_from, last=member.reminder_until)
    )
    if member.remind_at is not None:
        on = t("{on}, at {hour}", on=on, hour=member.remind_at)
    visible = t("your cohorts see your name") if member.visibility == "cohort" else t("nobody sees you in lists")
    leave = leave_on(member.leaves, own_days(member, community).day_of(now))
    away: tuple[tuple[Markup, Markup], ...] = ((t("Away"), t("until {last}, no reminders", last=leave.last)),) if leave else ()
    return (
        Fields(
            (
                (t("Time zone"), escape(member.zone or community.zone)),
                (t("Your day ends"), t("at midnight") if member.day_ends == MIDNIGHT else t("at {hour}", hour=member.day_ends)),
                (t("Minutes a week"), hours(member.weekly_minutes) if member.weekly_minutes else t("not set")),
                (t("Reminders"), on if member.reminders else t("off")),
                *away,
                (t("Visibility"), visible),
            )
        ),
        Buttons((*change_buttons(), *((back_button(),) if leave else ()))),
    )


def change_buttons() -> tuple[Button, ...]:
    """The ways to the forms of one's own settings."""
    return Button(t("Change settings"), Call("me edit")), Button(t("Reminders"), Call("me edit-reminders"))


def back_button() -> Button:
    return Button(t("I am back"), Call("me back"))
