"""Look-ups through the whole bot, from the call to its card, against the same search alone."""

import random
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import chain

from bench.frame import Figure, Row, Sides, Stage, at_most
from bench.rows.lookups import MANY, QUERIES, beginnings, look_ups, synthetic
from bench.rows.posts import known_community
from bench.timing import P50, P95, PROCESSOR, timed
from bench.worlds import opened_world
from bot.domain.items import kind_of
from bot.domain.member import Community
from bot.features.find import BEST, OTHERS
from bot.interface.call import Call
from search.entry import SearchEntry
from search.index import Index, find, suggest
from storage.releases import Added, Library
from tests.world import Caller

FIGURES = (P50, P95, PROCESSOR)
SUGGESTED = 25


async def _given(reader: Caller, library: Library, community: Community, made: Sequence[SearchEntry]) -> Sequence[Index]:
    """Let a community have these entries of its own, as if they were read already: each looks like one that ships. Returns what
    it looks into."""
    await reader.card("find", query="trees")  # reads and indexes what ships
    shipped = [await release.indexed() for release in library.shipped.values()]
    like = {kind_of(item): item for release in shipped for item in release.items.values()}
    items, index = {entry.id: replace(like[entry.kind], id=entry.id) for entry in made}, Index(made)
    library.own(community).added = Added(items, (index,), frozenset(), {}, {}, {}, frozenset())
    return [*(release.index for release in shipped), index]


@asynccontextmanager
async def _sides(stage: Stage) -> AsyncGenerator[Sides]:
    chance = random.Random(7)  # noqa: S311 - the same queries each time
    made = synthetic(stage.part(MANY, least=100), chance)
    titles = [entry.title.split() for entry in chance.choices(made, k=stage.part(QUERIES))]
    asked, begun = ([*chain(*those(titles, chance).values())] for those in (look_ups, beginnings))
    async with opened_world(stage, "SQLite") as world:
        await known_community(world)
        reader, core = world.caller("reader"), world.core
        [community] = await core.units.communities_of(world.caller("moderator").actor)
        indexes = await _given(reader, core.library, community, made)

        async def find_by_call(number: int) -> None:
            await reader.card("find", query=asked[number])

        async def find_alone(number: int) -> None:
            find(indexes, asked[number], None, BEST + OTHERS)

        async def suggest_by_call(number: int) -> None:
            await core.dispatch.suggest(reader.request(Call("find")), "query", begun[number])

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
