"""What somebody typed and no id carries, kept while they choose, open a form or try again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain

from bot.interface.call import LONGEST_CALL, Call, Request, record_id
from bot.interface.card import Block, Button, Buttons, Card, Note, Select
from bot.interface.command import AGAIN, CONTROL_VALUES, KEPT, Command
from bot.interface.form import asked_by, carried_by
from bot.interface.inputs import Choice
from bot.interface.option import Parameter
from bot.interface.prefill import Prefill
from bot.logs import hide_in_logs
from bot.ports.unit import Admission, Units, Whose
from bot.shared.drafts import keep_begun, keep_draft, read_draft, typed_into
from bot.text import clean, t

Filled = tuple[Command, Call, Prefill, Mapping[str, Sequence[Choice]]]
"""What a form is built from, as `form_for` takes it; suggestions are by the name of their option."""


class Keeper:
    """Keeps the values of calls in drafts, and takes them up again."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def keep(self, request: Request, community: Whose, first: Sequence[Call] = ()) -> str:
        """Where all values of a call are kept, as another call carries it. The call itself was not carried out.

        Once one of `first` is done, it is found even if nothing carries it.
        """
        apart = replace(request, id=f"{request.id}/kept")
        values = {name: value for name, value in request.call.values.items() if name not in (AGAIN, KEPT)}

        async def kept(admission: Admission) -> str:
            kind = typed_into(request.call.path)
            person = admission.member.person
            draft = await keep_draft(admission.unit, kind, person, values, request.at)
            place = draft if request.place.space else f"{draft}.{admission.unit.community.id}"
            for call in first:
                await keep_begun(
                    admission.unit, person, call, Call(request.call.path, {_holder(request.call): place}), request.at
                )
            return place

        return await self._units.admit(apart, kept, write=True, community=community)

    async def carried(self, request: Request, call: Call, community: Whose) -> Call:
        """The call of a request as an id can carry it: by its keys, or if something was typed by where all of it is kept."""
        return Call(call.path, {KEPT: await self.keep(request, community)}) if typed_values(call) else call

    async def fitting(self, request: Request, community: Whose, filled: Filled) -> Filled:
        """What a form is built from; what would ride along with it and is longer than an id may be is kept."""
        command, call, prefill, suggestions = filled
        carried = carried_by(command, call, asked_by(command, call, prefill))
        if len(carried.dump()) > LONGEST_CALL:
            held = {name: value for name, value in call.values.items() if name not in typed_values(carried)}
            call = Call(call.path, {**held, KEPT: await self.keep(replace(request, call=carried), community)})
        return command, call, prefill, suggestions

    async def taken_up(self, request: Request) -> Request:
        """The request with what was kept for it; what the call itself holds, such as what was chosen, wins. A press that a form
        can follow goes on as the command that was typed. Raises Refusal if it is gone, and what `admit` raises."""
        place = request.call.values.get(KEPT) or request.call.values.get(AGAIN)
        if not place:
            return request
        draft, _, home = place.partition(".")
        community = record_id(home) if request.place.space is None else None

        async def read(admission: Admission) -> Mapping[str, str]:
            return await read_draft(admission.unit, typed_into(request.call.path), admission.member.person, draft, request.at)

        kept = await self._units.admit(request, read, write=False, community=community)
        hide_in_logs(kept.values())
        values = {name: value for name, value in {**kept, **request.call.values}.items() if name != KEPT}
        goes_on = request.kind == "press" and request.opens_forms
        return replace(request, call=Call(request.call.path, values), kind="command" if goes_on else request.kind)

    async def going_on(self, request: Request, card: Card, community: Whose, *, wrote: bool) -> Card:
        """The card of a question that loses nothing of what was typed: its choosers go on with it, or lead to the form that was
        to be shown again; its buttons, which do something else first, lead back to it. `wrote`: somebody wrote some of it, and
        did not only press or name a cohort."""
        if not any(_forgets(block, request.call) for block in card.blocks):
            return card
        first = _firsts(card, request.call) if wrote else ()
        kept = {_holder(request.call): await self.keep(request, community, first)}
        blocks = [_going_on(b, request.call, kept, wrote) if _forgets(b, request.call) else (b,) for b in card.blocks]
        return replace(card, blocks=tuple(chain.from_iterable(blocks)))


def typed_values(call: Call) -> Mapping[str, str]:
    """What the call holds beside keys, which an id carries."""
    return {
        name: value
        for name, value in call.values.items()
        if name not in CONTROL_VALUES and record_id(value) is None and clean(value)
    }


def wrote(command: Command, request: Request) -> bool:
    """Whether somebody wrote, or chose in a form, what the form of the command asks."""
    asked = command.asked if request.kind != "press" else ()
    return AGAIN in request.call.values or any(clean(request.call.values.get(p.name, "")) for p in asked)


def can_be_asked_again(command: Command, call: Call) -> bool:
    """Whether a form of the command would hold something of what the call gives: what it always asks, or what was typed."""
    return any(
        p.name in call.values and (p in command.asked or (command.listed and _is_typed(p, call))) for p in command.parameters
    )


def _is_typed(parameter: Parameter, call: Call) -> bool:
    """Whether a value was written: figures are, unless they may be the key of an entry that was chosen."""
    may_be_key = parameter.kind == "text" and parameter.option.suggest is not None
    return parameter.name in typed_values(call) if may_be_key else bool(clean(call.values[parameter.name]))


def _forgets(block: Block, call: Call) -> bool:
    """Whether a block of a question would lose values of the call: a chooser of one more, buttons that ask on, or buttons for
    something else first."""
    if isinstance(block, Buttons) and _comes_first(block.buttons[0], call):
        return bool(AGAIN in call.values or typed_values(call))
    asked = block.call if isinstance(block, Select) else block.buttons[0].call if isinstance(block, Buttons) else None
    if asked is None or asked.path != call.path:
        return False
    chosen = {block.option} if isinstance(block, Select) else set[str]()
    lost = call.values.keys() - asked.values.keys() - CONTROL_VALUES - chosen
    return any(clean(call.values[name]) for name in lost)


def _holder(call: Call) -> str:
    """The value in which a call goes on with what is kept of this one: its form is shown again, or it is carried out."""
    return AGAIN if AGAIN in call.values else KEPT


def _firsts(card: Card, asked: Call) -> tuple[Call, ...]:
    """What the buttons of a card do before the call that was asked about."""
    rows = [block.buttons for block in card.blocks if isinstance(block, Buttons) and _comes_first(block.buttons[0], asked)]
    return tuple(button.call for buttons in rows for button in buttons if button.call)


def _going_on(block: Block, asked: Call, kept: Mapping[str, str], wrote: bool) -> tuple[Block, ...]:
    """A chooser or buttons that go on with what is kept, or buttons that lead back to the call that was asked about."""
    back = Call(asked.path, kept)
    if isinstance(block, Select):
        return (replace(block, call=block.call.with_values(**kept)),)
    if isinstance(block, Buttons) and not _comes_first(block.buttons[0], asked):
        return (Buttons(tuple(replace(b, call=b.call and b.call.with_values(**kept)) for b in block.buttons)),)
    if isinstance(block, Buttons):
        note = (Note(t("What you wrote is kept till then.")),) if wrote else ()
        return (Buttons(tuple(_leading_back(button, back) for button in block.buttons)), *note)
    return (block,)


def _comes_first(button: Button, call: Call) -> bool:
    return button.call is not None and button.call.path != call.path


def _leading_back(button: Button, call: Call) -> Button:
    return replace(button, call=button.call.before(call.dump())) if button.call else button
