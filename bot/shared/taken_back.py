"""A change of a cohort is taken back from today on: what has passed stays as it was."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import get_args

from bot.domain.break_changes import same_breaks, taken_back
from bot.domain.breaks import Break, BreakKind, breaks_from
from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort
from bot.errors import Refusal
from bot.shared.break_words import coming_breaks
from bot.shared.cohort_rules import check_change, going_on
from bot.shared.cohort_saved import UNDONE_WITHIN
from bot.text import Markup, join, t


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The cohort from now on, and what a moderator is told if not all of the change could be taken back."""

    cohort: Cohort
    lines: Sequence[Markup]


def undone(cohort: Cohort, wanted: Cohort, changed_at: datetime, now: datetime) -> TakenBack:
    """Take a change of `changed_at` back, after which the cohort would be as it is `wanted`. Raises Refusal if it is too late for
    that."""
    _check_weeks(cohort, wanted, now)
    left = _from_today(cohort, wanted, now)
    if left == cohort != wanted:
        sentence = t(
            "It is too late to take this back: the days of {cohort} that this would change are over. </manage repair> credits "
            "such a day; </manage pause>, </manage holidays> and </manage shift> change what is to come.",
            cohort=cohort.name,
        )
        raise Refusal(sentence)
    _check_end(cohort, left, now)
    after = going_on(cohort, left, now)
    check_change(cohort, after, now)
    _check_gone_on(cohort, left, changed_at, now)
    is_whole = left == wanted or after.timetable.has_ended(now)
    return TakenBack(after, () if is_whole else (_passed(cohort, left, now),))


def _check_weeks(cohort: Cohort, wanted: Cohort, now: datetime) -> None:
    """Raises Refusal if a week that has begun would begin once more; of an end that moves back, `check_change` tells."""
    week = cohort.week_at(now)
    if wanted.ended_at == cohort.ended_at and wanted.week_at(now) < week and cohort.timetable.begins(week) <= now:
        sentence = t(
            "This cannot be taken back, since week {number} of {cohort} has begun. "
            "</manage pause>, </manage shift> and </manage edit> change what is to come.",
            number=week,
            cohort=cohort.name,
        )
        raise Refusal(sentence)


def _check_gone_on(cohort: Cohort, left: Cohort, changed_at: datetime, now: datetime) -> None:
    """Raises Refusal if a cohort that has gone on for days since the change would be over before today."""
    is_of_today = local_day(changed_at, cohort.zone) == local_day(now, cohort.zone)
    if left.timetable.has_ended(now) and not cohort.timetable.has_ended(now) and not is_of_today:
        sentence = t(
            "{cohort} has gone on since, so that this cannot be taken back. </manage end> lets it end now.", cohort=cohort.name
        )
        raise Refusal(sentence)


def _check_end(cohort: Cohort, left: Cohort, now: datetime) -> None:
    """Raises Refusal if a cohort that is over would have ended later, but in the past all the same."""
    old, new = cohort.timetable, left.timetable
    if old.has_ended(now) and new.has_ended(now) and old.ends < new.ends:
        sentence = t(
            "{cohort} has ended by its plan as well, so that this cannot be taken back. </manage edit end=…> gives it more time.",
            cohort=cohort.name,
        )
        raise Refusal(sentence)


def _from_today(cohort: Cohort, wanted: Cohort, now: datetime) -> Cohort:
    """The cohort as it is wanted, with the breaks of its past that it has. Raises Refusal if a pause became too long."""
    try:
        breaks = taken_back(cohort.breaks, wanted.breaks, local_day(now, cohort.zone))
    except ValueError:
        raise Refusal(t("A pause lasts a year at most.")) from None
    same = next((each for each in (wanted.breaks, cohort.breaks) if same_breaks(each, breaks)), breaks)
    return replace(wanted, breaks=same)


def _passed(before: Cohort, after: Cohort, now: datetime) -> Markup:
    today = local_day(now, before.zone)
    if before.timetable.is_paused_on(today) and not after.timetable.is_paused_on(today):
        return t("The pause ends now; its days that are over stay as they were.")
    return t("Days that are over stay as they were; the rest is taken back.")


def taken_back_already() -> Markup:
    return t("It is taken back already.")


def changed_again(cohort: Cohort, cures: Sequence[Markup]) -> Markup:
    """Why a change is not taken back over later ones, and how what it changed is taken back now, if anything of it is left."""
    again = t("{cohort} was changed again since then.", cohort=cohort.name)
    return join([again, *(cures or [t("What this changed is taken back already, or is over.")])], " ")


def too_long_ago(cohort: Cohort, cures: Sequence[Markup]) -> Markup:
    """The same of a change that was made too long ago to be taken back at a press."""
    ago = t("This change of {cohort} was made more than {count} days ago.", cohort=cohort.name, count=UNDONE_WITHIN.days)
    return join([ago, *(cures or [t("What this changed is over.")])], " ")


def cures_of(
    cohort: Cohort, old: Mapping[str, str], new: Mapping[str, str], settings: Mapping[str, str], now: datetime
) -> list[Markup]:
    """How what a change changed is put back by hand, as far as anything of it is left: with the settings as they were, and the
    commands that change breaks."""
    typed = " ".join(f'{name}="{text}"' if re.search(r"[^\w:.-]", text) else f"{name}={text}" for name, text in settings.items())
    put_back = t("</manage edit cohort={slug} {settings}> puts it back as it was.", slug=cohort.slug, settings=typed)
    edited = [put_back] if settings else []
    if "breaks" not in new:
        return edited
    before, after = breaks_from(old["breaks"]), breaks_from(new["breaks"])
    changed = {each.kind for each in set(before) ^ set(after)}
    coming = [each for each in coming_breaks(cohort, now) if each.kind in changed]
    cures = (_cure(kind, coming, before, after, now, cohort.zone) for kind in get_args(BreakKind) if kind in changed)
    return [*edited, *(cure for cure in cures if cure)]


def _cure(
    kind: BreakKind, coming: Sequence[Break], before: Sequence[Break], after: Sequence[Break], now: datetime, zone: str
) -> Markup | None:
    """How breaks of a kind are taken back; None if none of them is to come."""
    left = next((each for each in coming if each.kind == kind), None)
    if left is None:
        return None
    if kind == "holiday":
        return t("</manage holidays off=no> takes days off back.")
    if kind == "pause":
        return t("</manage resume> ends a pause or calls it off.")
    to_come = ((left.last or left.first) - max(left.first, local_day(now, zone))).days + 1
    days = min(to_come, abs(_shifted(after) - _shifted(before)) or to_come)
    length = "-1 week" if days == 7 else f"-{days} days"
    return t('</manage shift by="{length}"> takes that much of a shift back.', length=length)


def _shifted(breaks: Sequence[Break]) -> int:
    """By how many days shifts put the weeks off."""
    return sum(((each.last or each.first) - each.first).days + 1 for each in breaks if each.kind == "shift")
