"""Who does not moderate a community reaches nothing of its moderators' commands, also with ids that are real in it."""

from dataclasses import replace

import pytest
from sqlalchemy import Column, select

from bot.interface.call import Attachment, Call
from bot.interface.card import Answer, Card
from bot.interface.command import KEPT, Command
from bot.interface.option import Parameter
from bot.wiring.features import all_commands
from storage import tables
from tests.storage.two_communities import ACCOUNT, Other, another_community, everything
from tests.test_moderators import fitting, told
from tests.transactions import begun
from tests.world import Caller, World, pressed, words

pytestmark = pytest.mark.asks_the_database

HERE = {"space": "space-a", "channel": "channel-a"}
ELSEWHERE = {"space": "space-b", "channel": "channel-b"}
TABLE = b"title,url\nNotes on owls,https://example.org/owls\n"
NO_IDS = {"asked", "after", "old", "new", "week", "at"}
"""Keys of presses that name nothing: what was shown, and when."""
COMMANDS = [command for command in all_commands() if command.moderator]


async def test_no_id_that_is_real_opens_a_moderators_command_to_anybody_else(world: World) -> None:
    other = await another_community(world)
    omar = here(world, "moderator", administrator=True)
    ids = await real_ids(world, omar, other)
    assert {p.name for command in COMMANDS for p in command.parameters if is_key(command, p)} <= {*ids, *NO_IDS}
    attackers = await everybody_else(world, omar, other)
    before = await everything(world.core.engines, other)
    for who, caller in attackers.items():
        answers = {command.path: await caller.make(forged(command, ids), "submit") for command in COMMANDS}
        assert [path for path, answer in answers.items() if not is_refused(answer)] == [], who
        kept = await caller.make(Call("manage launch", {KEPT: ids["draft"], "community": ids["community"]}), "press")
        assert isinstance(kept, Card)
        assert kept.title == "That did not work", who
        changed = set(await everything(world.core.engines, other)) ^ set(before)
        assert changed == set(), who


def is_key(command: Command, parameter: Parameter) -> bool:
    return parameter.kind == "text" and parameter.required and parameter not in command.asked


def is_refused(answer: Answer) -> bool:
    return isinstance(answer, Card) and any(said in words(answer) for said in ("Only moderators", "not joined anything"))


def forged(command: Command, ids: dict[str, str]) -> Call:
    values = {p.name: ids.get(p.name) or fitting(p) for p in command.parameters}
    return Call(command.path, {**values, "community": ids["community"]})


def here(world: World, name: str, *, administrator: bool = False) -> Caller:
    return told(world.caller(name, administrator=administrator, space="space-a", channel="channel-a"))


async def real_ids(world: World, omar: Caller, other: Other) -> dict[str, str]:
    """What the community has of each kind of thing that a press names."""
    await omar.card("manage session", title="Owls", day="2026-01-20", at="18:00", cohort=str(other.cohort))

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
        "member": f"<@{ACCOUNT}>",
        "draft": other.draft,
        "item": other.item,
        "suggestion": other.suggestion,
        "gap": other.gap,
        "roadmap": "foundations",
        "rev": "1",
        "community": str(other.community),
    }


async def _one(world: World, column: Column[int]) -> str:
    async with begun(world.core.engines.read) as connection:
        return str((await connection.execute(select(column).where(column.is_not(None)).limit(1))).scalar_one())


async def everybody_else(world: World, omar: Caller, other: Other) -> dict[str, Caller]:
    """By who they are; each has called before, so that a refusal leaves no row behind."""
    await world.launch("Snakes", **ELSEWHERE)
    draco = told(world.caller("Draco", administrator=True, **ELSEWHERE))
    member, former, trusted, stranger, foreign = (here(world, name) for name in ("Ron", "Percy", "Neville", "Dobby", "Draco"))
    for joining in (member, former):
        await joining.card("cohort join", cohort=str(other.cohort))
    await former.card("cohort leave", cohort=str(other.cohort))
    named = await omar.card("manage moderators", person="<@account-Neville>")
    await trusted.card("manage settings")
    await pressed(omar, named, "Take away")
    for caller in (stranger, foreign, draco):
        await caller.card("me settings")
    direct = world.caller("Draco", space=None, channel="direct")
    return {
        "a member of the cohort": member,
        "a former member": former,
        "a former moderator": trusted,
        "a stranger": stranger,
        "a moderator of another community": foreign,
        "that one in a direct message": direct,
    }
