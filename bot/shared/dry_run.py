"""What would be posted when, if a cohort were launched now."""

from collections.abc import Sequence
from datetime import timedelta

from bot.domain.challenge_choice import count_given, topics_of
from bot.domain.cohort import Cohort
from bot.domain.own_roadmap import is_own
from bot.domain.roadmap import Week
from bot.domain.timetable import Event, Occurrence
from bot.feature import Context
from bot.shared.week_card import cohort_weeks, week_title
from bot.text import Markup, Moment, n, t

DRY_RUN = timedelta(days=7)


async def dry_run(context: Context, cohort: Cohort, *, in_short: bool = False) -> list[Markup]:
    """What would be posted when: at launch, and in the first seven days of the cohort; in short
    without the titles of weeks, and without their reviews."""
    weeks, timetable = await cohort_weeks(context.unit, cohort), cohort.timetable
    until = max(max(context.now, timetable.begins(1)) + DRY_RUN, timetable.begins(2))  # clocks may go back in its first week
    found = timetable.posts(context.now, until)
    posts = [(max(context.now, it.at), _said(event, it.week, weeks, in_short=in_short)) for event, it in found]
    launched = (context.now, t("welcome, with Join"))
    lines = [t("- {at}: {what}", at=Moment(at), what=what) for at, what in (launched, *posts) if what]
    prompts = [Moment(it.at) for event, it in found if event == "prompt"]
    return [
        *lines,
        *_prompts(prompts),
        *await _challenges(context, cohort, weeks, [it for event, it in found if event == "challenge"]),
    ]


def _prompts(prompts: Sequence[Moment]) -> list[Markup]:
    """A line on all check-in prompts."""
    if not prompts:
        return []
    first, last = prompts[0], prompts[-1]
    return [
        n(
            "- {first}: {count} check-in prompt",
            "- {first} to {last}: {count} check-in prompts",
            len(prompts),
            first=first,
            last=last,
        )
    ]


async def _challenges(context: Context, cohort: Cohort, weeks: Sequence[Week], days: Sequence[Occurrence]) -> list[Markup]:
    """A line on the challenges of some days; no line if there are none, but of weeks of a community's own."""
    if not days:
        return []
    challenges = await context.unit.challenges.all(cohort.pack, cohort.release)
    given = count_given(challenges, [topics_of(weeks[: day.week]) for day in days], context.runs_code)
    if not given and is_own(cohort.roadmap):
        return [t("- No challenge: these weeks have no topic of one. Give them topics with </content edit>, then launch.")]
    if not given:
        return []
    if given == len(days):
        return [t("- Each day at {at}: a challenge", at=cohort.challenge_at)]
    return [
        n(
            "- {count} challenge, at {at}; there is no other for these days yet",
            "- {count} challenges, one a day at {at}; there are no more for these days yet",
            given,
            at=cohort.challenge_at,
        )
    ]


def _said(event: Event, number: int, weeks: Sequence[Week], *, in_short: bool) -> Markup | None:
    """What is posted, in a few words; None for what is left out, and for prompts and challenges, which share a
    line each."""
    match event:
        case "milestone":
            week = t("week {number}", number=number) if in_short else week_title(number, weeks[number - 1])
            return t("milestone: {week}", week=week)
        case "report":
            return None if in_short else t("week {number} in review, unless nothing was done in it", number=number)
        case "prompt" | "challenge":
            return None
