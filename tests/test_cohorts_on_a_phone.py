"""Lists of cohorts and of who is in one: what a phone has room for, with the way to the others."""

import re
from dataclasses import replace

import pytest

from bot.interface.phone import TALLEST, height_of
from tests.world import World, pressed, words


async def test_a_list_of_cohorts_and_who_is_in_one_fit_on_a_phone_and_lead_to_the_others(world: World) -> None:
    cohorts = [await world.launch(f"Group {number:02}") for number in range(6)]
    ann, names = world.caller("ann"), [f"Maria Gonzalez {number:02}" for number in range(30)]
    for name in names:
        member = world.caller(name)
        await member.card("cohort join", cohort=cohorts[0])
        await member("me settings", "submit", visibility="cohort")
    pages = [await ann.card("cohort list")]
    while "Next" in words(pages[-1]).splitlines():
        pages.append(await pressed(ann, pages[-1], "Next"))
    told = "\n".join(map(words, pages))
    assert [told.count(f"**Group {number:02}**") for number in range(6)] == [1] * 6
    info = await ann.card("cohort info", cohort=cohorts[0])
    assert max(map(height_of, (*pages, info))) <= TALLEST
    pages = [await pressed(ann, info, "All names")]
    while "Next" in words(pages[-1]).splitlines():
        pages.append(await pressed(ann, pages[-1], "Next"))
    told = "\n".join(map(words, pages))
    assert [name for name in names if name not in told] == []


@pytest.mark.parametrize("name", ["Wilhelmina Featherstonehaugh {:02} of the Marches", "&<>*_@|~ {:02} " + "&" * 40])
async def test_of_many_long_names_as_many_are_told_as_fit_and_how_many_others(world: World, cohort: str, name: str) -> None:
    for number in range(41):
        member = world.caller(f"member-{number}")
        member.actor = replace(member.actor, name=name.format(number))
        await member.card("cohort join", cohort=cohort)
        await member.card("me settings", visibility="cohort")
    told = words(await world.caller("ben").card("cohort info", cohort=cohort))
    others = int(re.search(r"and (\d+) others", told)[1])  # pyright: ignore[reportOptionalSubscript]
    begun = name[: name.index("}") + 1]  # a name is cut by its width as it comes in
    assert sum(begun.format(number) in told for number in range(41)) + others == 41


async def test_of_live_sessions_with_long_titles_as_many_are_told_as_fit_and_how_many_others(world: World) -> None:
    cohort = await world.launch("Machine learning from the very first step to the last one")
    ann, moderator = world.caller("ann"), world.caller("omar", administrator=True)
    await ann.card("cohort join", cohort=cohort)
    for day in range(10, 14):
        session = {"title": f"Session {day} " + "Wolfeschlegelsteinhausenberger" * 2, "day": f"2026-02-{day}", "at": "18:00"}
        await moderator("manage session", "submit", cohort=cohort, link="https://example.org", **session)
    world.clock.advance(days=1)
    coming, pause = await ann.card("calendar coming", cohort=cohort), await moderator.card("manage pause", cohort=cohort)
    assert max(map(height_of, (coming, pause))) <= TALLEST - 30
    assert "- and 3 more" in words(coming)
    assert re.search(r"- and \d more", words(pause))


async def test_of_many_on_leave_some_are_named_and_a_press_leads_to_all(world: World, cohort: str) -> None:
    moderator, names = (
        world.caller("omar", administrator=True),
        [f"Maria Gonzalez de la Cruz y Torres {at:02}" for at in range(17)],
    )
    for member in map(world.caller, names):
        await member.card("cohort join", cohort=cohort)
        await member.card("me away", until="2026-01-30")
    status = await moderator.card("manage status")
    assert f"{names[0]} on Sat, Jan 31, 2026; {names[1]} on Sat, Jan 31, 2026; 15 more." in words(status)
    first = await pressed(moderator, status, "Who is on leave")
    told = words(first) + words(await pressed(moderator, first, "Next"))
    assert [name for name in names if f"- {name} on Sat, Jan 31, 2026" not in told] == []
