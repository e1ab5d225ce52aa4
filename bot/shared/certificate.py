"""What a member has who finished every week: a certificate, at an address where anybody can check it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort, Progress
from bot.domain.web_pass import WebPass, typed_token
from bot.domain.week_count import Walked, WeekCount, walked, week_count
from bot.feature import Context
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Note, Text
from bot.interface.drawing import Certificate
from bot.interface.picture import Picture
from bot.shared.launch_card import cohort_roadmap
from bot.shared.range_words import DASH
from bot.shared.week_card import weeks_held
from bot.text import Markup, escape, join, n, plain, t

TOKEN_LETTERS = 20
"""Nobody guesses one of so many."""


async def weeks_done(context: Context, cohort: Cohort, marks: Mapping[str, Progress] | None = None) -> tuple[WeekCount, Walked]:
    """How many weeks the caller has done of those that count for them, and of the roadmap; `marks` are theirs by week id, if they
    are known already."""
    weeks = await weeks_held(context.unit, cohort)
    marks = await context.unit.progress.of(cohort.id, context.member.person) if marks is None else marks
    return week_count(weeks, marks, context.enrollment_in(cohort)), walked(weeks, cohort.weeks, marks)


def what_it_takes(cohort: Cohort, way: Walked) -> Markup:
    """What keeps the caller from a certificate that they have not earned."""
    if not way.is_enough:
        return t(
            "There is no certificate for {cohort}: it ends after {held} of {planned} weeks, and a certificate is for half of "
            "them at least.",
            cohort=cohort.name,
            held=way.held,
            planned=way.planned,
        )
    return n(
        "A certificate is for every week of {cohort}, those before you joined too: week {weeks} is left.",
        "A certificate is for every week of {cohort}, those before you joined too: weeks {weeks} are left.",
        len(way.missing),
        cohort=cohort.name,
        weeks=_ranges(way.missing),
    )


def yet_to_earn(cohort: Cohort, count: WeekCount, way: Walked) -> tuple[Markup, ...]:
    """For whoever has done all that counts for them and has no certificate all the same: why."""
    done_with_all = count.all and count.done == count.all
    return (what_it_takes(cohort, way),) if done_with_all and not way.earned_at else ()


def _ranges(numbers: Sequence[int]) -> str:
    """Numbers in order, those that follow each other as one: `1–3, 7`."""
    runs = [[number for _, number in run] for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])]
    return ", ".join(f"{run[0]}{DASH}{run[-1]}" if run[1:] else f"{run[0]}" for run in runs)


async def certificate_blocks(context: Context, cohort: Cohort, way: Walked) -> tuple[Block, ...]:
    """The certificate of the caller, none if they have not earned it. If others can reach the web part, it has an address from
    now on."""
    if not way.earned_at:
        return ()
    if not context.site.url:
        picture = await certificate_picture(context, cohort, way, context.member.name)
        paper = _as_pdf(context, cohort, picture)
        return (picture, *((Buttons(paper),) if paper else ()))
    given = await _issued(context, cohort)
    token, name = given.token or "", name_on(context, given)
    address = address_of(context, token)
    picture = await certificate_picture(context, cohort, way, name, address)
    ways = (Button(t("Open its page"), url=address), *_as_pdf(context, cohort, picture, token), *_anew(context, cohort, name))
    return (
        picture,
        Text(t("Its address: {address}", address=address)),
        *map(Note, called_now(context, name)),
        Buttons(ways),
    )


def without_address(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same where there is no room for its address, which stands in the picture too and is a press away."""
    return tuple(block for block in blocks if not isinstance(block, Text))


async def _issued(context: Context, cohort: Cohort) -> WebPass:
    """That of the caller's certificate, with the same address and name at each time."""
    given = await context.unit.web_passes.certificate(context.member.person, cohort.id)
    if given:
        return given
    token = typed_token(TOKEN_LETTERS)
    new = replace(context.web_pass("certificate", token), cohort=cohort.id, token=token, issued_to=context.member.name)
    await context.unit.web_passes.put(new)
    return new


def name_on(context: Context, given: WebPass | None) -> str:
    """The name on the caller's certificate: the one that they had when it was issued."""
    return (given and given.issued_to) or context.member.name


def called_now(context: Context, name: str) -> tuple[Markup, ...]:
    """What is said of a certificate whose name is not its bearer's any more."""
    said = t("It was issued to {name}, who is called {present} here now.", name=name, present=context.member.name)
    return (said,) if name != context.member.name else ()


def address_of(context: Context, token: str) -> str:
    """Where anybody can check the certificate of a token."""
    return f"{context.site.url}/certificates/{token}"


async def certificate_picture(context: Context, cohort: Cohort, way: Walked, name: str, address: str = "") -> Picture:
    """The certificate, and the same in words."""
    drawing = await certificate_drawing(context, cohort, way, name, address)
    line = t("**{name}** {said}.", name=drawing.name, said=drawing.said)
    return Picture(drawing, t("A certificate for {name}.", name=drawing.name), join([line, escape(drawing.day)]))


async def certificate_drawing(context: Context, cohort: Cohort, way: Walked, name: str, address: str) -> Certificate:
    title = (await cohort_roadmap(context.unit, cohort)).title
    said = _whole(way, title, cohort) if way.held == way.planned else _first_part(way, title, cohort)
    day = t("Finished on {day}.", day=local_day(way.finished or context.now, cohort.zone))
    check = t("Check it at {address}", address=address) if address else Markup()
    return Certificate(
        plain(t("Certificate")),
        name,
        plain(said),
        plain(day),
        plain(check),
        plain(t("The name stands at the address below") if address else t("A name in letters that are missing here")),
        plain(_in_weeks(way)),
    )


def _whole(way: Walked, roadmap: str, cohort: Cohort) -> Markup:
    return n(
        "has done the {count} week of {roadmap} in {cohort}",
        "has done all {count} weeks of {roadmap} in {cohort}",
        way.held,
        roadmap=roadmap,
        cohort=cohort.name,
    )


def _first_part(way: Walked, roadmap: str, cohort: Cohort) -> Markup:
    return n(
        "has done the first {count} of {planned} weeks of {roadmap} in {cohort}",
        "has done the first {count} of {planned} weeks of {roadmap} in {cohort}",
        way.held,
        planned=way.planned,
        roadmap=roadmap,
        cohort=cohort.name,
    )


def _in_weeks(way: Walked) -> Markup:
    """The same without the names of roadmap and cohort."""
    if way.held == way.planned:
        return n("has done the {count} week of a roadmap", "has done all {count} weeks of a roadmap", way.held)
    return n(
        "has done the first {count} of {planned} weeks of a roadmap",
        "has done the first {count} of {planned} weeks of a roadmap",
        way.held,
        planned=way.planned,
    )


def _as_pdf(context: Context, cohort: Cohort, picture: Picture, token: str = "") -> tuple[Button, ...]:
    """To the certificate as PDF, with its `token` if it has one; empty if nothing prints it."""
    call = Call("certificate pdf", {"cohort": str(cohort.id), "token": token})
    return (Button(t("As PDF"), call),) if isinstance(picture.drawing, Certificate) and context.prints(picture.drawing) else ()


def _anew(context: Context, cohort: Cohort, name: str) -> tuple[Button, ...]:
    """For whoever has another name than their certificate."""
    call = Call("certificate renew", {"cohort": str(cohort.id)})
    return (Button(t("Issue it to my present name"), call),) if name != context.member.name else ()


def get_certificate(cohort: Cohort) -> Button:
    """For whoever has earned it."""
    return Button(t("Get your certificate"), Call("certificate", {"cohort": str(cohort.id)}), "primary")
