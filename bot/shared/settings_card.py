"""A member's settings in short, with the way to change them."""

from datetime import datetime, time

from bot.domain.leave import leave_on
from bot.domain.member import Community, Member, own_days
from bot.domain.own_days import MIDNIGHT
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Fields, Note
from bot.shared.week_card import hours
from bot.text import Markup, escape, t

CHOSE_NOTHING = Member(person=0, name="")
"""A member with the hours for reminders that hold until somebody chooses others."""


def settings_blocks(member: Member, community: Community, now: datetime) -> tuple[Block, ...]:
    """What is set, and the buttons that change it."""
    visible = t("your cohorts see your name") if member.visibility == "cohort" else t("nobody sees you in lists")
    leave = leave_on(member.leaves, own_days(member, community).day_of(now))
    away: tuple[tuple[Markup, Markup], ...] = ((t("Away"), t("until {last}, no reminders", last=leave.last)),) if leave else ()
    return (
        Fields(
            (
                (t("Time zone"), escape(member.zone or community.zone)),
                (t("Your day ends"), t("at midnight") if member.day_ends == MIDNIGHT else t("at {hour}", hour=member.day_ends)),
                (t("Minutes a week"), hours(member.weekly_minutes) if member.weekly_minutes else t("not set")),
                (t("Reminders"), _reminders(member)),
                *away,
                (t("Visibility"), visible),
                (t("Helping others"), t("you are asked if somebody is stuck") if member.helps else t("no")),
                (t("Reviewing"), t("you are asked to review milestones") if member.reviews else t("no")),
            )
        ),
        Buttons((*change_buttons(), Button(t("Helping others"), Call("me edit-helping")), *((back_button(),) if leave else ()))),
    )


def settings_in_short(member: Member, community: Community, now: datetime) -> tuple[Block, ...]:
    """The buttons that change them, and a leave if the member is away."""
    leave = leave_on(member.leaves, own_days(member, community).day_of(now))
    if leave is None:
        return (Buttons(change_buttons()),)
    away = Note(t("Away: {until}", until=t("until {last}, no reminders", last=leave.last)))
    return (away, Buttons((*change_buttons(), back_button())))


def _reminders(member: Member) -> Markup:
    """Whether they come and when; of those that are off only what somebody chose."""
    when = (
        t("all day")
        if member.reminder_from == member.reminder_until
        else t("from {first} to {last}", first=member.reminder_from, last=member.reminder_until)
    )
    if member.remind_at is not None:
        when = t("{on}, at {hour}", on=when, hour=member.remind_at)
    if member.reminders:
        return t("on, {when}", when=when)
    chosen = _reminder_hours(member) != _reminder_hours(CHOSE_NOTHING)
    return t("off; once they are on: {when}", when=when) if chosen else t("off")


def _reminder_hours(member: Member) -> tuple[time, time, time | None]:
    return member.reminder_from, member.reminder_until, member.remind_at


def change_buttons() -> tuple[Button, ...]:
    """The ways to the forms of one's own settings."""
    return Button(t("Change settings"), Call("me edit")), Button(t("Reminders"), Call("me edit-reminders"))


def back_button() -> Button:
    return Button(t("I am back"), Call("me back"))
