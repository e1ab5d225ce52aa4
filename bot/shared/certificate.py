"""What a member has who finished every week: a certificate, at an address where anybody can check it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort, Progress
from bot.domain.web_pass import typed_token
from bot.domain.week_count import WeekCount, week_count
from bot.feature import Context
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Text
from bot.interface.drawing import Certificate
from bot.interface.picture import Picture
from bot.shared.launch_card import cohort_roadmap
from bot.shared.week_card import weeks_held
from bot.text import Markup, escape, join, n, plain, t

TOKEN_LETTERS = 20
"""Nobody guesses one of so many."""


async def weeks_done(
    context: Context, cohort: Cohort, marks: Mapping[str, Progress] | None = None
) -> tuple[WeekCount, date | None]:
    """How many weeks the caller has done, and on which day the last of them once none is left; `marks` are theirs by week id, if
    they are known already."""
    weeks = await weeks_held(context.unit, cohort)
    marks = await context.unit.progress.of(cohort.id, context.member.person) if marks is None else marks
    count = week_count(weeks, marks, context.enrollment_in(cohort))
    done = [marks[week.id].at for week in weeks if week.id in marks and marks[week.id].mark == "done"]
    return count, local_day(max(done), cohort.zone) if done and count.done == count.all else None


async def certificate_blocks(context: Context, cohort: Cohort, weeks: int, finished: date) -> tuple[Block, ...]:
    """The certificate of the caller, who has done so many weeks, the last of them on the day `finished`. If others can reach the
    web part, it has an address from now on."""
    if not context.site.url:
        paper = (Buttons(_as_pdf(context, cohort)),) if context.prints else ()
        return (await certificate_picture(context, cohort, weeks, finished), *paper)
    token = await _token(context, cohort)
    address = address_of(context, token)
    return (
        await certificate_picture(context, cohort, weeks, finished, address),
        Text(t("Its address: {address}", address=address)),
        Buttons((Button(t("Open its page"), url=address), *_as_pdf(context, cohort, token))),
    )


async def _token(context: Context, cohort: Cohort) -> str:
    """That of the address of the caller's certificate, the same at each time."""
    given = await context.unit.web_passes.certificate(context.member.person, cohort.id)
    if given and given.token:
        return given.token
    token = typed_token(TOKEN_LETTERS)
    given = replace(context.web_pass("certificate", token), cohort=cohort.id, token=token)
    await context.unit.web_passes.put(given)
    return token


def address_of(context: Context, token: str) -> str:
    """Where anybody can check the certificate of a token."""
    return f"{context.site.url}/certificates/{token}"


async def certificate_picture(context: Context, cohort: Cohort, weeks: int, finished: date, address: str = "") -> Picture:
    """The certificate, and the same in words."""
    drawing = await certificate_drawing(context, cohort, weeks, finished, address)
    line = t("**{name}** {said}.", name=drawing.name, said=drawing.said)
    return Picture(drawing, t("A certificate for {name}.", name=drawing.name), join([line, escape(drawing.day)]))


async def certificate_drawing(context: Context, cohort: Cohort, weeks: int, finished: date, address: str) -> Certificate:
    said = n(
        "has done the {count} week of {roadmap} in {cohort}",
        "has done all {count} weeks of {roadmap} in {cohort}",
        weeks,
        roadmap=(await cohort_roadmap(context.unit, cohort)).title,
        cohort=cohort.name,
    )
    day = t("Finished on {day}.", day=finished)
    check = t("Check it at {address}", address=address) if address else Markup()
    return Certificate(plain(t("Certificate")), context.member.name, plain(said), plain(day), plain(check))


def _as_pdf(context: Context, cohort: Cohort, token: str = "") -> tuple[Button, ...]:
    """To the certificate as PDF, with its `token` if it has one; empty if nothing prints."""
    call = Call("certificate pdf", {"cohort": str(cohort.id), "token": token})
    return (Button(t("As PDF"), call),) if context.prints else ()


def get_certificate(cohort: Cohort) -> Button:
    """For whoever has done every week."""
    return Button(t("Get your certificate"), Call("certificate", {"cohort": str(cohort.id)}), "primary")
