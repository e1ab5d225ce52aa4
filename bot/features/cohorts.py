"""Cohorts: what there is, joining, leaving and coming back."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Literal

from annotated_types import Ge

from bot.domain.catch_up import catch_up_plan
from bot.domain.cohort import Cohort, Enrollment, came_back
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import MOST_CHOICES, Ask, Block, Button, Buttons, Card, Choice, Divider, Fields, Note, Select, Text
from bot.interface.command import Access, Commands
from bot.interface.option import Option
from bot.shared.cohort_choice import any_cohort, named_cohort, own_cohort, suggest_cohorts, suggest_own_cohorts
from bot.shared.week_card import cohort_weeks, hours, week_title
from bot.shared.weekday_words import days_text
from bot.text import Markup, Moment, escape, join, n, t, weekday

PAGE = 6
MOST_NAMES = 40

commands = Commands()


@commands.add("cohort list", "Open and running cohorts, to join.", access=Access.READ)
async def list_cohorts(context: Context, page: Annotated[int, Option("Which page?"), Ge(1)] = 1) -> Card:
    current = [cohort for cohort in await context.unit.cohorts.all() if cohort.state(context.now) != "ended"]
    if not current:
        sentence = t("There is no cohort yet. A moderator can start one with `manage create`.")
        return Card(t("Cohorts"), (Text(sentence),))
    own = {cohort.id for cohort in await context.unit.cohorts.of(context.member.person)}
    shown = current[(page - 1) * PAGE : page * PAGE]
    if not shown:
        raise Refusal(n("There is only {count} page.", "There are only {count} pages.", _pages(current)))
    blocks: list[Block] = []
    for cohort in shown:
        name = t("**{name}** (`{slug}`)", name=cohort.name, slug=cohort.slug)
        more = Button(t("More"), Call("cohort info", {"cohort": str(cohort.id)}))
        buttons = Buttons((_join_or_leave(cohort, cohort.id in own), more))
        blocks += [Text(join([name, await _summary(context, cohort)])), buttons]
    return Card(t("Cohorts"), (*blocks, *_page_turns(page, _pages(current))))


@commands.add("cohort info", "A cohort's plan, this week, and who is in.", access=Access.READ)
async def info(
    context: Context,
    cohort: Annotated[str | None, Option("Which cohort?", suggest=suggest_cohorts)] = None,
) -> Card:
    chosen = await any_cohort(context, cohort, Call("cohort info"))
    members = await context.unit.enrollments.members(chosen.id)
    visible = [member.name for member in members if member.visibility == "cohort"]
    enrollment = await context.unit.enrollments.get(chosen.id, context.member.person)
    inside = enrollment is not None and enrollment.left_at is None
    return Card(
        escape(chosen.name),
        (
            Text(await _summary(context, chosen)),
            Fields(
                (
                    (t("Begins"), t("{at}", at=Moment(chosen.plan.begins(1)))),
                    (t("Ends"), t("{at}", at=Moment(chosen.plan.ends, "date"))),
                    (
                        t("Week begins"),
                        t("{day} at {at} ({zone})", day=weekday(chosen.start.weekday(), "wide"), at=chosen.at, zone=chosen.zone),
                    ),
                    (t("Check-in"), t("{days} at {at}", days=days_text(chosen.checkin_days), at=chosen.checkin_at)),
                )
            ),
            Text(_who(len(members), visible)),
            Buttons((_join_or_leave(chosen, inside),)),
            Note(t("Its short name is `{slug}`.", slug=chosen.slug)),
        ),
    )


@commands.add("cohort join", "Join a cohort at its current week.")
async def join_cohort(
    context: Context,
    cohort: Annotated[str | None, Option("Which cohort?", suggest=suggest_cohorts)] = None,
) -> Card:
    chosen = await _joinable(context, cohort)
    week = chosen.week_at(context.now)
    before = await _enter(context, chosen, max(1, week))
    blocks: list[Block] = [Text(await _welcome(context, chosen, before))]
    if max(1, week) > 1 and not (before and before.late_start):
        blocks.append(await _late_start_question(context, chosen, week))
    return Card(t("You are in {cohort}", cohort=chosen.name), (*blocks, *_settings(context)))


@commands.add("cohort start-late", "Choose how to begin after the start.", listed=False)
async def start_late(
    context: Context,
    cohort: Annotated[str, Option("Which cohort?")],
    how: Annotated[Literal["catch-up", "skip"], Option("Catch up or skip?")],
) -> Card:
    chosen = await own_cohort(context, cohort, Call("cohort start-late"))
    enrollment = await context.unit.enrollments.get(chosen.id, context.member.person)
    if enrollment is None or enrollment.first_week == 1:
        raise Refusal(t("You were there from the first week: there is nothing to catch up on."))
    await context.unit.enrollments.put(replace(enrollment, late_start=how))
    if how == "skip":
        sentence = t(
            "Weeks before week {week} do not count for you. Look at them any time with `roadmap show`.",
            week=enrollment.first_week,
        )
        return Card(t("Starting fresh"), (Text(sentence),))
    return Card(t("Your catch-up plan"), (Text(await _plan(context, chosen, enrollment)), *_settings(context)))


@commands.add("cohort leave", "Leave a cohort; your progress is kept.")
async def leave(
    context: Context,
    cohort: Annotated[str | None, Option("Which cohort?", suggest=suggest_own_cohorts)] = None,
) -> Card:
    chosen = await own_cohort(context, cohort, Call("cohort leave"))
    enrollment = await context.unit.enrollments.get(chosen.id, context.member.person)
    if enrollment:
        await context.unit.enrollments.put(replace(enrollment, left_at=context.now))
    back = Button(t("Come back"), Call("cohort join", {"cohort": str(chosen.id)}))
    sentence = t("Your progress, check-ins and streak are kept. If you come back, you go on where you were.")
    return Card(t("You left {cohort}", cohort=chosen.name), (Text(sentence), Buttons((back,))))


async def _joinable(context: Context, name: str | None) -> Cohort:
    if name:
        cohort = await named_cohort(context, name)
        if cohort.state(context.now) == "ended":
            raise Refusal(t("{cohort} has ended. Use `cohort list` to see what is open.", cohort=cohort.name))
        return cohort
    current = [cohort for cohort in await context.unit.cohorts.all() if cohort.state(context.now) != "ended"]
    here = await context.unit.cohorts.at(context.place.platform, context.place.channel or "")
    near = [cohort for cohort in current if cohort in here] or current
    if not near:
        raise Refusal(t("There is no cohort to join yet. A moderator can start one with `manage create`."))
    if len(near) > 1:
        choices = tuple(Choice(escape(cohort.name[:75]), str(cohort.id)) for cohort in near[:MOST_CHOICES])
        raise Ask(Card(t("Which cohort?"), (Select(t("Choose a cohort"), Call("cohort join"), "cohort", choices),)))
    return near[0]


async def _enter(context: Context, cohort: Cohort, week: int) -> Enrollment | None:
    """Enroll the caller; returns the enrollment there was. Places are counted under a lock, so that none is taken twice."""
    await context.unit.cohorts.lock(cohort.id)
    before = await context.unit.enrollments.get(cohort.id, context.member.person)
    if before and before.left_at is None:
        return before
    if before and before.removed:
        raise Refusal(t("A moderator took you out of {cohort}. Ask a moderator to let you in again.", cohort=cohort.name))
    if cohort.capacity is not None and await context.unit.enrollments.count(cohort.id) >= cohort.capacity:
        raise Refusal(t("{cohort} is full. Use `cohort list` to see other cohorts.", cohort=cohort.name))
    new = Enrollment(cohort=cohort.id, person=context.member.person, joined_at=context.now, first_week=week)
    await context.unit.enrollments.put(came_back(before, context.now, cohort.zone) if before else new)
    return before


async def _welcome(context: Context, cohort: Cohort, before: Enrollment | None) -> Markup:
    if before and before.left_at is None:
        return t("You were in already; nothing has changed.")
    if before:
        return t("Welcome back. Your progress was kept, and you go on where you were.")
    if cohort.state(context.now) == "open":
        return t("It begins {at}.", at=Moment(cohort.plan.begins(1)))
    weeks = await cohort_weeks(context.unit, cohort)
    number = cohort.week_at(context.now)
    return t("This week: **{week}**. Use `milestone` to see what to do.", week=week_title(number, weeks[number - 1]))


async def _late_start_question(context: Context, cohort: Cohort, week: int) -> Buttons:
    weeks = await cohort_weeks(context.unit, cohort)
    minutes = sum(item.catch_up.minutes for item in weeks[: week - 1])
    keys = {"cohort": str(cohort.id)}
    return Buttons(
        (
            Button(
                t("Catch up ({time} in all)", time=hours(minutes)),
                Call("cohort start-late", {**keys, "how": "catch-up"}),
                "primary",
            ),
            Button(t("Skip the weeks before"), Call("cohort start-late", {**keys, "how": "skip"})),
        )
    )


async def _plan(context: Context, cohort: Cohort, enrollment: Enrollment) -> Markup:
    weeks = await cohort_weeks(context.unit, cohort)
    missed = [(number, weeks[number - 1]) for number in range(1, enrollment.first_week)]
    sittings = catch_up_plan(missed, context.member.weekly_minutes)
    lines = [
        t(
            "- {when}: {weeks} ({time})",
            when=n("in {count} week", "in {count} weeks", number) if number else t("this week"),
            weeks=", ".join(f"{week}. {weeks[week - 1].short}" for week in sitting.weeks),
            time=hours(sitting.minutes),
        )
        for number, sitting in enumerate(sittings)
    ]
    return join([t("The shortest way through what you missed, beside the current week:"), *lines[:26]])


async def _summary(context: Context, cohort: Cohort) -> Markup:
    weeks = await cohort_weeks(context.unit, cohort)
    count = await context.unit.enrollments.count(cohort.id)
    places = t(" of {capacity}", capacity=cohort.capacity) if cohort.capacity else Markup()
    return join(
        [
            _when(context, cohort, [week_title(number, week) for number, week in enumerate(weeks, 1)]),
            t("{members}{places}", members=n("{count} member", "{count} members", count), places=places),
        ]
    )


def _when(context: Context, cohort: Cohort, titles: Sequence[Markup]) -> Markup:
    length = n("{count} week", "{count} weeks", cohort.weeks)
    match cohort.state(context.now):
        case "open":
            return t("{length}, begins {at}", length=length, at=Moment(cohort.plan.begins(1)))
        case "running":
            return t("{length}, now in {week}", length=length, week=titles[cohort.week_at(context.now) - 1])
        case "ended":
            return t("{length}, ended {at}", length=length, at=Moment(cohort.ended_at or cohort.plan.ends, "date"))


def _who(count: int, visible: Sequence[str]) -> Markup:
    names = join([escape(name) for name in visible[:MOST_NAMES]], ", ")
    hidden = count - len(visible[:MOST_NAMES])
    if not visible:
        return t(
            "**Who is in:** {members}; nobody has chosen to be shown.", members=n("{count} member", "{count} members", count)
        )
    if hidden:
        return t("**Who is in:** {names} and {others}.", names=names, others=n("{count} other", "{count} others", hidden))
    return t("**Who is in:** {names}.", names=names)


def _join_or_leave(cohort: Cohort, inside: bool) -> Button:
    keys = {"cohort": str(cohort.id)}
    if inside:
        return Button(t("Leave"), Call("cohort leave", keys), "danger")
    return Button(t("Join"), Call("cohort join", keys), "primary")


def _settings(context: Context) -> tuple[Block, ...]:
    """The member's settings in short, with the way to change them."""
    return (
        Divider(),
        Fields(
            (
                (t("Your time zone"), escape(context.zone)),
                (t("Reminders"), t("on") if context.member.reminders else t("off until you turn them on")),
            )
        ),
        Note(t("Days count in your own time zone.")),
        Buttons((Button(t("Change settings"), Call("me edit")),)),
    )


def _pages(cohorts: Sequence[Cohort]) -> int:
    return -(-len(cohorts) // PAGE)


def _page_turns(page: int, pages: int) -> tuple[Buttons, ...]:
    turns = [(t("Back"), page - 1), (t("Next"), page + 1)]
    buttons = tuple(Button(label, Call("cohort list", {"page": str(to)})) for label, to in turns if 1 <= to <= pages)
    return (Buttons(buttons),) if buttons else ()


feature = Feature(commands)
