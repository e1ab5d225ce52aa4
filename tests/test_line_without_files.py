"""The rules for a platform without files, kept by one of typed lines and plain text, as the command line is."""

from collections.abc import Sequence

import pytest

from adapters.console import shown
from bot.interface.call import Actor, Call, Place, Request
from tests.conformance.core import LaidOut
from tests.conformance.files import NoFileConformance
from tests.samples import MOMENT


class Reader:
    """Somebody who types lines, and reads what is printed."""

    def __init__(self, core: LaidOut) -> None:
        self.core = core
        self._printed: list[str] = []

    async def type(self, path: str, **values: str) -> None:
        actor, place = Actor("line", "ann", "Ann"), Place("line", "here", "here")
        call = Call(path, values)
        request = Request(f"{len(self._printed)}", call, actor, place, "command", MOMENT, opens_forms=False, takes_files=False)
        self._printed.append(shown(await self.core(request)))

    def private(self) -> Sequence[str]:
        return self._printed


@pytest.fixture
def person() -> Reader:
    return Reader(LaidOut())


class TestWithoutFiles(NoFileConformance):
    """Nothing can be attached to a typed line, and nothing is printed but text."""
