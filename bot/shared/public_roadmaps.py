"""What everybody can read of a community's roadmaps on the web, if its moderators show them: nothing of any member."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort
from bot.domain.member import Community
from bot.domain.own_roadmap import is_own
from bot.domain.site import Site
from bot.interface.card import Button, Buttons, Card, Note, Text
from bot.ports.unit import Unit
from bot.shared.journey_picture import roadmap_blocks
from bot.shared.roadmap_choice import Offer, roadmap_slug
from bot.shared.week_card import cohort_weeks, week_resources, week_title, whole_week_blocks
from bot.text import Markup, escape, join, t


@dataclass(frozen=True, slots=True)
class PublicRoadmap:
    """A roadmap, and the cohorts that walk it, latest start first; one that the community made may have none yet."""

    offer: Offer
    cohorts: Sequence[Cohort]


def public_address(site: Site, community: Community) -> str | None:
    """Where everybody can read the community's roadmaps; None if nobody can."""
    return f"{site.url}/roadmaps/{community.public_token}" if site.signs_in and community.public_token else None


async def public_cards(unit: Unit, site: Site, slug: str | None, now: datetime) -> Sequence[Card]:
    """The roadmaps of a community that shows them, or one of them with its weeks; none if there is no such roadmap any more."""
    shown = await _public_roadmaps(unit, now)
    if slug is None and len(shown) != 1:
        return [_list(unit.community, shown, public_address(site, unit.community) or "", now)]
    chosen = [each for each in shown if slug is None or roadmap_slug(each.offer.roadmap) == slug]
    return await _whole(unit, chosen[0], now) if chosen else []


async def _public_roadmaps(unit: Unit, now: datetime) -> Sequence[PublicRoadmap]:
    """Those that cohorts walk that are not over, as the latest does, then what the community made and nobody walks yet."""
    current = [cohort for cohort in await unit.cohorts.all() if cohort.state(now) != "ended"]
    walked = {cohort.roadmap: cohort for cohort in reversed(current)}
    shown = [
        PublicRoadmap(Offer(latest.pack, latest.release, roadmap), [cohort for cohort in current if cohort.roadmap == walked_id])
        for walked_id, latest in walked.items()
        for roadmap in await unit.content.roadmaps(latest.pack, latest.release)
        if roadmap.id == walked_id
    ]
    made = [
        PublicRoadmap(Offer(pack, release, roadmap), ())
        for pack, release in await unit.content.in_use()
        for roadmap in await unit.content.roadmaps(pack, release)
        if is_own(roadmap.id) and roadmap.id not in walked and roadmap.status == "active" and roadmap.weeks
    ]
    return [*shown, *made]


def _list(community: Community, shown: Sequence[PublicRoadmap], address: str, now: datetime) -> Card:
    if not shown:
        return Card(escape(community.name), (Text(t("There is no roadmap here at the moment.")),))
    blocks = [block for each in shown for block in _listed(each, address, now)]
    return Card(escape(community.name), tuple(blocks))


def _listed(each: PublicRoadmap, address: str, now: datetime) -> tuple[Text, Buttons]:
    roadmap = each.offer.roadmap
    title = t("**{title}**", title=roadmap.title)
    text = Text(join([title, escape(roadmap.summary), *_cohort_lines(each.cohorts, now)]))
    see = Button(t("See “{title}”", title=roadmap.title[:40]), url=f"{address}/{roadmap_slug(roadmap)}")
    return text, Buttons((see,))


async def _whole(unit: Unit, each: PublicRoadmap, now: datetime) -> Sequence[Card]:
    pack, release, roadmap = each.offer
    weeks = await (cohort_weeks(unit, each.cohorts[0]) if each.cohorts else unit.content.weeks(pack, release, roadmap.id))
    resources = [await week_resources(unit, pack, _release(each, number), week) for number, week in enumerate(weeks, 1)]
    lines = _cohort_lines(each.cohorts, now)
    whose = Note(t("A roadmap of {community}.", community=unit.community.name))
    overview = (whose, *roadmap_blocks(roadmap, weeks, None, now), *((Text(join(lines)),) if lines else ()))
    return [
        Card(escape(roadmap.title), overview),
        *(
            Card(week_title(number, week), whole_week_blocks(week, found))
            for number, (week, found) in enumerate(zip(weeks, resources, strict=True), 1)
        ),
    ]


def _release(each: PublicRoadmap, week: int) -> str:
    return each.cohorts[0].release_of(week) if each.cohorts else each.offer.release


def _cohort_lines(cohorts: Sequence[Cohort], now: datetime) -> list[Markup]:
    return [t("- **{cohort}** {place}", cohort=cohort.name, place=_place(cohort, now)) for cohort in cohorts]


def _place(cohort: Cohort, now: datetime) -> Markup:
    today = local_day(now, cohort.zone)
    is_paused = any(each.kind == "pause" and each.covers(today) for each in cohort.breaks)
    if week := cohort.week_at(now):
        if is_paused:
            return t("is paused in week {week} of {count}", week=week, count=cohort.timetable.last_week)
        return t("is in week {week} of {count}", week=week, count=cohort.timetable.last_week)
    if cohort.timetable.waits(1):
        return t("is paused and has not begun")
    return t("starts on {day}", day=cohort.timetable.first_day)
