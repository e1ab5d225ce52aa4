"""A press on Discord whose call was forged: somebody of another server names what is real in this one."""

from types import SimpleNamespace

import discord
import pytest
import simcord

from adapters.discord import render
from bot.interface.call import Actor, Call
from bot.interface.card import Button, Buttons, Card
from bot.text import t
from bot.wiring.features import all_commands
from tests.discord.test_real_core import client, launch, server, simcord_bot, words
from tests.test_forged_ids import keys_of
from tests.transactions import opened

__all__ = ["client", "server", "simcord_bot"]
PATHS = (
    "manage status",
    "manage end",
    "manage note",
    "cohort info",
    "milestone work",
    "checkin shared",
    "leaderboard",
    "calendar",
)


@pytest.mark.slow
async def test_ids_of_another_server_open_nothing_and_change_nothing(server: SimpleNamespace, simcord_env: simcord.Env) -> None:
    await launch(server)
    await server.member.slash(server.channel, "cohort join")
    written = await server.member.slash(server.channel, "checkin", did="Veritaserum", share=True)
    assert "The cohort sees it" in words(written.response.components)
    (there,) = await server.core.units.communities_of(Actor("discord", str(server.moderator.id), "mo"))
    async with opened(server.core, there.id) as unit:
        (cohort,) = await unit.cohorts.all()
    elsewhere = simcord_env.create_guild("Elsewhere")
    room = elsewhere.create_text_channel("general")
    admins = elsewhere.create_role("admins", permissions=discord.Permissions(manage_guild=True))
    draco = elsewhere.add_member(simcord_env.create_user("draco"), roles=[admins])
    real = {"cohort": str(cohort.id), "day": "2026-01-05", "week": "1"}
    for command in (command for command in all_commands() if command.path in PATHS):
        path, forged = command.path, {**keys_of(command, real), "community": str(there.id)}
        card = Card(t("Forged"), (Buttons((Button(t("Press"), Call(path, forged)),)),))
        message = await simcord_env.bot.get_channel(room.id).send(view=render.layout(card))
        pressed = await draco.click(message, label="Press")
        said = words(pressed.response.components)
        assert [word for word in ("ML January", "Veritaserum", "no option") if word in said] == [], path
    async with opened(server.core, there.id) as unit:
        assert await unit.cohorts.all() == [cohort]
