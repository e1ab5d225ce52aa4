"""The id of a button, select or form is the call it makes, so a press needs nothing remembered, whichever process gets it."""

from collections.abc import Sequence

from bot.interface.call import Call
from bot.interface.card import Select

LARGEST_ID = 2**63 - 1
"""Of accounts, channels and roles; Discord refuses whatever asks for a larger one."""


def select_id(select: Select) -> str:
    """The select's call, with the option it fills as the last value, empty."""
    others = {name: value for name, value in select.call.values.items() if name != select.option}
    return Call(select.call.path, {**others, select.option: ""}).dump()


def is_id(text: str) -> bool:
    """Whether Discord may have given an account, a channel or a role this id."""
    return text.isdecimal() and len(text) <= len(str(LARGEST_ID)) and int(text) <= LARGEST_ID


def pressed_call(id: str, chosen: Sequence[str]) -> Call:
    """The call a press makes; `chosen` is empty for a button."""
    call = Call.load(id)
    if not (chosen and call.values):
        return call
    return call.with_values(**{list(call.values)[-1]: chosen[0]})
