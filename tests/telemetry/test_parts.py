"""The real parts serve their numbers, and say plainly what keeps them from it."""

import asyncio
import shutil
import sys
from pathlib import Path
from socket import create_server

import pytest
from aiohttp import ClientSession

from bot.config import MisconfiguredError, Settings
from bot.wiring import telemetry
from bot.wiring.telemetry import check_telemetry
from tests.ports import free_port
from tests.slack.fake import APP_TOKEN, BOT_TOKEN, running
from tests.test_started_processes import started, until


def settings(**given: object) -> Settings:
    return Settings(_env_file=None, **given)  # pyright: ignore[reportCallIssue, reportArgumentType]


@pytest.mark.slow
async def test_all_parts_in_one_process_serve_their_numbers_apart_from_the_pages(prepared_database: Path, tmp_path: Path) -> None:
    shutil.copy(prepared_database, tmp_path / "cairn.db")
    port, pages = free_port(), free_port()
    line = [sys.executable, "-m", "bot", "run", "worker", "slack", "web"]
    async with running() as slack, ClientSession() as session:
        ports = {"METRICS_PORT": str(port), "PORT": str(pages), "HOST": "127.0.0.1"}
        tokens = {"SLACK_API_URL": slack.api, "SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN}
        with started(tmp_path, *line, **ports, **tokens) as process:
            await asyncio.to_thread(until, process, "numbers can be read", "listening")
            await slack.until(lambda: slack.connections)
            text = ""
            while "cairn_beats_total{" not in text:
                async with session.get(f"http://127.0.0.1:{port}/metrics") as answer:
                    text = await answer.text()
            async with session.get(f"http://127.0.0.1:{pages}/metrics") as beside_the_pages:
                assert beside_the_pages.status == 404
    assert process.returncode == 0
    waiting, asked = "cairn_due_lag_seconds 0.0", "cairn_platform_requests_total{"
    for number in ("cairn_ready ", "cairn_unit_duration_seconds_count ", waiting, asked):
        assert number in text
    assert "process_resident_memory_bytes" in text


def test_a_port_that_is_taken_is_named_with_the_setting() -> None:
    refused = pytest.raises(MisconfiguredError, match="give each process a METRICS_PORT of its own")
    with create_server(("127.0.0.1", 0)) as taken, refused:
        check_telemetry(settings(metrics_port=taken.getsockname()[1]))


@pytest.mark.parametrize("name", ["otel_exporter_otlp_endpoint", "sentry_dsn"])
def test_a_missing_package_is_named_with_the_cure(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telemetry, "find_spec", lambda _: None)
    with pytest.raises(MisconfiguredError, match=rf"{name.upper()}: the extra `scale` is not installed.*--scale"):
        check_telemetry(settings(**{name: "http://key@127.0.0.1:4318/1"}))
    check_telemetry(settings())
