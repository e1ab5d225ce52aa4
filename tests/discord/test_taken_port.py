"""Another program takes the port while the process starts: that is said in one line, whatever Discord's login is at."""

import asyncio
import shutil
import subprocess
import sys
from pathlib import Path
from socket import create_server

import pytest
from discord.http import Route

from tests.discord.fake import FakeDiscord
from tests.started import ROOT, environment

LATER = """
import sys
from bot.wiring import platforms
platforms.check_port = lambda *_: None  # when it was looked at the port was free
sys.argv = ["bot", "run", "web", "discord"]
from bot.command_line import main
main()
"""


@pytest.mark.slow
async def test_a_port_that_is_taken_meanwhile_is_told_alone(fake: FakeDiscord, prepared_database: Path, tmp_path: Path) -> None:
    shutil.copy(prepared_database, tmp_path / "cairn.db")
    with create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        told = {"DISCORD_TOKEN": "a-secret", "DISCORD_API_URL": Route.BASE, "HOST": "127.0.0.1", "PORT": port}
        line, settings = [sys.executable, "-c", LATER], environment(tmp_path, **told)
        done = await asyncio.to_thread(subprocess.run, line, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)
    said = f"Port {port} cannot be used (another program listens there); choose another with PORT."
    assert (done.returncode, done.stderr.splitlines()[-2:]) == (2, ["The bot cannot start:", said])
    assert "Traceback" not in done.stderr
