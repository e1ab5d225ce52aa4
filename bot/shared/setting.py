"""What a setting of a cohort is: how its option takes it, how a card says it, how it is changed."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from bot.domain.roadmap import Roadmap
from bot.feature import Context
from bot.interface.option import Parameter, parameter_of
from bot.shared.cohort_terms import Terms
from bot.text import Markup

SettingsForm = Literal["plan", "checkins", "questions", "challenges"]
"""The forms of `manage edit`; each asks at most five settings."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What moderators change under one name."""

    name: str
    """The option's name."""
    kind: Any
    """The option's type, annotated with its Option."""
    form: SettingsForm
    written: Callable[[Terms], str]
    """The value as the option takes it; its form is filled with it."""
    shown: Callable[[Terms, Roadmap], Markup]
    """The value as a card says it."""
    changed: Callable[[Context, Terms, Any], Awaitable[Terms]]
    """The terms with a value that somebody gave. Raises Refusal for one that cannot be meant."""

    @property
    def option(self) -> Parameter:
        return parameter_of(self.name, self.kind, required=False)

    @property
    def input(self) -> Parameter:
        """The same option when a form asks for it."""
        option = self.option
        return replace(option, option=replace(option.option, asked=True))


@dataclass(frozen=True, slots=True)
class ValueType:
    """How values of one type are written, shown and read. `read` raises Refusal."""

    written: Callable[[Any], str]
    shown: Callable[[Any], Markup]
    read: Callable[[Context, Any], Any] = lambda context, value: value


def of_field(name: str, field: str, kind: Any, form: SettingsForm, value_type: ValueType) -> Setting:
    """A setting that is one field of the cohort."""

    async def changed(context: Context, terms: Terms, value: Any) -> Terms:
        return replace(terms, cohort=replace(terms.cohort, **{field: value_type.read(context, value)}))

    return Setting(
        name,
        kind,
        form,
        written=lambda terms: value_type.written(getattr(terms.cohort, field)),
        shown=lambda terms, roadmap: value_type.shown(getattr(terms.cohort, field)),
        changed=changed,
    )
