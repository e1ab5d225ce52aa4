"""Whoever knows real ids reaches nothing that is not theirs: no command, press, form or list reads, changes or queues it."""

from collections.abc import Iterator, Mapping
from itertools import count

import pytest

from bot.interface.call import Call
from bot.interface.card import Answer, Card
from bot.interface.command import AGAIN, KEPT, Access, Command
from bot.interface.option import Parameter
from bot.wiring.features import all_commands
from tests.forged import ATTACKERS, Attacker, attackers, marked_world, rows_of_others, unmarked
from tests.test_moderators import fitting
from tests.world import World, words

pytestmark = [pytest.mark.asks_the_database, pytest.mark.slow]

NO_IDS = {"asked", "after", "old", "new", "at"}
"""Keys of presses that name nothing: what was shown, and when."""
LAST = ("cohort join", "me delete", "me erase")
"""After these an attacker is somebody else."""
COMMANDS = sorted(all_commands(), key=lambda command: LAST.index(command.path) if command.path in LAST else -1)
LISTS = {p.option.suggest: (c, p) for c in COMMANDS for p in c.parameters if p.option.suggest}
"""Every list of values that is suggested somewhere, and one place where it is."""
DRAFTS = (KEPT, AGAIN, "edit")
"""Values that name a draft in any call."""
OF_OWN = {"day": "date", "week": "earlier"}
"""By what names a day or week that others were shown something of, what names one that was kept to oneself."""
REFUSALS = ("Only moderators", "not joined anything", "is gone now")
"""The last is said of somebody else's draft as of one that is over."""


@pytest.mark.parametrize("who", ATTACKERS)
async def test_no_id_that_is_real_opens_what_is_another_persons(world: World, who: str) -> None:
    omar, other, ids = await marked_world(world)
    assert await unmarked(world) == {"post.card", "web_pass.roles"}
    assert {p.name for command in COMMANDS for p in command.parameters if is_key(command, p)} <= {*ids, *NO_IDS}
    attacker, turns = (await attackers(world, omar, other))[who], count(ATTACKERS.index(who))
    before = await rows_of_others(world, other, attacker)
    for first in range(0, len(COMMANDS), 8):  # to look after each command takes as long as all the calls
        few = COMMANDS[first : first + 8]
        for command in few:
            for kind, values in attempts(command, ids, next(turns), moderates=attacker.moderates):
                answer = await attacker.caller.make(Call(command.path, values), kind)
                assert reads(attacker, answer) == [], (kind, command.path, values)
                assert attacker.moderates or not command.moderator or is_refused(answer), (kind, command.path, values)
        assert await rows_of_others(world, other, attacker) == before, [command.path for command in few]
    for command, parameter in LISTS.values():
        request = attacker.caller.request(Call(command.path, {"cohort": ids["cohort"], "community": ids["community"]}))
        for typed in ("", *attacker.hidden[:1]):
            listed = await world.core.dispatch.suggest(request, parameter.name, typed)
            assert reads(attacker, listed) == [], (command.path, parameter.name)
    assert await rows_of_others(world, other, attacker) == before


def is_key(command: Command, parameter: Parameter) -> bool:
    return parameter.kind == "text" and parameter.required and parameter not in command.asked


def attempts(command: Command, ids: Mapping[str, str], turn: int, *, moderates: bool) -> Iterator[tuple[str, dict[str, str]]]:
    """Calls with everything that a command takes, with its ids alone, which opens its form, and by turns with a draft of another.
    Whoever does not moderate is refused a moderator's command before it looks at anything, so each has one kind of call by
    turns."""
    there = {"community": ids["community"]}
    filled = {p.name: ids.get(p.name) or fitting(p) for p in command.parameters}
    if command.moderator and not moderates:
        yield ("press", "submit", "command")[turn % 3], {**filled, **there}
    else:
        keys = keys_of(command, ids)
        yield "press", {**filled, **there}
        if command.access is Access.WRITE:
            yield "submit", {**filled, **there}
        if keys != filled:
            yield "press", {**keys, **there}
        if own := {name: ids[of_own] for name, of_own in OF_OWN.items() if name in keys}:
            yield "press", {**keys, **own, **there}
    if turn % 8 == 0:
        yield "press", {DRAFTS[turn // 8 % len(DRAFTS)]: ids["draft"], **there}


def keys_of(command: Command, ids: Mapping[str, str]) -> dict[str, str]:
    return {p.name: ids[p.name] for p in command.parameters if p.name in ids}


def is_refused(answer: Answer) -> bool:
    return isinstance(answer, Card) and any(said in words(answer) for said in REFUSALS)


def reads(attacker: Attacker, answer: object) -> list[str]:
    return [word for word in attacker.hidden if word in repr(answer)]
