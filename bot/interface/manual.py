"""The help card and the command table, out of the declarations."""

from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Text
from bot.interface.command import Command, Commands
from bot.interface.option import Parameter
from bot.text import Listed, Markup, escape, join, t


def overview(commands: Commands) -> Card:
    """Every command that can be typed, in one line each; moderators' apart."""
    everybody = [_line(command) for command in commands.listed() if not command.moderator]
    moderators = [_line(command) for command in commands.listed() if command.moderator]
    return Card(
        t("What you can do here"),
        (
            Text(join(everybody)),
            Text(join([t("**For moderators**"), *moderators])),
            Text(
                t("On Slack every command follows `/study`. Only you see the answers. `help checkin` tells more of one command.")
            ),
            Buttons(
                (Button(t("See the cohorts"), Call("cohort list"), "primary"), Button(t("Your settings"), Call("me settings")))
            ),
        ),
    )


def details(command: Command) -> Card:
    """One command with its options and an example of a typed line."""
    options = [_option(parameter) for parameter in command.parameters]
    return Card(
        escape(command.path),
        (
            Text(t(command.description)),
            Text(join([t("**Options**"), *options]) if options else t("It takes no options.")),
            Text(t("Typed: `{line}`", line=_example(command))),
        ),
    )


def _line(command: Command) -> Markup:
    return t("`{path}` {description}", path=command.path, description=t(command.description))


def _option(parameter: Parameter) -> Markup:
    need = Markup() if parameter.required else t(" (optional)")
    values = Listed(tuple(t("`{value}`", value=value) for value in parameter.values))
    one_of = t(" One of: {values}.", values=values) if parameter.values else Markup()
    description = t(parameter.option.description)
    return t("- `{name}`{need}: {description}{one_of}", name=parameter.name, need=need, description=description, one_of=one_of)


def _example(command: Command) -> str:
    options = (f"{parameter.name}=…" for parameter in command.parameters if parameter.required)
    return " ".join([command.path, *options])
