"""A slash command of Discord's: without any wire, there and back over loopback, and with what it commits."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, cast

import discord
from discord.app_commands import Command, CommandTree
from discord.webhook.async_ import async_context
from sqlalchemy import func, update

from adapters.discord.gateway import DiscordGateway
from bench.core_floor import core_floor
from bench.frame import Figure, Row, Sides, Stage, at_least, at_least_floor, at_most, at_most_floor
from bench.timing import P50, P95, P99, PER_SECOND, PROCESSOR, timed
from bench.wires import QuickDiscord, Unsent
from bench.worlds import cohorts_with, opened_world
from storage import tables
from storage.connection import Connection
from tests.discord.objects import BOT, GUILD, PERSON, guild, interaction
from tests.world import World, words

COMMAND = 2
HELP = {"id": "7000", "type": 1, "name": "help"}
CHECKIN = {"id": "7000", "type": 1, "name": "checkin", "options": [{"name": "did", "type": 3, "value": "Read a chapter"}]}
CALLS = 400
MEMBERS = 50

Answer = Callable[[discord.Interaction], Awaitable[object]]


def bare(commands: int, answers: Mapping[str, Answer]) -> CommandTree[discord.Client]:
    """A client with its tree of so many commands, of which these answer."""
    tree = CommandTree(discord.Client(intents=discord.Intents(guilds=True), max_messages=None))
    names = [*answers, *(f"command-{number}" for number in range(commands - len(answers)))]
    for name in names:
        callback = cast(Any, answers.get(name, _nothing))
        tree.add_command(Command(name=name, description="A command", callback=callback))
    return tree


async def _nothing(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("Done", ephemeral=True)


async def help_text(world: World) -> Answer:
    """Answers what `help` says, as one text."""
    said = words(await world.caller("reader").card("help"))[:2000]

    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(said, ephemeral=True)

    return answer


def gateway_of(world: World) -> DiscordGateway:
    return DiscordGateway("token", world.core.dispatch, world.core.arrive, world.clock)


def number_of_commands(world: World) -> int:
    return len(list(world.core.dispatch.commands.listed()))


@asynccontextmanager
async def _in_process(stage: Stage) -> AsyncGenerator[Sides]:
    async with opened_world(stage, "SQLite") as world:
        gateway, tree = gateway_of(world), bare(number_of_commands(world), {"help": await help_text(world)})
        calls = stage.part(CALLS)
        [channel] = guild(GUILD)["channels"]
        earlier = async_context.set(Unsent())

        for client in (gateway.client, tree.client):
            _state(client).user = discord.ClientUser(state=_state(client), data=cast(Any, BOT))

        def heard(client: discord.Client, number: int) -> discord.Interaction:
            payload: Any = {**interaction(str(number + 1)), "type": COMMAND, "data": HELP, "channel": channel}
            return discord.Interaction(data=payload, state=_state(client))

        async def by_cairn(number: int) -> None:
            await gateway.on_interaction(heard(gateway.client, number))

        async def by_tree(number: int) -> None:
            await cast(Any, tree)._call(heard(tree.client, number))  # noqa: SLF001 - it has no public door

        yield Sides(partial(timed, by_cairn, calls), partial(timed, by_tree, calls))
        async_context.reset(earlier)


def _state(client: discord.Client) -> Any:
    """What the client knows of Discord, which it keeps to itself."""
    return cast(Any, client)._connection  # noqa: SLF001


@asynccontextmanager
async def _cairn_hears(world: World) -> AsyncGenerator[QuickDiscord]:
    """Cairn's gateway, connected to a Discord of its own."""
    gateway = gateway_of(world)
    async with QuickDiscord() as fake:
        running = asyncio.create_task(gateway.run())
        await _ready(gateway.client, fake)
        yield fake
        await gateway.close()
        await running


@asynccontextmanager
async def _tree_hears(tree: CommandTree[discord.Client]) -> AsyncGenerator[QuickDiscord]:
    """A bare client, connected to a Discord of its own."""
    async with QuickDiscord() as fake, tree.client as client:
        running = asyncio.create_task(client.start("token"))
        await _ready(client, fake)
        yield fake
        await client.close()
        await running


async def _ready(client: discord.Client, fake: QuickDiscord) -> None:
    """Wait until the client has heard of its servers, and was heard once."""
    _state(client).guild_ready_timeout = 0.1
    await fake.interact(type=COMMAND, data=HELP)
    await fake.callback()
    await client.wait_until_ready()


async def _there_and_back(
    fake: QuickDiscord, data: Mapping[str, Any], calls: int, in_flight: int, people: int = 1
) -> Mapping[str, float]:
    async def call(number: int) -> None:
        member = {**interaction("0")["member"], "user": {**PERSON, "id": f"10{number % people}"}}
        await fake.interact(type=COMMAND, data=data, member=member)
        await fake.callback()

    fake.take_turn()
    return await timed(call, calls, in_flight)


async def _alone_and_many(fake: QuickDiscord, calls: int) -> Mapping[str, float]:
    alone = await _there_and_back(fake, HELP, calls, in_flight=1)
    many = await _there_and_back(fake, HELP, calls, in_flight=50)
    return {P50: alone[P50], PER_SECOND: many[PER_SECOND]}


@asynccontextmanager
async def _round_trip(stage: Stage) -> AsyncGenerator[Sides]:
    async with opened_world(stage, "SQLite") as world, _cairn_hears(world) as cairn:
        tree = bare(number_of_commands(world), {"help": await help_text(world)})
        async with _tree_hears(tree) as floor:
            calls = stage.part(CALLS)
            yield Sides(partial(_alone_and_many, cairn, calls), partial(_alone_and_many, floor, calls))


@asynccontextmanager
async def _checkin(stage: Stage) -> AsyncGenerator[Sides]:
    async with opened_world(stage, "SQLite") as world, core_floor(stage, "SQLite") as floor:
        calls, people = stage.part(CALLS), stage.part(MEMBERS)
        await cohorts_with(world, 1, people)
        await world.core.engines.write.run(_move_to_discord)

        async def commit(interaction: discord.Interaction, did: str) -> None:
            await floor.transaction(interaction.user.id)
            await interaction.response.send_message(f"Checked in: {did}", ephemeral=True)

        tree = bare(number_of_commands(world), {"help": await help_text(world), "checkin": cast(Answer, commit)})
        async with _cairn_hears(world) as cairn, _tree_hears(tree) as bot:
            yield Sides(
                partial(_there_and_back, cairn, CHECKIN, calls, 50, people),
                partial(_there_and_back, bot, CHECKIN, calls, 50, people),
            )


async def _move_to_discord(connection: Connection) -> None:
    """The members and their space are Discord's from now on: accounts 100, 101, …"""
    space, account = tables.space, tables.account
    number = func.replace(account.c.external_id, "account-member-0-", "10")
    await connection.execute(update(space).values(platform="discord", external_id=GUILD))
    members = account.c.external_id.like("account-member-0-%")
    await connection.execute(update(account).where(members).values(platform="discord", external_id=number))


ROWS = (
    Row(
        "discord",
        "Discord dispatch without REST, `help`",
        "discord.py's tree with as many commands, answering the same words as a text",
        (Figure(PER_SECOND, at_least_floor(0.5)), Figure(PROCESSOR), Figure(P50), Figure(P95)),
        _in_process,
    ),
    Row(
        "discord-roundtrip",
        "Discord there and back over loopback, `help`: p50 alone, per second with 50 in flight",
        "discord.py's tree with as many commands, answering the same words as a text",
        (Figure(P50, at_most_floor(1.5)), Figure(PER_SECOND, at_least_floor(0.7))),
        _round_trip,
    ),
    Row(
        "discord-checkin",
        "Discord there and back with a committed check-in, SQLite, 50 in flight",
        "discord.py's tree, whose command commits a transaction of two statements through asynchronous Core",
        (Figure(PER_SECOND, at_least(700)), Figure(P50), Figure(P99, at_most(50))),
        _checkin,
    ),
)
