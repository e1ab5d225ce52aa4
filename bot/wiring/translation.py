"""What translators get beside every sentence given to `t` and `n`: the words of the declared commands. `babel.cfg` names it."""

from collections.abc import Iterator

from bot.interface.command import Command
from bot.interface.option import Parameter
from bot.wiring.core import all_commands


def declared(*_: object, **__: object) -> Iterator[tuple[int, None, str, list[str]]]:
    """Babel's way of asking: (line, function, sentence, comments); the declarations are read, not the file."""
    for command in all_commands():
        for sentence in _of_command(command):
            yield 1, None, sentence, []


def _of_command(command: Command) -> Iterator[str]:
    yield from (command.description, command.form_title, command.menu_name, command.submit)
    for parameter in command.parameters:
        yield from filter(None, _of_parameter(parameter))


def _of_parameter(parameter: Parameter) -> Iterator[str]:
    yield from (parameter.option.description, parameter.form_label, parameter.option.hint)
    yield from (parameter.shown(value) for value in parameter.values)
