"""A fault reaches Sentry with its reference and with where it was raised, and without a word that people wrote."""

import json
import logging
from collections.abc import Iterator, Mapping
from gzip import decompress
from typing import Any

import pytest

from adapters.telemetry.faults import telling_faults
from bot.app.turns import Turns
from bot.logs import set_up_logs
from tests.entered import logging_as_before
from tests.telemetry.collectors import Received, collecting
from tests.world import World, words

SECRET = "Alohomora"


@pytest.fixture(autouse=True)
def after_each() -> Iterator[None]:
    with logging_as_before():
        yield


def events(received: Received) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = []
    for _, encoding, body in received.bodies:
        lines = (decompress(body) if encoding == "gzip" else body).splitlines()
        found += [json.loads(line) for line in lines if b'"event_id"' in line and b'"logger"' in line]
    return found


async def test_a_call_that_fails_is_told_with_its_reference_alone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    ann = world.caller("ann")

    async def fails(*_: object, **given: object) -> None:
        local = SECRET
        raise LookupError(f"no entry for {local} of {ann.actor.name}")

    monkeypatch.setattr(Turns, "admit", fails)
    set_up_logs("INFO", "text", ())
    with collecting() as received, telling_faults(f"http://key@{received.address}/1"):
        answer = await ann("find", query=SECRET)
        logging.getLogger("library").error("%s could not be sent", SECRET)
        logging.getLogger("library").warning("not worth a word")
    told = {event["message"]: event for event in events(received)}
    ours, theirs = told["a call failed"], told["an error of a library"]
    assert len(told) == 3  # and that what was typed is lost
    assert ours["tags"]["reference"] in words(answer)  # pyright: ignore[reportArgumentType]
    assert ours["tags"]["command"] == "find"
    (error,) = ours["exception"]["values"]
    assert error["type"] == "LookupError"
    assert error["stacktrace"]["frames"][-1]["function"] == "fails"
    assert theirs["logger"] == "library"
    sent = " ".join(str(decompress(body) if encoding == "gzip" else body) for _, encoding, body in received.bodies)
    assert SECRET not in sent
    assert ann.actor.id not in sent
