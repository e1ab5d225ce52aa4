"""Where an act on the page is answered, and what stands there before the answer comes."""

from dataclasses import dataclass

from adapters.playground.chat import Message, PlaygroundSender
from adapters.playground.persona import Persona
from bot.app.progress import waiting_card
from bot.interface.card import Card
from bot.text import Markup


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an answer goes: in place of an earlier answer, or below all else in a room or thread."""

    room: str
    prompt: str
    parent: str | None = None
    answer: Message | None = None
    opened_from: str = ""
    """The message whose press led here."""


class Answering:
    """Answers one act of a persona; `act` is the page's id of it."""

    def __init__(self, chat: PlaygroundSender, persona: Persona, spot: Spot, act: str) -> None:
        self.told = False
        self._chat = chat
        self._persona = persona
        self._spot = spot
        self._act = act
        self._shown = spot.answer

    async def tell(self, sentence: Markup) -> None:
        """Show how far long work is where its answer will be; a form on the page is closed by that."""
        self.told = True
        self.show(waiting_card(sentence))

    def show(self, card: Card) -> Message:
        """One message shows all that is said of the act, what was said last."""
        if self._shown:
            self._shown = self._chat.show(self._shown, card, self._act)
        else:
            spot = self._spot
            self._shown = self._chat.answer(self._persona.id, spot.room, card, spot.prompt, spot.parent, self._act)
        return self._shown
