"""Nothing in the code knows what is taught: a bot that holds another pack alone, and one that holds two side by side."""

import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.interface.call import Call
from bot.interface.card import Card
from bot.wiring.core import CONTENT, PACK, open_core, prepare_database
from content.loader import Item, Pack, load_pack
from storage.publishing import TakenId, publish
from tests.world import Caller, Clock, Noticeboard, World, press, words

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
SKY = CONTENT / "night-sky"
FOREIGN = re.compile(r"machine learning|neural|\bML\b|data science", re.IGNORECASE)
"""What nobody who learns the night sky should read."""


async def opened(folder: Path, clock: Clock, board: Noticeboard, packs: Sequence[Path]) -> AsyncIterator[World]:
    database = f"sqlite:///{folder / 'packs.db'}"
    await prepare_database(database, clock, packs)
    async with open_core(database, clock, {"test": board}) as core:
        yield World(core, clock, board)


@pytest.fixture
async def sky(tmp_path: Path, clock: Clock, board: Noticeboard) -> AsyncIterator[World]:
    """A bot that knows the night sky and nothing else."""
    async for world in opened(tmp_path, clock, board, [SKY]):
        yield world


@pytest.fixture
async def both(tmp_path: Path, clock: Clock, board: Noticeboard) -> AsyncIterator[World]:
    """A bot with two packs."""
    async for world in opened(tmp_path, clock, board, [PACK, SKY]):
        yield world


async def launch(world: World, roadmap: str, space: str = "space-1", channel: str = "channel-1") -> str:
    moderator = world.caller("moderator", administrator=True, space=space, channel=channel)
    form = await moderator.form("manage create")
    values = {"name": f"Walk {roadmap}", "roadmap": roadmap, "start": "2026-01-05", "channel": channel, "time": "18:00"}
    launched = await moderator.make(press(await moderator.submit(form, **values), "Launch"), "press")
    assert isinstance(launched, Card)
    return press(launched, "See it").values["cohort"]


async def weeks_go_by(world: World, weeks: int) -> None:
    for _ in range(weeks * 7):
        world.clock.advance(hours=24)
        await world.tick()


async def titles(caller: Caller, query: str) -> list[str]:
    return [entry["id"] for entry in (await caller.card("find", query=query)).entries]


async def first_option(caller: Caller) -> Call:
    """A press that answers a question of practice; whoever is asked another kind asks for one more."""
    for _ in range(50):
        for block in (await caller.card("challenge practice")).blocks:
            for button in getattr(block, "buttons", ()):
                if button.call and "answer" in button.call.values:
                    return button.call
    raise AssertionError("no question with options")


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
    assert sum(key.startswith("reveal/") for key in keys) > 20
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


async def test_a_pack_without_roadmaps_says_that_there_is_none(tmp_path: Path, clock: Clock, board: Noticeboard) -> None:
    async for world in opened(tmp_path, clock, board, []):
        async with world.core.engines.write.begin() as connection:
            await publish(connection, Pack("bare", "1.0.0", "Bare", "en", "MIT", ()), clock())
        assert "There is no roadmap yet." in words(await world.caller("ann").card("roadmap show"))


# A bot with two packs


async def test_a_new_cohort_may_walk_any_pack(both: World) -> None:
    moderator = both.caller("moderator", administrator=True)
    offered = (await moderator.form("manage create")).inputs
    choices = {choice.value for item in offered for choice in getattr(item, "choices", ())}
    assert {"mle-full", "night-sky"} <= choices


async def test_a_community_looks_up_what_its_cohorts_walk(both: World) -> None:
    sky, models = both.caller("ann"), both.caller("ben", space="space-2", channel="channel-2")
    assert {"term.light-year", "term.overfitting"} <= {*await titles(sky, "light year"), *await titles(sky, "overfitting")}
    await launch(both, "night-sky")
    await launch(both, "foundations", "space-2", "channel-2")
    assert "term.light-year" in await titles(sky, "light year")
    assert "term.overfitting" not in await titles(sky, "overfitting")
    assert "term.overfitting" in await titles(models, "overfitting")
    assert "term.light-year" not in await titles(models, "light year")


async def test_a_member_without_a_cohort_reads_the_roadmaps_that_their_community_walks(both: World) -> None:
    ann = both.caller("ann")
    assert "Full ML engineer roadmap" in words(await ann.card("roadmap show"))
    await launch(both, "night-sky")
    said = words(await ann.card("roadmap show"))
    assert "Know the night sky" in said
    assert "Full ML engineer roadmap" not in said


async def test_what_somebody_saved_stays_when_the_community_walks_another_pack(both: World) -> None:
    ann = both.caller("ann")
    await ann.card("resource save", "press", item="resource.dive-into-deep-learning")
    await launch(both, "night-sky")
    assert [entry["id"] for entry in (await ann.card("resource saved")).entries] == ["resource.dive-into-deep-learning"]


async def test_what_somebody_was_asked_can_be_answered_when_the_community_walks_another_pack(both: World) -> None:
    ann = both.caller("ann")
    option = await first_option(ann)
    await launch(both, "night-sky")
    answer = await ann.make(option, "press")
    assert isinstance(answer, Card)
    assert answer.title in ("Right!", "Not quite")


async def test_a_cohort_can_change_to_another_pack_until_it_begins(both: World) -> None:
    await launch(both, "foundations")
    moderator = both.caller("moderator", administrator=True)
    changed = await moderator.card("manage edit", roadmap="night-sky")
    assert "Know the night sky" in words(changed)


async def test_members_of_two_packs_practise_both(both: World) -> None:
    ann = both.caller("ann")
    for roadmap in ("night-sky", "foundations"):
        await ann.card("cohort join", cohort=await launch(both, roadmap))
    both.clock.advance(days=1)
    prompts = {
        pack.name: [str(item.body["prompt"]) for item in pack.items if item.kind == "challenge" and not item.body.get("params")]
        for pack in map(load_pack, (PACK, SKY))
    }
    seen: set[str] = set()
    for _ in range(60):
        said = words(await ann.card("challenge practice"))
        seen |= {pack for pack, known in prompts.items() if any(prompt in said for prompt in known)}
    assert seen == {"mle", "night-sky"}


async def test_two_packs_may_not_share_an_id(both: World) -> None:
    pack = load_pack(SKY)
    taken: Item = next(item for item in load_pack(PACK).items if item.kind == "term")
    async with both.core.engines.write.begin() as connection:
        with pytest.raises(TakenId, match=rf"pack other: choose other ids, for another pack has these: {taken.id} \(pack mle\)"):
            await publish(connection, replace(pack, name="other", items=(taken,)), both.clock())


async def test_of_a_pack_that_was_copied_some_ids_are_named(both: World) -> None:
    copied = replace(load_pack(PACK), name="copied")
    async with both.core.engines.write.begin() as connection:
        with pytest.raises(TakenId, match=rf"and {len(copied.items) - 10} more$"):
            await publish(connection, copied, both.clock())


async def test_an_older_version_that_is_loaded_later_is_not_the_newest(both: World) -> None:
    await launch(both, "night-sky")
    pack = load_pack(SKY)
    older = replace(pack, version="0.9.0", items=tuple(item for item in pack.items if item.kind != "question"))
    both.clock.advance(days=1)
    async with both.core.engines.write.begin() as connection:
        assert await publish(connection, older, both.clock())
        assert not await publish(connection, pack, both.clock())
    assert "question.need-a-telescope" in await titles(both.caller("ann"), "do i need a telescope")


async def test_a_roadmap_that_was_retired_is_offered_to_no_new_cohort(both: World) -> None:
    pack = load_pack(SKY)
    items = tuple(
        replace(item, rev=99, body={**item.body, "rev": 99, "status": "deprecated"}) if item.kind == "roadmap" else item
        for item in pack.items
    )
    both.clock.advance(days=1)
    async with both.core.engines.write.begin() as connection:
        await publish(connection, replace(pack, version="99.0.0", items=items), both.clock())
    offered = (await both.caller("moderator", administrator=True).form("manage create")).inputs
    choices = {choice.value for item in offered for choice in getattr(item, "choices", ())}
    assert "mle-full" in choices
    assert "night-sky" not in choices


async def test_what_is_loaded_already_is_not_loaded_again(both: World, tmp_path: Path) -> None:
    assert not await prepare_database(f"sqlite:///{tmp_path / 'packs.db'}", both.clock, [PACK, SKY])


# The code


ALLOWED = ("bot/demo.py", "bot/wiring/core.py", "bot/config.py")
"""The story of the playground, and which pack is loaded where nobody says."""


def test_no_source_file_speaks_of_what_the_shipped_pack_teaches() -> None:
    files = [path for folder in ("bot", "adapters", "storage", "content") for path in (ROOT / folder).rglob("*.py")]
    taught = re.compile(r"machine.learning|neural|overfit|data.science|\bmle\b|pytorch|tensorflow|sklearn", re.IGNORECASE)
    found = {str(path.relative_to(ROOT)): taught.findall(path.read_text(encoding="utf-8")) for path in files}
    assert {name: lines for name, lines in found.items() if lines and name not in ALLOWED} == {}
