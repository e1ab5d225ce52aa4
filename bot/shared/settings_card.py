"""A member's settings in short, with the way to change them."""

from bot.domain.member import Community, Member
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Fields
from bot.shared.week_card import hours
from bot.text import escape, t


def settings_blocks(member: Member, community: Community) -> tuple[Block, ...]:
    """What is set, and the button to the form."""
    on = t("on, from {first} to {last}", first=member.reminder_from, last=member.reminder_until)
    visible = t("your cohorts see your name") if member.visibility == "cohort" else t("nobody sees you in lists")
    return (
        Fields(
            (
                (t("Time zone"), escape(member.zone or community.zone)),
                (t("Minutes a week"), hours(member.weekly_minutes) if member.weekly_minutes else t("not set")),
                (t("Reminders"), on if member.reminders else t("off")),
                (t("Visibility"), visible),
            )
        ),
        Buttons((Button(t("Change settings"), Call("me edit")),)),
    )
