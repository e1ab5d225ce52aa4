"""Moderators let a cohort pause and go on, and give it days off; what is due moves along."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Annotated

from bot.domain.break_changes import with_holidays, with_pause, without_holidays, without_pause
from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort
from bot.errors import Refusal
from bot.feature import Context, Feature, Recheck
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Note, Text
from bot.interface.command import Commands
from bot.interface.dates import names_a_day
from bot.interface.day_names import day_names
from bot.interface.option import Option
from bot.interface.prefill import Prefill
from bot.shared.break_days import from_today, public_holidays, while_it_runs
from bot.shared.break_words import breaks_listed, coming_breaks
from bot.shared.cohort_choice import suggest_cohorts
from bot.shared.cohort_saved import cohorts_as_set
from bot.shared.country_holidays import is_country, suggest_countries
from bot.shared.day_list import chosen_dates
from bot.shared.older_news import NEWS, unless_only_pointing
from bot.shared.plan_change import changing_cohort, check_weeks, sessions_beside, told_of, with_new_breaks
from bot.text import Markup, join, t

CohortOption = Annotated[str | None, Option("Which cohort?", suggest=suggest_cohorts)]

commands = Commands()


@commands.add("manage pause", "Pause a cohort, until a day or till you end it.", moderator=True, title="Pause", submit="Pause")
async def pause(
    context: Context,
    cohort: CohortOption = None,
    first: Annotated[
        date | None, Option("First day of the pause; today if left out.", label="First day", asked=True, hint="Today if left out")
    ] = None,
    last: Annotated[
        date | None,
        Option("Last day of the pause; open if left out.", label="Last day", asked=True, since="first", hint="Open if left out"),
    ] = None,
) -> Card:
    given = {"first": first and first.isoformat(), "last": last and last.isoformat()}
    chosen = await changing_cohort(context, cohort, Call("manage pause", {name: value for name, value in given.items() if value}))
    checked = while_it_runs if chosen.timetable.end_is_known else from_today
    begins = checked(context, chosen, first or local_day(context.now, chosen.zone), "first")
    if last is not None and last < begins:
        raise Refusal(
            t("{last} is before {first}, the first day of the pause.", last=last, first=begins),
            option="last",
        )
    try:
        breaks = with_pause(chosen.breaks, begins, last)
    except ValueError:
        raise Refusal(t("A pause lasts a year at most."), option="last") from None
    if set(breaks) == set(chosen.breaks):
        planned = breaks_listed(coming_breaks(chosen, context.now))
        raise Refusal(
            t("{cohort} is paused on these days already: {breaks}.", cohort=chosen.name, breaks=planned), option="first"
        )
    if begins > local_day(context.now, chosen.zone) and not chosen.timetable.end_is_known:
        raise Refusal(_paused_openly(chosen), option="first")
    if first is None and last is None:
        return await _pause_question(context, chosen, replace(chosen, breaks=breaks))
    return await with_new_breaks(context, chosen, breaks)


async def _pause_question(context: Context, before: Cohort, after: Cohort) -> Card:
    """What an open pause from today on would mean, with the button that begins it."""
    check_weeks(context, before, after)
    keys = {"cohort": str(after.id), "asked": str(context.unit.new_id())}
    pausing = Button(t("Pause from today"), Call("manage pause-now", keys), "danger")
    means = join([*told_of(before, after, context.now), t("Its channel hears it, in one post.")])
    sessions = await sessions_beside(context, before, after)
    blocks = (Text(means), *sessions, Buttons((pausing,)), Note(t("Nothing has changed yet.")))
    return Card(t("Pause {cohort} from today?", cohort=after.name), blocks)


@commands.add(
    "manage pause-now", "Pause a cohort from today on.", listed=False, moderator=True, once=True, true_until=cohorts_as_set
)
async def pause_now(
    context: Context,
    cohort: Annotated[str, Option("Which cohort?")],
    asked: Annotated[str, Option("The question below which this was pressed.")],
) -> Card:
    chosen = await changing_cohort(context, cohort, Call("manage pause"))
    return await pause(context, cohort, local_day(context.now, chosen.zone))


@commands.add("manage resume", "Let a paused cohort go on today, or call off its next pause.", moderator=True)
async def resume(context: Context, cohort: CohortOption = None) -> Card:
    chosen = await changing_cohort(context, cohort, Call("manage resume"))
    breaks = without_pause(chosen.breaks, local_day(context.now, chosen.zone))
    if breaks == chosen.breaks:
        raise Refusal(t("{cohort} is not paused, and no pause is planned.", cohort=chosen.name))
    return await with_new_breaks(context, chosen, breaks)


@commands.add(
    "manage go-on", "Let a cohort go on that was paused.", listed=False, moderator=True, once=True, true_until=cohorts_as_set
)
async def go_on(
    context: Context,
    cohort: Annotated[str, Option("Which cohort?")],
    after: Annotated[str, Option("The change of its plan below which this was pressed.")],
) -> Card:
    return await resume(context, cohort)


async def asked_first(context: Context, call: Call) -> Prefill:
    """Nothing is written in advance; but without days and country a form asks for them."""
    return Prefill()


@commands.add(
    "manage holidays",
    "Give a cohort days off, or take them back.",
    moderator=True,
    title="Days off",
    submit="Save",
    prefill=asked_first,
)
async def holidays(
    context: Context,
    days: Annotated[
        str | None,
        Option(
            "Which days, such as 24 Dec, 31 Dec - 1 Jan.",
            label="Days off",
            asked=True,
            words=True,
            hint="24 Dec, 31 Dec - 1 Jan",
            most=500,
        ),
    ] = None,
    country: Annotated[
        str | None,
        Option(
            "A country whose public holidays are off too, such as Germany, or Germany, Bayern.",
            label="Public holidays of",
            asked=True,
            suggest=suggest_countries,
            hint="A country, if its public holidays are off",
        ),
    ] = None,
    cohort: CohortOption = None,
    off: Annotated[bool, Option("Whether they are off; no takes days off back.", label="Off")] = True,
) -> Card:
    if days and not country and not names_a_day(days, day_names()) and is_country(days):
        days, country = None, days
    given = {"days": days, "country": country, "off": None if off else "no"}
    chosen = await changing_cohort(
        context, cohort, Call("manage holidays", {name: value for name, value in given.items() if value})
    )
    today = local_day(context.now, chosen.zone)
    read = while_it_runs if off else from_today
    written = [read(context, chosen, day, "days") for day in chosen_dates(days, today, "days")] if days else []
    public: Mapping[date, str] = public_holidays(country, chosen, today) if country else {}
    if not written and not public:
        raise Refusal(t("Name the days, or a country whose public holidays are off."), option="days")
    wanted = [*written, *public]
    breaks = with_holidays(chosen.breaks, wanted) if off else without_holidays(chosen.breaks, wanted)
    if breaks == chosen.breaks:
        raise Refusal(_off_already(chosen) if off else t("None of these days is a day off."), option="days")
    return await with_new_breaks(
        context, chosen, breaks, [t("{day}: {holiday}", day=day, holiday=name) for day, name in public.items()]
    )


def _paused_openly(cohort: Cohort) -> Markup:
    """Why no later pause is planned while the cohort is in one that a moderator ends."""
    return t(
        "{cohort} is paused until a moderator ends that: </manage resume> ends it; a last day alone gives it an end.",
        cohort=cohort.name,
    )


def _off_already(cohort: Cohort) -> Markup:
    """Why days are refused that are off as it is; in a pause that a moderator may end before them, they are asked once it has."""
    if cohort.timetable.end_is_known:
        return t("These days are off already.")
    return t("{cohort} is paused until a moderator ends that; name its days off once it goes on.", cohort=cohort.name)


feature = Feature(commands, rechecks=(Recheck(NEWS, unless_only_pointing),))
