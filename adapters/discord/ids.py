"""The id of a button, select or form is the call it makes, so a press needs nothing remembered, whichever process gets it."""

from collections.abc import Sequence

from bot.interface.call import Call
from bot.interface.card import Select


def select_id(select: Select) -> str:
    """The select's call, with the option it fills as the last value, empty."""
    others = {name: value for name, value in select.call.values.items() if name != select.option}
    return Call(select.call.path, {**others, select.option: ""}).dump()


def pressed_call(id: str, chosen: Sequence[str]) -> Call:
    """The call a press makes; `chosen` is empty for a button."""
    call = Call.load(id)
    if not (chosen and call.values):
        return call
    return call.with_values(**{list(call.values)[-1]: chosen[0]})
