"""Choosing a roadmap by its slug or its title."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.domain.own_roadmap import is_own
from bot.domain.roadmap import Roadmap
from bot.errors import Refusal, about
from bot.feature import Context
from bot.interface.inputs import Choice
from bot.interface.option import all_values
from bot.shared.choice import choose
from bot.shared.nearest import nearest
from bot.shared.told_apart import told_apart
from bot.text import Listed, Markup, plain, t

MOST_NAMED = 5
"""Roadmaps that a refusal names."""


def roadmap_slug(roadmap: Roadmap) -> str:
    """What people type: the id without its kind."""
    return roadmap.id.partition(".")[2]


class Offer(NamedTuple):
    """A roadmap, and the release that it is read from."""

    pack: str
    release: str
    roadmap: Roadmap


async def newest_roadmaps(context: Context) -> Sequence[Offer]:
    """The roadmaps that a new cohort can walk; none that was retired."""
    return _active(await _offers(context, await context.unit.content.newest()))


async def readable_roadmaps(context: Context) -> Sequence[Offer]:
    """What a member reads: the roadmaps of their only cohort's release and those that their community made, else the newest that
    it uses."""
    own = [cohort for cohort in context.cohorts if cohort.state(context.now) != "ended"]
    newest = _active(await _offers(context, await context.unit.content.in_use()))
    if len(own) != 1:
        return newest
    walked = await _offers(context, [(own[0].pack, own[0].release)])
    known = {offer.roadmap.id for offer in walked}
    return [*walked, *(offer for offer in newest if is_own(offer.roadmap.id) and offer.roadmap.id not in known)]


def _active(offers: Sequence[Offer]) -> Sequence[Offer]:
    return [offer for offer in offers if offer.roadmap.status == "active"]


async def _offers(context: Context, releases: Sequence[tuple[str, str]]) -> Sequence[Offer]:
    content = context.unit.content
    return [Offer(*release, roadmap) for release in releases for roadmap in await content.roadmaps(*release)]


@all_values
async def suggest_newest(context: Context, typed: str) -> Sequence[Choice]:
    """Roadmaps to start a cohort with, those whose title is nearest to what was typed first."""
    return _nearest(await newest_roadmaps(context), typed)


@all_values
async def suggest_readable(context: Context, typed: str) -> Sequence[Choice]:
    """Roadmaps to read, those whose title is nearest to what was typed first."""
    return _nearest(await readable_roadmaps(context), typed)


def _nearest(offers: Sequence[Offer], typed: str) -> Sequence[Choice]:
    labels = roadmap_labels(offers)
    return [Choice(labels[slug], slug) for slug in nearest(typed, _names(offers))]


def roadmap_labels(offers: Sequence[Offer]) -> Mapping[str, Markup]:
    """What roadmaps are called, by their slugs; those of one title are told apart."""
    roadmaps = {roadmap_slug(offer.roadmap): offer.roadmap for offer in offers}
    details = {slug: _whose(roadmap) for slug, roadmap in roadmaps.items()}
    return told_apart({slug: roadmap.title for slug, roadmap in roadmaps.items()}, details)


def _whose(roadmap: Roadmap) -> Markup:
    """What tells a roadmap from others of its title."""
    return t("our own") if is_own(roadmap.id) else t("as it ships")


@about("roadmap")
def chosen_roadmap(offers: Sequence[Offer], name: str) -> Offer:
    """The roadmap with a slug or a title. Raises Refusal if that is not sure."""
    typed = name[:50]
    chosen = choose(name, _names(offers))
    match chosen.outcome:
        case "sure":
            return next(offer for offer in offers if roadmap_slug(offer.roadmap) == chosen.sure)
        case "several":
            labels = roadmap_labels(offers)
            told = Listed(tuple(t("“{title}”", title=labels[slug]) for slug in chosen.keys[:MOST_NAMED]))
            raise Refusal(t("Several roadmaps are called “{name}”. Write the one you mean: {titles}.", name=typed, titles=told))
        case "guess":
            raise Refusal(
                t("There is no roadmap “{name}”. Did you mean `{near}`?", name=typed, near=_typed(offers, chosen.keys[0]))
            )
        case "none":
            raise Refusal(t("There is no roadmap “{name}”. Use </roadmap show> to see what there is.", name=typed))


@about("roadmap")
def check_walkable(roadmap: Roadmap) -> None:
    """Raises Refusal for a roadmap without weeks."""
    if not roadmap.weeks:
        raise Refusal(
            t(
                "“{title}” has no weeks yet. Put some into it with </content choose-weeks>, then start a cohort.",
                title=roadmap.title,
            )
        )


def _typed(offers: Sequence[Offer], slug: str) -> str:
    """What people type for a roadmap: its title if it is their own, as no one reads such a slug."""
    titles = {roadmap_slug(offer.roadmap): offer.roadmap.title for offer in offers if is_own(offer.roadmap.id)}
    return titles.get(slug, slug)


def _names(offers: Sequence[Offer]) -> dict[str, tuple[str, ...]]:
    titles = {roadmap_slug(offer.roadmap): offer.roadmap.title for offer in offers}
    labels = roadmap_labels(offers)
    return {slug: (title, slug, plain(labels[slug])) for slug, title in titles.items()}
