"""The whole bot for both platforms in a process of its own, up to its first answer; tells what memory it has."""

import asyncio
import sys

from adapters.discord.gateway import DiscordGateway
from adapters.discord.sender import DiscordSender
from adapters.slack.gateway import SlackGateway
from adapters.slack.sender import SlackSender
from adapters.slack.web import BASE_URL, Web
from bench.processes import resident, say
from bot.interface.call import Actor, Call, Place, Request
from bot.wiring.core import open_core
from tests.world import Clock


async def main(url: str) -> None:
    clock = Clock()
    async with Web("xoxb-token", BASE_URL) as web, open_core(url, clock, {"slack": SlackSender(web)}) as core:
        slack = SlackGateway(web, core.dispatch, clock, signing_secret="secret")  # noqa: S106 - of nobody
        discord = DiscordGateway("token", core.dispatch, core.arrive, clock)
        sender = DiscordSender(discord.client)
        idle = resident()
        await core.warm()
        asked = Request("1", Call("help"), Actor("discord", "1", "Ann"), Place("discord", "1", "1"), "command", clock())
        await core.dispatch(asked)
        say(idle=idle, warm=resident(), platforms=[sender.platform, SlackSender.platform])
        await slack.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
