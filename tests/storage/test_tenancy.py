"""Nobody reaches over the line between two communities: every command there is tries to, with the keys of the other one."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.domain.challenge import Attempt, DailyChallenge, Repair, ReviewState
from bot.domain.cohort import Checkin, Enrollment, Progress
from bot.domain.lookup import Suggestion
from bot.domain.post import Post
from bot.domain.score import Activity
from bot.domain.streak import StreakFacts
from bot.interface.call import Call, Request, RequestKind
from bot.interface.card import Answer, Card
from bot.interface.command import Command
from bot.interface.inputs import Choice
from bot.interface.option import Parameter
from bot.interface.stored import dump
from bot.ports.dues import cohort_due
from bot.ports.unit import Unit
from bot.wiring.core import all_commands
from storage.engine import Engines
from storage.tables import metadata
from tests.samples import EVERY_BLOCK
from tests.world import MONDAY, Caller, World, press

SECRETS = ("Owlery", "Hermione", "Alohomora", "hermione zzz")
ACCOUNT = "U7"
"""Names and words that only the other community knows."""


KEYS = {"cohort", "draft", "person", "day", "date", "item", "suggestion", "gap"}
KINDS: tuple[RequestKind, ...] = ("press", "submit")


@dataclass(frozen=True, slots=True)
class Other:
    """What somebody from outside could have learned of a community: its ids, its slug, an account."""

    community: int
    cohort: int
    slug: str
    draft: str
    person: int
    item: str
    suggestion: str
    gap: str


@pytest.fixture
async def other(world: World, engines: Engines) -> Other:
    """A community with everything in it: a cohort, members, progress, check-ins, drafts, posts that wait."""
    where = {"space": "space-a", "channel": "channel-a"}
    cohort = await world.launch("Owlery", **where)
    hermione = world.caller("Hermione", **where)  # pyright: ignore[reportArgumentType]
    hermione.actor = replace(hermione.actor, id=ACCOUNT)
    await hermione.card("cohort join", cohort=cohort)
    await hermione.card("me settings", visibility="cohort", reminders="on")
    administrator = world.caller("moderator", administrator=True, **where)  # pyright: ignore[reportArgumentType]
    await administrator.card("manage settings", log="channel-a")
    dry_run = await administrator.submit(
        await administrator.form("manage create"), name="Owlery two", roadmap="foundations", channel="channel-a"
    )
    await world.tick()
    world.clock.advance(hours=11)
    await hermione.card("milestone done", "submit", cohort=cohort, week="1", note="Alohomora")
    await hermione.card("checkin", "submit", cohort=cohort, did="Alohomora", share="yes")
    (community,) = await world.core.units.communities_of(hermione.actor)
    preview = await administrator.card("content add-resource", "submit", title="Owlery", url="https://example.org/b")
    published = await administrator.make(press(preview, "Publish"), "press")
    assert isinstance(published, Card)
    item = press(published, "Show").values["item"]
    await hermione.card("resource suggest", title="Alohomora", url="https://example.org/c")
    await hermione.card("find", query="Alohomora Hermione zzz")
    await hermione.card("resource save", "press", item=item)
    await hermione.card("resource broken", "press", item=item)
    repair = await administrator.card("manage repair", "submit", date="2026-01-05", reason="Alohomora")
    await administrator.make(press(repair, "Repair"), "press")
    async with world.core.units.open(community.id) as unit:
        await _answer(unit, int(cohort))
        (suggestion,), (gap,) = await unit.suggestions.all(9), await unit.gaps.all(9)
        found = await unit.cohorts.get(int(cohort))
        member = await unit.members.find("test", hermione.actor.id)
        assert found
        assert member
    return Other(
        community.id,
        found.id,
        found.slug,
        press(dry_run, "Launch").values["draft"],
        member.person,
        item,
        str(suggestion.id),
        str(gap.id),
    )


async def _answer(unit: Unit, cohort: int) -> None:
    """Hermione missed a challenge on Sunday and again on Monday, so it is in her reviews."""
    member = await unit.members.find("test", ACCOUNT)
    assert member
    day, who = MONDAY.date(), {"person": member.person, "item": "challenge.owls"}
    await unit.challenges.put_daily(DailyChallenge(cohort=cohort, day=day, item="challenge.owls", rev=1, seed=1, at=MONDAY))
    for number, days in ((1, 0), (2, -1)):
        attempt = Attempt(
            id=number, cohort=cohort, rev=1, seed=1, day=day + timedelta(days=days), zone="UTC", at=MONDAY, answer="Alohomora",
            verdict="wrong", scored=True, hints=1, **who,
        )  # fmt: skip
        await unit.attempts.put(attempt)
    state = {"state": 2, "step": None, "stability": 1.0, "difficulty": 5.0, "due": MONDAY, "last_review": MONDAY}
    await unit.reviews.put(ReviewState(**who, **state))


@pytest.mark.parametrize("who", ["member", "administrator", "by direct message"])
async def test_no_command_reaches_another_community(world: World, engines: Engines, other: Other, who: str) -> None:
    caller = await _outsider(world, who)
    before = await _everything(engines, other)
    for command in all_commands():
        for values, kind in product(_attempts(command, other), KINDS):
            answer = await caller.make(Call(command.path, values), kind)
            assert not _leaks(answer), (command.path, values, kind)
        for parameter in command.parameters:
            for typed in ("", "Owl", other.slug):
                choices = await world.core.dispatch.suggest(_request(world, caller, command, other), parameter.name, typed)
                assert not _leaks(choices), (command.path, parameter.name)
        assert await _everything(engines, other) == before, command.path


async def test_every_question_about_another_community_finds_nothing(world: World, other: Other) -> None:
    await _outsider(world, "member")
    async with await _outside(world) as unit:
        assert await unit.cohorts.get(other.cohort) is None
        assert await unit.cohorts.named(other.slug) is None
        assert [cohort.slug for cohort in await unit.cohorts.all()] == ["snakes"]
        assert await unit.cohorts.at("test", "channel-a") == []
        assert await unit.cohorts.of(other.person) == []
        assert await unit.cohorts.homes(other.cohort) == []
        assert await unit.members.get(other.person) is None
        assert await unit.members.find("test", ACCOUNT) is None
        assert await unit.enrollments.get(other.cohort, other.person) is None
        assert await unit.enrollments.count(other.cohort) == 0
        assert await unit.enrollments.members(other.cohort) == []
        assert await unit.enrollments.removed(other.cohort) == []
        assert await unit.progress.of(other.cohort, other.person) == {}
        assert await unit.progress.done(other.cohort) == {}
        assert await unit.enrollments.ever(other.cohort) == []
        assert await unit.checkins.latest(other.cohort, other.person, 9) == []
        assert await unit.checkins.between(other.cohort, MONDAY.date(), MONDAY.date() + timedelta(days=9)) == []
        days = (MONDAY.date(), MONDAY.date() + timedelta(days=9))
        assert await unit.scores.of(other.cohort, "week.role-and-plan", *days) == []
        assert await unit.scores.together(other.cohort, *days) == Activity(checkins=0, answered=0)
        assert await unit.attempts.tally(other.person) == []
        assert await unit.attempts.counts(other.person, days[0]) == {}
        assert await unit.attempts.last_tried(other.person) == {}
        assert await unit.reviews.of(other.person) == []
        assert await unit.reviews.count_answered(other.person, days[0]) == 0
        assert (await unit.streaks.facts([other.person]))[other.person] == StreakFacts({}, [], [])
        assert await unit.repairs.of([other.cohort]) == []
        assert await unit.drafts.get(int(other.draft), other.person, "manage create", world.clock()) is None
        assert await unit.members.account(other.person, ["test"]) is None
        assert await unit.search.get(other.item) is None
        assert other.item not in [hit.item.id for hit in await unit.search.find("Owlery", None, 5)]
        assert await unit.own_content.history(other.item) == []
        assert await unit.shelf.of(other.person) == []
        assert await unit.reports.counts() == {}
        assert await unit.gaps.all(9) == []
        assert await unit.gaps.get(int(other.gap)) is None
        assert await unit.suggestions.all(9) == []
        assert await unit.suggestions.get(int(other.suggestion)) is None


WRITES: tuple[Callable[[Unit, Other], Awaitable[object]], ...] = (
    lambda unit, other: unit.enrollments.put(
        Enrollment(cohort=other.cohort, person=other.person, joined_at=MONDAY, first_week=1)
    ),
    lambda unit, other: unit.progress.put(
        Progress(cohort=other.cohort, person=other.person, week="week.one", mark="done", at=MONDAY)
    ),
    lambda unit, other: unit.checkins.put(
        Checkin(cohort=other.cohort, person=other.person, day=MONDAY.date(), zone="UTC", rule="day/1", at=MONDAY)
    ),
    lambda unit, other: unit.attempts.put(_attempt(other)),
    lambda unit, other: unit.repairs.put(Repair(cohort=other.cohort, day=MONDAY.date(), by=other.person, at=MONDAY)),
    lambda unit, other: unit.drafts.put(other.person, "test", {}, MONDAY),
    lambda unit, other: unit.dues.set(cohort_due("milestone", other.cohort, MONDAY)),
    lambda unit, other: unit.shelf.put(other.person, other.item, MONDAY),
    lambda unit, other: unit.reports.put(other.item, other.person, MONDAY),
    lambda unit, other: unit.suggestions.put(Suggestion(id=1, person=other.person, content={}, at=MONDAY)),
    lambda unit, other: unit.outbox.put(_post(cohort=other.cohort)),
    lambda unit, other: unit.outbox.put(_post(person=other.person)),
)


async def test_the_database_refuses_rows_that_would_hang_under_another_community(world: World, other: Other) -> None:
    await _outsider(world, "member")
    for write in WRITES:
        with pytest.raises(IntegrityError):
            await _write_outside(world, write, other)


async def test_what_is_changed_by_key_changes_only_the_own_community(world: World, engines: Engines, other: Other) -> None:
    before = await _everything(engines, other)
    posts = before["post"]
    async with world.core.units.open(other.community) as unit:
        found = await unit.cohorts.get(other.cohort)
        assert found
        stolen = replace(found, name="Stolen")
        (home,) = await unit.cohorts.homes(other.cohort)
        (checkin,) = await unit.checkins.latest(other.cohort, other.person, 9)
    await _outsider(world, "member")
    async with await _outside(world) as unit:
        for row in before["due"]:
            assert not await unit.dues.take(cohort_due(row["routine"], other.cohort, row["at"]))
        for row in posts:
            await unit.outbox.cancel(row["key"])
            await unit.outbox.revise(_post(key=row["key"]), timedelta(0))
        await unit.drafts.drop(int(other.draft))
        await unit.shelf.drop(other.person, other.item)
        await unit.reports.clear(other.item)
        await unit.gaps.drop(int(other.gap))
        await unit.suggestions.drop(int(other.suggestion))
        await unit.members.mark_unreachable(other.person)
        await unit.cohorts.lock(other.cohort)
        await unit.cohorts.save(stolen)
        await unit.cohorts.move(replace(home, channel="channel-b"))
        await unit.checkins.hide(checkin, True)
        await unit.save_community(replace(unit.community, zone="Asia/Tokyo"))
    assert await _everything(engines, other) == before


async def _outsider(world: World, who: str) -> Caller:
    """Somebody of a second community, who is in a cohort there."""
    where = {"space": "space-b", "channel": "channel-b"}
    cohort = await world.launch("Snakes", **where)
    outsider = world.caller("Draco", administrator=who == "administrator", **where)  # pyright: ignore[reportArgumentType]
    await outsider.card("cohort join", cohort=cohort)
    return world.caller("Draco", space=None, channel="direct") if who == "by direct message" else outsider


async def _outside(world: World) -> AbstractAsyncContextManager[Unit]:
    """A unit of the second community."""
    outsider = world.caller("Draco", space="space-b")
    (community,) = await world.core.units.communities_of(outsider.actor)
    return world.core.units.open(community.id)


async def _write_outside(world: World, write: Callable[[Unit, Other], Awaitable[object]], other: Other) -> None:
    async with await _outside(world) as unit:
        await write(unit, other)


def _attempts(command: Command, other: Other) -> Iterator[dict[str, str]]:
    """Calls that name the other community's things: with all options, with the required ones, with what any call may carry."""
    for cohort in (str(other.cohort), other.slug):
        everything = {parameter.name: _value(parameter, cohort, other) for parameter in command.parameters}
        keys = {name: value for name, value in everything.items() if name in KEYS}
        required = {parameter.name: everything[parameter.name] for parameter in command.parameters if parameter.required}
        yield from (everything, keys, {**required, **keys}, {**keys, "again": other.draft})
        yield {**everything, "community": str(other.community)}


def _value(parameter: Parameter, cohort: str, other: Other) -> str:
    named = {
        "cohort": cohort,
        "draft": other.draft,
        "item": other.item,
        "suggestion": other.suggestion,
        "gap": other.gap,
        "query": "alohomora",
        "url": "https://example.org/b",
        "topics": "python",
        "channel": "channel-a",
        "log": "channel-a",
        "moderators": f"<@{ACCOUNT}>",
        "zone": "Europe/Berlin",
        "hours": "9:00-20:00",
        "language": "en",
        "roadmap": "foundations",
        "link": "https://example.org",
        "start": "2026-03-02",
        "day": "2026-01-05",
        "date": "2026-01-05",
        "days": "mon-fri",
        "member": f"<@{ACCOUNT}>",
        "person": str(other.person),
    }
    usual = {"integer": "1", "boolean": "yes", "time": "18:00", "date": "2026-03-02"}
    return named.get(parameter.name) or (parameter.values[0] if parameter.values else usual.get(parameter.kind, "text"))


def _request(world: World, caller: Caller, command: Command, other: Other) -> Request:
    call = Call(command.path, {"cohort": str(other.cohort), "community": str(other.community)})
    return Request("typing", call, caller.actor, caller.place, "command", world.clock())


def _leaks(answer: Answer | Sequence[Choice]) -> list[str]:
    shown = str(dump(answer)) if isinstance(answer, Card) else str(answer)
    return [secret for secret in SECRETS if secret in shown]


async def _everything(engines: Engines, other: Other) -> dict[str, list[dict[str, Any]]]:
    """Every row of the other community, by table."""
    rows: dict[str, list[dict[str, Any]]] = {}
    async with engines.read.begin() as connection:
        for table in metadata.tables.values():
            if "community_id" in table.columns:
                statement = select(table).filter_by(community_id=other.community).order_by(*table.primary_key)
            elif table.name in ("person", "account"):
                statement = select(table).where(table.c["id" if table.name == "person" else "person_id"] == other.person)
            else:
                continue
            rows[table.name] = [dict(row) for row in (await connection.execute(statement)).mappings()]
        community = select(metadata.tables["community"]).filter_by(id=other.community)
        rows["community"] = [dict(row) for row in (await connection.execute(community)).mappings()]
    return rows


def _attempt(other: Other) -> Attempt:
    return Attempt(
        id=1, person=other.person, cohort=other.cohort, item="challenge.a", rev=1, seed=1, day=MONDAY.date(), zone="UTC",
        at=MONDAY, answer="a", verdict="right", scored=True, hints=0,
    )  # fmt: skip


def _post(key: str = "mine", **whose: int) -> Post:
    return Post(key=key, platform="test", space="s", channel="c", card=EVERY_BLOCK, due_at=MONDAY, **whose)
