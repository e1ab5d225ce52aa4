"""Whoever knows real ids and opens every address there is on the web reads nothing of another's, and changes nothing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlencode

import pytest
from aiohttp import web

from adapters.web.pages.forms import PREFIX
from adapters.web.pages.frame import PAGES
from bot.domain.web_pass import WebPass
from bot.interface.call import Call
from bot.wiring.features import all_commands
from bot.wiring.site import let_in
from tests.forged import OF_COHORT, OF_COMMUNITY, OWN, Attacker, attackers, marked_world, rows_of_others
from tests.storage.two_communities import ACCOUNT
from tests.test_forged_ids import LAST, keys_of
from tests.test_moderators import fitting
from tests.transactions import opened
from tests.web.browsing import KEY, SITE, Browser, served, signed_in
from tests.web.test_pages import world
from tests.world import MONDAY, World

__all__ = ["world"]

pytestmark = pytest.mark.asks_the_database

DIGESTS = {"calendar": "ca1e", "certificate": "ce47", "session": "5e55", "sign-in": "51b9"}
"""What the database keeps of what lets a member in: it lets nobody in by itself."""
SIGNED_IN = ("a member of the cohort", "a moderator of another community, here", "one who was never here, in a direct message")
KINDS = ("press", "submit", "command")
"""How a form of the pages may be sent."""
TRIED = [command for place, command in enumerate(all_commands()) if not command.moderator or place % 8 == 0]
"""Each command of members, and some of moderators, which are refused alike."""


async def test_no_address_with_ids_that_are_real_shows_or_changes_what_is_another_persons(world: World) -> None:
    omar, other, ids = await marked_world(world)
    async with opened(world.core, other.community) as unit:
        for kind, digest in DIGESTS.items():
            held = WebPass(
                digest=digest,
                kind=kind,
                person=other.person,
                cohort=other.cohort,
                platform="test",
                account=ACCOUNT,
                made_at=MONDAY,
            )  # pyright: ignore[reportArgumentType]
            await unit.web_passes.put(held)
    people = await attackers(world, omar, other)
    for turn, who in enumerate(SIGNED_IN):
        before = await rows_of_others(world, other, people[who])
        async with served(world) as browser:
            await signed_in(browser, people[who].caller)
            await look_everywhere(browser, ids, people[who], turn)
        assert await rows_of_others(world, other, people[who]) == before, who
    async with served(world) as browser:
        await look_from_outside(browser, world, [*ids.values(), *DIGESTS.values()])
        assert await rows_of_others(world, other, people[who]) == before


async def look_everywhere(browser: Browser, ids: Mapping[str, str], attacker: Attacker, turn: int) -> None:
    """Open each page, send each command by a link and by a form of each kind by turns."""
    asked = urlencode({"cohort": ids["cohort"], "community": ids["community"]})
    for page in PAGES:
        await browser.get(f"/pages/{page.name}?{asked}")
        assert [word for word in attacker.hidden if word in browser.text] == [], page.name
    (proof, *_) = re.findall(r'name="proof" value="([^"]*)"', browser.text)
    for place, command in enumerate(command for command in TRIED if command.path not in LAST):
        call = Call(command.path, {**keys_of(command, ids), "community": ids["community"]}).dump()
        await browser.get(f"/pages/call?{urlencode({'c': call})}")
        assert [word for word in attacker.hidden if word in browser.text] == [], command.path
        kind = KINDS[(turn + place) % len(KINDS)]
        filled = {f"{PREFIX}{p.name}": ids.get(p.name) or fitting(p) for p in command.parameters} if kind != "press" else {}
        await browser.post("/pages/call", call=call, kind=kind, proof=proof, id=f"{turn} {command.path}", **filled)
        assert [word for word in attacker.hidden if word in browser.text] == [], (kind, command.path)


async def look_from_outside(browser: Browser, world: World, known: Sequence[str]) -> None:
    """Open each address, and send a form to each that takes one, with everything that is known in the place of what nobody can
    know."""
    app = web.Application()
    let_in(app, world.core.visits, SITE, KEY)
    call = Call("checkin shared", {"cohort": known[0]}).dump()
    for method, path in addresses(app):
        for value in known if "{" in path or method == "POST" else [""]:
            place, secrets = re.sub(r"\{\w+\}", value, path), dict.fromkeys(("token", "proof", "id"), value)
            await (browser.post(place, call=call, kind="press", **secrets) if method == "POST" else browser.get(place))
            assert [word for word in (OWN, OF_COHORT, OF_COMMUNITY) if word in browser.text] == [], (path, value)
            assert method == "GET" or await browser.get("/pages/week") == 401, (path, value)


def addresses(app: web.Application) -> Iterator[tuple[str, str]]:
    """Each method and path."""
    for resource in app.router.resources():
        within = resource.get_info().get("app")
        if within is not None:
            yield from addresses(within)
        elif "static" not in resource.canonical:
            yield from ((route.method, resource.canonical) for route in resource if route.method != "HEAD")
