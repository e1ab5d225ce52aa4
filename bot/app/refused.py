"""What is answered to a call that was not carried out."""

from collections.abc import Sequence

from bot.domain.member import Community
from bot.errors import Refusal
from bot.interface.call import Actor, Call, Request
from bot.interface.card import Block, Card, Select, Text
from bot.interface.command import Command
from bot.interface.inputs import Choice
from bot.interface.limits import fitted
from bot.text import clean, escape, t

LONGEST_TYPED = 600
"""Of one text that is shown to whoever typed it, measured in the worst case of escaping; five fit into a card."""


def joined_nothing() -> Refusal:
    return Refusal(t("You have not joined anything yet. Open a server where Cairn is and use `cohort list` there."))


def no_moderator(actor: Actor) -> Refusal:
    if not actor.told:
        return Refusal(t("The platform did not say just now what you may do here. Try again in a minute."))
    return Refusal(t("Only moderators can do that here. A moderator is somebody who may manage this server or workspace."))


def stale() -> Refusal:
    return Refusal(t("This button is from an older version. Use `help` to see what there is now."))


def refusal_card(refusal: Refusal, more: tuple[Block, ...] = ()) -> Card:
    return Card(t("That did not work"), (Text(refusal.message), *more), refused=refusal.option)


def fault_card(reference: str, more: tuple[Block, ...]) -> Card:
    sentence = t("Nothing was changed. If it happens again, tell a moderator this reference: `{id}`", id=reference)
    return Card(t("Something went wrong on our side"), (Text(sentence), *more))


def which_community(request: Request, communities: Sequence[Community]) -> Card:
    """A press goes on with its keys; text of people is asked for again, as no id carries it."""
    call = request.call if request.kind == "press" else Call(request.call.path)
    choices = tuple(Choice(escape(community.name[:75]), str(community.id)) for community in communities[:25])
    return Card(t("Which community do you mean?"), (Select(t("Choose a community"), call, "community", choices),))


def typed_blocks(command: Command, call: Call) -> tuple[Block, ...]:
    """The texts that somebody typed, to be copied, for a form that would not open again."""
    typed = [(p, clean(call.values.get(p.name, ""))) for p in command.asked if p.kind == "text"]
    lines = [t("**{label}** {text}", label=p.label(), text=fitted(text, LONGEST_TYPED)) for p, text in typed if text]
    return (Text(t("You wrote:")), *(Text(line) for line in lines)) if lines else ()
