"""Roadmaps of a community's own: published with a copy of each week that they take from a pack, and chosen to put a week into."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.items import Deed, OwnItem
from bot.domain.own_roadmap import is_own, with_copies
from bot.domain.roadmap import Roadmap, Week
from bot.domain.sameness import folded
from bot.feature import Context
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Select
from bot.interface.inputs import Choice
from bot.interface.limits import MOST_CHOICES
from bot.shared.content_batch import change_batch
from bot.shared.content_change import change_content
from bot.shared.content_items import new_key
from bot.shared.planned_changes import Planned
from bot.shared.roadmap_choice import Offer, roadmap_slug
from bot.shared.told_apart import told_apart
from bot.text import clip, plain, t

LONGEST_COPIED = 48
"""Of the title of what is copied, so that a copy's number has room behind it."""


async def publish_roadmap(context: Context, roadmap: Roadmap, before: OwnItem | None) -> Card:
    """Keep a roadmap; with a copy of each week that is not the community's own, as one change. Raises Refusal if another change
    came first."""
    deed: Deed = "edited" if before else "added"
    found = [await context.unit.search.get(key) for key in roadmap.weeks if not is_own(key)]
    weeks = {week.id: week for week in found if isinstance(week, Week)}
    there = replace(roadmap, weeks=tuple(key for key in roadmap.weeks if is_own(key) or key in weeks))
    resources = {item.id for item in await context.unit.search.all("resource")}
    made, copies = with_copies(there, weeks, resources, lambda: new_key("week", context.unit.new_id()))
    if not copies:
        return _with_start(await change_content(context, made, before, deed), made)
    changes = [*(Planned("copied", copy, None) for copy in copies.values()), Planned(deed, made, before)]
    return _with_start(await change_batch(context, changes, made.title), made)


def _with_start(card: Card, roadmap: Roadmap) -> Card:
    """The card of a roadmap that was published, with the way to a cohort that walks it, or to its first weeks."""
    start = Button(t("Start a cohort"), Call("manage create", {"roadmap": roadmap_slug(roadmap)}))
    choose = Button(t("Choose weeks"), Call("content choose-weeks", {"roadmap": roadmap.id}), "primary")
    return replace(card, blocks=(*card.blocks, Buttons((start if roadmap.weeks else choose,))))


async def own_roadmaps(context: Context) -> Sequence[Roadmap]:
    """Those that were not retired."""
    own = (await context.unit.search.own()).values()
    return [item for item in own if isinstance(item, Roadmap) and item.status == "active"]


def roadmap_choices(roadmaps: Sequence[Roadmap]) -> tuple[Choice, ...]:
    """The first of some roadmaps, as a select holds them; those of one title are told apart."""
    shown = {roadmap.id: roadmap for roadmap in roadmaps[:MOST_CHOICES]}
    details = {key: t("{about}", about=clip(" ".join(roadmap.summary.split()), 40)) for key, roadmap in shown.items()}
    labels = told_apart({key: roadmap.title for key, roadmap in shown.items()}, details)
    return tuple(Choice(labels[key], key) for key in shown)


def title_of_copy(roadmap: Roadmap, offers: Sequence[Offer]) -> str:
    """What a copy is called if nobody says it: a title that no other roadmap has."""
    taken = {folded(offer.roadmap.title) for offer in offers}
    head = clip(roadmap.title, LONGEST_COPIED)
    numbered = (plain(t("{title} (copy {number})", title=head, number=number)) for number in range(2, len(taken) + 3))
    return next(name for name in (plain(t("{title} (copy)", title=head)), *numbered) if folded(name) not in taken)


async def with_roadmaps(context: Context, card: Card, week: Week) -> Card:
    """The card of a week that was published, with the roadmaps into which it can be put."""
    others = [roadmap for roadmap in await own_roadmaps(context) if week.id not in roadmap.weeks]
    if not others or week.status != "active":
        return card
    select = Select(t("Put it into a roadmap"), Call("content put-week", {"week": week.id}), "roadmap", roadmap_choices(others))
    return replace(card, blocks=(*card.blocks, select))
