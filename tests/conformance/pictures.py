"""What a platform owes of pictures: the numbers always, and the picture itself where it can be shown.

A platform takes part in `tests/<platform>/test_conformance.py`, by the classes `PicturePostConformance` and
`PictureAnswerConformance`. One without pictures shows their texts, as `EVERY_BLOCK` proves.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from adapters.pictures.png import ZOOM
from adapters.pictures.scene import WIDTH
from bot.interface.card import Card
from bot.interface.picture import Picture
from bot.text import plain, t
from tests.conformance.hearing import Person
from tests.conformance.sending import FarSide, delivery
from tests.samples import JOURNEY, PICTURE

ALT = plain(PICTURE.alt)
OTHER = Picture(replace(JOURNEY, here=2), t("Another path"), t("Nothing kept"))
PICTURED = Card(t("Your way"), (PICTURE,))


class PictureFarSide(FarSide, Protocol):
    async def pictures(self, message: str) -> Mapping[str, bytes]:
        """The pictures that everybody sees on a message, by their alternative texts."""
        ...


class PicturePerson(Person, Protocol):
    async def pictures(self) -> Mapping[str, bytes]:
        """The pictures that this person alone sees or can open, by their alternative texts."""
        ...


class PicturePostConformance:
    """Rules for a sender of a platform that shows pictures."""

    async def test_a_post_shows_its_picture_to_all_and_its_numbers(self, far_side: PictureFarSide) -> None:
        sent = await far_side.sender.send(delivery(far_side, card=PICTURED))
        shown = await far_side.pictures(sent)
        assert list(shown) == [ALT]
        assert is_picture(shown[ALT])
        assert "Picture: 2 days" in far_side.read(far_side.channel, sent)

    async def test_an_edit_shows_the_new_picture_alone(self, far_side: PictureFarSide) -> None:
        sent = await far_side.sender.send(delivery(far_side, card=PICTURED))
        before = await far_side.pictures(sent)
        await far_side.sender.edit(delivery(far_side, message=sent, card=Card(t("Your way"), (OTHER,))))
        after = await far_side.pictures(sent)
        assert list(after) == ["Another path"]
        assert is_picture(after["Another path"])
        assert after["Another path"] != before[ALT]

    async def test_an_edit_takes_the_picture_away(self, far_side: PictureFarSide) -> None:
        sent = await far_side.sender.send(delivery(far_side, card=PICTURED))
        await far_side.sender.edit(delivery(far_side, message=sent, card=Card(t("No more"))))
        assert not await far_side.pictures(sent)


class PictureAnswerConformance:
    """Rules for a gateway of a platform that shows pictures."""

    async def test_who_asks_gets_the_picture_alone_and_its_numbers(self, person: PicturePerson) -> None:
        person.core.answers["cohort join"] = PICTURED
        await person.type("cohort join", cohort="ml-jan")
        shown = await person.pictures()
        assert list(shown) == [ALT]
        assert is_picture(shown[ALT])
        assert "Picture: 2 days" in person.private()[-1]
        assert not person.public()


def is_picture(content: bytes) -> bool:
    """Whether these are the bytes of a picture as wide as ours are."""
    return content.startswith(b"\x89PNG") and int.from_bytes(content[16:20]) == WIDTH * ZOOM
