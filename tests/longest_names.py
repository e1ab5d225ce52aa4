"""A community in which all that people name is called as long as it may be, and every card that its commands answer with."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.site import Site
from bot.interface.card import Card, Form, Select
from bot.interface.command import Access, Command
from bot.wiring.core import open_core
from bot.wiring.features import all_commands
from storage.releases import Library
from tests.own_roadmaps import edited, make_week
from tests.test_certificate import SITE, Paper
from tests.world import Caller, Clock, Noticeboard, World, press, pressed

PERSON = "Wilhelmina Featherstonehaugh of the Marches and the Moors"
COHORT = "Machine learning for everybody who starts late in"
WEEK = "Choosing a model for tables, for pictures and for words: p"
ROADMAP = "Everything that an engineer of machine learning has to know."
SESSION = "Questions and answers about the milestone, with all who want to show what they made of it, part"
WORDS = "A word about what I read, wrote and measured today. "
LINK = "https://example.org/" + "path/" * 12
VALUES = {
    "answer": WORDS * 5,
    "at": "18:00",
    "blocker": WORDS * 5,
    "by": "1 week",
    "channel": "channel-1",
    "date": "2026-01-12",
    "day": "2026-01-25",
    "did": WORDS * 5,
    "file": "week.md",
    "goals": "read\nwrite\nmeasure",
    "item": f"{WEEK} 1",
    "level": "senior",
    "make": WORDS,
    "minutes": "4 h",
    "name": f"{COHORT} 2026-09-07",
    "next": WORDS * 5,
    "pay": "150000-190000 USD",
    "query": "bias",
    "question": WORDS,
    "region": PERSON[:40],
    "roadmap": ROADMAP,
    "source": LINK,
    "start": "2026-09-07",
    "summary": WORDS,
    "time": "18:00",
    "title": SESSION[:60],
    "until": "friday",
    "url": LINK,
    "week": "2",
    "why": WORDS[:40],
}
"""What is typed for an option, by its name."""
OPTIONAL = {"cohort", "did", "next", "blocker"}
"""Options that are filled in though none of them has to be."""
KEYS = {"cohort", "person", "week"}
"""What a press carries that is known here."""
LEAVING = ("cohort leave", "cohort give-up", "manage take-out", "manage end-now", "me erase")
"""Commands after which there is less to see."""
MEMBERS, AWAY, WEEKS = 12, 3, 4
STARTS, OWN_COHORTS = (*["2026-01-05"] * 8, "2026-02-09"), 3
BREAKS = "22 jan, 24 jan, 26 jan, 28 jan, 30 jan, 1 feb"
LAST_DAY = datetime(2026, 2, 9, 12, tzinfo=UTC)


async def every_card(database: str, library: Library | None) -> Mapping[str, Card]:
    """What a member and a moderator read in the third week of a cohort, on its last day and once it is over, and all posts."""
    clock, board = Clock(), Noticeboard()
    async with open_core(database, clock, {"test": board}, library=library, site=Site(SITE), printer=Paper()) as core:
        return await _walk(World(core, clock, board))


async def _walk(world: World) -> Mapping[str, Card]:
    omar, *members = (_called(world, number) for number in range(MEMBERS + 1))
    await omar.card("manage settings", log="log")
    cohort = await _busy_cohort(world, omar, members)
    staying = [command for command in all_commands() if command.path not in LEAVING]
    reading = [command for command in staying if command.access is Access.READ or command.path == "certificate"]
    shown = await _answers("in week 3", omar, members, cohort, staying)
    world.clock.now = LAST_DAY
    await world.tick()
    shown |= await _answers("on its last day", omar, members, cohort, reading)
    for week in range(1, WEEKS + 1):
        done = await members[0].card("milestone done", "submit", cohort=cohort, week=str(week), link=LINK, note=WORDS)
        shown[f"week {week} of {WEEKS} done"] = done
    world.clock.now += timedelta(days=7)
    await world.tick()
    shown |= await _answers("once it is over", omar, members, cohort, reading)
    leaving = [command for command in all_commands() if command.path in LEAVING]
    shown |= await _answers("at last", omar, members, cohort, leaving)
    return shown | {f"post {delivery.post.key}": delivery.post.card for delivery in world.board.messages.values()}


def _called(world: World, number: int) -> Caller:
    """A member; the first one is a moderator."""
    caller = world.caller(f"person-{number}", administrator=not number)
    caller.actor = replace(caller.actor, name=f"{PERSON} {number:02}")
    return caller


async def _busy_cohort(world: World, omar: Caller, members: Sequence[Caller]) -> str:
    """One of several cohorts, in its third week: some members have done two weeks, others are stuck in the second or away; all
    have checked in, and much is planned."""
    await _make_roadmap(omar)
    cohort, *others = [await _launch(omar, f"{COHORT} {number:010}", start) for number, start in enumerate(STARTS)]
    for member in members:
        await member.card("cohort join", cohort=cohort)
        await member.card("me settings", visibility="cohort", helps="yes")
    for other in others[:OWN_COHORTS]:
        await members[0].card("cohort join", cohort=other)
    ready, stuck = members[: MEMBERS // 3], members[MEMBERS // 3 :]
    for week in ("1", "2"):
        world.clock.advance(days=7)
        for member in ready:
            await member.card("milestone done", "submit", cohort=cohort, week=week, link=LINK)
    for member in stuck:
        await member.card("milestone stuck", "press", cohort=cohort, week="2")
        await omar.card("manage note", "submit", cohort=cohort, member=member.actor.name, note=WORDS)
    await world.tick()
    world.clock.advance(days=1)
    for member in members:
        await member.card("checkin", cohort=cohort, did=WORDS * 5, next=WORDS * 5, blocker=WORDS * 5, share="yes")
    for member in stuck[-AWAY:]:
        await member.card("me away", until="2026-01-25")
    for number in range(3):
        when = {"day": f"2026-01-{number + 23}", "at": "18:00", "link": LINK}
        await omar.card("manage session", "submit", cohort=cohort, title=f"{SESSION} {number}", **when)
    planned = await omar.card("manage holidays", "submit", cohort=cohort, days=BREAKS)
    assert not planned.refused, planned
    await world.tick()
    return cohort


async def _make_roadmap(omar: Caller) -> None:
    titles = [f"{WEEK} {number}" for number in range(WEEKS)]
    for title in titles:
        await make_week(omar, title=title)
    await edited(omar, titles[0], make=WORDS, why=WORDS * 2, goals="\n".join(f"{WORDS}{number}" for number in range(3)))
    await pressed(omar, await omar.card("content add-roadmap", title=ROADMAP, summary=WORDS, weeks="\n".join(titles)), "Publish")


async def _launch(omar: Caller, name: str, start: str) -> str:
    form = await omar.form("manage create")
    dry_run = await omar.submit(form, name=name, roadmap=ROADMAP, start=start, channel="channel-1", time="18:00")
    return press(await pressed(omar, dry_run, "Launch"), "See it").values["cohort"]


async def _answers(
    when: str, omar: Caller, members: Sequence[Caller], cohort: str, commands: Sequence[Command]
) -> dict[str, Card]:
    """What those of these commands answer that people type, and those whose keys are known here; each of the first also for all
    cohorts, if it can be."""
    ann = members[0]
    known = VALUES | {"cohort": cohort, "person": await _needy(omar, cohort), "member": members[-1].actor.name}
    shown = dict[str, Card]()
    for command in commands:
        names = {each.name for each in command.parameters}
        required = {each.name for each in command.parameters if each.required}
        if command.listed or required <= KEYS:
            assert required <= known.keys(), f"VALUES has nothing for what `{command.path}` requires"
            given = {name: known[name] for name in required | (names & OPTIONAL)}
            for who in (omar,) if command.moderator else (ann, omar):
                shown[f"{command.path} by {'omar' if who is omar else 'ann'} {when}"] = await _answer(who, command, given)
            if command.listed and "cohort" not in required and given.pop("cohort", None):
                shown[f"{command.path} of any cohort {when}"] = await _answer(omar, command, given)
    return shown


async def _needy(omar: Caller, cohort: str) -> str:
    """The first member who may need a hand."""
    status = await omar.card("manage status", cohort=cohort)
    selects = [block for block in status.blocks if isinstance(block, Select) and block.option == "person"]
    return selects[0].choices[0].value if selects else ""


async def _answer(who: Caller, command: Command, values: Mapping[str, str]) -> Card:
    answer = await who(command.path, "submit" if command.listed and values else "press", **values)
    card = await who.submit(answer, **values) if isinstance(answer, Form) else answer
    assert isinstance(card, Card)
    assert "went wrong" not in card.title, (command.path, values)
    return card
