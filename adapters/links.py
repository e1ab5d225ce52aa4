"""Whether an address still leads somewhere, asked of the site itself: politely, and of no machine in a private network.

Each step of a redirect is looked at before it is followed. The connection is made to the very addresses that were looked at, so
that a name that leads elsewhere when it is asked again gains nothing.
"""

import asyncio
import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.domain.address import is_public
from bot.domain.links import LinkAnswer

SECONDS = 15.0
"""The most seconds that a site may take, with all its redirects."""
MOST_STEPS = 5
"""The most redirects that are followed."""
MOST_BYTES = 16_384
"""Of an answer so many bytes are held at most; its body is not read."""
PORTS = frozenset({80, 443})
HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; CairnLinkCheck/1.0)", "Accept": "*/*"}
REDIRECTS = frozenset({301, 302, 303, 307, 308})
FOR_GOOD = frozenset({301, 308})
GONE = frozenset({404, 410})
REFUSES_HEAD = frozenset({400, 403, 404, 405, 406, 410, 501, 503})
"""Statuses with which some sites answer a HEAD, though they answer a GET well."""
NO_SUCH_HOST = frozenset({socket.EAI_NONAME, socket.EAI_NODATA})

IsReachable = Callable[[IPv4Address | IPv6Address], bool]


class RefusedStep(Exception):
    """An address that is not asked; the text says why."""


class CheckedResolver(AbstractResolver):
    """Resolves names, but for those that lead to an address that may not be asked."""

    def __init__(self, resolver: AbstractResolver, is_reachable: IsReachable) -> None:
        self._resolver = resolver
        self._is_reachable = is_reachable

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET) -> list[ResolveResult]:
        """As the resolver beneath. Raises RefusedStep for a name that leads to an address that may not be asked."""
        found = await self._resolver.resolve(host, port, family)
        if not all(self._is_reachable(ip_address(each["host"])) for each in found):
            raise RefusedStep("leads into a private network")
        return found

    async def close(self) -> None:
        await self._resolver.close()


class HttpLinkProbe:
    """Implements `bot.ports.links.LinkProbe` over HTTP; tests let it resolve names and reach ports of their own."""

    def __init__(
        self,
        make_resolver: Callable[[], AbstractResolver] = aiohttp.ThreadedResolver,
        is_reachable: IsReachable = is_public,
        ports: frozenset[int] = PORTS,
    ) -> None:
        self._make_resolver = make_resolver
        self._is_reachable = is_reachable
        self._ports = ports

    async def __call__(self, url: str) -> LinkAnswer:
        try:
            async with asyncio.timeout(SECONDS), self._session() as session:
                return await self._ask(session, URL(url))
        except RefusedStep as refused:
            return LinkAnswer("unsure", str(refused), responded=False)
        except aiohttp.ClientConnectorDNSError as error:
            known = error.os_error.errno in NO_SUCH_HOST
            return LinkAnswer("broken" if known else "unsure", "no such host" if known else "name not resolved", responded=False)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            return LinkAnswer("unsure", type(error).__name__, responded=False)

    def _session(self) -> aiohttp.ClientSession:
        resolver = CheckedResolver(self._make_resolver(), self._is_reachable)
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(resolver=resolver, use_dns_cache=False, force_close=True),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers=HEADERS,
            auto_decompress=False,
            read_bufsize=MOST_BYTES,
        )

    async def _ask(self, session: aiohttp.ClientSession, url: URL) -> LinkAnswer:
        status, last, for_good = await self._answer(session, "HEAD", url)
        if status in REFUSES_HEAD:
            status, last, for_good = await self._answer(session, "GET", url)
        if status in GONE:
            return LinkAnswer("broken", str(status))
        if status >= 400:
            return LinkAnswer("unsure", str(status))
        return LinkAnswer("moved", str(last)) if for_good else LinkAnswer("works")

    async def _answer(self, session: aiohttp.ClientSession, method: str, url: URL) -> tuple[int, URL, bool]:
        """The last status, the address that it came from, and whether every step on the way there was for good.

        Raises RefusedStep for a step that is not taken.
        """
        steps: list[int] = []
        while len(steps) <= MOST_STEPS:
            self._check(url)
            async with session.request(method, url, allow_redirects=False) as response:
                location = response.headers.get("Location")
                if response.status not in REDIRECTS or not location:
                    return response.status, url, bool(steps) and FOR_GOOD.issuperset(steps)
                steps.append(response.status)
            url = url.join(URL(location))
        raise RefusedStep("too many redirects")

    def _check(self, url: URL) -> None:
        """Raises RefusedStep for an address that may not be asked. What a name leads to is looked at when it is resolved."""
        if url.scheme not in ("http", "https") or not url.host:
            raise RefusedStep("is no web address")
        if url.port not in self._ports:
            raise RefusedStep("has an unusual port")
        if url.user is not None or url.password is not None:
            raise RefusedStep("holds a name and a password")
        try:
            address = ip_address(url.host)
        except ValueError:
            return
        if not self._is_reachable(address):
            raise RefusedStep("leads into a private network")
