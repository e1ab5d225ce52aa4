"""How tall the cards are on a phone that members and moderators meet: what is said fits on a screen, and only what is opened for
more is longer."""

import asyncio
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from selenium.webdriver import Chrome

from adapters.playground.chat import PlaygroundSender, Room
from bot.demo import DemoClock, evening
from bot.domain.lookup import Resource
from bot.domain.roadmap import Week
from bot.interface.call import Call, Place, Request, RequestKind
from bot.interface.card import Answer, Buttons, Card, Select
from bot.interface.phone import TALLEST, height_of
from bot.interface.typed import read
from bot.shared.week_card import milestone_buttons, week_blocks
from bot.story import CHANNEL, MEMBER, MODERATOR, PLATFORM, SPACE
from bot.text import plain, t
from bot.wiring.core import Core
from bot.wiring.local import playground
from storage.releases import Library
from tests.catalogues import longer_catalogue, use
from tests.longest_names import every_card
from tests.playground.browser import MISSING, Served, browser_is_there, look_like
from tests.playground.loads import LONG_LISTS, answer_in_many_topics
from tests.playground.looks import COHORT, LONG, LOOKS, Look, of_moderator
from tests.playground.screen import Screen
from tests.playground.small_world import SmallWorld
from tests.playground.take_pictures import WEDNESDAY
from tests.shipped import ITEMS
from tests.test_challenge_choice import COHORT as WALKED

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not browser_is_there(), reason=MISSING)]

PHONE = 390
SLACK = 25
"""By how many pixels a card may be taller than is counted; most are less tall."""


async def cards(folder: Path) -> Mapping[str, Card]:
    """Every card that is looked at, by how one comes to it."""
    clock = DemoClock(evening(WEDNESDAY))
    async with playground(clock, folder, slows=False) as (_, core):
        posted = {f"post {number}": post for number, post in enumerate(posts(core))}
        posted |= {f"post of {week.id}": post_of(week) for week in ITEMS if isinstance(week, Week) and week.starter}
        looked = {f"{number}. {look}": await card_at(core, clock, look, number) for number, look in enumerate(LOOKS)}
        await answer_in_many_topics(core, clock)
        listed = {
            f"list {number}. {look}": await card_at(core, clock, look, -number) for number, look in enumerate(LONG_LISTS, 1)
        }
        return posted | looked | listed | await in_trouble(core, clock)


async def tallest_with_long_names(database: str, library: Library | None) -> Mapping[str, Card]:
    """Those of the cards of a community with the longest names that may be too tall: what is counted is little less than what
    is seen."""
    every = await every_card(database, library)
    return {name: card for name, card in every.items() if height_of(card) > TALLEST - 2 * SLACK}


def sender_of(core: Core) -> PlaygroundSender:
    sender = core.senders[PLATFORM]
    assert isinstance(sender, PlaygroundSender)
    return sender


def posts(core: Core) -> list[Card]:
    """What stands in the channel."""
    shown = sender_of(core).seen_by(MEMBER.id)
    return [message.card for message in shown if message.room == CHANNEL and message.reader is None]


async def in_trouble(core: Core, clock: DemoClock) -> dict[str, Card]:
    """What members and moderators read once no channel of three cohorts is there any more, and all that was posted."""
    sender = sender_of(core)
    lost = [Room(f"lost-{number}", f"a channel that was deleted {number}") for number in range(3)]
    await told_by(core, clock, 1)
    here, sender.rooms = sender.rooms, (*sender.rooms, *lost)
    for room in lost:
        line = f'/manage create name="{LONG[:50]} {room.id}" roadmap=foundations start=2026-01-23 channel={room.id} time=18:00'
        await card_at(core, clock, of_moderator(line, "Launch"), len(LOOKS) + lost.index(room))
    sender.rooms = here
    await told_by(core, clock, 7)
    of_moderators = (of_moderator(f"/{line}") for line in ("manage deliveries", "today", "manage status"))
    not_sent = of_moderator("/manage deliveries", "Not sent")
    looks = (*of_moderators, not_sent, Look("/today"), Look(f"/progress cohort={COHORT}"))
    first = len(LOOKS) + len(lost)
    shown = {f"{number}. {look}": await card_at(core, clock, look, number) for number, look in enumerate(looks, first)}
    told = {message.id: message.card for who in (MEMBER, MODERATOR) for message in sender.seen_by(who.id)}
    return shown | {f"told {number}": card for number, card in enumerate(told.values())}


async def told_by(core: Core, clock: DemoClock, days: int) -> None:
    """Let some days pass, with all that is posted on them."""
    for _ in range(days):
        clock.move_to(clock() + timedelta(days=1))
        await core.queue()
        await core.deliver()


def post_of(week: Week) -> Card:
    """How a week with a starter opens in a channel: that card has the most buttons."""
    resources = {item.id: item for item in ITEMS if isinstance(item, Resource)}
    title = t("ML starters, week 20: {title}", title=week.title)
    return Card(title, (*week_blocks(week, resources), milestone_buttons(WALKED, 20, week)))


async def card_at(core: Core, clock: DemoClock, look: Look, number: int) -> Card:
    async def made(call: Call, kind: RequestKind, step: int = -1) -> Answer:
        actor = replace(look.who.actor, locale=look.locale)
        request = Request(f"{number}.{step}", call, actor, Place(PLATFORM, SPACE, CHANNEL), kind, clock())
        return await core.dispatch(request)

    if isinstance(look.line, str):
        answer = await made(read(look.line, core.dispatch.commands), "command")
    else:
        answer = await made(look.line, "submit")
    for step, label in enumerate(look.then):
        answer = await made(control(answer, label), "press", step)
    assert isinstance(answer, Card), (look, answer)
    assert answer.refused is None, (look, answer)
    return answer


def control(answer: Answer, label: str) -> Call:
    """What a press on a button makes, or on the first entry of a list."""
    assert isinstance(answer, Card), answer
    rows = [button for block in answer.blocks if isinstance(block, Buttons) for button in block.buttons]
    calls = [button.call for button in rows if plain(button.label) == label and button.call]
    lists = [block for block in answer.blocks if isinstance(block, Select) and plain(block.placeholder) == label]
    return [*calls, *(each.call.with_values(**{each.option: each.choices[0].value}) for each in lists)][0]


@pytest.mark.usefixtures("catalogues")
def test_each_card_fits_on_a_phone_and_is_as_tall_as_is_counted(
    driver: Chrome, small: SmallWorld, tmp_path: Path, database: str, library: Library | None
) -> None:
    use(longer_catalogue("de"))
    shown = {**asyncio.run(cards(tmp_path)), **asyncio.run(tallest_with_long_names(database, library))}
    look_like(driver, PHONE, 844)
    with Served(nullcontext(small.playground.app())) as served:
        screen = Screen(driver, served, small)
        for card in shown.values():
            screen.arrives("quiet", card)
        screen.open("quiet")
        screen.until(lambda: len(screen.all("#list .card")) == len(shown))
        heights = screen.heights()
        driver.get("about:blank")
    seen = {name: height for name, height in zip(shown, heights, strict=True) if height > TALLEST - 2 * SLACK}
    assert {name: height for name, height in seen.items() if height > TALLEST} == {}
    assert {name: height for name, height in seen.items() if height > height_of(shown[name]) + SLACK} == {}
