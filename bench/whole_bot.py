"""The whole bot for the platforms that are named, in a process of its own, up to its first answer; tells what memory it has."""

import asyncio
import sys
from collections.abc import Callable, Mapping, Sequence

from bench.processes import resident, say
from bot.interface.call import Actor, Call, Place, Request
from bot.wiring.core import Core, open_core
from bot.wiring.garbage import keep_for_good
from tests.world import Clock


def _discord(core: Core, clock: Clock) -> Sequence[object]:
    from adapters.discord.gateway import DiscordGateway
    from adapters.discord.sender import DiscordSender

    gateway = DiscordGateway("token", core.dispatch, core.arrive, clock)
    return gateway, DiscordSender(gateway.client)


def _slack(core: Core, clock: Clock) -> Sequence[object]:
    from adapters.slack.gateway import SlackGateway
    from adapters.slack.sender import SlackSender
    from adapters.slack.web import BASE_URL, Web

    web = Web("xoxb-token", BASE_URL)
    return SlackGateway(web, core.dispatch, clock, signing_secret="secret"), SlackSender(web)  # noqa: S106 - of nobody


_READY: Mapping[str, Callable[[Core, Clock], Sequence[object]]] = {"discord": _discord, "slack": _slack}


async def main(url: str, platforms: Sequence[str]) -> None:
    clock = Clock()
    async with open_core(url, clock, {}) as core:
        ready = [part for platform in platforms for part in _READY[platform](core, clock)]
        idle = resident()
        await core.warm()
        keep_for_good()
        asked = Request("1", Call("help"), Actor("discord", "1", "Ann"), Place("discord", "1", "1"), "command", clock())
        await core.dispatch(asked)
        say(idle=idle, warm=resident(), parts=[type(part).__name__ for part in ready])


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2:]))
