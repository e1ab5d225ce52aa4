"""What a command says of its form, if that depends on data. The form itself is built in `form`, from this and the declaration."""

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field

from bot.interface.call import Call
from bot.text import Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How the form asks for one option; what is left out is as the option declares it."""

    label: Markup = Markup()
    hint: Markup = Markup()
    long: bool | None = None
    code: bool | None = None
    required: bool | None = None
    most: int | None = None
    """The most characters of a text."""


@dataclass(frozen=True, slots=True)
class Prefill:
    """What the form of a command holds when it opens."""

    values: Mapping[str, str] = field(default_factory=dict[str, str])
    """Texts by the name of their option; what the call itself holds wins over them."""
    _: KW_ONLY
    asked: Sequence[str] = ()
    """The names of the options that the form asks, in order; if empty those that are declared."""
    wording: Mapping[str, Wording] = field(default_factory=dict[str, Wording])
    """By the name of the option."""
    call: Call | None = None
    """What submitting makes, if it is not the call that asked: another command's, or the same with keys that were found out."""
    saved: bool = False
    """Whether the values are saved and may change while the form is open: the command gets only what was changed in the form."""
