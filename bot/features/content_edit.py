"""Moderators edit what was added: the filled form, then a preview with the difference."""

from dataclasses import replace
from typing import Annotated

from bot.domain.challenge import Challenge
from bot.domain.items import OwnItem, kind_of, title_of
from bot.domain.written_item import written
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Text
from bot.interface.command import Access, Commands
from bot.interface.limits import LONGEST_TITLE, fitted
from bot.interface.option import Option
from bot.interface.prefill import Prefill
from bot.shared.challenge_form import challenge_prefill
from bot.shared.named_entries import readable, titles_in
from bot.shared.own_item_choice import active_item, suggest_own_items
from bot.text import t

commands = Commands()


async def as_it_is(context: Context, call: Call) -> Prefill:
    """The form of the entry; of none, if none is named yet. Raises Refusal for one that cannot be edited, and Ask."""
    name = call.values.get("item")
    if not name:
        return Prefill()
    item = await active_item(context, name, Call("content edit"))
    texts = readable(written(item), await titles_in(context.unit, item))
    form = challenge_prefill(context, item.kind, texts) if isinstance(item, Challenge) else Prefill(texts)
    return replace(form, call=_form_of(item))


@commands.add(
    "content edit",
    "Edit an entry that was added here.",
    moderator=True,
    access=Access.READ,
    title="Edit an entry",
    submit="Go on",
    prefill=as_it_is,
    leads_on=True,
)
async def edit(
    context: Context,
    item: Annotated[str, Option("Which entry?", label="Entry", suggest=suggest_own_items, words=True)],
) -> Card:
    chosen = await active_item(context, item, Call("content edit"))
    buttons = (
        Button(t("Edit"), _form_of(chosen), "primary"),
        Button(t("Retire"), Call("content retire", {"item": chosen.id})),
        Button(t("Its changes"), Call("content log", {"item": chosen.id})),
    )
    return Card(fitted(title_of(chosen), LONGEST_TITLE), (Text(t("The form holds what it says now.")), Buttons(buttons)))


def _form_of(item: OwnItem) -> Call:
    """The form that edits an entry."""
    keys = {"item": item.id, "rev": str(item.rev)}
    if isinstance(item, Challenge):
        return Call("content edit-challenge", {**keys, "kind": item.kind})
    return Call(f"content edit-{kind_of(item)}", keys)


feature = Feature(commands)
