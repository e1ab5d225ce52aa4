"""With names as long as they may be every card of a command fits on a phone, as its height is counted."""

from bot.interface.phone import TALLEST, height_of
from storage.releases import Library
from tests.longest_names import every_card


async def test_every_card_fits_on_a_phone_with_the_longest_names(database: str, library: Library | None) -> None:
    cards = await every_card(database, library)
    tall = {name: height_of(card) for name, card in cards.items() if height_of(card) > TALLEST}
    assert tall == {}
