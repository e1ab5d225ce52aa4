"""A cohort's settings with the channel where it speaks: how they are shown, and what a change of them brings about."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from bot.domain.cohort import Cohort, Home
from bot.domain.cohort_change import has_begun, reschedules
from bot.domain.roadmap import Roadmap
from bot.errors import Refusal
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Text
from bot.ports.dues import BEGIN, cohort_due
from bot.ports.unit import Unit
from bot.shared.audit import tell_moderators
from bot.shared.launch_card import cohort_roadmap, join_buttons, welcome_card
from bot.shared.posts import compose, home_post
from bot.shared.weekday_words import days_text
from bot.text import Channel, Markup, escape, join, t

SPACING = timedelta(minutes=1)
"""Between two edits of the welcome."""

Pair = tuple[Markup, Markup]


@dataclass(frozen=True, slots=True)
class Terms:
    """`home` is the one in the space where somebody changes it, None where the cohort does not speak there."""

    cohort: Cohort
    home: Home | None

    def at(self, channel: str | None) -> Home | None:
        """Its home when it moves to a channel; None leaves it. Raises Refusal where it does not speak here."""
        if channel is None:
            return self.home
        if self.home is None:
            raise Refusal(t("{cohort} does not speak here; change its channel where it does.", cohort=self.cohort.name))
        return replace(self.home, channel=channel)


async def find_home(unit: Unit, cohort: Cohort, platform: str, space: str | None) -> Home | None:
    homes = await unit.cohorts.homes(cohort.id)
    return next((home for home in homes if (home.platform, home.space) == (platform, space)), None)


async def fields_of(unit: Unit, terms: Terms) -> tuple[Pair, ...]:
    """Every setting as people read it, always in this order."""
    return _fields(terms, await cohort_roadmap(unit, terms.cohort))


async def changed_lines(unit: Unit, before: Terms, after: Terms) -> list[Markup]:
    """What changed, from what to what."""
    return _changes(before, after, [await cohort_roadmap(unit, terms.cohort) for terms in (before, after)])


def _fields(terms: Terms, roadmap: Roadmap) -> tuple[Pair, ...]:
    cohort = terms.cohort
    return (
        (t("Name"), escape(cohort.name)),
        (t("Roadmap"), escape(roadmap.title)),
        (t("First day"), t("{day}", day=cohort.start)),
        (t("Channel"), t("{channel}", channel=Channel(terms.home.channel)) if terms.home else t("elsewhere")),
        (t("Weeks begin"), t("{at}", at=cohort.at)),
        (t("Time zone"), escape(cohort.zone)),
        (t("Check-in days"), escape(days_text(cohort.checkin_days))),
        (t("Check-in hour"), t("{at}", at=cohort.checkin_at)),
        (t("Challenges"), _challenges(cohort)),
        (t("Places"), t("{count}", count=cohort.capacity) if cohort.capacity else t("no limit")),
        (t("Ends"), t("{day}", day=cohort.timetable.last_day)),
    )


def _changes(before: Terms, after: Terms, roadmaps: Sequence[Roadmap]) -> list[Markup]:
    """`roadmaps` has the one before the change, and the one after."""
    old_fields, new_fields = map(_fields, (before, after), roadmaps)
    pairs = zip(old_fields, new_fields, strict=True)
    return [t("- {label}: {old} → {new}", label=old[0], old=old[1], new=new[1]) for old, new in pairs if old != new]


async def change_terms(unit: Unit, before: Terms, after: Terms, who: str, undo: Call, now: datetime) -> None:
    """Keep new settings: what is due follows, the home moves, an open cohort's welcome is mended, moderators are told."""
    cohort = after.cohort
    await unit.cohorts.save(cohort)
    if reschedules(before.cohort, cohort):
        await unit.dues.set(cohort_due(BEGIN, cohort.id, now))
    if before.home and after.home and before.home != after.home:
        await unit.cohorts.move(after.home)
        here = compose(unit, partial(_here_card, cohort))
        await unit.outbox.put(home_post(after.home, f"here/{unit.new_id()}", here, now))
    if cohort != before.cohort and not has_begun(before.cohort, now):
        await _mend_welcome(unit, cohort, now)
    roadmaps = [await cohort_roadmap(unit, terms.cohort) for terms in (before, after)]
    await tell_moderators(unit, partial(_changed_card, before, after, roadmaps, who, undo), now)


def _changed_card(before: Terms, after: Terms, roadmaps: Sequence[Roadmap], who: str, undo: Call) -> Card:
    lines = [t("**{who}** changed **{cohort}**:", who=who, cohort=after.cohort.name), *_changes(before, after, roadmaps)]
    return Card(t("A cohort was changed"), (Text(join(lines)), Buttons((Button(t("Undo"), undo),))))


async def _mend_welcome(unit: Unit, cohort: Cohort, now: datetime) -> None:
    card = compose(unit, partial(welcome_card, cohort, await cohort_roadmap(unit, cohort)))
    for home in await unit.cohorts.homes(cohort.id):
        await unit.outbox.revise(home_post(home, "welcome", card, now), SPACING)


def _here_card(cohort: Cohort) -> Card:
    sentence = t(
        "Milestones, check-in prompts and summaries of **{cohort}** come to this channel from now on.", cohort=cohort.name
    )
    return Card(t("{cohort} is here now", cohort=cohort.name), (Text(sentence), join_buttons(cohort)))


def _challenges(cohort: Cohort) -> Markup:
    if not cohort.challenge_days:
        return t("none")
    return t("{days} at {at}", days=days_text(cohort.challenge_days), at=cohort.challenge_at)
