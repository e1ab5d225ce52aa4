"""What is known of a resource is said in the reader's language: what sort of thing it is, and when it was last checked."""

import re
from dataclasses import replace
from typing import get_args

import pytest
from babel.messages.catalog import Catalog

from bot.domain.lookup import Resource
from bot.interface.card import Card, Select
from bot.interface.inputs import ChoiceInput
from bot.language import speaking
from bot.shared.item_card import item_blocks
from bot.shared.resource_form import ResourceKind
from bot.shared.week_card import resource_kind_word
from bot.text import Markup
from tests.catalogues import use
from tests.published import RESOURCE
from tests.test_content_import import send
from tests.transactions import opened
from tests.world import World, pressed, words

PODCAST = Resource(
    id="resource.one", rev=1, title="One", url="https://example.org", kind="podcast", level=1, cost="free", hours=1, topics=()
)


async def test_a_germans_preview_has_the_word_that_the_form_offers(world: World, german: Catalog) -> None:
    german.add("podcast", "Hörsendung")
    use(german)
    omar = world.caller("omar", administrator=True, locale="de")
    form = await omar.form("content add-resource")
    (kinds,) = [item for item in form.inputs if isinstance(item, ChoiceInput) and item.name == "kind"]
    assert "Hörsendung" in [choice.label for choice in kinds.choices]
    assert "Kind: Hörsendung" in words(await omar.submit(form, **RESOURCE | {"kind": "podcast"}))


@pytest.mark.parametrize("kind", get_args(ResourceKind))
def test_every_kind_that_the_form_offers_is_said_in_the_readers_language(kind: str, german: Catalog) -> None:
    german.add(kind, "Wort")
    use(german)
    with speaking("de"):
        assert resource_kind_word(replace(PODCAST, kind=kind)) == "Wort"


def test_a_packs_own_word_for_a_kind_stays_as_it_is(german: Catalog) -> None:
    use(german)
    with speaking("de"):
        assert resource_kind_word(replace(PODCAST, kind="job_board")) == "job\\_board"


async def test_the_day_of_the_last_check_is_written_in_the_readers_language(world: World, german: Catalog) -> None:
    use(german)
    ann = world.caller("ann")
    await ann.card("me settings")
    (community,) = await world.core.units.communities_of(ann.actor)
    async with opened(world.core, community.id) as unit:
        with speaking("de"):
            blocks = await item_blocks(unit, replace(PODCAST, checked="2026-01-31"), world.clock.now)
    assert "Last checked: Sa., 31. Jan. 2026" in words(Card(Markup("One"), blocks))


async def test_what_nobody_said_of_a_resource_is_shown_nowhere(world: World) -> None:
    omar = world.caller("omar", administrator=True)
    preview = await omar.card("content add-resource", title="Quokkas at night", url="https://example.org/quokkas")
    await pressed(omar, preview, "Publish")
    await pressed(omar, await send(omar, "title,url,cost\nQuokkas by day,https://example.org/day,\n"), "Publish")
    listed = await omar.card("resource find", query="quokkas")
    opened = await omar.card("resource find", query="quokkas at night")
    (choose,) = [block for block in listed.blocks if isinstance(block, Select)]
    shown = await omar.make(choose.call.with_values(item=choose.choices[0].value), "press")
    assert isinstance(shown, Card)
    for card in (preview, listed, opened, shown):
        assert "Quokkas" in words(card)
        assert not {"beginner", "free", "article", "Level", "Cost", "Kind"} & set(re.findall(r"\w+", words(card)))
    assert "Quokkas at night](https://example.org/quokkas) (resource)" in words(listed)
    assert "None of these has that level" in words(await omar.card("resource find", query="quokkas", level="beginner"))
    (table,) = (await omar.card("content export")).files
    assert "Quokkas at night,https://example.org/quokkas,,,,,0," in table.content.decode("utf-8-sig")
    (file,) = (await omar.card("content export", format="yaml")).files
    assert "Nothing differs" in words(await send(omar, file.content, file.name))
