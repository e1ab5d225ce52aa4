"""What a member practises: reviews that are due first, then what was never seen, then what was not seen for longest.

All of it comes from the topics that the weeks of the member's cohorts have brought up. Thoughts that nobody grades are not
practised, and neither is a cohort's newest challenge before the member has answered it, nor what one of their cohorts is still to
be given: its solution would give the scored answer away. What is in review comes back by itself, when it is due.
"""

from collections import ChainMap
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from bot.domain.calendar import local_day
from bot.domain.challenge import Challenge, ReviewState
from bot.domain.challenge_choice import NOT_AGAIN_FOR, candidates, still_to_come, topics_of
from bot.domain.cohort import Cohort
from bot.domain.review import DAILY_CAP, Backlog, spread
from bot.domain.roadmap import Topic, Week
from bot.domain.sameness import folded
from bot.domain.variant import MOST_SEEDS
from bot.errors import Refusal, about
from bot.feature import Context
from bot.interface.inputs import Choice
from bot.interface.option import all_values
from bot.shared.choice import Chosen
from bot.shared.topic_choice import choose_topic, nearest_topics
from bot.shared.week_card import cohort_weeks, weeks_so_far
from bot.text import Markup, clip, escape, t

NEWEST_WITHIN = timedelta(days=7)
"""A cohort with challenges gets one at least once a week."""
LONGEST_NAME = 50


NothingLeft = Literal["none", "not yet", "still to come", "used up"]
"""none: no roadmap here has challenges · not yet: no challenge has come up · still to come: all that is left will be a cohort's
challenge of a day · used up: all were tried today, or wait for their review."""


class Practice(NamedTuple):
    """A challenge to practise, the seed of its variant, and whether it is a review."""

    challenge: Challenge
    seed: int
    review: bool


@dataclass(frozen=True, slots=True)
class PracticeGround:
    """What a member may practise: the topics of their cohorts' weeks so far, and the challenges and topics of their packs."""

    topics_so_far: frozenset[str]
    weeks: Sequence[Week]
    of_release: Mapping[tuple[str, str], Mapping[str, Challenge]]
    """The challenges of each pack and release, by id."""
    topics: Mapping[str, Topic]
    cohorts: Sequence[Cohort]

    @property
    def challenges(self) -> Mapping[str, Challenge]:
        """All of them, those of the first release before the others."""
        return dict(ChainMap(*map(dict, self.of_release.values())))


async def next_practice(
    context: Context, topic: str | None, *, runs_code: bool, seed: int, skipped: str | None = None
) -> Practice | NothingLeft:
    """What to practise next, of any topic or of a named one, but not the challenge `skipped`.

    `seed` (such as a new id) decides the variant, and which it is of the challenges that were never seen. Raises Refusal for a
    topic that does not exist, or that comes later.
    """
    ground = await practice_ground(context)
    wanted = _chosen_topics(ground, topic) if topic else None
    reached = await _allowed(context, ground, wanted, runs_code=runs_code)
    allowed = {item: challenge for item, challenge in reached.items() if item != skipped}
    states = await context.unit.reviews.of(context.member.person)
    backlog = await _backlog(context, allowed, states)
    variant = seed % (MOST_SEEDS + 1)
    if backlog.today:
        return Practice(allowed[backlog.today[0].item], variant, True)
    in_review = {state.item for state in states}
    tried = await context.unit.attempts.last_tried(context.member.person)
    to_come = await _to_come(context, ground, runs_code=runs_code) - tried.keys()
    open_ones = [challenge for challenge in allowed.values() if challenge.id not in in_review | to_come]
    fresh = _next_unseen(context, open_ones, tried, seed)
    if fresh:
        return Practice(fresh, variant, False)
    if not allowed:
        return "not yet" if ground.challenges else "none"
    return "still to come" if allowed.keys() & to_come else "used up"


async def review_backlog(context: Context, ground: PracticeGround, *, runs_code: bool) -> Backlog:
    """The member's due reviews: those for today, and how many wait."""
    allowed = await _allowed(context, ground, None, runs_code=runs_code)
    return await _backlog(context, allowed, await context.unit.reviews.of(context.member.person))


@all_values
async def suggest_practice_topics(context: Context, typed: str) -> Sequence[Choice]:
    """Topics that can be practised, those nearest to what was typed first."""
    ground = await practice_ground(context)
    topics_so_far = [topic for topic in ground.topics.values() if topic.id in ground.topics_so_far]
    return [Choice(escape(topic.title), topic.id) for topic in nearest_topics(topics_so_far, typed)]


async def practice_ground(context: Context) -> PracticeGround:
    """What the caller may practise; without a cohort that has begun, the first week of the newest release's first roadmap."""
    unit, cohorts = context.unit, context.cohorts
    weeks = [week for cohort in cohorts for week in await weeks_so_far(unit, cohort, context.now)]
    releases = dict.fromkeys((cohort.pack, cohort.release) for cohort in cohorts) or await unit.content.in_use()
    of_release = {release: await unit.challenges.all(*release) for release in releases}
    topics: dict[str, Topic] = {}
    for release in releases:
        topics = {**{topic.id: topic for topic in await unit.content.topics(*release)}, **topics}
    return PracticeGround(topics_of(weeks) or await _first_topics(context), weeks, of_release, topics, cohorts)


async def _first_topics(context: Context) -> frozenset[str]:
    pack, release = (await context.unit.content.in_use())[0]
    roadmaps = await context.unit.content.roadmaps(pack, release)
    weeks = await context.unit.content.weeks(pack, release, roadmaps[0].id) if roadmaps else ()
    return frozenset(weeks[0].topics) if weeks else frozenset()


@about("topic")
def _chosen_topics(ground: PracticeGround, name: str) -> frozenset[str]:
    """The ids of the topics somebody means: one, or those of the weeks so far whose titles hold the words. In a cohort they must
    have come up already. Raises Refusal otherwise."""
    chosen = choose_topic(ground.topics.values(), name)
    if chosen.sure and (not ground.cohorts or chosen.sure in ground.topics_so_far):
        return frozenset({chosen.sure})
    of_weeks = topics_of([week for week in ground.weeks if _holds(week.title, name)])
    if of_weeks:
        return of_weeks
    if chosen.sure is None:
        raise Refusal(_no_topic(ground, name, chosen))
    title = ground.topics[chosen.sure].title
    raise Refusal(t("Your cohort has not come to “{topic}” yet. Leave the topic out to practise what it has.", topic=title))


def _holds(title: str, name: str) -> bool:
    """Whether a title holds every word of a name, of which there is at least one."""
    words = set(folded(name).split())
    return bool(words) and words <= set(folded(title).split())


def _no_topic(ground: PracticeGround, name: str, chosen: Chosen[str]) -> Markup:
    typed = clip(name, LONGEST_NAME)
    if chosen.keys:
        return t("There is no topic “{name}”. Did you mean “{near}”?", name=typed, near=ground.topics[chosen.keys[0]].title)
    return t("There is no topic “{name}”. Leave it out to practise what you have reached.", name=typed)


async def _allowed(
    context: Context, ground: PracticeGround, wanted: AbstractSet[str] | None, *, runs_code: bool
) -> Mapping[str, Challenge]:
    """The challenges that may be practised, by id. Without a cohort a named topic allows all its challenges."""
    anything = wanted is not None and not ground.cohorts
    found = candidates(ground.challenges, frozenset(ground.topics) if anything else ground.topics_so_far, runs_code)
    open_ones = await _unanswered(context, ground.cohorts)
    return {
        challenge.id: challenge
        for challenge in found
        if challenge.kind != "reflection"
        and challenge.id not in open_ones
        and (wanted is None or not wanted.isdisjoint(challenge.topics))
    }


async def _unanswered(context: Context, cohorts: Sequence[Cohort]) -> set[str]:
    """The cohorts' newest challenges that the member has not answered there."""
    found: set[str] = set()
    for cohort in cohorts:
        since = local_day(context.now, cohort.zone) - NEWEST_WITHIN
        for daily in (await context.unit.challenges.given(cohort.id, since))[:1]:
            tried = await context.unit.attempts.at(context.member.person, daily.item, daily.day - timedelta(days=2))
            if all(attempt.cohort != cohort.id for attempt in tried):
                found.add(daily.item)
    return found


async def _to_come(context: Context, ground: PracticeGround, *, runs_code: bool) -> set[str]:
    """The challenges that the cohorts are still to be given."""
    found: set[str] = set()
    for cohort in ground.cohorts:
        since = local_day(context.now, cohort.zone) - NOT_AGAIN_FOR
        given = {daily.item: daily.day for daily in await context.unit.challenges.given(cohort.id, since)}
        weeks, challenges = await cohort_weeks(context.unit, cohort), ground.of_release[cohort.pack, cohort.release]
        found |= still_to_come(cohort, weeks, challenges, given, context.now, runs_code=runs_code)
    return found


async def _backlog(context: Context, allowed: Mapping[str, Challenge], states: Sequence[ReviewState]) -> Backlog:
    """What is due of what may be practised; reviews that were answered today count against the day's cap."""
    answered_today = await context.unit.reviews.count_answered(context.member.person, context.today)
    return spread([state for state in states if state.item in allowed], DAILY_CAP - answered_today, context.now)


def _next_unseen(context: Context, challenges: Sequence[Challenge], tried: Mapping[str, datetime], seed: int) -> Challenge | None:
    """A challenge that was never tried, else the one whose last try is longest ago, but none that was tried today."""
    unseen = [challenge for challenge in challenges if challenge.id not in tried]
    if unseen:
        return unseen[seed % len(unseen)]
    began = context.days.begin_of(context.today)
    older = [challenge for challenge in challenges if tried[challenge.id] < began]
    return min(older, key=lambda challenge: (tried[challenge.id], challenge.id), default=None)
