"""`check` as operators type it, with a Discord that answers."""

import asyncio
from pathlib import Path

import pytest
from discord.http import Route

from tests.discord.fake import FakeDiscord
from tests.discord.objects import PUBLIC_KEY
from tests.entered import enter

pytestmark = pytest.mark.slow


async def test_the_check_tells_whether_the_public_key_is_that_of_the_application(fake: FakeDiscord, tmp_path: Path) -> None:
    settings = {"DISCORD_TOKEN": "a-secret", "DISCORD_API_URL": Route.BASE}
    own, other = PUBLIC_KEY.upper(), "ab" * 32
    right = (await asyncio.to_thread(enter, tmp_path, "check", **settings, DISCORD_PUBLIC_KEY=own)).stdout
    wrong = (await asyncio.to_thread(enter, tmp_path, "check", **settings, DISCORD_PUBLIC_KEY=other)).stdout
    assert "✓ Discord knows the bot as cairn" in right
    assert "✗ DISCORD_PUBLIC_KEY is not the key of cairn" in wrong
    assert "copy it anew from its General Information" in wrong
