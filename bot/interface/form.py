"""Forms of a command's own options: what asks for each, prefilled with what a call holds."""

from collections.abc import Mapping, Sequence

from bot.errors import Refusal
from bot.interface.call import LONGEST_CALL, Call
from bot.interface.card import Form
from bot.interface.command import MESSAGE, Command
from bot.interface.inputs import ChannelInput, Choice, ChoiceInput, Input, TextInput
from bot.interface.limits import LONGEST_INPUT, MOST_CHOICES
from bot.interface.option import Parameter
from bot.text import t


def form_for(command: Command, call: Call, suggestions: Mapping[str, Sequence[Choice]]) -> Form:
    """The form that asks for a command's options, prefilled with what `call` holds; the rest of the call rides along."""
    asked = [parameter for parameter in command.parameters if parameter.asked or call.values.get(parameter.name)]
    inputs = tuple(form_input(command, p, call.values.get(p.name, ""), suggestions.get(p.name)) for p in asked[:5])
    return form_of(command, call, inputs)


def form_of(command: Command, call: Call, inputs: tuple[Input, ...]) -> Form:
    """A form of chosen inputs under the command's own title; values of `call` that no input holds ride along, but no message.

    Raises Refusal if they are longer than an id may be.
    """
    held = {MESSAGE, *(item.name for item in inputs)}
    rest = {name: value for name, value in call.values.items() if name not in held}
    carried = Call(call.path, rest)
    if len(carried.dump()) > LONGEST_CALL:
        raise Refusal(t("Not all of that fits into a form. Write `{path}` alone, and fill the form in.", path=command.path))
    return Form(t(command.form_title), carried, inputs, t(command.submit))


def form_input(command: Command, parameter: Parameter, value: str = "", suggestions: Sequence[Choice] | None = None) -> Input:
    """The input that asks for one parameter."""
    name, label, hint, required = parameter.name, parameter.label(), t(parameter.option.hint), parameter.required
    if parameter.kind == "channel":
        return ChannelInput(name, label, value, hint, required)
    if parameter.kind == "boolean":
        return ChoiceInput(name, label, (Choice(t("Yes"), "yes"), Choice(t("No"), "no")), value, hint, required)
    if parameter.values:
        return ChoiceInput(name, label, parameter.choices(), value, hint, required)
    if suggestions and not parameter.option.several:
        more = len(suggestions) > MOST_CHOICES
        return ChoiceInput(name, label, tuple(suggestions[:MOST_CHOICES]), value, hint, required, more, command.path)
    most = min(parameter.option.most, LONGEST_INPUT)
    return TextInput(name, label, value[:most], hint, parameter.option.long, required, most)
