"""A roadmap that a moderator makes: a week of their own, and two that ship with the small pack."""

from bot.interface.card import Card, Form, Select
from tests.world import Caller, press, pressed

WEEK = {
    "title": "Draw your own data",
    "make": "A chart of something that you measured yourself",
    "why": "Who drew once sees more in what others draw.",
    "goals": "choose a chart\nlabel its axes",
    "minutes": "4 h",
}
PLAN = {"name": "Drawers", "roadmap": "Charts", "start": "2026-01-05", "channel": "channel-1", "time": "18:00"}


async def make_week(omar: Caller, **changed: str) -> Card:
    return await pressed(omar, await omar.card("content add-week", **WEEK | changed), "Publish")


async def choose(omar: Caller, card: Card, label: str, title: str) -> Card:
    """What choosing an entry of a select leads to."""
    for block in card.blocks:
        if isinstance(block, Select) and label in block.placeholder:
            for choice in block.choices:
                if title in choice.label:
                    answer = await omar.make(block.call.with_values(**{block.option: choice.value}), "press")
                    assert isinstance(answer, Card)
                    return answer
    raise AssertionError(f"no entry {title!r} under {label!r} on {card}")


async def make_roadmap(omar: Caller, **week: str) -> Card:
    await make_week(omar, **week)
    draft = await omar.card("content add-roadmap", title="Charts", summary="For whoever draws.", weeks=WEEK["title"])
    picker = await choose(omar, await pressed(omar, draft, "Choose weeks"), "whose", "Fruit")
    for title in ("Apples", "Bananas"):
        picker = await choose(omar, picker, "Add a week", title)
    return await pressed(omar, await pressed(omar, picker, "Preview"), "Publish")


async def launch(omar: Caller, roadmap: str) -> str:
    """A cohort that walks it; returns its id."""
    dry_run = await omar.submit(await omar.form("manage create"), **PLAN | {"roadmap": roadmap})
    return press(await pressed(omar, dry_run, "Launch"), "See it").values["cohort"]


async def edited(omar: Caller, item: str, **changed: str) -> Card:
    """An entry that is edited and published."""
    return await pressed(omar, await omar.submit(await omar.form("content edit", item=item), **changed), "Publish")


def held(form: Form) -> dict[str, str]:
    return {item.name: item.value for item in form.inputs}
