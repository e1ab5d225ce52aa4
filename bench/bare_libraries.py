"""The libraries of both platforms in a process of its own, ready to hear; tells what memory they have."""

import discord
from discord.app_commands import CommandTree
from slack_bolt.app.async_app import AsyncApp

from bench.processes import resident, say


def main() -> None:
    tree = CommandTree(discord.Client(intents=discord.Intents(guilds=True)))
    app = AsyncApp(token="xoxb-token", signing_secret="secret")  # noqa: S106 - of nobody
    idle = resident()
    say(idle=idle, warm=idle, platforms=[type(tree).__name__, type(app).__name__])


if __name__ == "__main__":
    main()
