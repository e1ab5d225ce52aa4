"""Choosing an entry that the community's moderators added: by its title or its id; those that ship are none of these."""

from collections.abc import Mapping, Sequence

from bot.domain.challenge import Challenge
from bot.domain.items import OwnItem, is_own, kind_of, title_of
from bot.domain.lookup import Figure, Question, Resource
from bot.domain.roadmap import Roadmap, Week
from bot.domain.sameness import folded
from bot.errors import Refusal
from bot.feature import Context
from bot.interface.call import Call
from bot.interface.card import Ask, Card, Select, Text
from bot.interface.inputs import Choice
from bot.interface.limits import MOST_CHOICES
from bot.interface.option import some_values
from bot.shared.choice import choose
from bot.shared.content_change import own_kind_word
from bot.shared.named_entries import places_of
from bot.shared.nearest import nearest
from bot.shared.retired_entry import retired_called, retired_card
from bot.shared.text_with_code import without_code_marks
from bot.shared.told_apart import told_apart
from bot.text import Markup, clip, t

NEAR = 3
"""How many answers of a look-up are asked whether they bear the name."""


@some_values
async def suggest_own_items(context: Context, typed: str) -> Sequence[Choice]:
    """What members find, or may be given, of what was added."""
    return _choices(_active(await context.unit.search.own()), typed)


@some_values
async def suggest_changed_items(context: Context, typed: str) -> Sequence[Choice]:
    """All that was ever added."""
    return _choices(await context.unit.search.own(), typed)


async def active_item(context: Context, name: str, call: Call) -> OwnItem:
    """The entry, not retired, that a title or an id means. Raises Ask, going on with `call`, if that is not sure, or is retired,
    and Refusal if there is none."""
    own = await context.unit.search.own()
    active, retired = _active(own), retired_called(own, name)
    if retired and choose(name, _names(active)).outcome not in ("sure", "several"):
        raise Ask(await retired_card(context, retired))
    return await _chosen(context, active, name, call)


async def changed_item(context: Context, name: str, call: Call) -> OwnItem:
    """The entry that a title or an id means, of all that was ever added. Raises Ask and Refusal as `active_item` does."""
    return await _chosen(context, await context.unit.search.own(), name, call)


async def _chosen(context: Context, items: Mapping[str, OwnItem], name: str, call: Call) -> OwnItem:
    chosen = choose(name, _names(items))
    if chosen.sure:
        return items[chosen.sure]
    if chosen.outcome != "several" and (shipped := await _shipped_title(context, name)):
        sentence = t(
            "“{title}” comes with a pack, which is the same in every community, so it cannot be changed here. "
            "Add an entry of your own, or copy a roadmap with its weeks by </content copy-roadmap>.",
            title=clip(shipped, 100),
        )
        raise Refusal(sentence, "item")
    if chosen.keys:
        near = {key: items[key] for key in chosen.keys[:MOST_CHOICES]}
        labels = _labels(near, items)
        choices = tuple(Choice(labels[key], key) for key in near)
        several = t("Several are called “{name}”.", name=clip(name, 100))
        unknown = t("Nothing added here is called “{name}”; these come nearest.", name=clip(name, 100))
        said = Text(several if chosen.outcome == "several" else unknown)
        raise Ask(Card(t("Which entry do you mean?"), (said, Select(t("Choose an entry"), call, "item", choices))))
    raise Refusal(t("Nothing added here is called “{name}”. </content log> shows what was added.", name=clip(name, 100)), "item")


async def _shipped_title(context: Context, name: str) -> str | None:
    """The title of the entry of a pack that is called so."""
    by_id = await context.unit.search.get(name)
    found = await context.unit.search.find(name, None, NEAR) if any(map(str.isalnum, name)) else ()
    called = [hit.item for hit in found if folded(title_of(hit.item)) == folded(name)]
    return next((title_of(item) for item in (by_id, *called) if item and not is_own(item.id)), None)


def _active(items: Mapping[str, OwnItem]) -> dict[str, OwnItem]:
    return {key: item for key, item in items.items() if item.status == "active"}


def _choices(items: Mapping[str, OwnItem], typed: str) -> list[Choice]:
    near = {key: items[key] for key in nearest(typed, _names(items))[:MOST_CHOICES]}
    return [Choice(label, key) for key, label in _labels(near, items).items()]


def _names(items: Mapping[str, OwnItem]) -> dict[str, tuple[str]]:
    return {key: (title_of(item),) for key, item in items.items()}


def _labels(items: Mapping[str, OwnItem], among: Mapping[str, OwnItem]) -> dict[str, Markup]:
    names = {key: " ".join(title_of(item).split()) for key, item in items.items()}
    places = places_of(among.values())
    return told_apart(names, {key: _detail(item, places.get(key)) for key, item in items.items()})


def _detail(item: OwnItem, place: str | None) -> Markup:
    """What tells an entry from its namesakes; of a week its place in a roadmap."""
    match item:
        case Week() if place:
            return t("{place}", place=place)
        case Week():
            return t("{about}", about=clip(item.milestone.text, 40))
        case Roadmap():
            return t("{about}", about=clip(" ".join(item.summary.split()), 40))
        case Resource():
            return t("{about}", about=clip(item.url.partition("//")[2], 40))
        case Question():
            return t("{about}", about=clip(" ".join(without_code_marks(item.answer).split()), 30))
        case Figure():
            return t("{about}", about=clip(f"{item.source}, {item.year or ''}", 40))
        case Challenge():
            return own_kind_word(kind_of(item))
