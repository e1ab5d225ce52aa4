"""A community in which one member has everything there is, marked by whom it is for, and all who may try to reach it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import JSON, Column, Text, bindparam, select

from bot.domain.challenge import Attempt
from bot.domain.peer_review import PeerReview
from bot.interface.call import Attachment, Call
from bot.shared.week_card import cohort_weeks
from storage import tables
from tests.storage.two_communities import ACCOUNT, Other, another_community, everything
from tests.test_moderators import told
from tests.transactions import begun, opened
from tests.world import MONDAY, Caller, World, press, pressed

HERE = {"space": "space-a", "channel": "channel-a"}
ELSEWHERE = {"space": "space-b", "channel": "channel-b"}
TABLE = b"title,url\nNotes on owls,https://example.org/owls\n"
WORDS = (Text, JSON)
"""What columns are of that hold words of people."""
LEFT_BEHIND = {"seen", "gap"}
"""Tables with what any call leaves behind: its id, and words that nothing was found for."""
_COUNTED = list(tables.community.c).index(tables.community.c.content_version)
"""The column that grows with each report of a link, which anybody here may make."""
_PERSON = select(tables.account.c.person_id).where(tables.account.c.external_id == bindparam("account"))
OWN, OF_COHORT, OF_COMMUNITY = "Veritaserum", "Amortentia", "Owlery"
"""Words in everything that is for a member alone (and moderators, some of it), for a cohort, for a community."""

ATTACKERS = (
    "a member of the cohort",
    "a former member",
    "a member of another cohort",
    "a former moderator",
    "a stranger",
    "a moderator of another community, here",
    "one who was never here",
    "one who was never here, in a direct message",
)


@dataclass(frozen=True, slots=True)
class Attacker:
    """Somebody who knows ids, and what they may not read."""

    caller: Caller
    hidden: tuple[str, ...]
    moderates: bool = False
    """Whether they moderate where they call, which is elsewhere."""


async def marked_world(world: World) -> tuple[Caller, Other, Mapping[str, str]]:
    """The moderator, the community and its real ids; Hermione's words are planted in every field that she fills."""
    other = await another_community(world)
    omar = here(world, "moderator", administrator=True)
    hermione = here(world, "Hermione")
    hermione.actor = replace(hermione.actor, id=ACCOUNT)
    cohort, at = str(other.cohort), f"https://example.org/{OWN}"
    world.clock.advance(days=7)
    days: list[str] = []
    for values in ({"did": OWN, "next": OWN, "blocker": OWN, "answer": OWN, "share": "no"}, {"did": OF_COHORT, "share": "yes"}):
        await done(hermione, "checkin", cohort=cohort, **values)
        days.append(f"{world.clock():%Y-%m-%d}")
        world.clock.advance(days=7)
    await done(hermione, "milestone done", cohort=cohort, week="2", note=OWN, link=at)
    await done(hermione, "milestone done", cohort=cohort, week="3", note=OF_COHORT)
    await done(hermione, "milestone share", cohort=cohort, week="3")
    await done(hermione, "resource suggest", title=f"{OWN} brewing", url=at)
    await hermione.card("find", query=f"{OWN} recipe")
    await done(hermione, "me away", until=f"{world.clock() + timedelta(days=5):%Y-%m-%d}")
    await done(omar, "manage note", member="Hermione", note=OWN)
    async with opened(world.core, other.community) as unit:
        chosen = await unit.cohorts.get(other.cohort)
        week = (await cohort_weeks(unit, chosen))[2].id if chosen else ""
        review = PeerReview(other.cohort, other.person, week, other.person, MONDAY, "given", MONDAY, OWN, OWN, OWN, reported=True)
        await unit.peer_reviews.put(review)
        await unit.attempts.put(
            Attempt(
                id=9,
                person=other.person,
                cohort=other.cohort,
                item="challenge.owls",
                rev=1,
                seed=1,
                day=MONDAY.date(),
                zone="UTC",
                at=MONDAY,
                answer=OWN,
                verdict="wrong",
                scored=False,
                hints=1,
            )
        )
    plan = await omar.submit(await omar.form("manage create"), name=f"{OWN} plan", roadmap="foundations", channel="channel-a")
    ids = {"draft": press(plan, "Launch").values["draft"], "day": days[1], "date": days[0], "week": "3", "earlier": "2"}
    return omar, other, {**await real_ids(world, omar, other), **ids}


async def done(caller: Caller, path: str, **values: str) -> None:
    """Somebody carries something out by its form."""
    card = await caller.card(path, "submit", **values)
    assert card.refused is None, card


async def unmarked(world: World) -> set[str]:
    """The columns with words of people in which the member's own mark stands nowhere."""
    words = [
        c for table in tables.metadata.sorted_tables for c in table.columns if c.info["personal"] and isinstance(c.type, WORDS)
    ]
    async with begun(world.core.engines.read) as connection:
        found = {column: str((await connection.execute(select(column))).all()) for column in words}
    return {str(column) for column, kept in found.items() if OWN not in kept}


async def real_ids(world: World, omar: Caller, other: Other) -> dict[str, str]:
    """What the community has of each kind of thing that a press names."""
    await omar.card("manage session", title="Questions", day="2026-02-20", at="18:00", cohort=str(other.cohort))

    async def content() -> bytes:
        return TABLE

    sheet = replace(
        omar.request(Call("content import", {"file": "owls.csv"}), "submit"),
        attachments={"file": Attachment("owls.csv", len(TABLE), content)},
    )
    await pressed(omar, await world.core.dispatch(sheet), "Publish")
    columns = {"post": tables.post.c.id, "session": tables.live_session.c.id, "batch": tables.own_revision.c.batch}
    found = {name: await _one(world, column) for name, column in columns.items()}
    return {
        **found,
        "cohort": str(other.cohort),
        "person": str(other.person),
        "helper": str(other.person),
        "reviewer": str(other.person),
        "member": f"<@{ACCOUNT}>",
        "draft": other.draft,
        "item": other.item,
        "suggestion": other.suggestion,
        "gap": other.gap,
        "roadmap": "foundations",
        "rev": "1",
        "by": "1 week",
        "seen": "0",
        "token": "1",
        "address": "https://cairn.example/certificates/1",
        "community": str(other.community),
    }


async def _one(world: World, column: Column[int]) -> str:
    async with begun(world.core.engines.read) as connection:
        return str((await connection.execute(select(column).where(column.is_not(None)).limit(1))).scalar_one())


def here(world: World, name: str, *, administrator: bool = False) -> Caller:
    return told(world.caller(name, administrator=administrator, **HERE))


async def attackers(world: World, omar: Caller, other: Other) -> dict[str, Attacker]:
    """By who they are; each has called before, so that a refusal leaves no row behind."""
    await world.launch("Snakes", start="2026-02-02", **ELSEWHERE)
    apart = await world.launch("Puffskeins", start="2026-02-02", **HERE)
    draco, lucius = (told(world.caller(name, administrator=True, **ELSEWHERE)) for name in ("Draco", "Lucius"))
    mate, former, trusted, stranger, foreign, luna = (
        here(world, name) for name in ("Ron", "Percy", "Neville", "Dobby", "Draco", "Luna")
    )
    for joining in (mate, former):
        await joining.card("cohort join", cohort=str(other.cohort))
    await luna.card("cohort join", cohort=apart)
    await former.card("cohort leave", cohort=str(other.cohort))
    named = await omar.card("manage moderators", person="<@account-Neville>")
    await trusted.card("manage settings")
    await pressed(omar, named, "Take away")
    for caller in (stranger, foreign, draco, lucius):
        await caller.card("me settings")
    direct = world.caller("Lucius", space=None, channel="direct")
    outside, apart_from = (OWN, OF_COHORT, OF_COMMUNITY, "Alohomora"), (OWN, OF_COHORT)
    found = (
        Attacker(mate, (OWN,)),
        Attacker(former, apart_from),
        Attacker(luna, apart_from),
        Attacker(trusted, apart_from),
        Attacker(stranger, apart_from),
        Attacker(foreign, apart_from),
        Attacker(lucius, outside, moderates=True),
        Attacker(direct, outside),
    )
    return dict(zip(ATTACKERS, found, strict=True))


async def rows_of_others(world: World, other: Other, attacker: Attacker) -> set[tuple[Any, ...]]:
    """The community's rows but for the attacker's own, and for what everybody's calls leave behind."""
    async with begun(world.core.engines.read) as connection:
        own = str((await connection.execute(_PERSON, {"account": attacker.caller.actor.id})).scalar_one())
    found: set[tuple[Any, ...]] = set()
    for table, *columns in await everything(world.core.engines, other):
        theirs = own in columns and str(other.person) not in columns
        if table not in LEFT_BEHIND and not theirs:
            found.add((table, *(columns[:_COUNTED] if table == "community" else columns)))
    return found
