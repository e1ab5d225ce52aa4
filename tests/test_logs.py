"""Log lines have one format, ours and the libraries', and never hold a secret."""

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import pytest
import structlog

from bot.logs import Seldom, hidden_in_logs, hide_in_logs, set_up_logs
from tests.entered import logging_as_before

SECRETS = ("xoxt-123-abc", "xoxt-123-abc-longer", 'pä"ss\\wörd', "p'q\"r", "")
Style = Literal["text", "json"]


@pytest.fixture(autouse=True)
def after_each() -> Iterator[None]:
    with logging_as_before():
        yield


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err.splitlines()


def failing(secret: str) -> None:
    local = {"password": secret}
    raise ValueError(f"no entry with {local} at https://user:{secret}@host")


@pytest.mark.parametrize("style", ["text", "json"])
@pytest.mark.parametrize("secret", [secret for secret in SECRETS if secret])
def test_a_secret_is_hidden_wherever_it_got_into_a_line(capsys: pytest.CaptureFixture[str], style: Style, secret: str) -> None:
    set_up_logs("INFO", style, SECRETS)
    log = structlog.get_logger("bot.try")
    log.info("starting with %s", secret, token=secret, headers={"Authorization": f"Bearer {secret}"}, several=[secret])
    logging.getLogger("library").warning("refused: %s %r", secret, {"token": secret})
    structlog.contextvars.bind_contextvars(secret=secret)
    try:
        failing(secret)
    except ValueError:
        log.exception("it failed")
        logging.getLogger("library").exception("it failed there")
    structlog.contextvars.clear_contextvars()
    written = "\n".join(lines(capsys))
    assert "***" in written
    for shown in (secret, repr(secret)[1:-1], json.dumps(secret)[1:-1], json.dumps(repr(secret)[1:-1])[1:-1]):
        assert shown not in written
    assert "-longer" not in written
    assert written.count("ValueError: no entry") == 2


@pytest.mark.parametrize("style", ["text", "json"])
@pytest.mark.parametrize("token", ["xoxb-12-ab_C", "xoxe.xoxb-1-Mi0-x", "xoxe-1-My0", "xoxp-1"])
def test_a_token_of_slacks_that_nobody_knew_at_the_start_is_hidden(
    capsys: pytest.CaptureFixture[str], style: Style, token: str
) -> None:
    set_up_logs("INFO", style, [])
    structlog.get_logger("bot").warning("refused", answer={"access_token": token})
    (line,) = lines(capsys)
    assert token not in line
    assert "***" in line


def test_json_lines_say_who_what_and_when(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("INFO", "json", SECRETS)
    structlog.get_logger("bot.try").info("hello", count=3)
    logging.getLogger("library").warning("there are %d", 2)
    ours, theirs = (json.loads(line) for line in lines(capsys))
    assert ours.items() >= {"event": "hello", "count": 3, "logger": "bot.try", "level": "info"}.items()
    assert theirs.items() >= {"event": "there are 2", "logger": "library", "level": "warning"}.items()
    assert ours["timestamp"].endswith("Z")


def test_a_line_of_json_stays_json_when_a_secret_is_hidden_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("INFO", "json", SECRETS)
    try:
        failing(SECRETS[2])
    except ValueError:
        structlog.get_logger("bot.try").exception("it failed", password=SECRETS[2])
    [line] = map(json.loads, lines(capsys))
    assert line["password"] == "***"
    assert "***" in line["exception"]


@pytest.mark.parametrize("style", ["text", "json"])
def test_an_exception_is_told_once_with_its_traceback(capsys: pytest.CaptureFixture[str], style: Style) -> None:
    set_up_logs("INFO", style, ())
    try:
        failing("x")
    except ValueError:
        logging.getLogger("library").exception("it failed")
    written = "\n".join(lines(capsys))
    assert written.count("Traceback") == written.count("ValueError: no entry") == 1


@pytest.mark.parametrize("style", ["text", "json"])
def test_lines_below_the_level_are_left_out(capsys: pytest.CaptureFixture[str], style: Style) -> None:
    set_up_logs("WARNING", style, ())
    structlog.get_logger("bot.try").info("quiet")
    logging.getLogger("library").info("quiet")
    structlog.get_logger("bot.try").warning("loud")
    [line] = lines(capsys)
    assert "loud" in line


def test_libraries_that_tell_every_beat_are_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("INFO", "text", ())
    logging.getLogger("alembic.runtime").info("upgraded")
    logging.getLogger("apscheduler.executors.default").info("executed")
    logging.getLogger("apscheduler.scheduler").warning("skipped: maximum number of running instances reached (1)")
    assert lines(capsys) == []


def test_what_anybody_outside_can_cause_fills_no_log(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("INFO", "text", ())
    seconds = iter([0.0, *(second / 10 for second in range(1000))])
    refused = Seldom(structlog.get_logger("bot.try"), "refused", 60, lambda: next(seconds))
    for _ in range(1000):
        refused.tell()
    first, second = lines(capsys)
    assert ("times=1" in first, "times=600" in second) == (True, True)


LIBRARIES = (
    "discord.http", "discord.gateway", "slack_sdk.web.async_base_client", "slack_bolt.AsyncApp", "aiohttp.client",
    "sqlalchemy.engine.Engine", "sqlalchemy.pool", "aiosqlite", "asyncio", "root",
)  # fmt: skip


@pytest.mark.parametrize("style", ["text", "json"])
def test_what_libraries_write_down_of_what_they_send_is_never_logged(capsys: pytest.CaptureFixture[str], style: Style) -> None:
    set_up_logs("DEBUG", style, ())
    for name in LIBRARIES:
        logging.getLogger(name).debug("POST /interactions/1/token with {'content': 'what somebody wrote'}")
    structlog.get_logger("bot.try").debug("ours")
    [line] = lines(capsys)
    assert "ours" in line


@pytest.mark.parametrize("style", ["text", "json"])
def test_what_somebody_wrote_is_hidden_in_the_error_that_it_made(capsys: pytest.CaptureFixture[str], style: Style) -> None:
    set_up_logs("INFO", style, ())
    wrote = "I am ill\nwith the «flu»"
    with hidden_in_logs([wrote, "no"]):
        hide_in_logs(["and kept in a draft"])
        try:
            failing(f"{wrote}; and kept in a draft")
        except ValueError:
            structlog.get_logger("bot.try").exception("a call failed")
    written = "\n".join(lines(capsys))
    assert "ValueError: no entry" in written
    assert not [word for word in ("ill", "flu", "kept in a draft") if word in written]
    structlog.get_logger("bot.try").info("I am ill")
    assert "I am ill" in "".join(lines(capsys))


def test_words_that_are_also_ours_leave_a_line_of_json_whole(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("INFO", "json", ())
    with hidden_in_logs(["event", "a call failed", "info", "bot.try", 'true, "', "true", "4711", '"}{"']):
        structlog.get_logger("bot.try").info("a call failed", told='true, "x', event_of=["event"], number=4711)
        logging.getLogger("library").warning("it says: a call failed")
    ours, theirs = map(json.loads, lines(capsys))
    assert (ours["event"], ours["level"], ours["logger"]) == ("a call failed", "info", "bot.try")
    assert (ours["told"], ours["event_of"], ours["number"]) == ("***x", "['***']", "***")
    assert theirs["event"] == "it says: ***"


@dataclass
class Forged:
    """Shows what it holds as it is."""

    text: str

    def __repr__(self) -> str:
        return self.text


@pytest.mark.parametrize("forged", ["\n", "\r", "\u2028", "\x85", "\x0b"])
def test_nobody_writes_a_line_that_looks_like_one_of_ours(capsys: pytest.CaptureFixture[str], forged: str) -> None:
    set_up_logs("INFO", "text", ())
    wrote = f"x{forged}2026-01-05T08:00:00Z [info     ] all is well \x1b[2J\u202e"
    close = f"x{forged}2026-01-05\x1b]0;\x07\u202e\u200f"  # without a space nobody puts quotes around it
    told: dict[str, Any] = {"name": wrote, "link": close, close: "x", "held": Forged(close)}
    structlog.get_logger("bot.try").info(wrote, **told)
    logging.getLogger("library").warning("refused: %s", wrote)
    try:
        failing(wrote)
    except ValueError as error:
        structlog.get_logger("bot.try").exception("it failed: %s", error)
    written = capsys.readouterr().err
    assert not set("\x1b\x07\u202e\u200f") & set(written)
    assert not [line for line in written.splitlines() if line.startswith("2026-01-05")]


def test_setting_up_twice_writes_each_line_once(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("INFO", "text", ())
    set_up_logs("INFO", "text", ())
    structlog.get_logger("bot.try").info("hello")
    assert len(lines(capsys)) == 1


def test_a_value_that_is_no_text_can_be_logged(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("INFO", "json", SECRETS)
    value: Any = object()
    structlog.get_logger("bot.try").info("hello", value=value, nothing=None)
    [line] = map(json.loads, lines(capsys))
    assert line["nothing"] is None
