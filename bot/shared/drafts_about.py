"""Drafts of others that tell of somebody: they go with whoever they are about."""

from collections.abc import Collection, Mapping, Sequence

from bot.ports.unit import Unit
from bot.shared.choice import choose

_HELD_IDS = ("person", "member", "helper", "suggestion", "then")
"""The values that name somebody, or something of theirs, by its id."""
_TYPED = ("member", "person")
"""Those in which moderators type whom they mean."""


async def drop_drafts_about(unit: Unit, ids: Collection[int], accounts: Sequence[Mapping[str, str]]) -> None:
    """`ids`: somebody's own, and those of what they made. A name that was typed is theirs if it might mean them."""
    names = [account["name"] for account in accounts]
    digits = [*map(str, ids), *(account["external_id"] for account in accounts)]
    for name in _HELD_IDS:
        for draft in await unit.drafts.holding(name):
            said = draft.values[name]
            if any(each in said for each in digits) or (name in _TYPED and _may_mean(said, names)):
                await unit.drafts.drop(draft.id)


def _may_mean(typed: str, names: Sequence[str]) -> bool:
    return choose(typed.removeprefix("@"), {0: names}).outcome != "none"
