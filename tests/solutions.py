"""Which challenges a post solves."""

from bot.interface.card import Buttons, Card


def solved_days(card: Card) -> list[str]:
    """The days of the challenges whose solution stands in a card, whole or behind a button."""
    buttons = [button for block in card.blocks if isinstance(block, Buttons) for button in block.buttons]
    return [each.call.values["day"] for each in buttons if each.call and each.call.path == "challenge solution"]
