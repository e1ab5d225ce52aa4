"""Every line of the log about a payload names it: those of work that goes on after it was acknowledged, and of what it queues."""

import json

import pytest

from adapters.slack import listeners
from bot.app.turns import Turns
from bot.logs import set_up_logs
from tests.entered import logging_as_before
from tests.slack.conftest import Send
from tests.slack.fake import SlackFake
from tests.slack.real_core import launch, typed, words


async def test_the_lines_of_a_payload_name_it_to_the_end(
    say: Send, slack: SlackFake, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def fails(*_: object, **__: object) -> None:
        raise LookupError

    def is_lost(*_: object) -> None:
        raise ValueError

    with logging_as_before():
        set_up_logs("INFO", "json", ())
        await launch(say, slack)
        monkeypatch.setattr(Turns, "admit", fails)
        failed = await typed(say, slack, "progress")
        monkeypatch.setattr(listeners, "linked", is_lost)
        await typed(say, slack, "help")
        told = list(map(json.loads, capsys.readouterr().err.splitlines()))
    queued = [line for line in told if line["event"] == "a post is queued"]
    assert queued
    (launched,) = {line["request"] for line in queued}
    fault, of_the_lost = [line for line in told if line["event"] == "a call failed"]
    assert fault["reference"] in words(failed)
    (lost,) = [line for line in told if line["event"] == "an answer was lost"]
    assert of_the_lost["request"] == lost["request"]
    assert len({launched, fault["request"], lost["request"]}) == 3
