"""What may come next on a line that is being typed."""

from collections.abc import Sequence

import pytest
from babel.messages.catalog import Catalog

from adapters.playground.completion import Known, complete, typeable
from bot.interface.inputs import Choice
from bot.language import speaking
from bot.text import t
from tests.catalogues import use
from tests.playground.small_world import cohorts, commands

KNOWN: Known = {
    "channel": (Choice(t("#general"), "general"), Choice(t("#ml-jan"), "ml-jan")),
    "account": (Choice(t("Ada Lovelace"), "ada"), Choice(t("Grace Hopper"), "grace")),
}


async def ask(_: str, option: str, typed: str) -> Sequence[Choice]:
    assert option == "cohort"
    return await cohorts(None, typed)


async def lines(typed: str) -> list[str]:
    return [item.line for item in (await complete(typed, typeable(commands, administrator=False), KNOWN, ask)).items]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("/coh", ["/cohort info ", "/cohort join "]),
        ("join", ["/cohort join "]),
        ("/MILE", ["/milestone "]),
        ("/milestone", ["/milestone "]),
        ("/nothing", []),
        ("/milestone ", []),
        ("/cohort join may", ["/cohort join ml-may "]),
        ("/cohort join cohort=jan", ["/cohort join cohort=ml-jan "]),
        ("/cohort join stat", ['/cohort join "stats first" ']),
        ('/cohort join cohort="stat', ['/cohort join cohort="stats first" ']),
        ("/cohort info channel=", ["/cohort info channel=general ", "/cohort info channel=ml-jan "]),
        (
            "/cohort info channel=general public=",
            ["/cohort info channel=general public=yes ", "/cohort info channel=general public=no "],
        ),
        ("/cohort info pub", ["/cohort info public="]),
        ("/cohort info channel=general ml", []),
        ("/cohort info cohort=ml-jan c", ["/cohort info cohort=ml-jan channel="]),
        ('/checkin did="chapter 3" ', ['/checkin did="chapter 3" next=', '/checkin did="chapter 3" share=']),
        ('/checkin did="chapter 3', []),
        ("/checkin did=a=b", []),
    ],
)
async def test_a_line_goes_on(typed: str, expected: list[str]):
    assert await lines(typed) == expected


async def test_a_path_that_starts_with_what_is_typed_comes_first():
    found = await lines("/m")
    assert found[0] == "/milestone "
    assert "/roadmap show " in found


async def test_options_say_what_they_are_and_whether_they_can_be_left_out():
    found = await complete("/checkin ", typeable(commands, administrator=False), KNOWN, ask)
    assert [(item.label, item.detail) for item in found.items] == [
        ("did=", "What did you do?"),
        ("next=", "What is next? (optional)"),
        ("share=", "Show it in the channel? (optional)"),
    ]
    assert found.usage == "Say what you did today and what is next."


async def test_a_line_is_unfinished_until_it_names_a_command():
    assert (await complete("/check", typeable(commands, administrator=False), KNOWN, ask)).usage == ""


async def test_a_line_is_helped_on_in_the_language_of_whoever_types_it(german: Catalog):
    german.add("Say what you did today and what is next.", "Sag, was du getan hast.")
    german.add("What is next?", "Was kommt als Nächstes?")
    german.add("{description} (optional)", "{description} (freiwillig)")
    use(german)
    with speaking("de"):
        found = await complete("/checkin ", typeable(commands, administrator=False), KNOWN, ask)
    assert found.usage == "Sag, was du getan hast."
    assert ("next=", "Was kommt als Nächstes? (freiwillig)") in [(item.label, item.detail) for item in found.items]
