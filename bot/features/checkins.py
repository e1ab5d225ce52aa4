"""Check-ins: the form, the prompt on the cohort's days, the rolling summary."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Annotated

from annotated_types import Ge

from bot.domain.calendar import local_day
from bot.domain.cohort import Checkin, Cohort, Home
from bot.domain.late_work import fillable_days, open_days
from bot.domain.post import Post, PostState
from bot.domain.reminder_times import late_reminder
from bot.domain.streak import RULE
from bot.domain.timetable import Occurrence, Timetable
from bot.errors import Reason, Refusal
from bot.feature import Context, Feature, Recheck, Routine, unscheduled
from bot.interface.call import Call
from bot.interface.card import Ask, Button, Buttons, Card, Note, Text
from bot.interface.command import Access, Commands
from bot.interface.inputs import Choice
from bot.interface.option import Option, all_values
from bot.interface.prefill import Prefill, Wording
from bot.ports.dues import cohort_due
from bot.ports.unit import Unit
from bot.shared.checkin_day import checkin_day, was_asked_ahead
from bot.shared.checkin_form import head_of_form, other_day, question_of_week
from bot.shared.cohort_choice import own_cohort, suggest_own_cohorts
from bot.shared.nearest import nearest
from bot.shared.next_step import checkin_count, done_and_shown, effect_lines, next_button
from bot.shared.pages import on_page, page_count, page_turns
from bot.shared.posts import (
    CHECKIN_REMINDER,
    PROMPT,
    SUMMARY,
    after_the_week,
    compose,
    home_post,
    prompt_name,
    state_at,
    unless_resting,
)
from bot.shared.streak_count import own_streak
from bot.shared.summary import days_still_open, revise_summaries, shared_pages, summary_name, summary_title
from bot.shared.unseen import UNSEEN, if_still_unseen
from bot.shared.week_card import cohort_weeks, week_title
from bot.shared.who_sees import who_sees_checkin
from bot.text import Markup, escape, plain, t

TEXTS = ("did", "next", "blocker", "answer")
"""What a check-in says, as options and as fields."""
LATEST = 6
"""More check-ins than there are days that can be filled in, so that one before them is among these."""

commands = Commands()


@all_values
async def suggest_days(context: Context, typed: str) -> Sequence[Choice]:
    """The days that can still be filled in, each by its word and its date."""
    words = [t("Today"), t("Yesterday"), t("Two days ago"), t("Three days ago")]
    days = zip(words, fillable_days(context.now, context.days), strict=False)
    choices = {day.isoformat(): Choice(t("{word}, {day}", word=word, day=day), day.isoformat()) for word, day in days}
    return [choices[day] for day in nearest(typed, {day: (plain(each.label), day) for day, each in choices.items()})]


async def as_checked_in(context: Context, call: Call) -> Prefill:
    """What a day's check-in says already, and the question of the week; the form keeps to that day and cohort.

    Raises Ask for a day that takes no check-in, if another one does.
    """
    cohort = await _meant(context, call.values.get("cohort"), call.values.get("day"))
    day = _form_day(context, call, cohort)
    latest = await context.unit.checkins.latest(cohort.id, context.member.person, LATEST)
    kept = next((checkin for checkin in latest if checkin.day == day), None)
    return Prefill(
        _as_values(kept) if kept else {"share": "no"},
        wording={
            "did": head_of_form(cohort, day, latest),
            "next": Wording(label=escape(cohort.next_question)),
            "blocker": Wording(label=escape(cohort.blocker_question)),
            "answer": question_of_week(await _question(context.unit, cohort, day)),
        },
        call=Call("checkin", {"cohort": str(cohort.id), "day": day.isoformat()}),
        saved=True,
    )


@commands.add(
    "checkin",
    "Say what you did today; again to change it.",
    title="Check in",
    submit="Check in",
    prefill=as_checked_in,
    shortcut="global",
)
async def checkin(
    context: Context,
    did: Annotated[str, Option("What did you do?", label="What did you do?", asked=True, long=True, words=True, most=1000)] = "",
    next: Annotated[str, Option("What comes next?", label="What comes next?", asked=True, long=True, most=500)] = "",
    blocker: Annotated[str, Option("What is in your way?", label="What is in your way?", asked=True, long=True, most=500)] = "",
    answer: Annotated[
        str, Option("Your answer to this week's question.", label="This week's question", asked=True, long=True, most=500)
    ] = "",
    share: Annotated[bool, Option("Show it to the cohort?", label="Show it to the cohort?", asked=True)] = False,
    day: Annotated[date | None, Option("Which day? Open for 48 hours.", suggest=suggest_days, past=True)] = None,
    cohort: Annotated[str | None, Option("Which cohort?", suggest=suggest_own_cohorts)] = None,
) -> Card:
    chosen = await _meant(context, cohort, day.isoformat() if day else None)
    filled = checkin_day(context, day, chosen)
    written = replace(_blank(context, chosen, filled), did=did, next=next, blocker=blocker, answer=answer, shared=share)
    said = await context.unit.checkins.put(written, _given(context))
    if not (said.did or said.next or said.blocker or said.answer):
        raise Refusal(t("An empty check-in says nothing; write a line in one of the fields."), "did")
    receipt = await _receipt(context, chosen, said)
    await context.unit.dues.set(cohort_due(SUMMARY, chosen.id, context.now))  # last: the cohort's others wait for this row
    return receipt


@commands.add("checkin shared", "All check-ins of a day that are shown to the cohort.", access=Access.READ, listed=False)
async def shared_checkins(
    context: Context,
    cohort: Annotated[str, Option("Which cohort?")],
    day: Annotated[date, Option("Which day?")],
    page: Annotated[int, Option("Which page?"), Ge(1)] = 1,
) -> Card:
    chosen = await own_cohort(context, cohort, Call("checkin shared"))
    pages = await shared_pages(context.unit, chosen, day)
    shown = [text for texts in on_page(pages, page, 1) for text in texts]
    none = Text(t("Nobody shows their check-in of this day at the moment."))
    call = Call("checkin shared", {"cohort": str(chosen.id), "day": day.isoformat()})
    return Card(summary_title(chosen, day), (*(shown or (none,)), *page_turns(page_count(pages, 1), page, call)))


async def post_prompt(unit: Unit, cohort: Cohort, due: Sequence[Occurrence], now: datetime) -> None:
    """Ask on the cohort's days; after a downtime only for the newest, if its day is not over. Whoever is asked late, as on the
    day on which a pause ends, is reminded late as well."""
    homes = await unit.cohorts.homes(cohort.id)
    await unit.outbox.put_all([await _prompt(unit, cohort, home, each, state_at(each, now)) for each in due for home in homes])
    if due and (at := late_reminder(due[-1].at, now)):
        await unit.dues.set(cohort_due(CHECKIN_REMINDER, cohort.id, at))


async def post_summaries(unit: Unit, cohort: Cohort, due: Sequence[Occurrence], now: datetime) -> None:
    """The one post of each day that sums up its check-ins; it is due whenever somebody checks in, for any day still open."""
    await revise_summaries(unit, cohort, *days_still_open(cohort, now), now)


async def _meant(context: Context, name: str | None, day: str | None) -> Cohort:
    """The caller's cohort; the chooser goes on with the same day."""
    return await own_cohort(context, name, Call("checkin", {"day": day} if day else {}))


def _form_day(context: Context, call: Call, cohort: Cohort) -> date:
    """The day that the form is for: the one that is named, else today; today as well for a prompt that runs ahead of it.

    If that day takes no check-in, what was typed goes into the form of the latest day that does, and so does the form of no day.
    """
    try:
        named = commands["checkin"].keys(call).get("day")
        return checkin_day(context, None if was_asked_ahead(context, named, cohort) else named, cohort)
    except Refusal as refusal:
        others = open_days(cohort.timetable, context.now, context.days)
        if not others:
            raise
        if "day" in call.values and not any(name in call.values for name in TEXTS):
            raise Ask(other_day(cohort, refusal, others[0])) from None
        return others[0]


def _blank(context: Context, cohort: Cohort, day: date) -> Checkin:
    person = context.member.person
    days = context.days
    return Checkin(cohort=cohort.id, person=person, day=day, zone=days.zone, day_ends=days.ends, rule=RULE, at=context.now)


def _given(context: Context) -> set[str]:
    """The fields that the call gives, be they emptied on purpose; the others of the day's check-in stay."""
    texts = {name for name in TEXTS if name in context.values}
    return texts | ({"at", "shared"} if context.values.get("share") else {"at"})


def _as_values(checkin: Checkin) -> dict[str, str]:
    return {**{name: getattr(checkin, name) for name in TEXTS}, "share": "yes" if checkin.shared else "no"}


async def _question(unit: Unit, cohort: Cohort, day: date) -> Markup:
    weeks = await cohort_weeks(unit, cohort)
    return escape(weeks[max(1, cohort.timetable.week_of(day)) - 1].question)


async def _receipt(context: Context, cohort: Cohort, said: Checkin) -> Card:
    streak, day = await own_streak(context), said.day
    so_far, homes = await done_and_shown(context, cohort, summary_name(day))
    count = checkin_count(so_far) if day == context.today else Markup()
    seen = who_sees_checkin(said, homes)
    edit = Button(t("Edit"), Call("checkin", {"cohort": str(cohort.id), "day": day.isoformat()}))
    return Card(
        t("Checked in for {day}", day=day),
        (*effect_lines(streak, count), Note(seen), Buttons((*next_button(context, cohort, so_far), edit))),
        tone="good",
    )


async def _prompt(unit: Unit, cohort: Cohort, home: Home, occurrence: Occurrence, state: PostState) -> Post:
    weeks = await cohort_weeks(unit, cohort)
    day, number = occurrence.day, occurrence.week
    press = Button(t("Check in"), Call("checkin", {"cohort": str(cohort.id), "day": day.isoformat()}), "primary")
    card = Card(
        t("{cohort}: how did today go?", cohort=cohort.name),
        (Text(escape(weeks[number - 1].question)), Note(week_title(number, weeks[number - 1])), Buttons((press,))),
    )
    return home_post(home, prompt_name(day), card, after_the_week(occurrence.at), state=state, until=occurrence.until)


async def reconsider_prompt(unit: Unit, post: Post, now: datetime) -> Post | Reason:
    """The prompt, unless its cohort has ended or taken a break; one that comes after its day names the day."""
    wanted, cohort = await unless_resting(unit, post, now), await unit.cohorts.get(post.cohort or 0)
    day = date.fromisoformat(post.key.split("/")[1])
    if not isinstance(wanted, Post) or cohort is None or local_day(now, cohort.zone) == day:
        return wanted
    title = compose(unit, lambda: t("{cohort}: how did {day} go?", cohort=cohort.name, day=day))
    return replace(wanted, card=replace(wanted.card, title=title))


feature = Feature(
    commands,
    (
        Routine("checkin", post_prompt, Timetable.prompts, Timetable.begun_today),
        Routine(SUMMARY, post_summaries, unscheduled),
    ),
    (Recheck(PROMPT, reconsider_prompt), Recheck(UNSEEN, if_still_unseen)),
)
