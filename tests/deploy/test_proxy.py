"""What the proxy passes on: all that people and platforms ask of the web part, and nothing that is for operators."""

import re

import pytest
from aiohttp import web

from adapters.web.app import web_app
from bot.domain.site import Site
from bot.wiring.site import let_in
from tests.started import ROOT
from tests.world import World

FOR_OPERATORS = {"/healthz", "/readyz"}


@pytest.fixture
def app(world: World) -> web.Application:
    async def hindrance() -> str:
        return ""

    async def hears(_: web.Request) -> web.Response:
        return web.Response()

    app = web_app(hindrance=hindrance, slack=hears, discord=hears)
    let_in(app, world.core.visits, Site("https://cairn.example.org", signs_in=True), "k" * 32)
    return app


def passed_on() -> list[str]:
    """The beginnings of the paths that the proxy passes on."""
    lines = re.findall(r"^\s*acl \w+ path_beg (.+)$", (ROOT / "deploy" / "haproxy.cfg").read_text(encoding="utf-8"), re.MULTILINE)
    return [beginning for line in lines for beginning in line.split()]


def test_whatever_the_web_part_shows_passes_the_proxy_but_what_is_for_operators(app: web.Application) -> None:
    paths = {resource.canonical for resource in app.router.resources()}
    kept_back = {path for path in paths if not any(f"{path}/".startswith(beginning) for beginning in passed_on())}
    assert kept_back == FOR_OPERATORS
