"""Looking back on a whole cohort: numbers, drawn and in words, of all together or of one member."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.cohort import Cohort
from bot.domain.late_work import FILLED_WITHIN
from bot.domain.score import TopicScore
from bot.interface.drawing import Bar, Recap
from bot.interface.limits import fitted
from bot.interface.picture import Picture
from bot.ports.unit import Unit
from bot.shared.answered import Answered, answered_between
from bot.shared.bars_picture import share_bar
from bot.shared.challenge_card import FEWEST_TO_COUNT
from bot.shared.text_with_code import without_code_marks
from bot.shared.week_card import weeks_held
from bot.text import Markup, clip, join, n, plain, t

WIDEST_QUESTION = 160
WIDEST_TOPIC = 60


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a recap: what it counts, in a word for the picture and in a sentence."""

    count: int
    label: Markup
    sentence: Markup


def recap_picture(
    heading: Markup, numbers: Sequence[Number], bars: tuple[Bar, ...], told: Sequence[Markup], between: str = "\n"
) -> Picture:
    """Numbers, without those that are nought, and below them bars; `told` says in words what these show, under a line that stands
    above them too. `between` stands between the sentences of the numbers."""
    shown = [number for number in numbers if number.count]
    drawing = Recap(
        heading=plain(heading),
        numbers=tuple((plain(t("{count}", count=number.count)), plain(number.label)) for number in shown),
        bars_heading=plain(told[0]) if bars else "",
        bars=bars,
    )
    return Picture(
        drawing, t("A look back in numbers, which stand below."), join([join([each.sentence for each in shown], between), *told])
    )


def _days_of(cohort: Cohort) -> tuple[date, date]:
    """The days of a cohort, with those after its end for which a check-in could still be filled in."""
    return cohort.timetable.first_day, cohort.timetable.last_day + FILLED_WITHIN


async def cohort_recap(unit: Unit, cohort: Cohort) -> Picture | None:
    """What those who were in the cohort at its end did together; None if nobody was. Who has left counts for nothing, as in the
    reports."""
    persons = frozenset(member.person for member in await unit.enrollments.members(cohort.id))
    if not persons:
        return None
    done, weeks = await unit.progress.done(cohort.id), await weeks_held(unit, cohort)
    finished = [frozenset(done.get(week.id, ())) for week in weeks]
    through, milestones, members = len(frozenset[int].intersection(*finished)), sum(map(len, finished)), len(persons)
    checkins = sum(each.person in persons for each in await unit.checkins.between(cohort.id, *_days_of(cohort)))
    answers = sum(each.person in persons for each in await unit.attempts.between(cohort.id, *_days_of(cohort)))
    numbers = (
        Number(
            members,
            n("member", "members", members),
            n("**{count} member** was in it at the end.", "**{count} members** were in it at the end.", members),
        ),
        Number(through, t("finished every week"), _through_line(cohort, len(weeks), through)),
        Number(
            milestones,
            n("milestone", "milestones", milestones),
            n("**{count} milestone** was finished.", "**{count} milestones** were finished.", milestones),
        ),
        Number(
            checkins,
            n("check-in", "check-ins", checkins),
            n("**{count} check-in** was made.", "**{count} check-ins** were made.", checkins),
        ),
        Number(
            answers,
            n("challenge", "challenges", answers),
            n("**{count} challenge** was answered.", "**{count} challenges** were answered.", answers),
        ),
    )
    hardest = await _hardest(unit, cohort, persons)
    bars, told = _question(hardest) if hardest else ((), ())
    return recap_picture(t("{cohort}, from first to last", cohort=cohort.name), numbers, bars, told)


def topic_bars(scores: Sequence[TopicScore], titles: Mapping[str, str]) -> tuple[tuple[Bar, ...], list[Markup]]:
    """Right answers by topic as bars and in words; `titles` are those of topics that are still asked."""
    if not scores:
        return (), []
    lines = [(clip(titles[each.topic], WIDEST_TOPIC) if each.topic in titles else None, each) for each in scores]
    named = [(t("{title}", title=title) if title else t("No longer asked"), each) for title, each in lines]
    bars = tuple(share_bar(name, each.right, each.tried) for name, each in named)
    words = [t("- {topic}: {right} of {tried} right", topic=name, right=each.right, tried=each.tried) for name, each in named]
    return bars, [t("Right answers by topic"), *words]


async def _hardest(unit: Unit, cohort: Cohort, persons: frozenset[int]) -> Answered | None:
    """The question that the smallest share of these persons answered right, if not all did; one that a few answered tells of
    them, and does not count."""
    answered = [_of_persons(each, persons) for each in await answered_between(unit, cohort, *_days_of(cohort))]
    counting = [each for each in answered if len(each.attempts) >= FEWEST_TO_COUNT and each.share < 1]
    return min(counting, key=lambda each: each.share, default=None)


def _of_persons(answered: Answered, persons: frozenset[int]) -> Answered:
    return replace(answered, attempts=[attempt for attempt in answered.attempts if attempt.person in persons])


def _question(hardest: Answered) -> tuple[tuple[Bar, ...], list[Markup]]:
    question = fitted(" ".join(without_code_marks(hardest.asked.variant.prompt).split()), WIDEST_QUESTION)
    right, tried = hardest.right, len(hardest.attempts)
    told = t("{right} of {tried} right: “{question}”", right=right, tried=tried, question=question)
    return (share_bar(question, right, tried),), [t("The hardest question"), told]


def _through_line(cohort: Cohort, held: int, through: int) -> Markup:
    """How many finished all weeks that took place, which an early end leaves fewer than were planned."""
    if held == cohort.weeks:
        return n("**{count}** finished every week.", "**{count}** finished every week.", through)
    if held == 1:
        return n("**{count}** finished the week that took place.", "**{count}** finished the week that took place.", through)
    return n("**{count}** finished every week that took place.", "**{count}** finished every week that took place.", through)
