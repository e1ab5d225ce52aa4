"""The worker asks links now and then: what it finds is shown, hidden from look-ups, and waits for moderators."""

import pytest

from adapters.discord.render import layout
from adapters.playground.render import card_json
from adapters.slack.render import message
from bot.domain.links import LinkAnswer, LinkState
from bot.domain.lookup import Resource
from bot.interface.card import Select
from storage.links import note_shipped
from tests.shipped import ITEMS
from tests.transactions import begun
from tests.world import Caller, World, pressed, words

D2L = "resource.dive-into-deep-learning"
URL = next(item.url for item in ITEMS if isinstance(item, Resource) and item.id == D2L)
OWN = "https://example.org/owls"


@pytest.fixture
def ann(world: World) -> Caller:
    return world.caller("ann")


@pytest.fixture
def omar(world: World) -> Caller:
    return world.caller("omar", administrator=True)


class Sites:
    """Sites that say of each address what a test wants."""

    def __init__(self, state: LinkState = "works") -> None:
        self.state: LinkState = state
        self.asked: list[str] = []

    async def __call__(self, url: str) -> LinkAnswer:
        self.asked.append(url)
        return LinkAnswer(self.state)


async def _add(omar: Caller, url: str = OWN) -> str:
    published = await pressed(omar, await omar.card("content add-resource", "submit", title="Owlery", url=url), "Publish")
    return (await pressed(omar, published, "Show")).entries[0]["id"]


async def _ship(world: World, *items: str) -> None:
    """Let the links of a few items be all that ship."""
    urls = {item.id: item.url for item in ITEMS if isinstance(item, Resource) and item.id in items}
    async with begun(world.core.engines.write) as connection:
        await note_shipped(connection, urls, world.clock())


async def _ask(world: World, sites: Sites, times: int = 1, *, shipped: bool = True, days: float = 1.1) -> None:
    """Beats after a while, far enough from each other for one site to be asked again."""
    await world.core.note_links()
    world.clock.advance(days=days)
    for _ in range(times):
        world.clock.advance(minutes=3)
        await world.core.ask_next_link(sites, shipped=shipped)


async def test_the_day_on_which_a_link_was_seen_to_work_is_shown(world: World, ann: Caller, omar: Caller) -> None:
    await _ship(world, D2L)
    item = await _add(omar)
    sites = Sites()
    await _ask(world, sites, 3)
    assert sorted(sites.asked) == sorted([OWN, URL])
    for shown in (item, D2L):
        assert "Last checked: Tue, Jan 6, 2026" in words(await ann.card("item show", "press", item=shown))


async def test_each_link_is_asked_about_once_a_month(world: World, omar: Caller) -> None:
    await _ship(world)
    await _add(omar)
    sites = Sites()
    await _ask(world, sites)
    for _ in range(36):
        await _ask(world, sites, days=1)
    assert len(sites.asked) == 2


async def test_a_link_is_broken_once_there_is_nothing_on_two_days(world: World, ann: Caller, omar: Caller) -> None:
    await _ship(world)
    item = await _add(omar)
    sites = Sites("broken")
    await _ask(world, sites)
    assert "Nothing waits" in words(await omar.card("content queue"))
    assert item in str((await ann.card("find", query="owlery")).entries)
    await _ask(world, sites)
    queue = await omar.card("content queue")
    assert "- Owlery (no page there since Wed, Jan 7, 2026)" in words(queue)
    assert "1 broken link" in words(await omar.card("today"))
    assert "“Owlery” would answer this, but its link is broken." in words(await ann.card("find", query="owlery"))
    assert "Look-ups that found nothing" not in words(await omar.card("content queue"))
    saved = words(await ann.card("resource save", item=item))
    assert "This link is broken: there is no page since Wed, Jan 7, 2026." in saved
    assert "The link of Owlery is broken." in words(await ann.card("resource saved"))
    (mend,) = [block for block in queue.blocks if isinstance(block, Select) and block.call.path == "content mend"]
    preview = await omar.submit(await omar.form("content mend", "press", item=mend.choices[0].value), url=f"{OWN}/2")
    await pressed(omar, preview, "Publish")
    assert "Broken links" not in words(await omar.card("content queue"))
    assert f"{OWN}/2" in str((await ann.card("find", query="owlery")).entries)
    await _ask(world, sites)
    assert sites.asked == [OWN, OWN, f"{OWN}/2"]


async def test_every_platform_shows_moderators_a_broken_link_with_what_to_do(world: World, omar: Caller) -> None:
    await _ship(world, D2L)
    for _ in range(2):
        await _ask(world, Sites("broken"))
    queue = await omar.card("content queue")
    drawn = (str(layout(queue).to_components()), str(message(queue)), str(card_json(queue)))
    for shown in drawn:
        assert "no page there since" in shown
        for act in ("content mend", "content works", "item show"):
            assert act in shown
        assert D2L in shown


async def test_what_a_site_does_not_say_breaks_nothing(world: World, omar: Caller) -> None:
    await _ship(world, D2L)
    for _ in range(3):
        await _ask(world, Sites("unsure"), days=40)
    assert "Nothing waits" in words(await omar.card("content queue"))


async def test_a_broken_link_that_works_again_is_found_again(world: World, ann: Caller) -> None:
    await _ship(world, D2L)
    sites = Sites("broken")
    await _ask(world, sites)
    await _ask(world, sites)
    assert D2L not in str((await ann.card("find", query="d2l")).entries)
    await _ask(world, Sites("works"), days=40)
    assert D2L in str((await ann.card("find", query="d2l")).entries)


async def test_a_moderator_says_that_what_ships_works_for_their_community_alone(world: World, ann: Caller, omar: Caller) -> None:
    await _ship(world, D2L)
    stranger = world.caller("eve", space="space-2", administrator=True)
    await stranger.card("today")
    for _ in range(2):
        await _ask(world, Sites("broken"))
    await pressed(omar, await omar.card("content works", "press", item=D2L), "Undo")
    assert D2L not in str((await ann.card("find", query="dive into deep learning")).entries)
    form = await omar.form("content mend", "press", item=D2L)
    published = await pressed(omar, await omar.submit(form, url=f"{OWN}/3"), "Publish")
    assert "waits in </content queue> as broken, and nobody finds it." in words(await pressed(omar, published, "Undo"))
    assert "- Dive into Deep Learning (no page there since" in words(await omar.card("content queue"))
    assert "It works again" in words(await omar.card("content works", "press", item=D2L))
    assert D2L in str((await ann.card("find", query="d2l")).entries)
    assert "no page there since" in words(await stranger.card("content queue"))
    await world.core.note_links()
    assert "Broken links" not in words(await omar.card("content queue"))


async def test_a_community_and_the_operator_can_do_without(world: World, omar: Caller) -> None:
    await _ship(world, D2L)
    await _add(omar)
    assert "Check of links: off" in words(await omar.card("manage settings", check_links="no"))
    sites = Sites()
    await _ask(world, sites, 3, shipped=False)
    assert sites.asked == []
    await omar.card("manage settings", check_links="yes")
    await _ask(world, sites, 3, shipped=False)
    assert sites.asked == [OWN]


async def test_what_is_retired_is_asked_no_more(world: World, omar: Caller) -> None:
    await _ship(world)
    item = await _add(omar)
    await world.core.note_links()
    await pressed(omar, await omar.card("content retire", item=item), "Retire it")
    sites = Sites()
    await _ask(world, sites)
    assert sites.asked == []
