"""While a long command runs, whoever waits is told how far it is, and its answer comes last."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace

import pytest

from adapters.sandbox.pool import MontySandbox
from bot.app import errands, progress
from bot.app.progress import told_by
from bot.domain.challenge import Case, Limits
from bot.domain.code_grading import Outcome
from bot.interface.call import Attachment, Call, Request
from bot.interface.card import Card
from bot.ports.sandbox import NOBODYS, SandboxBusy, Whose
from bot.text import Markup, plain, t
from bot.wiring.core import open_core
from storage.releases import Library
from tests.test_content_import import send
from tests.world import Caller, Clock, Noticeboard, World, pressed, words

HEAD = "entry,kind,prompt,key,topics,reference,wrong\n"
DOUBLE = '"Write double(x), which returns twice x.","double(2) = 4\ndouble(0) = 0\ndouble(-3) = -6",Decision trees'


def function(reference: str = "return 2 * x", wrong: str = "return x + 2") -> str:
    """A row of a table: a challenge that asks for a function."""
    return f'challenge,python,{DOUBLE},"def double(x):\n    {reference}","def double(x):\n    {wrong}"\n'


@pytest.fixture
async def omar(
    database: str, clock: Clock, board: Noticeboard, library: Library | None, sandbox: MontySandbox
) -> AsyncGenerator[Caller]:
    """A moderator where code can be tried."""
    async with open_core(database, clock, {"test": board}, sandbox, library) as core:
        yield World(core, clock, board).caller("omar", administrator=True)


async def test_functions_in_a_file_are_tried_and_published(omar: Caller) -> None:
    preview = await send(omar, HEAD + function())
    assert "1 new" in words(preview)
    assert "Published" in words(await pressed(omar, preview, "Publish"))
    for ending in ("csv", "yaml"):
        file = (await omar.card("content export", format=ending)).files[0]
        assert "Nothing differs" in words(await send(omar, file.content, file.name))


async def test_a_function_whose_solutions_do_not_hold_is_refused_with_its_line_and_why(omar: Caller) -> None:
    told = words(
        await send(omar, HEAD + function(reference="return x") + function(wrong="return x * 2") + function("return 2 *"))
    )
    assert "3 things to mend" in told
    assert "Line 2: A right solution: The reference solution fails: " in told
    assert "Line 7: Wrong solutions: Wrong solution 1 passes every case; add a case that catches it." in told
    assert "Line 12: A right solution: " in told


async def test_a_function_that_would_run_for_ever_takes_no_more_than_its_time(
    omar: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errands, "CODE_SECONDS", 0.05)
    told = words(await send(omar, HEAD + function("while True: pass")))
    assert "Line 2: The functions of this file took longer than a minute to try. Put this one into another file." in told


async def test_without_a_sandbox_a_function_is_refused_with_its_line(world: World) -> None:
    told = words(await send(world.caller("omar", administrator=True), HEAD + function()))
    assert "Line 2: Kind: Functions cannot be tried here" in told
    assert "Take it out of the file." in told


class Busy:
    """A sandbox that is full until somebody was told how far the work is."""

    def __init__(self) -> None:
        self.told = asyncio.Event()
        self.asked = 0

    async def run(
        self, code: str, function: str, cases: Sequence[Case], limits: Limits, whose: Whose = NOBODYS
    ) -> Sequence[Outcome]:
        self.asked += 1
        if self.asked == 1:
            raise SandboxBusy
        await self.told.wait()
        return [Outcome("returned", case.want if "2 * x" in code else None) for case in cases]


async def test_how_far_an_import_is_is_told_while_it_runs_and_its_answer_comes_last(
    database: str, clock: Clock, board: Noticeboard, library: Library | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "PERIOD_SECONDS", 0.001)
    monkeypatch.setattr(errands, "FULL_SECONDS", 0.001)
    sandbox, told = Busy(), list[str]()

    async def tell(sentence: Markup) -> None:
        told.append(plain(sentence))
        if "1 of 2" in told[-1]:
            sandbox.told.set()

    async with open_core(database, clock, {"test": board}, sandbox, library) as core:
        omar = World(core, clock, board).caller("omar", administrator=True)
        request = with_file(omar, HEAD + "question,,,,,,,\n" + function())
        answer = await core.dispatch(replace(request, tell=tell))
    assert isinstance(answer, Card)
    assert "2 things to mend" in words(answer)
    assert told[-1] == "██████░░░░░░ 1 of 2 entries checked"


def with_file(caller: Caller, content: str) -> Request:
    async def read() -> bytes:
        return content.encode()

    request = caller.request(Call("content import", {"file": "sheet.csv"}), "submit")
    return replace(request, attachments={"file": Attachment("sheet.csv", len(content), read)})


async def test_a_platform_that_does_not_show_it_hinders_no_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PERIOD_SECONDS", 0.001)
    tried = asyncio.Event()

    async def tell(sentence: Markup) -> None:
        tried.set()
        raise ConnectionError

    async with told_by(tell) as say:
        say(t("Half of it"))
        await tried.wait()


async def test_work_that_is_done_at_once_is_not_told() -> None:
    told = list[Markup]()

    async def tell(sentence: Markup) -> None:
        told.append(sentence)

    async with told_by(tell) as say:
        say(t("Half of it"))
    assert not told
