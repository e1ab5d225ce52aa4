"""Which entries a new one repeats, or nearly repeats, among those that a community finds."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from bot.domain.challenge import Challenge
from bot.domain.items import Findable, OwnItem, kind_of, title_of
from bot.domain.lookup import Figure, Question, Resource
from bot.domain.roadmap import Roadmap
from bot.domain.sameness import alike, folded, folded_text, same_entry, subject_of
from bot.errors import Refusal
from bot.feature import Context
from bot.interface.card import Note
from bot.interface.limits import fitted_list
from bot.text import Markup, n, t

MOST_SIMILAR = 5


OwnEntry = TypeVar("OwnEntry", bound=Resource | Question | Figure)


async def repeated_entry(context: Context, item: OwnEntry) -> OwnEntry | None:
    """The other entry that is there already; None if there is none."""
    there, shown = await context.unit.search.all(kind_of(item)), await context.unit.search.shown_id(item.id)
    others = (other for other in there if isinstance(other, type(item)) and other.id != shown)
    return next((other for other in others if same_entry(item, other)), None)


async def similar_entries(context: Context, item: Findable) -> Sequence[Findable]:
    """Entries that are not the same, but whose title is nearly the same."""
    title, shown = title_of(item), await context.unit.search.shown_id(item.id)
    found = await context.unit.search.find(title, {kind_of(item)}, MOST_SIMILAR)
    near = [hit.item for hit in found if alike(title, title_of(hit.item)) and hit.item.id != shown]
    return [other for other in near if subject_of(item) != subject_of(other)]


async def refuse_repeated(context: Context, item: OwnItem) -> None:
    """Raises Refusal if the very same entry was added meanwhile, or another roadmap of the same title. Challenges and weeks
    repeat none."""
    there = await there_already(context, item)
    if there:
        raise Refusal(t("“{title}” is there already; nothing was published.", title=title_of(there)[:100]))


async def refuse_to_restore(context: Context, restored: OwnItem, newest: OwnItem) -> None:
    """Raises Refusal if an undo would make an entry repeat another, and it does not so already."""
    if restored.status != "active":
        return
    stays = newest.status == "active" and subject_of(newest) == subject_of(restored)
    same = None if stays and not isinstance(restored, Roadmap) else await there_already(context, restored)
    if same:
        raise Refusal(there_again([title_of(same)[:100]], 1))


def there_again(titles: Sequence[str], count: int) -> Markup:
    """That something is not put back, as others came in its place."""
    return n(
        "“{names}” is there already, so nothing was done. Take that out with </content retire> first.",
        "{count} entries are there already, such as {names}, so nothing was done. Take those out with </content retire> first.",
        count,
        names=fitted_list(titles, 400),
    )


async def there_already(context: Context, item: OwnItem) -> Resource | Question | Figure | Roadmap | None:
    """The other entry that an item would repeat; None if there is none."""
    match item:
        case Resource() | Question() | Figure():
            return await repeated_entry(context, item)
        case Roadmap():
            return await roadmap_called(context, item.title, item.id)
        case _:
            return None


async def repeated_challenge(context: Context, challenge: Challenge) -> list[Note]:
    """That another challenge asks the same."""
    releases = await context.unit.content.in_use()
    shipped = [each for release in releases for each in (await context.unit.challenges.all(*release)).values()]
    own = [each for each in (await context.unit.search.own()).values() if isinstance(each, Challenge)]
    others = [each for each in (*shipped, *own) if each.id != challenge.id and each.status == "active"]
    same = any(_asked(challenge) == _asked(each) for each in others)
    return [Note(t("⚠ A challenge that asks the same is there already."))] if same else []


def _asked(challenge: Challenge) -> tuple[str, str]:
    return challenge.kind, folded_text(challenge.prompt)


async def roadmap_called(context: Context, title: str, key: str) -> Roadmap | None:
    """The roadmap of the community's own that has a title already, if that with the id `key` is to have it; None as well if both
    have it already."""
    own = (await context.unit.search.own()).values()
    called = [
        other for other in own if isinstance(other, Roadmap) and other.status == "active" and folded(other.title) == folded(title)
    ]
    return None if any(other.id == key for other in called) else next(iter(called), None)


async def refuse_taken_title(context: Context, draft: Mapping[str, str]) -> None:
    """Raises Refusal for the first step of a roadmap, by its draft, that has the title of another."""
    if draft["of"] == "roadmap" and (there := await roadmap_called(context, draft.get("title", ""), draft.get("item", ""))):
        raise Refusal(t("A roadmap called “{title}” is there already; choose another title.", title=there.title), "title")
