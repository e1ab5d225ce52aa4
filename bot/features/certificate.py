"""What a member gets who finished every week, with an id that anybody can look up on the web part."""

from datetime import date
from secrets import token_urlsafe
from typing import Annotated

from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort
from bot.domain.web_pass import WebPass, digest_of
from bot.domain.week_count import WeekCount, week_count
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.card import Button, Buttons, Card, Note, Text
from bot.interface.command import Access, Commands
from bot.interface.drawing import Certificate
from bot.interface.option import Option
from bot.interface.picture import Picture
from bot.shared.cohort_choice import pressed_cohort
from bot.shared.week_card import weeks_held
from bot.text import Markup, join, n, plain, t

TOKEN_BYTES = 12
"""Nobody guesses one of so many."""

commands = Commands()


@commands.add("certificate", "A certificate, once every week is done.", listed=False)
async def certificate(context: Context, cohort: Annotated[str, Option("Which cohort?")]) -> Card:
    chosen = await pressed_cohort(context, cohort)
    count, finished = await _done(context, chosen)
    if not context.site.url:
        nobody = t("It has no address at which others can check it: whoever runs this bot has set none.")
        return Card(t("Your certificate"), (_picture(context, chosen, count, finished), Note(nobody)))
    token = token_urlsafe(TOKEN_BYTES)
    await context.unit.web_passes.put(
        WebPass(
            digest=digest_of(token),
            kind="certificate",
            person=context.member.person,
            platform=context.actor.platform,
            account=context.actor.id,
            made_at=context.now,
            space=context.place.space,
            cohort=chosen.id,
        )
    )
    address = f"{context.site.url}/certificates/{token}"
    shown = t("Whoever has the picture or the address can check it, as long as your weeks stand as done.")
    blocks = (
        _picture(context, chosen, count, finished, address),
        Text(t("Its address: {address}", address=address)),
        Buttons((Button(t("Open its page"), url=address),)),
        Note(shown),
    )
    return Card(t("Your certificate"), blocks)


@commands.add("certificate checked", "A certificate that somebody checks.", listed=False, access=Access.READ)
async def checked(
    context: Context,
    cohort: Annotated[str, Option("Which cohort?")],
    address: Annotated[str, Option("At which address?")],
) -> Card:
    """What the web part shows at the address of a certificate."""
    chosen = await pressed_cohort(context, cohort)
    count, finished = await _done(context, chosen)
    return Card(t("A genuine certificate"), (_picture(context, chosen, count, finished, address),))


async def _done(context: Context, cohort: Cohort) -> tuple[WeekCount, date]:
    """How many weeks were done, and on which day the last of them. Raises Refusal while one is left."""
    weeks = await weeks_held(context.unit, cohort)
    marks = await context.unit.progress.of(cohort.id, context.member.person)
    count = week_count(weeks, marks, context.enrollment_in(cohort))
    done = [marks[week.id].at for week in weeks if week.id in marks and marks[week.id].mark == "done"]
    if not done or count.done < count.all:
        raise Refusal(
            n(
                "A certificate is for whoever has done every week: you have done {done} of {count} in {cohort}.",
                "A certificate is for whoever has done every week: you have done {done} of {count} in {cohort}.",
                count.all,
                done=count.done,
                cohort=cohort.name,
            )
        )
    return count, local_day(max(done), cohort.zone)


def _picture(context: Context, cohort: Cohort, count: WeekCount, finished: date, address: str = "") -> Picture:
    said = n("has done the {count} week of {cohort}", "has done all {count} weeks of {cohort}", count.all, cohort=cohort.name)
    day = t("The last of them on {day}", day=finished)
    check = t("Check it at {address}", address=address) if address else Markup()
    drawing = Certificate(plain(t("Certificate")), context.member.name, plain(said), plain(day), plain(check))
    line = t("**{name}** {said}.", name=context.member.name, said=plain(said))
    return Picture(drawing, t("A certificate for {name}.", name=context.member.name), join([line, t("{day}.", day=plain(day))]))


feature = Feature(commands)
