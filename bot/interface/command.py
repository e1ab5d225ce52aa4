"""Commands, declared once and read from the signature of their handler.

    @commands.add("cohort join", "Join a cohort at its current week.")
    async def join(context: Context, cohort: Annotated[str | None, Option("Which cohort?", suggest=cohorts)] = None) -> Card: ...

Discord's commands, Slack's text, the playground, the command line, the help card and the manual all come from here. Forms and the
reading of values are in `form` and `binding`.
"""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Literal, TypeVar

from bot.errors import Refusal, about
from bot.interface.binding import bind
from bot.interface.call import Call
from bot.interface.card import Answer
from bot.interface.errand import Errand
from bot.interface.limits import MOST_INPUTS
from bot.interface.opened import OPENED
from bot.interface.option import Parameter, parameters_of
from bot.interface.prefill import Prefill
from bot.text import Markup, clean, t

Handler = Callable[..., Awaitable[Answer]]
Prefiller = Callable[[Any, Call], Awaitable[Prefill]]
"""`(context, call) → what the form holds when it opens`; called in a read-only unit. May raise Refusal, or Ask for a key."""
HandlerType = TypeVar("HandlerType", bound=Handler)
Shortcut = Literal["message", "global"]
"""message: in the menu of any message, whose text comes along as the value MESSAGE · global: anywhere on the platform."""
MESSAGE = "message"
"""The value in which a call from a message's menu carries that message; what prefills the form reads it, and no id carries it."""
AGAIN = "again"
"""The value that holds where the values of a refused call are kept, whose form is shown again."""
KEPT = "kept"
"""The value that holds where what was typed is kept, with which the call goes on."""
THEN = "then"
"""The value that holds the dumped call to go on with once this one is done, such as a check-in once its cohort is joined."""
COMMUNITIES = "communities"
"""The value that holds which page of communities is shown to somebody who is to choose one."""
COHORTS = "cohorts"
"""The same for cohorts."""
CONTROL_VALUES = frozenset({AGAIN, KEPT, THEN, "edit", "community", COMMUNITIES, COHORTS, "part", OPENED})
"""Values that a call may carry beside the options: where values are kept, what comes afterwards, the draft of a preview to edit,
the community that a direct message means and the page it is on, the page of cohorts, the number of one of several equal selects,
what a form held when it was opened."""


class Access(Enum):
    """What a command needs of the database: the less, the faster. With NONE it gets no unit, and answers strangers too."""

    NONE = "none"
    READ = "read"
    WRITE = "write"


@dataclass(frozen=True, slots=True)
class Command:
    """A declared command. `path` is one to two words."""

    path: str
    description: str
    handler: Handler
    parameters: tuple[Parameter, ...]
    access: Access = Access.WRITE
    moderator: bool = False
    listed: bool = True
    """False for a command that only presses and forms can call."""
    title: str = ""
    """Of its form, at most 24 characters; the path if empty."""
    submit: str = "Send"
    prefill: Prefiller | None = None
    """Tells what its form holds, if that depends on data."""
    shortcut: Shortcut | None = None
    """The platform offers it in a menu too."""
    menu: str = ""
    """Its name in that menu; the title of its form if empty."""
    leads_on: bool = False
    """Its prefill names another command's form, which opens in its place; its handler answers where that form cannot open."""
    once: bool = False
    """Its call uses up what it names: made again by the same person, it answers as it did the first time."""
    true_until: Callable[[Any], Awaitable[str]] | None = None
    """Tells of a `once` what its answer is about: it is given again only while that is the same."""
    before: Errand | None = None
    """What is fetched before the unit opens; the handler finds it in `context.found`."""

    @property
    def form_title(self) -> str:
        return self.title or self.path.capitalize()

    @property
    def menu_name(self) -> str:
        return self.menu or self.form_title

    @property
    def group(self) -> str | None:
        """The first of two words."""
        return self.path.split(" ")[0] if " " in self.path else None

    @property
    def name(self) -> str:
        return self.path.split(" ")[-1]

    def parameter(self, name: str) -> Parameter | None:
        return next((parameter for parameter in self.parameters if parameter.name == name), None)

    @property
    def asked(self) -> tuple[Parameter, ...]:
        """What its form asks: what is declared so and, if people can type the command, what is required. The rest rides along."""
        return tuple(p for p in self.parameters if p.option.asked or (self.listed and p.required))

    def asks(self, call: Call) -> bool:
        """Whether a form must be shown first: something required is missing, nothing of what its own form asks was given, or it
        leads on to another form."""
        given = {name for name, value in call.values.items() if clean(value)}
        if any(parameter.required and parameter.name not in given for parameter in self.parameters):
            return True
        asked = {parameter.name for parameter in self.asked}
        return self.leads_on or (self.prefill is not None and bool(asked) and not asked & given)

    def has_keys(self, call: Call) -> bool:
        """Whether all that no form asks is there. A press carries it; one that does not is from an older version."""
        return all(clean(call.values.get(p.name, "")) for p in self.parameters if p.required and p not in self.asked)

    def keys(self, call: Call) -> dict[str, Any]:
        """The values of `call` that its form does not ask, typed. Raises Refusal for one that does not fit."""
        return _typed([p for p in self.parameters if p not in self.asked], call.values)

    def bind(self, call: Call) -> dict[str, Any]:
        """Typed arguments for the handler. Raises Refusal for a value that does not fit; empty text counts as not given."""
        unknown = sorted(set(call.values) - {parameter.name for parameter in self.parameters} - CONTROL_VALUES)
        if unknown:
            raise Refusal(no_option(self.path, unknown[0]))
        for parameter in self.parameters:
            if parameter.required and not clean(call.values.get(parameter.name, "")):
                sentence = t("“{name}” is empty; fill it in and send it again.", name=parameter.label())
                raise Refusal(sentence, option=parameter.name)
        return _typed(self.parameters, call.values)


def no_option(path: str, name: str) -> Markup:
    return t("There is no option “{name}” here. Type </help {path}> to see what there is.", name=name[:50], path=path)


def _typed(parameters: Sequence[Parameter], values: Mapping[str, str]) -> dict[str, Any]:
    """The values that are not empty, as the types of their parameters. Raises Refusal for one that does not fit."""
    cleaned = {p.name: p.cleaned(values.get(p.name, "")) for p in parameters}
    return {p.name: _bound(p, cleaned[p.name]) for p in parameters if cleaned[p.name]}


def _bound(parameter: Parameter, text: str) -> Any:
    with about(parameter.name):
        return bind(parameter, text)


class Commands:
    """The commands of a feature, or of all of them."""

    def __init__(self, commands: Sequence[Command] = ()) -> None:
        self._by_path = {command.path: command for command in commands}

    def __iter__(self) -> Iterator[Command]:
        return iter(self._by_path.values())

    def __getitem__(self, path: str) -> Command:
        """Raises KeyError for a path that is not declared."""
        return self._by_path[path]

    def find(self, path: str) -> Command | None:
        return self._by_path.get(path)

    def listed(self) -> list[Command]:
        """What people can type."""
        return [command for command in self if command.listed]

    def add(
        self, path: str, description: str, *, options: Sequence[Parameter] = (), **declared: Any
    ) -> Callable[[HandlerType], HandlerType]:
        """Declare the decorated handler as the command `path`; `declared` are the other fields of Command.

        `options` are declared elsewhere; the handler takes them as `**values`. They come first among those that may be left out.
        Raises ValueError if the path is taken, or if its form would ask more than a form has room for.
        """

        def declare(handler: HandlerType) -> HandlerType:
            if path in self._by_path:
                raise ValueError(f"two commands are called {path}")
            parameters = sorted((*options, *parameters_of(handler)), key=lambda parameter: not parameter.required)
            command = Command(path, description, handler, tuple(parameters), **declared)
            if len(command.asked) > MOST_INPUTS:
                asked = ", ".join(parameter.name for parameter in command.asked)
                raise ValueError(f"the form of {path} has room for {MOST_INPUTS} inputs, not for all of these: {asked}")
            self._by_path[path] = command
            return handler

        return declare

    def merged(self, *others: "Commands") -> "Commands":
        """These commands and those of the others. Raises ValueError if two have one path."""
        commands = [command for group in (self, *others) for command in group]
        repeated = {path for path, times in Counter(command.path for command in commands).items() if times > 1}
        if repeated:
            raise ValueError(f"declared twice: {', '.join(sorted(repeated))}")
        return Commands(commands)
