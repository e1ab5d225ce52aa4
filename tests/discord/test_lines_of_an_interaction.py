"""Every line of the log about an interaction names it: those of a slow answer, and of what it queues."""

import json
from types import SimpleNamespace

import pytest

from adapters.discord import interactions
from bot.app.turns import Turns
from bot.logs import set_up_logs
from tests.discord.test_real_core import client, launch, server, simcord_bot, words
from tests.entered import logging_as_before

__all__ = ["client", "server", "simcord_bot"]


async def test_the_lines_of_an_interaction_name_it_to_the_end(
    server: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def fails(*_: object, **__: object) -> None:
        raise LookupError

    async def is_lost(*_: object) -> None:
        raise TimeoutError

    with logging_as_before():
        set_up_logs("INFO", "json", ())
        await launch(server)
        server.gateway._interactions._patience = 0  # every answer is deferred and follows
        monkeypatch.setattr(Turns, "admit", fails)
        failed = await server.member.slash(server.channel, "progress")
        monkeypatch.setattr(interactions, "sent", is_lost)
        await server.member.slash(server.channel, "help")
        await server.core.deliver()
        told = [line for line in map(json.loads, capsys.readouterr().err.splitlines()) if line["logger"] != "discord"]
    queued = [line for line in told if line["event"] == "a post is queued"]
    assert queued
    (launched,) = {line["request"] for line in queued}
    fault, of_the_lost = [line for line in told if line["event"] == "a call failed"]
    assert fault["reference"] in words(failed.response.components)
    (lost,) = [line for line in told if line["event"] == "an interaction was not answered"]
    assert of_the_lost["request"] == lost["request"]
    assert len({launched, fault["request"], lost["request"]}) == 3
    assert all(line["request"].isdigit() for line in (*queued, fault, lost))
