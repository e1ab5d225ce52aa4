"""`me away` and `me back`: personal leave, which nobody else is told about."""

from dataclasses import replace
from datetime import date
from typing import Annotated

from bot.domain.leave import Leave, back_from_leave, leave_fault, leave_on, on_leave
from bot.domain.member import Member
from bot.domain.own_days import ONE_DAY
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Buttons, Card, Note, Text
from bot.interface.command import Commands
from bot.interface.option import Option
from bot.interface.prefill import Prefill
from bot.shared.own_reminders import plan_anew
from bot.shared.settings_card import back_button, settings_blocks
from bot.text import t

commands = Commands()


async def as_away(context: Context, call: Call) -> Prefill:
    leave = leave_on(context.member.leaves, context.today)
    return Prefill({"until": leave.last.isoformat()} if leave else {})


@commands.add(
    "me away",
    "Take leave until a day: no reminders, and your streak stands still.",
    title="Away",
    submit="Save",
    prefill=as_away,
)
async def away(
    context: Context,
    until: Annotated[
        date | None, Option("Your last day away; none ends your leave.", label="Last day away", clearable=True, since="today")
    ],
) -> Card:
    if until is None:
        return await back(context)
    match leave_fault(context.today, until):
        case "over":
            raise Refusal(t("{until} has passed; the last day of a leave is today or later.", until=until), "until")
        case "too long":
            raise Refusal(t("A leave lasts a year at most; {until} is farther away.", until=until), "until")
        case None:
            await _keep(context, on_leave(context.member.leaves, context.today, until))
    promise = t(
        "Until then no reminder comes, and your streak stands still: these days neither keep nor break it, and take no freeze. "
        "What you do all the same counts."
    )
    back_on = until + ONE_DAY
    ends = t("It ends by itself: from {day} on everything is as before. Only moderators see that you are away.", day=back_on)
    return Card(t("You are away until {last}", last=until), (Text(promise), Note(ends), Buttons((back_button(),))))


@commands.add("me back", "End your leave today.")
async def back(context: Context) -> Card:
    member = await _keep(context, back_from_leave(context.member.leaves, context.today))
    told = Text(t("Reminders and your streak go on as before; your days away stay neutral."))
    return Card(t("You are not away"), (told, *settings_blocks(member, context.community, context.now)))


async def _keep(context: Context, leaves: tuple[Leave, ...]) -> Member:
    member = replace(context.member, leaves=leaves)
    await context.unit.members.save(member)
    await plan_anew(context.unit, member, context.cohorts, context.now)
    return member


feature = Feature(commands)
