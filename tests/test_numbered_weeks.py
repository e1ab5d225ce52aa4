"""Whoever looks for the number of a week finds the week that they will walk then, or that of every roadmap."""

import pytest

from bot.domain.numbered_part import numbered_part
from tests.world import Caller, World, words

TYPED = [
    "week 6", "Woche 6", "semana 6", "hafta 6", "Week #6", "6. woche", "week6", "wk 6", "weeks 6", "week no. 6", "week six",
    "semana seis", "semaine six", "Woche sechs", "hafta chhah", "सप्ताह ६", "हफ़्ता छह", "the sixth week", "sechste Woche",
    "sexta semana", "week 06",
]  # fmt: skip
NINTH = ["stage nine", "stage9", "phase 9", "Etappe 9", "étape neuf", "etapa nueve", "fase 9", "ninth stage", "charan nau"]


async def found(caller: Caller, query: str) -> list[str]:
    return [entry["id"] for entry in (await caller.card("find", query=query)).entries]


@pytest.mark.parametrize("typed", TYPED)
async def test_the_number_of_a_week_finds_that_week_of_the_members_cohort(world: World, typed: str) -> None:
    cohort = await world.launch()
    ben = world.caller("ben")
    await ben.card("cohort join", cohort=cohort)
    weeks = await found(ben, typed)
    assert weeks[0] == "week.linear-algebra"
    assert "week.classification" not in weeks


async def test_who_is_in_no_cohort_finds_the_week_of_every_roadmap(world: World) -> None:
    weeks = await found(world.caller("ann"), "week 6")
    assert weeks[0] == "week.classification"
    assert "week.linear-algebra" in weeks


async def test_a_cohort_without_such_a_week_leads_to_the_roadmaps_that_have_it(world: World) -> None:
    cohort = await world.launch()
    ben = world.caller("ben")
    await ben.card("cohort join", cohort=cohort)
    assert (await found(ben, "week 21"))[0] == "week.neural-networks"


async def test_an_answer_to_the_number_of_a_week_is_that_week(world: World, cohort: str) -> None:
    ann, ben = world.caller("ann"), world.caller("ben")
    await ben.card("cohort join", cohort=cohort)
    assert (await ben.card("faq", query="wk 6")).title == "Linear algebra"
    assert (await ann.card("faq", query="week six")).title == "Classification with logistic regression"
    assert "There is no week 99" in words(await ann.card("faq", query="week 99"))


@pytest.mark.parametrize("typed", NINTH)
async def test_a_stage_is_found_by_its_number_in_words_and_by_its_other_names(world: World, typed: str) -> None:
    ann = world.caller("ann")
    assert await found(ann, typed) == await found(ann, "stage 9")
    assert (await ann.card("faq", query=typed)).title == "How do I put a model into production?"


@pytest.mark.parametrize(
    "typed", ["three weeks", "12 weeks", "drei Wochen", "week", "stage fright", "week 1234", "3 weeks 4", "week 3.5"]
)
def test_how_long_something_takes_and_other_words_are_no_part(typed: str) -> None:
    assert numbered_part(typed) is None


async def test_a_number_beside_other_words_changes_nothing(world: World) -> None:
    cohort = await world.launch()
    ben = world.caller("ben")
    await ben.card("cohort join", cohort=cohort)
    assert await found(ben, "stage 6") == await found(world.caller("ann"), "stage 6")


@pytest.mark.parametrize("query", ["week 99", "Semana 0", "99th week"])
async def test_a_week_that_no_roadmap_has_is_said_to_be_none_and_is_no_gap(world: World, query: str) -> None:
    card = await world.caller("ann").card("find", query=query)
    assert "There is no week" in words(card)
    assert not card.entries
    assert "Nothing waits" in words(await world.caller("omar", administrator=True).card("content queue"))
