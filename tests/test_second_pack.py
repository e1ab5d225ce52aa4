"""Nothing in the code knows what is taught: a bot that holds another pack alone, and one that holds two side by side."""

import re
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.interface.card import Card
from content.loader import Pack
from storage.publishing import publish
from tests.contracts.tools import sources
from tests.packs import SKY, first_option, launch, opened, titles
from tests.transactions import begun
from tests.world import Clock, Noticeboard, World, words

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]
FOREIGN = re.compile(r"machine learning|neural|\bML\b|data science", re.IGNORECASE)
"""What nobody who learns the night sky should read."""


@pytest.fixture
def prepared(prepared_with: Callable[..., Path]) -> Path:
    return prepared_with(SKY)


@pytest.fixture
def without_packs(prepared_with: Callable[..., Path]) -> Path:
    return prepared_with()


@pytest.fixture
async def sky(tmp_path: Path, clock: Clock, board: Noticeboard, prepared: Path) -> AsyncIterator[World]:
    """A bot that knows the night sky and nothing else."""
    async for world in opened(tmp_path, clock, board, prepared):
        yield world


async def weeks_go_by(world: World, weeks: int) -> None:
    """A beat a day, some seconds late, as beats come: what a day brings is due a moment after its hour."""
    world.clock.advance(seconds=5)
    for _ in range(weeks * 7):
        world.clock.advance(hours=24)
        await world.tick()


# A bot with another pack alone


async def test_a_cohort_walks_another_pack_from_the_first_post_to_the_last(sky: World) -> None:
    cohort = await launch(sky, "night-sky")
    ann = sky.caller("ann")
    await ann.card("cohort join", cohort=cohort)
    await weeks_go_by(sky, 5)
    keys = [delivery.post.key for delivery in sky.board.posts()]
    titles = [str(delivery.post.card.title) for delivery in sky.board.posts("week/")]
    assert [title.partition(": ")[2] for title in titles if "week" in title] == [
        "Find your way", "Moon and planets", "Stars", "Beyond",
    ]  # fmt: skip
    assert sum(key.startswith("challenge/") for key in keys) > 20
    assert sum("Solution of" in words(sent.post.card) for sent in sky.board.posts("challenge/")) > 20
    assert sum(key.startswith("reveal/") for key in keys) == 1  # of the last
    said = "\n".join(words(delivery.post.card) for delivery in sky.board.posts())
    assert FOREIGN.search(said) is None


async def test_every_command_of_a_member_speaks_of_the_pack_alone(sky: World) -> None:
    cohort = await launch(sky, "night-sky")
    ann = sky.caller("ann")
    await ann.card("cohort join", cohort=cohort)
    sky.clock.advance(days=2)
    await sky.tick()
    for path, values in {
        "help": {}, "cohort info": {}, "cohort list": {}, "roadmap show": {}, "milestone": {}, "challenge today": {},
        "challenge practice": {}, "challenge stats": {}, "progress": {}, "leaderboard": {}, "resource saved": {},
        "me settings": {}, "find": {"query": "north star"}, "faq": {"query": "why do stars twinkle"},
        "resource find": {"query": "star chart"},
    }.items():  # fmt: skip
        said = words(await ann.card(path, **values))
        assert "went wrong" not in said, path
        assert FOREIGN.search(said) is None, path


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("which way is north at night", "question.how-to-find-north"),
        ("do i need a telescope", "question.need-a-telescope"),
        ("eclptic", "term.ecliptic"),
        ("light years", "term.light-year"),
        ("stellarium", "resource.stellarium"),
    ],
)
async def test_look_ups_find_what_the_pack_teaches(sky: World, query: str, found: str) -> None:
    assert found in (await titles(sky.caller("ann"), query))[:3]


async def test_a_pack_without_pay_says_that_it_knows_none(sky: World) -> None:
    card = await sky.caller("ann").card("salary", region="Germany")
    assert "went wrong" not in words(card)
    assert card.entries == ()


async def test_a_members_answers_are_graded(sky: World) -> None:
    ann = sky.caller("ann")
    answer = await ann.make(await first_option(ann), "press")
    assert isinstance(answer, Card)
    assert answer.title in ("Right!", "Not quite")


async def test_a_pack_without_roadmaps_says_that_there_is_none(
    tmp_path: Path, clock: Clock, board: Noticeboard, without_packs: Path
) -> None:
    async for world in opened(tmp_path, clock, board, without_packs):
        async with begun(world.core.engines.write) as connection:
            await publish(connection, Pack("bare", "1.0.0", "Bare", "en", "MIT", ()), clock())
        assert "There is no roadmap yet." in words(await world.caller("ann").card("roadmap show"))


# The code

ALLOWED = ("bot/story.py", "bot/wiring/core.py", "bot/config.py")
"""The story of the playground, and which pack is loaded if the settings name none."""


def test_no_source_file_speaks_of_what_the_shipped_pack_teaches() -> None:
    files = sources("bot", "adapters", "storage", "content")
    taught = re.compile(r"machine.learning|neural|overfit|data.science|\bmle\b|pytorch|tensorflow|sklearn", re.IGNORECASE)
    found = {str(path.relative_to(ROOT)): taught.findall(path.read_text(encoding="utf-8")) for path in files}
    assert {name: lines for name, lines in found.items() if lines and name not in ALLOWED} == {}
