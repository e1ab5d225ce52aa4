"""The part `worker` of the bot as it ships, for which the double at an address is Discord itself: of a proxy, which the setting
DISCORD_API_URL can name as well, it would think that it keeps the pace of all workers."""

import sys

from discord.http import Route

from bot import config


def main(discord: str) -> None:
    Route.BASE = discord
    config.DISCORD_API = discord
    from bot.command_line import main as run  # noqa: PLC0415 - what it imports reads the address

    sys.argv[1:] = ["run", "worker"]
    run()


if __name__ == "__main__":
    main(sys.argv[1])
