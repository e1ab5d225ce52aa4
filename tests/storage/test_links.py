"""Which link is asked next, and what is known of it, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.links import Link
from storage.engine import Engines
from storage.links import note_shipped
from tests.transactions import begun, opened
from tests.world import World

SHIPPED = {"resource.one": "https://one.org/a", "resource.two": "https://two.org/b"}


@pytest.fixture
async def noted(world: World, community: int, engines: Engines) -> World:
    """Three links of a community, two of them of one site, and two that ship."""
    urls = ("https://one.org/c", "https://three.org/d", "https://three.org/e")
    own = [Link(community=community, item=f"resource.own.{number}", url=url) for number, url in enumerate(urls)]
    async with opened(world.core, community) as unit:
        await unit.links.put(own, world.clock())
    async with begun(engines.write) as connection:
        await note_shipped(connection, SHIPPED, world.clock())
    world.clock.advance(days=1)
    return world


async def test_each_link_is_claimed_once_and_no_site_twice_in_a_row(noted: World) -> None:
    register, now = noted.core.links, noted.clock()
    claimed = [await register.claim(now, shipped=True) for _ in range(4)]
    hosts = sorted(link.url.split("/")[2] for link in claimed if link)
    assert hosts == ["one.org", "three.org", "two.org"]
    rest = [await register.claim(now + timedelta(minutes=3), shipped=False) for _ in range(3)]
    assert len({link.url for link in (*claimed, *rest) if link}) == len([link for link in (*claimed, *rest) if link])
    again = [await register.claim(now + timedelta(minutes=3 * number), shipped=True) for number in range(4, 12)]
    assert {link.url for link in again if link} >= {"https://three.org/d", "https://three.org/e"}


async def test_what_was_found_is_kept_and_told_to_look_ups(noted: World, community: int) -> None:
    register, now = noted.core.links, noted.clock()
    links = [await register.claim(now, shipped=True) for _ in range(3)]
    async with opened(noted.core, community) as unit:
        version = unit.community.content_version
    for number, link in enumerate(links, 1):
        assert link
        found = replace(link, failed=now.date(), broken=now.date())
        await register.settle(found, now + timedelta(days=30), now, news=True)
        async with opened(noted.core, community) as unit:
            assert len(await unit.links.broken()) == number
            assert unit.community.content_version == version + number


async def test_days_are_told_once_a_day(noted: World, community: int) -> None:
    register, now = noted.core.links, noted.clock()
    for expected in (1, 1):
        link = await register.claim(now, shipped=False)
        assert link
        await register.settle(replace(link, checked=now.date()), now + timedelta(days=30), now, news=False)
        async with opened(noted.core, community) as unit:
            assert unit.community.content_version == expected
    link = await register.claim(now + timedelta(minutes=3), shipped=False)
    assert link
    await noted.core.note_links()
    assert await register.changed() == []
    await register.settle(link, now + timedelta(days=30), now, news=True)
    assert await register.changed() == []


async def test_links_that_ship_no_more_are_asked_no_more_and_the_others_stay_known(noted: World, engines: Engines) -> None:
    now = noted.clock()
    async with begun(engines.write) as connection:
        await note_shipped(connection, {"resource.two": SHIPPED["resource.two"], "resource.new": "https://new.org"}, now)
    asked = [await noted.core.links.claim(now + timedelta(days=1, minutes=3 * number), shipped=True) for number in range(9)]
    shipped = {link.url for link in asked if link and link.community is None}
    assert shipped == {"https://two.org/b", "https://new.org"}


async def test_a_community_that_does_not_want_it_is_left_alone(noted: World, community: int) -> None:
    async with opened(noted.core, community) as unit:
        await unit.save_community(replace(unit.community, check_links=False))
    assert await noted.core.links.claim(noted.clock(), shipped=False) is None
    assert community not in await noted.core.links.changed()
