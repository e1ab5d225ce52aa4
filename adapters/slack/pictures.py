"""Pictures on Slack: files in posts and direct messages; links to the web process in what one person alone sees, which holds no
files. Where neither can be, their text stands alone."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from adapters.pictures.palette import Theme
from adapters.pictures.png import in_letters, png
from adapters.slack.files import named_failure, upload
from adapters.slack.web import Web
from bot.interface.card import Answer, Block, Card
from bot.interface.drawing import Drawing
from bot.interface.picture import Picture

THEME: Theme = "light"
"""Slack does not tell which a reader has; this one is its own default, and the picture has a ground of its own."""
LONGEST_ADDRESS = 2900
"""A text of Slack's has 3000 characters, the words of the link among them."""
MOST_REMEMBERED = 256
LOOKS = 6
"""How often Slack is asked whether it has taken in a file, before a message may show it."""

AddressOf = Callable[[Drawing], str]
"""The whole address at which the web process serves a drawing."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Uploaded(Picture):
    """A picture that Slack holds, by the id of the file."""

    file: str


@dataclass(frozen=True, slots=True)
class Linked(Picture):
    """A picture at an address of the web process."""

    address: str


def linked(answer: Answer, address_of: AddressOf | None) -> Answer:
    """The answer with the address of each picture, if there is a web process to serve it."""
    if not isinstance(answer, Card) or address_of is None:
        return answer
    return replace(answer, blocks=tuple(_linked(block, address_of) for block in answer.blocks))


def _linked(block: Block, address_of: AddressOf) -> Block:
    block = in_letters(block)
    if not isinstance(block, Picture):
        return block
    address = address_of(block.drawing)
    return Linked(block.drawing, block.alt, block.text, address) if len(address) <= LONGEST_ADDRESS else block


class Uploads:
    """Uploads pictures, each once as long as it is remembered. `pause` is how many seconds pass between two looks."""

    def __init__(self, web: Web, pause: float = 0.5) -> None:
        self._web = web
        self._pause = pause
        self._files: dict[Drawing, str] = {}

    async def of(self, card: Card) -> Card:
        """The card with its pictures as files of Slack's; unchanged if Slack does not take them."""
        try:
            return replace(card, blocks=tuple([await self._block(block) for block in card.blocks]))
        except (SlackApiError, ClientError, TimeoutError, ValueError) as error:
            log.warning("Slack took no picture", error=named_failure(error))
            return card

    async def _block(self, block: Block) -> Block:
        block = in_letters(block)
        if not isinstance(block, Picture):
            return block
        return Uploaded(block.drawing, block.alt, block.text, await self._file(block.drawing))

    async def _file(self, drawing: Drawing) -> str:
        """The id of the file. Raises TimeoutError if Slack does not take it in."""
        if drawing not in self._files:
            file = await upload(self._web, "picture.png", await png(drawing, THEME))
            await self._taken_in(file)
            if len(self._files) >= MOST_REMEMBERED:
                self._files.clear()
            self._files[drawing] = file
        return self._files[drawing]

    async def _taken_in(self, file: str) -> None:
        for _ in range(LOOKS):
            if (await self._web.get("files.info", {"file": file}))["file"].get("mimetype"):
                return
            await asyncio.sleep(self._pause)
        raise TimeoutError
