"""Moderators see what a member of a cohort did, take them out or let them in again, and hide a check-in or show it again."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Annotated

from annotated_types import Ge

from bot.domain.cohort import Checkin, Enrollment
from bot.domain.week_count import week_count
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Fields, Note, Select, Text
from bot.interface.command import Access, Commands
from bot.interface.inputs import Choice
from bot.interface.limits import fitted
from bot.interface.option import Option
from bot.interface.phone import shortest_cut
from bot.shared.audit import tell_moderators
from bot.shared.cohort_choice import locked_cohort, pressed_cohort, suggest_cohorts
from bot.shared.joining import has_to_wait, let_back_in
from bot.shared.leaving import let_go
from bot.shared.member_choice import member_meant, suggest_members
from bot.shared.pages import more_lines, on_page, page_turns, pages_of
from bot.shared.subject import Subject, subject_in
from bot.shared.summary import revise_summaries, whole_checkin
from bot.shared.waiting_list import place_passes_on
from bot.shared.week_card import weeks_held
from bot.text import Markup, Moment, escape, join, plain, t

SHOWN_CHECKINS = 10
FIRST_CHECKINS = 5
"""On the card, or as many of them as a phone shows; the others are a press away."""
WIDEST_NAME = 100
WIDEST_ENTRY = 130
"""The most characters of a check-in on the card: as many check-ins as are shown fit into one text."""

CohortKey = Annotated[str, Option("Which cohort?")]
PersonKey = Annotated[str, Option("Who?")]
DayKey = Annotated[date, Option("Which day?")]
Page = Annotated[int, Option("Which page?"), Ge(1)]

Deed = tuple[Markup, Button]
"""What a moderator did, and how to take it back."""

commands = Commands()


@commands.add(
    "manage remove",
    "Take a member out of a cohort, or hide a check-in.",
    moderator=True,
    title="Look at a member",
    submit="Look",
)
async def remove(
    context: Context,
    member: Annotated[str, Option("Who? A name or a mention.", suggest=suggest_members, words=True, most=100)],
    cohort: Annotated[str | None, Option("Which cohort?", suggest=suggest_cohorts)] = None,
) -> Card:
    chosen, found = await member_meant(context, member, cohort, Call("manage remove"))
    subject = await _subject(context, str(chosen.id), str(found.person))
    return await _card(context, subject, t("A member of {cohort}", cohort=chosen.name))


@commands.add("manage read-checkins", "All that a member showed of late.", listed=False, moderator=True, access=Access.READ)
async def read_checkins(context: Context, cohort: CohortKey, person: PersonKey, page: Page = 1) -> Card:
    subject = await _subject(context, cohort, person)
    latest = await context.unit.checkins.latest(subject.cohort.id, subject.member.person, SHOWN_CHECKINS)
    title = t("Check-ins of {name}", name=fitted(subject.member.name, WIDEST_NAME))
    pages = pages_of(title, [[text] for checkin in latest if checkin.shared for text in _whole(subject, checkin)])
    shown = [text for texts in on_page(pages, page, 1) for text in texts] or [Text(t("None yet."))]
    turns = page_turns(len(pages), page, _call("manage read-checkins", subject))
    return Card(title, (*shown, *turns))


@commands.add("manage take-out", "Take a member out of a cohort.", listed=False, moderator=True)
async def take_out(context: Context, cohort: CohortKey, person: PersonKey) -> Card:
    subject = await _locked_subject(context, cohort, person)
    title = t("Taken out of {cohort}", cohort=subject.cohort.name)
    if subject.enrollment.removed:
        return await _card(context, subject, title)
    out = replace(subject.enrollment, left_at=subject.enrollment.left_at or context.now, removed=True)
    await let_go(context.unit, subject.cohort, out, context.now)
    await _tell(context, subject, partial(_taken_out, context, subject))
    return await _card(context, replace(subject, enrollment=out), title)


@commands.add("manage let-in", "Let a member who was taken out join again.", listed=False, moderator=True)
async def let_in(context: Context, cohort: CohortKey, person: PersonKey) -> Card:
    subject = await _locked_subject(context, cohort, person)
    title = t("Let into {cohort} again", cohort=subject.cohort.name)
    if not subject.enrollment.removed:
        return await _card(context, subject, title)
    back = await let_back_in(context.unit, subject.cohort, replace(subject.enrollment, removed=False), context.now)
    await _tell(context, subject, partial(_let_in, context, subject))
    return await _card(context, replace(subject, enrollment=back), title)


@commands.add("manage hide", "Hide a check-in from the cohort.", listed=False, moderator=True)
async def hide(context: Context, cohort: CohortKey, person: PersonKey, day: DayKey) -> Card:
    subject = await _locked_subject(context, cohort, person)
    if await _set_hidden(context, subject, day, hidden=True):
        await _tell(context, subject, partial(_hidden, context, subject, day))
    return await _card(context, subject, t("The check-in of {day} is hidden", day=day))


@commands.add("manage show", "Show a hidden check-in again.", listed=False, moderator=True)
async def show(context: Context, cohort: CohortKey, person: PersonKey, day: DayKey) -> Card:
    subject = await _locked_subject(context, cohort, person)
    if await _set_hidden(context, subject, day, hidden=False):
        await _tell(context, subject, partial(_shown, context, subject, day))
    return await _card(context, subject, t("The check-in of {day} is shown again", day=day))


async def _set_hidden(context: Context, subject: Subject, day: date, *, hidden: bool) -> bool:
    """Hide or show a check-in; whether that changed anything. The day's summary follows, however old it is."""
    checkin = await context.unit.checkins.get(subject.cohort.id, subject.member.person, day)
    if checkin is None:
        raise Refusal(t("{name} did not check in for {day}.", name=subject.member.name, day=day))
    if checkin.hidden == hidden:
        return False
    await context.unit.checkins.hide(checkin, hidden)
    await revise_summaries(context.unit, subject.cohort, day, day, context.now)
    return True


async def _locked_subject(context: Context, cohort: str, person: str) -> Subject:
    """The subject once nobody else can change it."""
    return await subject_in(context, await locked_cohort(context, cohort), person)


async def _subject(context: Context, cohort: str, person: str) -> Subject:
    return await subject_in(context, await pressed_cohort(context, cohort), person)


def _call(path: str, subject: Subject, day: date | None = None) -> Call:
    keys = {"cohort": str(subject.cohort.id), "person": str(subject.member.person)}
    return Call(path, keys | ({"day": day.isoformat()} if day else {}))


def _said(context: Context, subject: Subject) -> dict[str, str]:
    return {"who": context.member.name, "name": subject.member.name, "cohort": subject.cohort.name}


def _taken_out(context: Context, subject: Subject) -> Deed:
    sentence = t("**{who}** took **{name}** out of **{cohort}**.", **_said(context, subject))
    return sentence, Button(t("Let in again"), _call("manage let-in", subject))


def _let_in(context: Context, subject: Subject) -> Deed:
    sentence = t("**{who}** let **{name}** into **{cohort}** again.", **_said(context, subject))
    return sentence, Button(t("Take out of the cohort"), _call("manage take-out", subject), "danger")


def _hidden(context: Context, subject: Subject, day: date) -> Deed:
    sentence = t("**{who}** hid a check-in by **{name}** in **{cohort}**: {day}.", day=day, **_said(context, subject))
    return sentence, Button(t("Show it again"), _call("manage show", subject, day))


def _shown(context: Context, subject: Subject, day: date) -> Deed:
    sentence = t("**{who}** showed a check-in by **{name}** in **{cohort}** again: {day}.", day=day, **_said(context, subject))
    return sentence, Button(t("Hide it"), _call("manage hide", subject, day))


async def _tell(context: Context, subject: Subject, deed: Callable[[], Deed]) -> None:
    await tell_moderators(context.unit, partial(_deed_card, subject, deed), context.now)


def _deed_card(subject: Subject, deed: Callable[[], Deed]) -> Card:
    sentence, back = deed()
    return Card(t("A member of {cohort}", cohort=subject.cohort.name), (Text(sentence), Buttons((back,))))


async def _card(context: Context, subject: Subject, title: Markup) -> Card:
    cohort, person = subject.cohort, subject.member.person
    progress = await context.unit.progress.of(cohort.id, person)
    count = week_count(await weeks_held(context.unit, cohort), progress, subject.enrollment)
    latest = await context.unit.checkins.latest(cohort.id, person, SHOWN_CHECKINS)
    pairs = (
        (t("Who"), escape(subject.member.name)),
        (t("Joined"), t("{at}", at=Moment(subject.enrollment.joined_at, "date"))),
        (t("Now"), _enrollment_status(subject.enrollment)),
        (t("Weeks done"), t("{done} of {all}", done=count.done, all=count.all)),
    )
    let_in = Button(t("Let in again"), _call("manage let-in", subject), "primary")
    take_out = Button(t("Take out of the cohort"), _call("manage take-out", subject), "danger")
    button = let_in if subject.enrollment.removed else take_out
    full = t("They are not in it yet, and no place is free: with </cohort join> they are last in line.")
    waits = [full] if await has_to_wait(context.unit, subject.cohort, subject.enrollment, context.now) else []
    goes_on = [t("The place goes to the next in line at once.")] if await _passes_on(context, subject) else []
    hidden = t("A hidden check-in counts all the same, but no summary shows it. Progress is kept when somebody is taken out.")

    def blocks(most: int) -> Sequence[Block]:
        lines = [*map(_line, latest[:most]), *more_lines(len(latest) - most)] or [t("None yet.")]
        cut = any(checkin.shared and (at >= most or _is_cut(checkin)) for at, checkin in enumerate(latest))
        whole = (Button(t("Read all"), _call("manage read-checkins", subject)),) if cut else ()
        told, notes = Text(join([t("**Latest check-ins**"), *lines])), map(Note, (*goes_on, *waits))
        return (Fields(pairs), told, *_selects(subject, latest), *notes, Buttons((button, *whole)), Note(hidden))

    return shortest_cut(title, map(blocks, range(FIRST_CHECKINS, -1, -1)))


async def _passes_on(context: Context, subject: Subject) -> bool:
    inside = subject.enrollment.left_at is None
    return inside and await place_passes_on(context.unit, subject.cohort, context.now)


def _enrollment_status(enrollment: Enrollment) -> Markup:
    if enrollment.removed:
        return t("taken out by a moderator")
    return t("in the cohort") if enrollment.left_at is None else t("left, and may come back")


def _line(checkin: Checkin) -> Markup:
    """What the cohort may see; what a member keeps to themselves a moderator does not see either."""
    if not checkin.shared:
        return t("- {day}: not shared", day=checkin.day)
    said = checkin.did or checkin.next or checkin.blocker or checkin.answer
    text = fitted(" ".join(said.split()), WIDEST_ENTRY)
    if checkin.hidden:
        return t("- {day} (hidden): {text}", day=checkin.day, text=text)
    return t("- {day}: {text}", day=checkin.day, text=text)


def _is_cut(checkin: Checkin) -> bool:
    """Whether the line of a check-in leaves out some of what it says."""
    said = [text for text in (checkin.did, checkin.next, checkin.blocker, checkin.answer) if text]
    return len(said) > 1 or any(fitted(" ".join(text.split()), WIDEST_ENTRY) != escape(text) for text in said)


def _whole(subject: Subject, checkin: Checkin) -> list[Text]:
    """All that a check-in says, under its day."""
    return whole_checkin(subject.cohort, {checkin.person: plain(t("{day}", day=checkin.day))}, checkin)


def _selects(subject: Subject, latest: Sequence[Checkin]) -> list[Select]:
    choices = {checkin: Choice(t("{day}", day=checkin.day), checkin.day.isoformat()) for checkin in latest}
    hidden = [choice for checkin, choice in choices.items() if checkin.hidden]
    visible = [choice for checkin, choice in choices.items() if checkin.shared and not checkin.hidden]
    selects = ((t("Hide a check-in"), "manage hide", visible), (t("Show a check-in again"), "manage show", hidden))
    return [Select(label, _call(path, subject), "day", tuple(days)) for label, path, days in selects if days]


feature = Feature(commands)
