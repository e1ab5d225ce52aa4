"""Two web processes answer for one application, and ask Discord where they are told to."""

import asyncio
import json
import re
import shutil
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from aiohttp import ClientSession
from discord.http import Route

from tests.discord.fake import FakeDiscord
from tests.discord.objects import PUBLIC_KEY
from tests.discord.signing import PATH, signed, typed
from tests.discord.test_servers_over_http import SETTINGS
from tests.test_started_processes import started, until


@pytest.mark.slow
async def test_whichever_is_asked_answers_and_what_comes_to_both_is_done_once(
    fake: FakeDiscord, prepared_database: Path, tmp_path: Path
) -> None:
    shutil.copy(prepared_database, tmp_path / "cairn.db")
    settings = {
        "DISCORD_TOKEN": "a-secret", "DISCORD_PUBLIC_KEY": PUBLIC_KEY, "DISCORD_API_URL": Route.BASE,
        "HOST": "127.0.0.1", "PORT": "0", "LOG_FORMAT": "json",
    }  # fmt: skip
    body, answers = json.dumps(typed(**SETTINGS)).encode(), []
    with ExitStack() as processes:
        for _ in range(2):
            process = processes.enter_context(started(tmp_path, sys.executable, "-m", "bot", "run", "web", **settings))
            port = re.search(r'"port": (\d+)', await asyncio.to_thread(until, process, '"port"'))
            assert port
            address = f"http://127.0.0.1:{port[1]}{PATH}"
            async with ClientSession() as session, session.post(address, data=body, headers=signed(body)) as response:
                answers.append((response.status, await response.text()))
            async with ClientSession() as session, session.post(address, data=body) as refused:
                assert refused.status == 401
    (first, said), (second, again) = answers
    assert (first, second) == (200, 200)
    assert "45" in said
    assert "done already" in again
    assert len(fake.of("GET", "/users/@me")) == 2
    assert fake.of("GET", "/users/@me/guilds")
