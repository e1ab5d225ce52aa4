"""Choosing a roadmap by its slug or its title."""

from collections.abc import Sequence

from bot.domain.roadmap import Roadmap
from bot.errors import Refusal
from bot.feature import Context
from bot.interface.card import Choice
from bot.shared.nearest import nearest
from bot.text import escape, t


def roadmap_slug(roadmap: Roadmap) -> str:
    """What people type: the id without its kind."""
    return roadmap.id.partition(".")[2]


async def readable_release(context: Context) -> tuple[str, str]:
    """The pack and release a member reads: that of their only cohort, else the newest."""
    own = [cohort for cohort in await context.unit.cohorts.of(context.member.person) if cohort.state(context.now) != "ended"]
    return (own[0].pack, own[0].release) if len(own) == 1 else await context.unit.content.latest()


async def suggest_roadmaps(context: Context, typed: str) -> Sequence[Choice]:
    """Roadmaps whose title is nearest to what was typed."""
    roadmaps = await context.unit.content.roadmaps(*await readable_release(context))
    titles = {roadmap_slug(roadmap): roadmap.title for roadmap in roadmaps}
    return [Choice(escape(titles[slug]), slug) for slug in nearest(typed, _names(roadmaps))]


def chosen_roadmap(roadmaps: Sequence[Roadmap], name: str) -> Roadmap:
    """The roadmap somebody means by its slug or a good part of its title. Raises Refusal."""
    wanted = name.casefold()
    for roadmap in roadmaps:
        if wanted in (roadmap_slug(roadmap), roadmap.title.casefold()):
            return roadmap
    near = nearest(name, _names(roadmaps))
    if near:
        raise Refusal(t("There is no roadmap “{name}”. Did you mean `{near}`?", name=name[:50], near=near[0]))
    raise Refusal(t("There is no roadmap “{name}”. Use `roadmap show` to see what there is.", name=name[:50]))


def _names(roadmaps: Sequence[Roadmap]) -> dict[str, tuple[str, str]]:
    return {roadmap_slug(roadmap): (roadmap.title, roadmap_slug(roadmap)) for roadmap in roadmaps}
