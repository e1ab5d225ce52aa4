"""What somebody typed and no id carries, kept while they choose, open a form or try again."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain

from bot.interface.call import Call, Request, record_id
from bot.interface.card import Block, Button, Buttons, Card, Note, Select
from bot.interface.command import AGAIN, CONTROL_VALUES, KEPT
from bot.ports.unit import Admission, Units
from bot.shared.drafts import keep_draft, read_draft, typed_into
from bot.text import clean, t


class Keeper:
    """Keeps the values of calls in drafts, and takes them up again."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def keep(self, request: Request, community: int | None) -> str:
        """Where all values of a call are kept, as another call carries it. The call itself was not carried out."""
        apart = replace(request, id=f"{request.id}/kept")
        values = {name: value for name, value in request.call.values.items() if name not in (AGAIN, KEPT)}

        async def kept(admission: Admission) -> str:
            kind = typed_into(request.call.path)
            draft = await keep_draft(admission.unit, kind, admission.member.person, values, request.at)
            return draft if request.place.space else f"{draft}.{admission.unit.community.id}"

        return await self._units.admit(apart, kept, write=True, community=community)

    async def carried(self, request: Request, call: Call, community: int | None) -> Call:
        """The call of a request as an id can carry it: by its keys, or if something was typed by where all of it is kept."""
        return Call(call.path, {KEPT: await self.keep(request, community)}) if typed_values(call) else call

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
        values = {name: value for name, value in {**kept, **request.call.values}.items() if name != KEPT}
        goes_on = request.kind == "press" and request.opens_forms
        return replace(request, call=Call(request.call.path, values), kind="command" if goes_on else request.kind)

    async def going_on(self, request: Request, card: Card, community: int | None) -> Card:
        """The card of a question that loses nothing of what was typed: its choosers go on with it, or lead to the form that was
        to be shown again; its buttons, which do something else first, lead back to it."""
        if not any(_forgets(block, request.call) for block in card.blocks):
            return card
        kept = {AGAIN if AGAIN in request.call.values else KEPT: await self.keep(request, community)}
        blocks = [_going_on(b, request.call, kept) if _forgets(b, request.call) else (b,) for b in card.blocks]
        return replace(card, blocks=tuple(chain.from_iterable(blocks)))


def typed_values(call: Call) -> Mapping[str, str]:
    """What the call holds beside keys, which an id carries."""
    return {
        name: value
        for name, value in call.values.items()
        if name not in CONTROL_VALUES and record_id(value) is None and clean(value)
    }


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


def _going_on(block: Block, asked: Call, kept: Mapping[str, str]) -> tuple[Block, ...]:
    """A chooser or buttons that go on with what is kept, or buttons that lead back to the call that was asked about."""
    back = Call(asked.path, kept)
    if isinstance(block, Select):
        return (replace(block, call=block.call.with_values(**kept)),)
    if isinstance(block, Buttons) and not _comes_first(block.buttons[0], asked):
        return (Buttons(tuple(replace(b, call=b.call and b.call.with_values(**kept)) for b in block.buttons)),)
    if isinstance(block, Buttons):
        return (
            Buttons(tuple(_leading_back(button, back) for button in block.buttons)),
            Note(t("What you wrote is kept till then.")),
        )
    return (block,)


def _comes_first(button: Button, call: Call) -> bool:
    return button.call is not None and button.call.path != call.path


def _leading_back(button: Button, call: Call) -> Button:
    return replace(button, call=button.call.with_values(then=call.dump())) if button.call else button
