"""Whether the addresses of a pack still lead somewhere, one call at a time to each host."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.domain.links import LinkAnswer
from bot.ports.links import LinkProbe

AT_ONCE = 16
"""The number of hosts that are asked at the same time."""


@dataclass(frozen=True, slots=True)
class Link:
    """The result for one address."""

    name: str
    url: str
    answer: LinkAnswer


async def check_links(addresses: Mapping[str, str], tell: Callable[[Link], None], probe: LinkProbe) -> list[Link]:
    """Ask for each address, given under a name; `tell` gets each result as it comes."""
    hosts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, url in addresses.items():
        hosts[urlsplit(url).netloc].append((name, url))
    turns = asyncio.Semaphore(AT_ONCE)
    found: list[Link] = []
    async with asyncio.TaskGroup() as group:

        async def ask_host(links: list[tuple[str, str]]) -> None:
            async with turns:
                for name, url in links:
                    link = Link(name, url, await probe(url))
                    found.append(link)
                    tell(link)

        for links in hosts.values():
            group.create_task(ask_host(links))
    return sorted(found, key=lambda link: link.name)
