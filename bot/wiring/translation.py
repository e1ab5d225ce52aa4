"""What translators get: every sentence given to `t` and `n`, and the words of the declared commands. `babel.cfg` names both."""

import ast
from collections.abc import Iterator
from operator import itemgetter
from typing import BinaryIO

from bot.interface.command import Command
from bot.interface.option import Parameter
from bot.wiring.features import all_commands

Extracted = tuple[int, str | None, str | tuple[str, str], list[str]]
"""As Babel wants it: line, function, sentence or its two forms, comments."""


def said(file: BinaryIO, *_: object, **__: object) -> Iterator[Extracted]:
    """The sentences of a file. Babel's own reader does not see a call inside the brackets of another one's value."""
    nodes = ast.walk(ast.parse(file.read()))
    extracted = [found for node in nodes if (found := _extracted(node))]
    yield from sorted(extracted, key=itemgetter(0))


def declared(*_: object, **__: object) -> Iterator[Extracted]:
    """The words of the declarations, which are read in place of the file."""
    for command in all_commands():
        for sentence in _of_command(command):
            yield 1, None, sentence, []


def _extracted(node: ast.AST) -> Extracted | None:
    match node:
        case ast.Call(func=ast.Name(id="t"), args=[ast.Constant(value=str(sentence))]):
            return node.lineno, None, sentence, []
        case ast.Call(func=ast.Name(id="n"), args=[ast.Constant(value=str(one)), ast.Constant(value=str(many)), _]):
            return node.lineno, "ngettext", (one, many), []
        case _:
            return None


def _of_command(command: Command) -> Iterator[str]:
    yield from (command.description, command.form_title, command.menu_name, command.submit)
    for parameter in command.parameters:
        yield from filter(None, _of_parameter(parameter))


def _of_parameter(parameter: Parameter) -> Iterator[str]:
    yield from (parameter.option.description, parameter.form_label, parameter.option.hint)
    yield from (parameter.shown(value) for value in parameter.values)
