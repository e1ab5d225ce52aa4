"""What authors of packs ask for: counts, previews and the check of links."""

from pathlib import Path

import pytest

from adapters.authors.links import Link, check_links
from bot.domain.links import LinkAnswer
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Code, Divider, Fields, Note, Select, Text
from bot.interface.inputs import Choice
from bot.text import Moment, escape, t
from bot.wiring import packs
from content.loader import load_pack
from content.statistics import Statistics, statistics
from storage.bodies import read_item
from tests.world import MONDAY

SMALL = Path(__file__).parent / "data" / "content" / "small"


# Counts


@pytest.fixture(scope="module")
def tables() -> dict[str, Statistics]:
    items = [read_item(item.kind, item.body) for item in load_pack(SMALL).items]
    return {table.title: table for table in statistics(items)}


def test_items_are_counted_by_kind(tables: dict[str, Statistics]) -> None:
    rows = {row[0]: row[1:] for row in tables["Items"].rows}
    assert rows["week"] == (2, 0)
    assert rows["challenge"] == (7, 0)
    assert rows["synonym"] == (0, 0)


def test_challenges_are_counted_by_kind_and_level(tables: dict[str, Statistics]) -> None:
    table = tables["Challenges by kind and level"]
    assert table.columns == ("kind", "level 1", "level 2", "level 3", "all")
    assert table.rows[0] == ("single", 1, 0, 0, 1)
    assert table.rows[-1] == ("all", 7, 0, 0, 7)


def test_a_week_counts_the_challenges_that_need_no_other_week(tables: dict[str, Statistics]) -> None:
    rows = {row[0]: dict(zip(tables["Weeks"].columns, row, strict=True)) for row in tables["Weeks"].rows}
    assert rows["first"]["challenges"] == 5  # of loops alone
    assert rows["second"]["challenges"] == 1  # of arrays; what asks for both belongs to neither
    assert rows["first"]["topics without one"] == 0


def test_topics_are_counted_by_what_names_them(tables: dict[str, Statistics]) -> None:
    rows = {row[0]: row[1:] for row in tables["Topics"].rows}
    assert rows["loops"][1] == 6
    assert rows["arrays"][1] == 2


# Previews


async def test_a_challenge_is_previewed_as_posted_with_hints_and_with_its_solution() -> None:
    posted, helped, solved = await packs.preview(SMALL, "challenge.share", 1)
    assert "What share of 4 items is 1 items?" in str(posted)
    assert "Divide." not in str(posted)
    assert "Divide." in str(helped)
    assert "0.25" in str(solved)


async def test_what_members_look_up_is_previewed_as_its_card() -> None:
    card, behind_more = await packs.preview(SMALL, "week.first", 0)
    assert (card.title, behind_more.title) == ("The first week", "The first week")


@pytest.mark.parametrize(
    ("id", "why"),
    [
        ("week.third", "The pack has no item `week.third`"),
        ("topic.loops", "A topic has no card of its own."),
    ],
)
async def test_what_cannot_be_previewed_is_said(id: str, why: str) -> None:
    with pytest.raises(packs.NoSuchItem, match=why.split("`", maxsplit=1)[0]):
        await packs.preview(SMALL, id, 0)


def test_a_preview_shows_every_part_of_a_card_on_both_platforms_and_runs_nothing() -> None:
    hostile = "<script>alert(1)</script> **b** [x](javascript:alert(1)) &amp; `c`"
    card = Card(
        t("{text}", text=hostile),
        (
            Text(t("**Bold** {text}\n- one\n- two", text=hostile)),
            Code(f"{hostile}\n```\n\nlast"),
            Note(t("{at}", at=Moment(MONDAY))),
            Note(escape(hostile)),
            Fields(((t("Label"), t("Value")), (t("Other"), escape(hostile)))),
            Divider(),
            Buttons((Button(t("Go"), Call("help"), "primary"), Button(escape(hostile), url="https://example.org"))),
            Select(t("Open one"), Call("item show"), "item", (Choice(escape(hostile), "x"),)),
        ),
    )
    page = packs.preview_page(hostile, [card])
    assert "<script" not in page
    assert "javascript:" not in page.replace("(javascript:", "")  # it is text, never an address
    assert page.count("alert(1)") >= 10
    for platform in ("discord", "slack"):
        part = page.split(f'<section class="{platform}">')[1].split("</section>")[0]
        for shown in (">Bold</", ">one</", ">two</", "Label", "Value", "<hr", ">Go</button>", ">Open one</option>"):
            assert shown in part, (platform, shown)
        assert "\n\nlast" in part.split("<pre>")[1].split("</pre>")[0]


# Links


async def test_results_come_in_the_order_of_their_names() -> None:
    async def works(url: str) -> LinkAnswer:
        return LinkAnswer("works")

    told: list[Link] = []
    links = await check_links({"resource.b": "https://example.org", "resource.a": "https://example.com"}, told.append, works)
    assert [link.name for link in links] == ["resource.a", "resource.b"]
    assert len(told) == 2
