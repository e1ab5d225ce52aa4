"""A small world of its own for each test, and a page that talks to it over HTTP."""

from collections.abc import AsyncGenerator

import pytest

from tests.playground.page import Page, open_page
from tests.playground.small_world import SmallWorld


@pytest.fixture
def small() -> SmallWorld:
    return SmallWorld()


@pytest.fixture
async def page(small: SmallWorld) -> AsyncGenerator[Page]:
    async with open_page(small.playground.app()) as page:
        yield page
