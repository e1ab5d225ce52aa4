"""Whether a link still works is asked of its site over real HTTP, and of no machine in a private network."""

import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from adapters.links import HttpLinkProbe
from adapters.web.app import serve
from bot.domain.address import is_public

NAMES = {
    "site.org": "::1",
    "inside.org": "10.0.0.1",
    "local.org": "127.0.0.1",
    "mapped.org": "::ffff:127.0.0.1",
    "both.org": "::1",
}
"""Where names lead in these tests: the site to the one address that may be asked."""


class Names(AbstractResolver):
    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET) -> list[ResolveResult]:
        if host == "later.org":
            raise socket.gaierror(socket.EAI_AGAIN, "later")
        if host not in NAMES:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        addresses = [NAMES[host], *(["192.168.1.1"] if host == "both.org" else [])]
        return [ResolveResult(hostname=host, host=each, port=port, family=_family(each), proto=0, flags=0) for each in addresses]

    async def close(self) -> None: ...


def _family(address: str) -> int:
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def _reachable(address: IPv4Address | IPv6Address) -> bool:
    return address == ip_address("::1") or is_public(address)


PAGES = {
    "fine": (200, ""),
    "shy": (200, ""),
    "vast": (200, ""),
    "elsewhere": (302, "/fine"),
    "moved": (301, "/fine"),
    "around": (302, "/around"),
    "out": (302, ""),
    "gone": (410, ""),
    "closed": (403, ""),
    "busy": (429, ""),
    "ill": (500, ""),
}


@dataclass
class Site:
    """A site with pages in every state, and a machine beside it that nobody may ask."""

    port: int
    victim: int
    asked: list[str] = field(default_factory=list[str])

    async def probe(self, path: str, host: str = "site.org") -> tuple[str, str]:
        ports = frozenset({self.port, self.victim, 80, 443})
        answer = await HttpLinkProbe(Names, _reachable, ports)(f"http://{host}:{self.port}/{path}")
        return answer.state, answer.note


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """On ::1, the one address of this machine that the tests let the probe ask."""
    found = Site(0, 0)

    async def page(request: web.Request) -> web.Response:
        name, to = request.match_info["name"], request.query.get("to", "").replace("PORT", str(found.victim))
        status, location = PAGES.get(name, (404, ""))
        if name == "shy" and request.method == "HEAD":
            status = 405
        headers = {"Location": location or to} if 300 <= status < 400 else {}
        return web.Response(status=status, headers=headers, body=b"x" * 5_000_000 if name == "vast" else None)

    async def asked(request: web.Request) -> web.Response:
        found.asked.append(str(request.url))
        return web.Response()

    app, private = web.Application(), web.Application()
    app.router.add_get("/{name}", page)
    private.router.add_get("/{name:.*}", asked)
    async with serve(app, "::1", 0) as found.port, serve(private, "127.0.0.1", 0) as found.victim:
        yield found


ANSWERS = {
    "fine": ("works", ""),
    "shy": ("works", ""),
    "vast": ("works", ""),
    "elsewhere": ("works", ""),
    "moved": ("moved", "/fine"),
    "gone": ("broken", "410"),
    "nowhere": ("broken", "404"),
    "around": ("unsure", "too many redirects"),
    "closed": ("unsure", "403"),
    "busy": ("unsure", "429"),
    "ill": ("unsure", "500"),
}


async def test_a_link_works_moved_broke_or_nobody_can_tell(site: Site) -> None:
    found = {path: await site.probe(path) for path in ANSWERS}
    assert {path: (state, note.removeprefix(f"http://site.org:{site.port}")) for path, (state, note) in found.items()} == ANSWERS


REFUSED = {
    "http://127.0.0.1:PORT/x": "leads into a private network",
    "http://169.254.169.254/latest/meta-data": "leads into a private network",
    "http://[::ffff:10.0.0.1]/": "leads into a private network",
    "http://[::ffff:127.0.0.1]:PORT/x": "leads into a private network",
    "http://[2002:7f00:1::]/": "leads into a private network",
    "http://[64:ff9b::a00:1]/": "leads into a private network",
    "http://[fe80::1]/": "leads into a private network",
    "http://0.0.0.0:PORT/x": "leads into a private network",
    "http://100.64.0.1/": "leads into a private network",
    "http://224.0.0.1/": "leads into a private network",
    "http://inside.org/": "leads into a private network",
    "http://local.org:PORT/x": "leads into a private network",
    "http://mapped.org:PORT/x": "leads into a private network",
    "http://both.org/": "leads into a private network",
    "http://site.org:22/": "has an unusual port",
    "file:///etc/passwd": "is no web address",
    "ftp://site.org/": "is no web address",
    "http://ann:secret@site.org/": "holds a name and a password",
}


async def test_no_redirect_leads_the_probe_to_what_is_not_public(site: Site) -> None:
    found = {to: await site.probe(f"out?to={to}") for to in REFUSED}
    assert found == {to: ("unsure", why) for to, why in REFUSED.items()}
    assert site.asked == []


async def test_no_redirect_leads_the_probe_to_its_own_machine_by_the_sixth_version() -> None:
    asked: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request.host)
        return web.Response(status=302, headers={"Location": f"http://[::1]:{victim}/"})

    app, private = web.Application(), web.Application()
    for each in (app, private):
        each.router.add_get("/", answer)
    async with serve(app, "127.0.0.1", 0) as port, serve(private, "::1", 0) as victim:
        probe = HttpLinkProbe(Names, lambda address: address == ip_address("127.0.0.1"), frozenset({port, victim}))
        found = await probe(f"http://local.org:{port}/")
    assert (found.state, found.note) == ("unsure", "leads into a private network")
    assert asked == [f"local.org:{port}"]


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://localhost/", "http://[::ffff:7f00:1]/"])
async def test_the_probe_that_runs_asks_nothing_of_its_own_machine(url: str) -> None:
    answer = await HttpLinkProbe()(url)
    assert (answer.state, answer.note) == ("unsure", "leads into a private network")


async def test_a_name_that_nobody_knows_is_broken_and_one_that_is_not_told_is_not(site: Site) -> None:
    assert await site.probe("fine", "nobody.org") == ("broken", "no such host")
    assert await site.probe("fine", "later.org") == ("unsure", "name not resolved")


async def test_a_site_that_does_not_answer_leaves_it_open(unused_tcp_port: int) -> None:
    probe = HttpLinkProbe(Names, _reachable, frozenset({unused_tcp_port}))
    answer = await probe(f"http://site.org:{unused_tcp_port}/")
    assert (answer.state, answer.note, answer.responded) == ("unsure", "ClientConnectorError", False)
