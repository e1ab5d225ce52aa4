"""What is answered to a call that was not carried out."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.member import Community, Member, moderates
from bot.errors import Refusal
from bot.interface.call import Actor, Call, Place, record_id
from bot.interface.card import Block, Card, Text
from bot.interface.command import Command
from bot.interface.limits import LONGEST_INPUT, fitted, width
from bot.interface.slowed import Slowed
from bot.text import Markup, t

LONGEST_TYPED = 1800
"""Of one text that is shown to whoever typed it, measured in the worst case of escaping."""
MOST_TYPED = 3000
"""Of all of them together; they fit into a card."""


def joined_nothing() -> Refusal:
    return Refusal(t("You have not joined anything yet. Go to a channel where Cairn is and use </cohort list> there."))


def no_moderator(actor: Actor, place: Place, member: Member, community: Community) -> Refusal:
    if not actor.told:
        return Refusal(t("The platform did not say just now what you may do here. Try again in a minute."))
    if moderates(replace(actor, rights_told="earlier"), member, community):
        return Refusal(
            t("What the platform said of your rights is too old by now. Sign in anew: </dashboard> in the chat gives a link.")
        )
    if place.space is None:
        sentence = t(
            "Only moderators can do that, and in a direct message the platform does not say who administers the community. "
            "If you do, go to a channel where Cairn is and use it there."
        )
        return Refusal(sentence)
    return Refusal(t("Only moderators can do that here: whoever administers this community, and whom they named."))


def stale() -> Refusal:
    return Refusal(t("This button is from an older version. Use </help> to see what there is now."))


def done_already() -> Card:
    return Card(t("That was done already."))


def refusal_card(refusal: Refusal, more: tuple[Block, ...] = ()) -> Card:
    return Card(refusal.title or t("That did not work"), (Text(refusal.message), *more), refused=refusal.option, tone="attention")


def slowed_card(refusal: Refusal, more: tuple[Block, ...]) -> Slowed:
    card = refusal_card(refusal, more)
    return Slowed(card.title, card.blocks, refused=card.refused, tone=card.tone)


def fault_card(reference: str, more: tuple[Block, ...]) -> Card:
    sentence = t("Nothing was changed. If it happens again, tell a moderator this reference: `{id}`", id=reference)
    return Card(t("Something went wrong on our side"), (Text(sentence), *more), refused="", tone="attention")


def typed_blocks(command: Command, call: Call) -> tuple[Block, ...]:
    """The texts that somebody typed, to be copied, for a form that would not open again."""
    typed = [(p.label(), p.cleaned(call.values.get(p.name, ""))) for p in command.parameters if p.kind == "text"]
    texts = {label: text for label, text in typed if text and record_id(text) is None}
    return _shown(texts, t("You wrote:"))


def cut_blocks(command: Command, call: Call) -> tuple[Block, ...]:
    """The ends of texts for which the form has no room, to be copied."""
    texts = {p.label(): p.cleaned(call.values.get(p.name, ""))[LONGEST_INPUT:] for p in command.parameters if p.kind == "text"}
    return _shown({label: text for label, text in texts.items() if text}, t("The form has no room for the end:"))


def _shown(texts: Mapping[Markup, str], heading: Markup) -> tuple[Block, ...]:
    room, lines = MOST_TYPED, list[Markup]()
    for label, text in texts.items():
        shown = fitted(text, min(LONGEST_TYPED, room))
        lines.append(t("**{label}** {text}", label=label, text=shown))
        room -= width(shown)
    return (Text(heading), *map(Text, lines)) if lines else ()
