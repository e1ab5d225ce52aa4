"""Whether addresses still lead somewhere, asked of the sites themselves: politely, one call at a time to each host."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

import aiohttp

AT_ONCE = 16
"""The number of hosts that are asked at the same time."""
SECONDS = 20.0
"""The most seconds that a site may take."""
HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; CairnLinkCheck/1.0)", "Accept": "*/*"}
GONE = frozenset({404, 410})
REFUSES_HEAD = frozenset({400, 403, 404, 405, 406, 410, 501, 503})
"""Statuses with which some sites answer a HEAD, though they answer a GET well."""

LinkState = Literal["works", "moved", "broken", "unsure"]
"""moved: it leads to another address for good · broken: there is nothing · unsure: the site did not say, look yourself."""


@dataclass(frozen=True, slots=True)
class Link:
    """The result for one address; `note` says more, such as where it leads now."""

    name: str
    url: str
    state: LinkState
    note: str = ""

    @property
    def responded(self) -> bool:
        """Whether a site answered, whatever it said."""
        return self.state in ("works", "moved") or self.note.isdigit()


async def check_links(addresses: Mapping[str, str], tell: Callable[[Link], None]) -> list[Link]:
    """Ask for each address, given under a name; `tell` gets each result as it comes."""
    hosts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, url in addresses.items():
        hosts[urlsplit(url).netloc].append((name, url))
    turns = asyncio.Semaphore(AT_ONCE)
    found: list[Link] = []
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    async with aiohttp.ClientSession(headers=HEADERS, timeout=timeout) as session, asyncio.TaskGroup() as group:

        async def ask_host(links: list[tuple[str, str]]) -> None:
            async with turns:
                for name, url in links:
                    link = await _ask(session, name, url)
                    found.append(link)
                    tell(link)

        for links in hosts.values():
            group.create_task(ask_host(links))
    return sorted(found, key=lambda link: link.name)


async def _ask(session: aiohttp.ClientSession, name: str, url: str) -> Link:
    try:
        status, last, moved = await _answer(session, "HEAD", url)
        if status in REFUSES_HEAD:
            status, last, moved = await _answer(session, "GET", url)
    except (aiohttp.ClientConnectorDNSError, aiohttp.TooManyRedirects) as error:
        return Link(name, url, "broken", type(error).__name__)
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        return Link(name, url, "unsure", type(error).__name__)
    if status in GONE:
        return Link(name, url, "broken", str(status))
    if status >= 400:
        return Link(name, url, "unsure", str(status))
    return Link(name, url, "moved", last) if moved else Link(name, url, "works")


async def _answer(session: aiohttp.ClientSession, method: str, url: str) -> tuple[int, str, bool]:
    """The last status, the address it came from, and whether every step on the way there was for good."""
    async with session.request(method, url, allow_redirects=True) as response:
        steps = [step.status for step in response.history]
        return response.status, str(response.url), bool(steps) and all(step in (301, 308) for step in steps)
