"""How processes that share a token keep one pace: by Redis if it is set, else by PostgreSQL."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from adapters.pace import Books
from bot.config import MisconfiguredError, Settings
from storage.health import Health
from storage.turns import shared_turns


@asynccontextmanager
async def shared_pace(settings: Settings, health: Health) -> AsyncGenerator[Books]:
    """The book of each token by its name, while the block runs. Raises MisconfiguredError if the extra that Redis needs is not
    installed."""
    async with shared_turns(settings.database, health) as in_database:
        if not settings.redis_url:
            yield in_database
            return
        try:
            from adapters.redis_turns import redis_turns
        except ImportError:
            raise MisconfiguredError(
                "REDIS_URL: the extra `scale` is not installed; run `python3 bootstrap.py --scale`, or leave REDIS_URL empty."
            ) from None
        async with redis_turns(settings.redis_url) as in_redis:
            yield lambda token: in_redis(token, in_database(token))
