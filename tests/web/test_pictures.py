"""Pictures that private answers on Slack link to."""

import pytest
from aiohttp import ClientSession

from adapters.pictures.signed import SignedDrawings
from adapters.web.app import serve, web_app
from bot.config import Settings
from bot.wiring.pictures import picture_address
from bot.wiring.site import let_in, site_of
from tests.conformance.pictures import is_picture
from tests.samples import JOURNEY
from tests.web.test_app import is_hindered
from tests.world import World

PUBLIC = "https://cairn.example.org"


async def answer_of(path: str, settings: Settings, world: World) -> tuple[int, str, bytes]:
    app, key = web_app(hindrance=is_hindered, slack=None), settings.secret_key
    let_in(app, world.core.visits, site_of(settings), key.get_secret_value() if key else None)
    async with (
        serve(app, "127.0.0.1", 0) as port,
        ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}{path}") as response,
    ):
        return response.status, response.content_type, await response.read()


def settings(secret: str, public: str = PUBLIC) -> Settings:
    return Settings(_env_file=None, secret_key=secret and 32 * secret, public_url=public)  # pyright: ignore[reportCallIssue]


async def test_an_address_leads_to_its_picture(world: World) -> None:
    address = picture_address(settings("secret"))
    assert address
    status, kind, content = await answer_of(address(JOURNEY).removeprefix(PUBLIC), settings("secret"), world)
    assert (status, kind) == (200, "image/png")
    assert is_picture(content)


@pytest.mark.parametrize("path", [SignedDrawings("another").path(JOURNEY), "/pictures/1", "/pictures/"])
async def test_what_was_not_signed_here_is_not_there(world: World, path: str) -> None:
    assert (await answer_of(path, settings("secret"), world))[0] == 404


async def test_without_a_secret_or_an_address_none_is_linked_to_or_served(world: World) -> None:
    assert picture_address(settings("")) is None
    assert picture_address(settings("secret", "")) is None
    assert (await answer_of(SignedDrawings(32 * "secret").path(JOURNEY), settings(""), world))[0] == 404
