"""Carries out what a command wants before its unit opens: asking a platform, running code, reading a file, printing."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

import structlog

from bot.app.files import content_of
from bot.app.long_work import LongWork
from bot.app.progress import told_by
from bot.domain.code_grading import Outcome
from bot.errors import Hindrance, Reason, Refusal
from bot.feature import Context, Reading
from bot.interface.call import Request
from bot.interface.channel import ChannelReport
from bot.interface.drawing import Certificate
from bot.interface.errand import Aside, ChannelFinder, ChannelPermissions, CodeFinder, CodeOutcomes, Errand, Printed
from bot.language import written_locale
from bot.ports.outbox import Sender
from bot.ports.printer import LettersMissing, Printer, PrinterBusy
from bot.ports.sandbox import CodeRun, Sandbox, SandboxBusy, Whose
from bot.ports.workbench import Workbench
from bot.text import Markup, t

ASKING_SECONDS = 5
"""How long a platform may take to say what the bot may do in a channel."""
CODE_SECONDS = 60.0
"""How long work in a thread may have code run, in all."""
GRACE_SECONDS = 5.0
"""How much longer a thread waits for that, should the loop have ended."""
FULL_SECONDS = 0.2
"""How long it waits before it asks a full sandbox again."""

log = structlog.get_logger(__name__)


class Errands:
    """Asks `senders`, by platform, the sandbox and the printer."""

    def __init__(self, senders: Mapping[str, Sender], sandbox: Sandbox | None, printer: Printer | None) -> None:
        self._senders = senders
        self._printer = printer
        self._sandbox = sandbox
        self._running: set[tuple[str, str]] = set()
        self._long_work = LongWork()

    async def fetch(self, errand: Errand | None, request: Request, arguments: Mapping[str, Any], reading: Reading) -> Any:
        """What the errand found, in the shape its class tells; None for no errand. Raises Refusal if code cannot be run now, or
        nothing printed."""
        match errand:
            case None:
                return None
            case ChannelPermissions(find):
                return await self._look_at(request, await _channel(find, arguments, reading))
            case CodeOutcomes(find):
                return await self._outcomes(find, request, arguments, reading)
            case Aside(is_long=True):
                community = await reading(_community)  # who may not call it waits for nothing
                async with told_by(request.tell) as tell, self._long_work.turn(community, tell):
                    return await self._aside(errand, request, arguments, reading, tell, self._long_work.run)
            case Aside():
                async with told_by(request.tell) as tell:
                    return await self._aside(errand, request, arguments, reading, tell, asyncio.to_thread)
            case Printed(find):
                drawing = await reading(lambda context: find(context, arguments))
                return await _print(self._printer, drawing, written_locale()) if self._printer else None

    async def _aside(
        self,
        errand: Aside,
        request: Request,
        arguments: Mapping[str, Any],
        reading: Reading,
        tell: Callable[[Markup], None],
        in_thread: Callable[..., Awaitable[Any]],
    ) -> Any:
        given = await reading(lambda context: errand.find(context, arguments))
        content = await content_of(request, errand.file) if errand.file else b""
        return await in_thread(errand.work, given, content, Workbench(tell, self._run_from_a_thread(_whose(request))))

    async def _look_at(self, request: Request, channel: str | None) -> ChannelReport:
        """Whatever goes wrong while the platform is asked is no fault of the call, which goes on."""
        sender = self._senders.get(request.place.platform)
        if not (channel and sender and request.place.space):
            return ChannelReport()
        try:
            async with asyncio.timeout(ASKING_SECONDS):
                return await sender.look_at(request.place.space, channel)
        except Exception:
            log.exception("a platform did not say what the bot may do", platform=sender.platform, channel=channel)
            return ChannelReport(missing=(Reason(Hindrance.UNANSWERED),))

    def _run_from_a_thread(self, whose: Whose) -> Callable[[CodeRun], Sequence[Outcome]] | None:
        """What runs code and waits for it, called in another thread than this one; None if there is no sandbox."""
        if (sandbox := self._sandbox) is None:
            return None
        loop = asyncio.get_running_loop()
        until = loop.time() + CODE_SECONDS
        return lambda run: asyncio.run_coroutine_threadsafe(_run_in_turn(sandbox, run, whose, until), loop).result(
            CODE_SECONDS + GRACE_SECONDS
        )

    async def _outcomes(
        self, find: CodeFinder, request: Request, arguments: Mapping[str, Any], reading: Reading
    ) -> Sequence[Sequence[Outcome]] | None:
        if self._sandbox is None:
            return None
        runs: Sequence[CodeRun] = await reading(lambda context: find(context, arguments))
        return await self._run(self._sandbox, runs, request) if runs else ()

    async def _run(self, sandbox: Sandbox, runs: Sequence[CodeRun], request: Request) -> Sequence[Sequence[Outcome]]:
        """Runs the code of one person, one answer at a time."""
        who = (request.actor.platform, request.actor.id)
        if who in self._running:
            raise Refusal(t("Your last answer is still being tried. Wait a moment, then send this one again."))
        self._running.add(who)
        try:
            return [await sandbox.run(run.code, run.function, run.cases, run.limits, _whose(request)) for run in runs]
        except SandboxBusy:
            raise Refusal(t("Many answers are being tried at once. Send yours again in a minute; it is kept.")) from None
        finally:
            self._running.discard(who)


def _whose(request: Request) -> Whose:
    return Whose(" ".join(request.space), f"{request.actor.platform} {request.actor.id}")


async def _print(printer: Printer, drawing: Certificate, language: str) -> bytes:
    try:
        return await printer.pdf(drawing, language)
    except PrinterBusy:
        raise Refusal(t("Too many ask for a certificate just now. Try again in a minute.")) from None
    except LettersMissing:
        raise Refusal(
            t("It cannot be printed: no font here has all the letters of the name. Your certificate is a text.")
        ) from None


async def _run_in_turn(sandbox: Sandbox, run: CodeRun, whose: Whose, until: float) -> Sequence[Outcome]:
    """Waits while the sandbox is full, as members' answers come first. Raises TimeoutError at `until`, by the loop's clock."""
    async with asyncio.timeout_at(until):
        while True:
            with suppress(SandboxBusy):
                return await sandbox.run(run.code, run.function, run.cases, run.limits, whose)
            await asyncio.sleep(FULL_SECONDS)


async def _community(context: Context) -> int:
    """Raises Refusal if the caller may not call the command."""
    return context.community.id


async def _channel(find: ChannelFinder | None, arguments: Mapping[str, Any], reading: Reading) -> str | None:
    """The channel to ask about. Raises Refusal if the caller may not call the command: rights are decided when a unit opens."""

    async def found(context: Context) -> str | None:
        return await find(context, arguments) if find else arguments.get("channel")

    return await reading(found)
