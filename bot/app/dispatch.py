"""Request → Answer: finds the command, admits the caller, binds the values, runs the handler in its unit of work.

This is the one place that decides rights, that answers errors, and that keeps what was typed when a call is refused.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

import structlog

from bot.app.answering import answering, outcome_told
from bot.app.carry_out import carry_out
from bot.app.earlier_answers import earlier_answer
from bot.app.errands import Errands
from bot.app.files import check_file, handed_over
from bot.app.hindered import HINDERED, hindered_card, outcome_of
from bot.app.kept import Filled, Keeper, can_be_asked_again, wrote
from bot.app.picked import check_picked
from bot.app.questions import form_button, without_forms
from bot.app.refused import cut_blocks, done_already, fault_card, no_moderator, refusal_card, slowed_card, stale, typed_blocks
from bot.app.sanitize import sanitized_request
from bot.app.throttle import UNHURRIED, Throttle, TooMany
from bot.app.turns import Turns
from bot.app.typed_days import bound_call, tells_days, with_days
from bot.app.visit import visit_of
from bot.app.whose_call import communities_of, community_of
from bot.domain.member import moderates
from bot.errors import Refusal
from bot.feature import Context
from bot.interface.call import Call, Request
from bot.interface.card import Answer, Ask, Block, Button, Buttons, Card
from bot.interface.command import AGAIN, Access, Command, Commands
from bot.interface.form import asked_by, form_for
from bot.interface.inputs import Choice
from bot.interface.prefill import Prefill
from bot.ports.outbox import Sender
from bot.ports.printer import Printer
from bot.ports.sandbox import Sandbox
from bot.ports.unit import Admission, ReadOnly, Units, Whose, Work
from bot.telemetry import FAILED, Kind
from bot.text import t

T = TypeVar("T")

log = structlog.get_logger(__name__)


class Dispatcher:
    """Answers calls. `senders` are asked what the bot may do in a channel, by platform; `equipped` makes a context with what
    else the process has."""

    def __init__(
        self,
        commands: Commands,
        units: Units,
        senders: Mapping[str, Sender],
        equipped: Callable[..., Context],
        sandbox: Sandbox | None = None,
        printer: Printer | None = None,
        throttle: Throttle = UNHURRIED,
    ) -> None:
        self.commands = commands
        self._units = units = Turns(units)
        self.throttle = throttle
        self._senders = senders
        self._context_of = partial(equipped, runs_code=sandbox is not None, link_to=self._link)
        self._errands = Errands(senders, sandbox, printer)
        self._keeper = Keeper(units)

    async def __call__(self, request: Request) -> Answer:
        """The answer to one inbound call. Never raises."""
        request = sanitized_request(request)
        with answering(request, self.commands) as told:
            try:
                if (slow := self.throttle.too_many(request)) and not slow.keeps:
                    return outcome_told(told, self._slowed(request, slow))
                check_file(self.commands.find(request.call.path), request)
                request = await self._keeper.taken_up(request)
                return outcome_told(told, handed_over(request, await self._answer_or_refuse(request, slow)))
            except HINDERED as hindrance:
                told.outcome = outcome_of(hindrance)
                return hindered_card(hindrance, self.commands.find(request.call.path), request)
            except Exception:
                reference, told.outcome = secrets.token_hex(4), FAILED
                log.exception("a call failed", reference=reference, command=request.call.path, request=request.id)
                return fault_card(reference, await self._kept_if_possible(request))

    async def refuse(self, request: Request, refusal: Refusal) -> Card:
        """The answer to a line that could not be read as a whole, which keeps what was typed. Never raises."""
        request = sanitized_request(request)
        with answering(request, self.commands) as told:
            if (slow := self.throttle.too_many(request)) and not slow.keeps:
                return outcome_told(told, self._slowed(request, slow))
            return outcome_told(told, refusal_card(slow or refusal, await self._kept_if_possible(request)))

    def ignores(self, platform: str, account: str, *, typing: bool = False) -> TooMany | None:
        """Why a gateway need not even read what somebody calls or types: they do it so much, and were told so often enough."""
        return self.throttle.ignores(platform, account, typing=typing)

    async def suggest(self, request: Request, option: str, typed: str) -> Sequence[Choice]:
        """Entries for an option while it is typed, best first. Never raises."""
        command = self.commands.find(request.call.path)
        parameter = command and command.parameter(option)
        suggest = parameter and parameter.option.suggest
        if not (command and suggest) or self.throttle.types_too_fast(request):
            return ()
        request = sanitized_request(request)
        with answering(request, self.commands, typed, kind=Kind.SUGGESTION):
            try:
                first, *others = await communities_of(request, self._units)
                return () if others else await self._read(command, request, first, lambda context: suggest(context, typed))
            except (Ask, *HINDERED):
                return ()
            except Exception:
                log.exception("suggesting failed", command=command.path, option=option)
                return ()

    def _slowed(self, request: Request, refusal: TooMany) -> Card:
        """Costs hardly more than to say so: nothing is kept, but what was typed can be copied."""
        command = self.commands.find(request.call.path) if request.kind != "press" else None
        return slowed_card(refusal, typed_blocks(command, request.call) if command else ())

    async def _answer_or_refuse(self, request: Request, slow: TooMany | None) -> Answer:
        try:
            if slow:
                raise slow
            return await self._answer(request)
        except Ask as question:
            command, (community, *_) = self.commands[request.call.path], await communities_of(request, self._units)
            return await self._keeper.going_on(request, question.card, community, wrote=wrote(command, request))
        except Refusal as refusal:
            return refusal_card(refusal, await self._kept(request, is_over=refusal.title is not None))

    async def _answer(self, request: Request) -> Answer:
        command = self.commands.find(request.call.path)
        if command is None:
            raise stale()
        if command.access is Access.NONE:
            return await command.handler(await visit_of(request, self._units), **command.bind(request.call))
        if not (again := AGAIN in request.call.values):
            check_picked(command, request.call, self._senders.get(request.place.platform))
        community = await community_of(request, self._units)
        reading = partial(self._read, command, request, community)
        if again or (request.kind != "submit" and command.asks(request.call)):
            return await self._ask(command, await with_days(command, request, reading), community)
        early = command.once or command.before or not tells_days(command, request)  # else days are read in the call's own unit
        bound = await bound_call(command, request, reading) if early else None
        if command.once and bound and (earlier := await reading(partial(earlier_answer, command, bound[0]))):
            return earlier
        found = await self._errands.fetch(command.before, request, bound[1], reading) if bound else None

        async def carried_out(admission: Admission) -> Answer:
            if admission.repeated:
                return done_already()
            context_of = partial(self._context, command, admission=admission)
            call, arguments = bound or await bound_call(command, request, lambda work: work(context_of(request)))
            context = replace(context_of(replace(request, call=call)), found=found)
            return await carry_out(context, command, call, arguments)

        try:
            return await self._units.admit(request, carried_out, write=command.access is Access.WRITE, community=community)
        except ReadOnly:
            return await self._units.admit(request, carried_out, write=True, community=community)

    async def _ask(self, command: Command, request: Request, community: Whose) -> Answer:
        """The command's form, prefilled with what the call holds; a button that opens it where no form can be opened."""
        again = AGAIN in request.call.values
        call = Call(command.path, {name: value for name, value in request.call.values.items() if name != AGAIN})

        async def fill(context: Context) -> Filled | None:
            if not command.has_keys(call):
                raise stale()
            return await self._filled(context, command, call, again=again) if request.opens_forms else None

        filled = await self._read(command, request, community, fill)
        if filled is None and request.kind == "press":
            return without_forms(command, call)
        if filled is None:
            return form_button(command, await self._keeper.carried(request, call, community))
        return form_for(*await self._keeper.fitting(request, community, filled))

    async def _filled(self, context: Context, command: Command, call: Call, *, again: bool) -> Filled:
        """What the form of the command, or of one that it names, is built from; one that is shown again leads on to no other, for
        that was refused. Raises Refusal and Ask, as its prefill does."""
        prefiller = None if again and command.leads_on else command.prefill
        prefill = await prefiller(context, call) if prefiller else Prefill()
        if prefill.call:
            command, call = self.commands[prefill.call.path], call.with_values(**prefill.call.values)
        asked = [(p.name, p.option.suggest) for p in asked_by(command, call, prefill)]
        suggestions = {name: await suggest(context, "") for name, suggest in asked if suggest}
        return command, call, prefill, suggestions

    async def _kept(self, request: Request, *, is_over: bool = False) -> tuple[Block, ...]:
        """A button that opens the form again with what was typed; what was typed if that would be refused as well, as what is
        over is."""
        command = self.commands.find(request.call.path)
        pressed = request.kind == "press" and request.opens_forms
        if command is None or command.access is Access.NONE or pressed or not can_be_asked_again(command, request.call):
            return ()
        community, *_ = await communities_of(request, self._units)
        if is_over or not command.has_keys(request.call) or not await self._opens(command, request, community):
            return typed_blocks(command, request.call)
        again = Call(command.path, {AGAIN: await self._keeper.keep(request, community)})
        return (*cut_blocks(command, request.call), Buttons((Button(t("Try again"), again, "primary"),)))

    async def _kept_if_possible(self, request: Request) -> tuple[Block, ...]:
        try:
            return await self._kept(request)
        except Exception as error:  # whatever made the call fail may hinder this as well
            if not isinstance(error, HINDERED):  # which is told where it is known
                log.exception("what was typed into a call that failed is lost", request=request.id)
            return ()

    async def _opens(self, command: Command, request: Request, community: Whose) -> bool:
        """Whether the form opens that a call would be tried again in."""
        try:
            filling = partial(self._filled, command=command, call=request.call, again=True)
            await self._read(command, request, community, filling)
        except (Ask, Refusal) as raised:
            return isinstance(raised, Ask)
        return True

    async def _read(self, command: Command, request: Request, community: Whose, work: Work[Context, T]) -> T:
        return await self._units.admit(
            request, lambda admission: work(self._context(command, request, admission)), write=False, community=community
        )

    def _link(self, platform: str, space: str, channel: str, message: str) -> str | None:
        return sender.link(space, channel, message) if (sender := self._senders.get(platform)) else None

    def _context(self, command: Command, request: Request, admission: Admission) -> Context:
        """What the handler gets. Rights are decided here, at every call, press and submit."""
        member, community = admission.member, admission.unit.community
        moderator = moderates(request.actor, member, community)
        if command.moderator and not moderator:
            raise no_moderator(request.actor, request.place, member, community)
        return self._context_of(
            now=request.at,
            actor=request.actor,
            place=request.place,
            unit=admission.unit,
            member=admission.member,
            memberships=admission.memberships,
            here=admission.here,
            moderator=moderator,
            values=request.call.values,
        )
