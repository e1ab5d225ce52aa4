"""Look-ups through the whole bot, from the call to its card, against the same search alone."""

import random
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import chain

from bench.frame import Figure, Row, Sides, Stage, at_most
from bench.rows.lookups import MANY, QUERIES, beginnings, look_ups, shipped_items, synthetic
from bench.timing import P50, P95, PROCESSOR, timed
from bench.worlds import opened_world
from bot.domain.items import Findable, kind_of
from bot.features.find import BEST, OTHERS
from bot.interface.call import Call
from search.entry import SearchEntry
from search.index import Index, find, index_of, suggest
from storage.releases import Added
from tests.world import World

FIGURES = (P50, P95, PROCESSOR)
SUGGESTED = 25


async def _give(world: World, made: Sequence[SearchEntry], index: Index) -> None:
    """Let a community have these entries of its own, as if they were read already: each looks like one that ships."""
    reader = world.caller("reader")
    await reader.card("find", query="trees")
    [community] = await world.core.units.communities_of(reader.actor)
    like = {kind_of(item): item for item in shipped_items() if isinstance(item, Findable)}
    items = {entry.id: replace(like[entry.kind], id=entry.id) for entry in made}
    world.core.library.own(community).added = Added(items, index, frozenset(), {}, {}, {}, frozenset())


@asynccontextmanager
async def _sides(stage: Stage) -> AsyncGenerator[Sides]:
    chance = random.Random(7)  # noqa: S311 - the same queries each time
    made = synthetic(stage.part(MANY, least=100), chance)
    indexes = [index_of(shipped_items()), Index(made)]
    titles = [entry.title.split() for entry in chance.choices(made, k=stage.part(QUERIES))]
    asked, begun = ([*chain(*those(titles, chance).values())] for those in (look_ups, beginnings))
    async with opened_world(stage, "SQLite") as world:
        await _give(world, made, indexes[1])
        reader = world.caller("reader")

        async def find_by_call(number: int) -> None:
            await reader.card("find", query=asked[number])

        async def find_alone(number: int) -> None:
            find(indexes, asked[number], None, BEST + OTHERS)

        async def suggest_by_call(number: int) -> None:
            await world.core.dispatch.suggest(reader.request(Call("find")), "query", begun[number])

        async def suggest_alone(number: int) -> None:
            suggest(indexes, begun[number], None, SUGGESTED)

        async def cairn() -> Mapping[str, float]:
            return _figures(await timed(find_by_call, len(asked)), await timed(suggest_by_call, len(begun)))

        async def alone() -> Mapping[str, float]:
            return _figures(await timed(find_alone, len(asked)), await timed(suggest_alone, len(begun)))

        yield Sides(cairn, alone)


def _figures(found: Mapping[str, float], suggested: Mapping[str, float]) -> Mapping[str, float]:
    return {**found, **{f"autocomplete, {name}": suggested[name] for name in FIGURES}}


ROWS = (
    Row(
        "find",
        f"`find`, and what is suggested for it, called among {MANY:,} entries of a community's own and what ships",
        "the same search alone, without a call, a database or a card",
        (
            *(Figure(name, at_most(2) if name is P95 else None) for name in FIGURES),
            *(Figure(f"autocomplete, {name}", at_most(0.5) if name is P95 else None) for name in FIGURES),
        ),
        _sides,
        rounds=3,
    ),
)
