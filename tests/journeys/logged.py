"""What a log of the finest kind holds of a journey: nothing that people wrote, and no key."""

from collections.abc import Generator
from contextlib import contextmanager, redirect_stderr
from io import StringIO

import structlog

from bot.logs import set_up_logs
from tests.entered import logging_as_before
from tests.journeys.journey import Journey
from tests.journeys.lived import work_of, written_on


@contextmanager
def logged() -> Generator[StringIO]:
    """All that is logged while the block runs, ours and libraries'. No secret is named, so that none is hidden that got in."""
    with logging_as_before(), redirect_stderr(StringIO()) as log:
        set_up_logs("DEBUG", "json", ())
        yield log


def written_in(journey: Journey) -> list[str]:
    """What members typed of themselves: their check-ins, plans and links to their work."""
    texts = list[str]()
    for name, lived in journey.lived.items():
        texts += [*(written_on(name, day) for day in lived.checkins), *lived.plans.values()]
        texts += [work_of(name, week) for week in lived.milestones]
    assert texts
    return texts


def betrayed(log: StringIO, *texts: str) -> list[str]:
    """Which of the texts stand in a log, at whose end a line of ours of that kind is still written."""
    structlog.get_logger("bot.journeys").debug("the end of the log")
    assert "the end of the log" in log.getvalue()
    return [text for text in texts if text in log.getvalue()]
