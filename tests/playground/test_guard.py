"""The playground answers its own page on this machine, and nobody else."""

import pytest

from tests.playground.page import Page
from tests.playground.small_world import SmallWorld


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "[bad"])
async def test_a_foreign_host_name_is_refused(page: Page, host: str):
    async with page.session.get(f"{page.address}/", headers={"Host": host}) as response:
        assert response.status == 421


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]"])
async def test_every_name_of_the_loopback_is_good(page: Page, host: str):
    async with page.session.get(f"{page.address}/", headers={"Host": f"{host}:8080"}) as response:
        assert response.status == 200


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://evil.example"}, {"Origin": "null"}])
async def test_another_sites_page_can_do_nothing(page: Page, small: SmallWorld, headers: dict[str, str]):
    body = {"id": "1", "room": "ml-jan", "line": "/help"}
    assert (await page.post("line", body, headers)).status == 403
    assert not small.core.requests


async def test_no_answer_lets_foreign_scripts_in(page: Page):
    async with page.session.get(f"{page.address}/") as response:
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        text = await response.text()
    assert "<script>" not in text
    assert "https://" not in text


@pytest.mark.parametrize(
    ("path", "body"),
    [("line", {}), ("line", {"id": "1" * 200, "room": "ml-jan", "line": "/help"}), ("advance", {"by": "year"}), ("press", [])],
)
async def test_what_the_page_never_sends_is_refused(page: Page, path: str, body: dict[str, str]):
    assert (await page.post(path, body)).status == 400


async def test_a_room_that_is_not_there_is_refused(page: Page):
    assert (await page.post("line", {"id": "1", "room": "nowhere", "line": "/help"})).status == 404
