"""discord.py's client, set up the way Cairn needs it."""

import asyncio
import logging
from asyncio import sleep
from collections import Counter
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from typing import Any, cast

import aiohttp
import discord
import structlog
from discord.http import Route

from adapters.outgoing import told_requests
from adapters.pace import Book, Pace, longest_turn
from bot.errors import RetryLater
from bot.logs import Spell

REQUESTS_PER_SECOND = 49.2
"""Discord allows a bot 50 in any second; answers to interactions do not count among them."""
UNCOUNTED = ("/interactions/", "/webhooks/")
"""How the paths begin that answer interactions."""
LONGEST_WAIT = 30.0
"""Seconds that discord.py may wait out a rate limit by itself (its own minimum); longer ones are raised."""

FEWEST_STARTS_LEFT = 10
"""Discord counts how often a bot begins to hear anew, 1,000 times a day; one that uses them up loses its token."""
PAUSE, LONGEST_PAUSE = 5.0, 40.0
"""Seconds before another beginning, and before one after several that led nowhere; the library gives each a minute."""
LOGIN_SECONDS = 20.0
"""The most seconds for one login: on a network that swallows requests each would wait for minutes."""
_OF_EACH_ATTEMPT = ("Attempting a", "Shard ID %s session", "Failed to", "logging in")
"""How lines of the library begin that say of each attempt what is logged once."""

# At DEBUG the library writes whole requests: texts of people, and the tokens of interactions.
logging.getLogger("discord").setLevel(logging.INFO)
for _name in ("discord.client", "discord.gateway", "discord.shard"):
    logging.getLogger(_name).addFilter(lambda record: not str(record.msg).startswith(_OF_EACH_ATTEMPT))
# Cairn never speaks, so what voice needs is not missing.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False

log = structlog.get_logger(__name__)


class Client(discord.Client):
    """One connection. Spares the beginnings that Discord allows in a day: after one that led nowhere it waits twice as long as
    before."""

    is_sharded = False
    waits_its_turn = False
    """Whether others are to begin before it may for the first time."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.entered = asyncio.Event()
        """Set once it is logged in; nothing can be asked of it before."""
        self._fruitless: Counter[int | None] = Counter()
        self._spent = Spell(log, "Discord allows no more connections today", "Discord allows connections again")

    @property
    def hears(self) -> bool:
        """Whether Discord can be heard at present."""
        return is_open(self.ws)

    async def login(self, token: str) -> None:
        await super().login(token)
        self.entered.set()

    async def on_connect(self) -> None:
        """Discord has let it in."""
        self._fruitless.clear()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Raises ConnectionError if too few beginnings are left."""
        if self._fruitless[shard_id] or not initial:
            await self._rest(shard_id)
        self._fruitless[shard_id] += 1
        await self._at_once()

    async def stay_connected(self) -> None:
        """Hear until closed, once logged in. The library connects anew by itself, but not before its first socket: it fails over
        the one that it would resume."""
        while not self.is_closed():
            try:
                await self.connect()
            except AttributeError:
                if self.ws:
                    raise

    async def _rest(self, shard_id: int | None) -> None:
        await sleep(min(LONGEST_PAUSE, PAUSE * 2 ** self._fruitless[shard_id]))

    async def _at_once(self) -> int:
        """How many connections may begin at once. Raises ConnectionError if too few beginnings are left."""
        try:
            *_, limit = await self.http.get_bot_gateway()
        except discord.DiscordException:
            return 1  # it does not say
        if limit["remaining"] > FEWEST_STARTS_LEFT:
            self._spent.end()
            return limit["max_concurrency"]
        minutes = limit["reset_after"] // 60_000
        self._spent.begin(f"too many starts: it goes on in {minutes} minutes; see why the process ends so often")
        await sleep(LONGEST_PAUSE)
        raise ConnectionError("too few connections are left")


def is_open(socket: Any) -> bool:
    """Whether a connection is there, and Discord has let the bot in: only then its session has an id."""
    return socket is not None and bool(socket.open and socket.session_id)


def options() -> dict[str, Any]:
    """Of every client: no privileged intents, it can ping nobody and remembers no messages."""
    return {
        "intents": discord.Intents(guilds=True),
        "allowed_mentions": discord.AllowedMentions.none(),
        "member_cache_flags": discord.MemberCacheFlags.none(),
        "chunk_guilds_at_startup": False,
        "max_messages": None,
        "max_ratelimit_timeout": LONGEST_WAIT,
        "http_trace": told_requests("discord"),
    }


def new_client() -> Client:
    """A client of one connection."""
    return Client(**options())


def ask_at(api: str) -> None:
    """From now on the library asks Discord's REST API at this address, such as that of a proxy."""
    Route.BASE = api


@asynccontextmanager
async def logged_in(
    token: str, requests_per_second: float = REQUESTS_PER_SECOND, book: Book | None = None
) -> AsyncGenerator[discord.Client]:
    """A client that can call Discord and hears nothing: for the release step. Raises what the login raises."""
    async with paced_client(requests_per_second, book) as client:
        await client.login(token)
        yield client


async def log_in(client: discord.Client, token: str, away: Callable[[], None] = lambda: None) -> None:
    """Log in as soon as Discord can be reached; `away` is called whenever it cannot. A process that ended would take along what
    hears others. Raises LoginFailure and whatever else Discord refuses with."""
    pause = PAUSE
    while True:
        try:
            async with asyncio.timeout(LOGIN_SECONDS):
                return await client.login(token)
        except (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError) as error:
            if isinstance(error, discord.HTTPException) and error.status < 500 and error.status != 429:
                raise
        away()
        await client.http.close()
        client.http.connector = aiohttp.TCPConnector(limit=0)  # the one before was closed with the session
        await sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)


@asynccontextmanager
async def paced_client(requests_per_second: float = REQUESTS_PER_SECOND, book: Book | None = None) -> AsyncGenerator[Client]:
    """A client that can call Discord once it is logged in, in the pace of its token."""
    async with new_client() as client:
        _pace_requests(client, Pace(1 / requests_per_second, book=book))
        yield client


def _pace_requests(client: discord.Client, pace: Pace) -> None:
    """Have each request wait for its turn as it goes out, also one that the library kept for its channel's sake or tries again:
    with turns of calls many would come at once later. Whoever had a turn when Discord refused all waits for another."""
    http = cast(Any, client.http)

    async def take_turn(_session: aiohttp.ClientSession, _context: object, started: aiohttp.TraceRequestStartParams) -> None:
        if not _counts(str(started.url)):
            return
        patience = longest_turn.get()
        try:
            async with asyncio.timeout(patience):
                await pace.turn()
                while not (over := http._global_over).is_set():  # noqa: SLF001 - the library tells it nowhere else
                    await over.wait()
                    await pace.turn()
        except TimeoutError:
            raise RetryLater(patience or 0) from None

    http.http_trace.on_request_start.insert(0, take_turn)


def _counts(url: str) -> bool:
    """Whether a request is among those that Discord allows a token so many of."""
    return url.startswith(Route.BASE) and not url.removeprefix(Route.BASE).startswith(UNCOUNTED)
