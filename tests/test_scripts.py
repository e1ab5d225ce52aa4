"""Packs and cohorts in other scripts and languages: they load, are found and are told apart."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from adapters.authors.python_process import verify
from bot.interface.card import Card
from content.validation import validate
from search.entry import SearchEntry
from search.index import Index, find
from tests.faultless_pack import write
from tests.packs import opened
from tests.world import Clock, Noticeboard, World, press, words


def pack(name: str, locale: str, topic: str, week: str, term: str, meaning: str) -> dict[str, Any]:
    """A pack of one week; its ids are plain letters, its texts are whatever they are."""
    return {
        "pack.yaml": {"pack": name, "schema": 1, "version": "1.0.0", "title": topic, "locale": locale, "licence": "MIT"},
        "topics.yaml": [{"id": "topic.one", "rev": 1, "title": topic}],
        "resources.yaml": [
            {
                "id": "resource.one", "rev": 1, "title": week, "url": "https://example.org/", "kind": "docs", "level": 1,
                "cost": "free", "hours": 1, "topics": ["topic.one"],
            }
        ],
        "glossary.yaml": [{"id": "term.one", "rev": 1, "term": term, "meaning": meaning, "topics": ["topic.one"]}],
        "roadmaps.yaml": [{"id": "roadmap.one", "rev": 1, "title": topic, "summary": meaning, "weeks": ["week.one"]}],
        "weeks/one.yaml": {
            "id": "week.one", "rev": 1, "title": week, "short": topic[:24], "why": meaning, "goals": [term, topic, week],
            "minutes": {"light": 60, "standard": 120}, "question": term, "reflection": term,
            "milestone": {"text": meaning, "checklist": [term, topic, week], "stretch": meaning},
            "resources": [{"ref": "resource.one", "role": "primary"}], "topics": ["topic.one"],
            "catch_up": {"minutes": 30, "steps": [meaning]},
        },
    }  # fmt: skip


CHINESE = pack("mandarin", "zh", "声调", "汉语拼音入门", "轻声", "轻声是又短又轻的音节。")
SPANISH = pack("spanish", "es", "¿Ser o estar?", "¿Cómo te llamas?", "¡Hola!", "¿Qué se dice al llegar? Se dice hola.")


@pytest.mark.parametrize("files", [CHINESE, SPANISH], ids=["Chinese", "Spanish"])
async def test_a_pack_in_another_language_has_no_faults(tmp_path: Path, files: dict[str, Any]) -> None:
    assert await validate(write(files, tmp_path, "example.org\n"), None, verify) == ()


@pytest.fixture
def prepared(prepared_with: Callable[..., Path], tmp_path: Path) -> Path:
    return prepared_with(write(CHINESE, tmp_path / "mandarin"))


@pytest.fixture
async def mandarin(tmp_path: Path, clock: Clock, board: Noticeboard, prepared: Path) -> AsyncIterator[World]:
    async for world in opened(tmp_path, clock, board, prepared):
        yield world


async def launch(world: World, name: str) -> Card:
    moderator = world.caller("moderator", administrator=True)
    values = {"name": name, "roadmap": "声调", "start": "2026-01-12", "channel": "channel-1", "time": "18:00"}
    dry_run = await moderator.card("manage create", "submit", **values)
    launched = await moderator.make(press(dry_run, "Launch"), "press")
    assert isinstance(launched, Card)
    return launched


async def test_a_topic_of_a_chinese_pack_finds_what_is_on_it(mandarin: World) -> None:
    found = await mandarin.caller("ann").card("find", query="声调")
    assert {entry["id"] for entry in found.entries} >= {"week.one", "resource.one", "term.one"}


async def test_what_a_moderator_adds_is_found_by_the_title_of_its_topic(mandarin: World) -> None:
    omar = mandarin.caller("omar", administrator=True)
    values = {"title": "Podcast", "url": "https://example.org/podcast", "topics": "声调"}
    preview = await omar.card("content add-resource", "submit", **values)
    await omar.make(press(preview, "Publish"), "press")
    assert "Podcast" in words(await mandarin.caller("ann").card("resource find", query="声调"))


async def test_cohorts_with_chinese_names_have_slugs_of_their_own_and_are_found_by_their_names(mandarin: World) -> None:
    assert "cohort join cohort=cohort-1" in words(await launch(mandarin, "声调小组"))
    assert "cohort join cohort=cohort-2" in words(await launch(mandarin, "拼音小组"))
    assert "拼音小组" in (await mandarin.caller("ann").card("cohort info", cohort="拼音小组")).title
    assert "声调小组" in (await mandarin.caller("ann").card("cohort info", cohort="cohort-1")).title


NAMES = ("汉语拼音入门", "声调练习", "ひらがなの書き方", "การอ่านภาษาไทย", "¿Cómo te llamas?", "Ποσοστά", "한국어 문법")


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("汉语拼音入门", "汉语拼音入门"),
        ("拼音", "汉语拼音入门"),
        ("拼", "汉语拼音入门"),
        ("门", "汉语拼音入门"),
        ("练习声调", "声调练习"),
        ("ひらがな", "ひらがなの書き方"),
        ("ภาษาไทย", "การอ่านภาษาไทย"),
        ("como te llamas", "¿Cómo te llamas?"),
        ("ποσοστα", "Ποσοστά"),
        ("문법", "한국어 문법"),
    ],
)
def test_a_part_of_a_title_finds_it_in_every_script(typed: str, named: str) -> None:
    index = Index([SearchEntry("term", f"term.{at}", name) for at, name in enumerate(NAMES)])
    hits = find([index], typed, None, 5)
    assert [hit.entry.title for hit in hits if hit.sure] == [named]
