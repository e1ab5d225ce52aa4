"""How tall the cards are on a phone that members and moderators meet: what is said fits on a screen, and only what is opened for
more is longer."""

import asyncio
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
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
from bot.interface.phone import TALLEST
from bot.interface.typed import read
from bot.shared.week_card import milestone_buttons, week_blocks
from bot.story import CHANNEL, MEMBER, MODERATOR, PLATFORM, SPACE, DemoPerson
from bot.text import plain, t
from bot.wiring.core import Core
from bot.wiring.local import playground
from tests.playground.browser import MISSING, Served, browser_is_there, look_like
from tests.playground.screen import Screen
from tests.playground.small_world import SmallWorld
from tests.playground.take_pictures import WEDNESDAY
from tests.shipped import ITEMS
from tests.test_challenge_choice import COHORT as WALKED

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not browser_is_there(), reason=MISSING)]

PHONE = 390
COHORT = "ml-starters"


@dataclass(frozen=True, slots=True)
class Look:
    """How somebody comes to a card: a typed line, or a form that is sent, then buttons pressed or lists opened at their first
    entry, one after the other."""

    line: str | Call
    then: tuple[str, ...] = ()
    who: DemoPerson = MEMBER

    def __str__(self) -> str:
        return " › ".join((self.line if isinstance(self.line, str) else self.line.dump()[:60], *self.then))


def of_moderator(line: str | Call, *then: str) -> Look:
    return Look(line, then, MODERATOR)


SESSIONS = ("Questions and answers about the milestone of this week", "A second one", "A third one")
LONG = "Spring cohort of everybody who starts late this year, again"
WORK = {"cohort": COHORT, "week": "3", "link": "https://example.org/" + "path/" * 12, "note": "A word about it. " * 55}
LOOKS = (
    Look("/milestone"),
    *(Look(f"/roadmap show week={week}") for week in range(1, 27)),
    Look("/milestone week=1"),
    Look("/milestone week=26"),
    Look("/milestone", ("Start",)),
    Look("/milestone", ("I am stuck",)),
    Look("/milestone"),
    Look("/milestone", ("More", "Skip")),
    Look(Call("milestone done", {"cohort": COHORT, "week": "3"})),
    Look("/milestone"),
    Look(Call("milestone done", WORK)),
    Look("/milestone"),
    Look("/milestone", ("Share with the cohort",)),
    Look("/milestone"),
    Look("/milestone", ("Undo",)),
    Look("/find choosing an algorithm week", ("Open one",)),
    *(
        Look(f"/find {query}")
        for query in ("a", "bias", "python", "what do I need to know to become a machine learning engineer")
    ),
    *(Look(f"/salary{place}") for place in ("", " region=worldwide", ' region="united states"', " level=senior")),
    Look("/roadmap show"),
    Look("/roadmap show", ("Weeks 15 to 28",)),
    *(Look(f"/roadmap show roadmap={roadmap}") for roadmap in ("foundations", "mlops")),
    Look("/checkin did=Read next=Write share=yes"),
    Look("/today"),
    Look("/progress"),
    Look("/progress", ("All weeks",)),
    Look("/progress", ("All weeks", "Next")),
    Look("/leaderboard"),
    Look("/challenge practice"),
    Look("/recap"),
    Look("/help"),
    Look("/help checkin"),
    *(
        of_moderator(f"/help{command}")
        for command in ("", " members", " manage", " content", " adding", " own", " care", " steer")
    ),
    of_moderator("/today"),
    of_moderator("/roadmap show"),
    of_moderator("/manage status"),
    of_moderator("/manage status", "Look at one"),
    of_moderator("/manage status", "Look at one", "Nudge"),
    of_moderator("/manage edit"),
    of_moderator("/manage pause first=2026-02-02 last=2026-02-08", "Undo"),
    of_moderator("/manage stats"),
    of_moderator("/manage stats", "Next"),
    of_moderator("/manage stats", "Questions"),
    of_moderator("/manage deliveries", "Sent"),
    of_moderator(f'/manage create name="Spring cohort" roadmap=foundations start=2026-02-02 channel={CHANNEL} time=18:00'),
    of_moderator("/manage holidays country=Germany"),
    of_moderator("/manage edit"),
    *(of_moderator(f'/manage session title="{title}" day=friday at=18:00 link=https://example.org') for title in SESSIONS),
    Look("/today"),
    Look("/cohort info"),
    Look(Call("calendar coming", {"cohort": COHORT})),
    of_moderator("/content copy-roadmap roadmap=mle-full title=Ours"),
    Look("/me away until=friday"),
    Look("/progress"),
    Look("/today"),
    Look("/progress", ("All days", "What I wrote")),
    of_moderator("/manage remove member=Maya"),
    of_moderator('/manage holidays days="5 feb, 9 feb, 12 feb, 16 feb, 19 feb, 23 feb, 26 feb, 2 mar, 5 mar, 9 mar, 12 mar"'),
    of_moderator("/manage shift by=1 week"),
    of_moderator("/manage pause first=2026-04-01 last=2026-04-14"),
    of_moderator("/manage edit"),
    of_moderator("/manage edit", "All 18 breaks"),
    of_moderator('/manage end day="in three weeks"'),
    Look("/cohort info"),
    *(Look(Call("resource suggest", {"title": f"Owls {at}", "url": f"https://example.org/{at}"})) for at in range(5)),
    *(of_moderator(Call("content add-question", {"question": f"A question {at}?", "answer": "Yes"})) for at in range(7)),
    of_moderator("/content queue"),
    of_moderator("/content queue", "All your drafts"),
    of_moderator("/manage status"),
    of_moderator(f'/manage create name="{LONG}" roadmap=foundations start=2026-02-02 channel={CHANNEL} time=18:00', "Launch"),
    of_moderator(f'/manage create name="{LONG[:58]}" roadmap=mlops start=2026-02-02 channel={CHANNEL} time=18:00', "Launch"),
    of_moderator("/today"),
    of_moderator(f'/manage edit cohort={COHORT} name="{LONG[:57]}"'),
    of_moderator("/today"),
    *(Look(f'/cohort join cohort="{name}"') for name in (LONG, LONG[:58])),
    *(Look(line) for line in ("/today", "/progress", "/cohort list", "/cohort info", "/calendar")),
    Look(Call("calendar coming", {"cohort": COHORT})),
    Look(Call("calendar sessions", {})),
    of_moderator(f"/manage stats cohort={COHORT}"),
)
"""In this order, in the third week of the demo; what is done stays done."""


async def cards(folder: Path) -> Mapping[str, Card]:
    """Every card that is looked at, by how one comes to it."""
    clock = DemoClock(evening(WEDNESDAY))
    async with playground(clock, folder, slows=False) as (_, core):
        posted = {f"post {number}": post for number, post in enumerate(posts(core))}
        posted |= {f"post of {week.id}": post_of(week) for week in ITEMS if isinstance(week, Week) and week.starter}
        looked = {f"{number}. {look}": await card_at(core, clock, look, number) for number, look in enumerate(LOOKS)}
        return posted | looked | await in_trouble(core, clock)


def sender_of(core: Core) -> PlaygroundSender:
    sender = core.senders[PLATFORM]
    assert isinstance(sender, PlaygroundSender)
    return sender


def posts(core: Core) -> list[Card]:
    """What stands in the channel."""
    shown = sender_of(core).seen_by(MEMBER.id)
    return [message.card for message in shown if message.room == CHANNEL and message.reader is None]


async def in_trouble(core: Core, clock: DemoClock) -> dict[str, Card]:
    """What has been posted by now, to a channel or to one person, then what moderators read once no channel of three cohorts is
    there any more."""
    sender = sender_of(core)
    lost = [Room(f"lost-{number}", f"a channel that was deleted {number}") for number in range(3)]
    await told_by(core, clock, 1)
    said = [message.card for who in (MEMBER, MODERATOR) for message in sender.seen_by(who.id)]
    here, sender.rooms = sender.rooms, (*sender.rooms, *lost)
    for room in lost:
        line = f'/manage create name="{LONG[:50]} {room.id}" roadmap=foundations start=2026-01-23 channel={room.id} time=18:00'
        await card_at(core, clock, of_moderator(line, "Launch"), len(LOOKS) + lost.index(room))
    sender.rooms = here
    await told_by(core, clock, 7)
    looks = (*(of_moderator(f"/{line}") for line in ("manage deliveries", "today", "manage status")), Look("/today"))
    shown = {f"in trouble: {look}": await card_at(core, clock, look, 1000 + number) for number, look in enumerate(looks)}
    told = [message.card for message in sender.seen_by(MODERATOR.id)]
    return shown | {f"told {number}": card for number, card in enumerate([*said, *told])}


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
        request = Request(f"{number}.{step}", call, look.who.actor, Place(PLATFORM, SPACE, CHANNEL), kind, clock())
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


def test_each_card_fits_on_a_phone(driver: Chrome, small: SmallWorld, tmp_path: Path) -> None:
    shown = asyncio.run(cards(tmp_path))
    look_like(driver, PHONE, 844)
    with Served(nullcontext(small.playground.app())) as served:
        screen = Screen(driver, served, small)
        for card in shown.values():
            screen.arrives("quiet", card)
        screen.open("quiet")
        screen.until(lambda: len(screen.all("#list .card")) == len(shown))
        heights = screen.heights()
        driver.get("about:blank")
    tall = {name: height for name, height in zip(shown, heights, strict=True) if height > TALLEST}
    assert tall == {}
