"""The libraries of the platforms that are named, in a process of its own, ready to hear; tells what memory they have."""

import sys
from collections.abc import Callable, Mapping, Sequence

from bench.processes import resident, say


def _discord() -> object:
    import discord
    from discord.app_commands import CommandTree

    return CommandTree(discord.Client(intents=discord.Intents(guilds=True)))


def _slack() -> object:
    from slack_bolt.app.async_app import AsyncApp

    return AsyncApp(token="xoxb-token", signing_secret="secret")  # noqa: S106 - of nobody


_READY: Mapping[str, Callable[[], object]] = {"discord": _discord, "slack": _slack}


def main(platforms: Sequence[str]) -> None:
    ready = [_READY[platform]() for platform in platforms]
    idle = resident()
    say(idle=idle, warm=idle, parts=[type(each).__name__ for each in ready])


if __name__ == "__main__":
    main(sys.argv[1:])
