"""What is asked back before a call can go on: which community, and what a form would ask."""

from collections.abc import Sequence

from bot.app.refused import typed_blocks
from bot.domain.member import Community
from bot.interface.call import Call, Request
from bot.interface.card import Block, Button, Buttons, Card, Select, Text
from bot.interface.command import MESSAGE, Command
from bot.interface.inputs import Choice
from bot.text import Markup, escape, join, t


def which_community(request: Request, communities: Sequence[Community]) -> Card:
    """A press goes on with its keys; text of people is kept, as no id carries it."""
    keys = {name: value for name, value in request.call.values.items() if name != MESSAGE} if request.kind == "press" else {}
    choices = tuple(Choice(escape(community.name[:75]), str(community.id)) for community in communities[:25])
    chooser = Select(t("Choose a community"), Call(request.call.path, keys), "community", choices)
    return Card(t("Which community do you mean?"), (chooser,))


def form_button(command: Command, call: Call) -> Card:
    """A card for events that no form can follow: what is asked, and a button that makes `call`, which opens the form."""
    return _needs_more(
        command,
        t("Write it as `name=value`, or open the form:"),
        Buttons((Button(t("Open form"), call, "primary"),)),
    )


def without_forms(command: Command, call: Call) -> Card:
    """A card for platforms that have no forms: how to write on one line what is asked, and what `call` holds of it already."""
    return _needs_more(command, t("Write it on one line, each as `name=value`:"), *typed_blocks(command, call))


def _needs_more(command: Command, told: Markup, *more: Block) -> Card:
    asked = [
        t("- {name}: {description}", name=parameter.name, description=t(parameter.option.description))
        for parameter in command.asked
    ]
    return Card(t("`{path}` needs a little more", path=command.path), (Text(join([told, *asked])), *more))
