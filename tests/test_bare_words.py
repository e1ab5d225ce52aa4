"""The bare words of a typed line go to the options that they are meant for, or are refused."""

import re
from contextlib import suppress

import pytest

from bot.errors import Refusal
from bot.interface.act_words import is_button
from bot.interface.call import Call
from bot.interface.typed import read
from bot.text import plain
from bot.wiring.features import all_commands
from tests.cases import in_case
from tests.contracts.tools import sources

REAL = all_commands()


@pytest.mark.parametrize(
    ("line", "call"),
    [
        ("manage repair 2026-11-29", Call("manage repair", {"date": "2026-11-29"})),
        (
            "manage repair the server was down on 2026-11-29 cohort=ml",
            Call("manage repair", {"date": "on 2026-11-29", "reason": "the server was down", "cohort": "ml"}),
        ),
        ("manage create My name roadmap=x", Call("manage create", {"name": "My name", "roadmap": "x"})),
        (
            "manage create Night sky 2026-12-07 18:30 <#C1|sky>",
            Call("manage create", {"name": "Night sky", "start": "2026-12-07", "time": "18:30", "channel": "<#C1|sky>"}),
        ),
        ("checkin 2026-11-28", Call("checkin", {"day": "2026-11-28"})),
        ("checkin yesterday read ch 2", Call("checkin", {"day": "yesterday", "did": "read ch 2"})),
        ("checkin Yesterday: read ch 2", Call("checkin", {"day": "Yesterday", "did": "read ch 2"})),
        ("checkin 28 Nov read ch 2 next=ch 3", Call("checkin", {"day": "28 Nov", "did": "read ch 2", "next": "ch 3"})),
        ("checkin Today I read ch 2", Call("checkin", {"did": "Today I read ch 2"})),
        ("checkin sat and read", Call("checkin", {"did": "sat and read"})),
        ("checkin 1/2 of ch 2", Call("checkin", {"did": "1/2 of ch 2"})),
        ("checkin yesterday read day=2026-11-27", Call("checkin", {"did": "yesterday read", "day": "2026-11-27"})),
        ("manage repair 6.1. server was down", Call("manage repair", {"date": "6.1.", "reason": "server was down"})),
        ("manage repair last monday the server", Call("manage repair", {"date": "last monday", "reason": "the server"})),
        ("manage create Monday people 7 Dec", Call("manage create", {"name": "Monday people", "start": "7 Dec"})),
        ("manage holidays off=yes 20.1.", Call("manage holidays", {"off": "yes", "days": "20.1."})),
        ("manage repair date=6.1. server was down", Call("manage repair", {"date": "6.1.", "reason": "server was down"})),
        ("checkin share=yes read ch 3", Call("checkin", {"share": "yes", "did": "read ch 3"})),
        ("checkin did:read ch 3 next: ch 4", Call("checkin", {"did": "read ch 3", "next": "ch 4"})),
        ("checkin read ch 3 next: ch 4", Call("checkin", {"did": "read ch 3 next: ch 4"})),
        ("me settings hours:9 to 5", Call("me settings", {"hours": "9 to 5"})),
        ("manage moderators <!subteam^S1|@helpers>", Call("manage moderators", {"role": "<!subteam^S1|@helpers>"})),
        ("me away 2 weeks", Call("me away", {"until": "2 weeks"})),
        ("checkin 2 weeks of reading", Call("checkin", {"did": "2 weeks of reading"})),
        ("checkin last week was hard", Call("checkin", {"did": "last week was hard"})),
        ("checkin did=share", Call("checkin", {"did": "share"})),
        ("checkin share of the work", Call("checkin", {"did": "share of the work"})),
        ("find share", Call("find", {"query": "share"})),
        ("checkin read until 18:30", Call("checkin", {"did": "read until 18:30"})),
        ("checkin help", Call("help", {"command": "checkin"})),
        ("checkin help somebody", Call("checkin", {"did": "help somebody"})),
        ("find help", Call("find", {"query": "help"})),
        (
            "checkin did=read chapter 3 next=do exercises share=yes",
            Call("checkin", {"did": "read chapter 3", "next": "do exercises", "share": "yes"}),
        ),
        (
            "content add-question question=What is bias? answer=It is an error",
            Call("content add-question", {"question": "What is bias?", "answer": "It is an error"}),
        ),
        (
            "resource suggest Great course url=https://example.org/c",
            Call("resource suggest", {"title": "Great course", "url": "https://example.org/c"}),
        ),
        (
            "content add-resource https://example.org/c?a=b Great course level=beginner",
            Call("content add-resource", {"title": "Great course", "url": "https://example.org/c?a=b", "level": "beginner"}),
        ),
        ("resource suggest https://example.org/c", Call("resource suggest", {"url": "https://example.org/c"})),
        ("resource find free", Call("resource find", {"query": "free"})),
        ("me settings Europe/Berlin", Call("me settings", {"zone": "Europe/Berlin"})),
        ("manage settings Europe/Berlin", Call("manage settings", {"zone": "Europe/Berlin"})),
        ("manage holidays 24 Dec", Call("manage holidays", {"days": "24 Dec"})),
        ("manage shift 2", Call("manage shift", {"by": "2"})),
        ("manage shift one week cohort=ml-jan", Call("manage shift", {"by": "one week", "cohort": "ml-jan"})),
        ("manage pause 20 Jan", Call("manage pause", {"first": "20 Jan"})),
        ("manage pause 2026-01-20 2026-01-22", Call("manage pause", {"first": "2026-01-20", "last": "2026-01-22"})),
        (
            "manage pause ml-jan 20 Jan next friday",
            Call("manage pause", {"cohort": "ml-jan", "first": "20 Jan", "last": "next friday"}),
        ),
        ("manage pause 22 Jan first=20 Jan", Call("manage pause", {"first": "20 Jan", "last": "22 Jan"})),
        ("manage deliveries failed ml-jan", Call("manage deliveries", {"cohort": "ml-jan", "state": "failed"})),
        ("manage edit name=New name here", Call("manage edit", {"name": "New name here"})),
        ("manage edit ml-jan", Call("manage edit", {"cohort": "ml-jan"})),
        (
            "manage create Sun and sea 7 Dec 18:30",
            Call("manage create", {"name": "Sun and sea", "start": "7 Dec", "time": "18:30"}),
        ),
        (
            "manage create Night sky 7 Dec 6 pm",
            Call("manage create", {"name": "Night sky", "start": "7 Dec", "time": "6 pm"}),
        ),
        ("content add-challenge What is 2+2?", Call("content add-challenge", {"prompt": "What is 2+2?"})),
        ("me away Friday", Call("me away", {"until": "Friday"})),
        ("me away till I am back", Call("me away", {"until": "till I am back"})),
        ("me away until friday", Call("me away", {"until": "friday"})),
        ("me away until: friday", Call("me away", {"until": "friday"})),
        ("me away bis 9 jan", Call("me away", {"until": "9 jan"})),
        ("me away until 2 weeks", Call("me away", {"until": "2 weeks"})),
        ("me settings reminders on", Call("me settings", {"reminders": "on"})),
        ("me settings timezone=Paris", Call("me settings", {"zone": "Paris"})),
        ("me settings remind at 21:00", Call("me settings", {"remind_at": "21:00"})),
        ("me settings minutes=2 hours", Call("me settings", {"minutes": "2 hours"})),
        ("milestone week 1", Call("milestone", {"week": "1"})),
        ("milestone week 1 sprint", Call("milestone", {"week": "1", "cohort": "sprint"})),
        ("milestone week=1 sprint", Call("milestone", {"week": "1", "cohort": "sprint"})),
        ("milestone Cohort 5", Call("milestone", {"cohort": "Cohort 5"})),
        ("roadmap show week 1", Call("roadmap show", {"week": "1"})),
        ("manage edit ml-jan time 7 pm", Call("manage edit", {"cohort": "ml-jan", "time": "7 pm"})),
        ("manage end ml-jan by friday", Call("manage end", {"cohort": "ml-jan", "day": "friday"})),
        ("manage note diego", Call("manage note", {"member": "diego"})),
        ("manage note diego note=likes trees", Call("manage note", {"member": "diego", "note": "likes trees"})),
        ("manage deliveries held up", Call("manage deliveries", {"state": "held up"})),
        ("manage pause until friday", Call("manage pause", {"last": "friday"})),
        ("manage pause 10.1. - 12.1.", Call("manage pause", {"first": "10.1.", "last": "12.1."})),
        ("manage pause ml from 10.1. to 12.1.", Call("manage pause", {"cohort": "ml", "first": "10.1.", "last": "12.1."})),
        ("find week 3", Call("find", {"query": "week 3"})),
        ("checkin share your work", Call("checkin", {"did": "share your work"})),
    ],
)
def test_bare_words_go_where_they_fit(line: str, call: Call) -> None:
    assert read(line, REAL) == call


def test_every_command_with_a_text_says_where_words_go() -> None:
    for command in REAL.listed():
        if any(parameter.kind == "text" for parameter in command.parameters):
            with in_case(command.path):
                assert set(read(f"{command.path} some words", REAL).values.values()) == {"some words"}


FORMS = {"integer": "12", "time": "18:30", "boolean": "yes", "date": "2026-01-20", "channel": "<#C1>", "account": "<@U1>"}
"""A value of each kind of option, as it is typed."""
MEANT = {"format", "kind", "missing", "page", "show", "week", "state", "day", "first", "last", "person"}
"""Options that are no settings: what is looked at, or what the command is about."""


def test_a_bare_word_changes_no_setting_that_was_not_named() -> None:
    for command, parameter in ((each, parameter) for each in REAL.listed() for parameter in each.parameters):
        line = f"{command.path} {parameter.values[0] if parameter.values else FORMS.get(parameter.kind, '<@&R1>')}"
        if not parameter.required and parameter.kind not in ("text", "role") and parameter.name not in MEANT:
            with suppress(Refusal):
                assert parameter.name not in read(line, REAL).values, line


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("manage edit 12", "If “12” is meant for capacity, write capacity=12."),
        ("manage edit <#C1|sky>", "If “<#C1|sky>” is meant for channel, write channel=<#C1|sky>."),
        ("me settings hidden", "If “hidden” is meant for visibility, write visibility=hidden."),
        ("content add-challenge 12", "If “12” is meant for minutes, write minutes=12."),
        ("content add-challenge minutes 12", "If “12” is meant for minutes, write minutes=12."),
        ("checkin share yes", "If “yes” is meant for share, write share=yes."),
        ("me settings hours 9 to 5", "If “9 to 5” is meant for hours, write hours=9 to 5."),
        ("me settings reminders maybe", "If “maybe” is meant for reminders, write reminders=maybe."),
    ],
)
def test_a_value_of_a_setting_is_told_how_to_name_it(line: str, told: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read(line, REAL)
    assert plain(refusal.value.message) == told


@pytest.mark.parametrize(("line", "names"), [("manage edit 2026-01-20", "start, end"), ("manage edit 18:30", "time, checkin")])
def test_a_value_that_fits_several_options_is_put_in_none(line: str, names: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read(line, REAL)
    assert f"fits more than one option: {names}" in plain(refusal.value.message)


@pytest.mark.parametrize(
    ("line", "more"),
    [
        ("resource suggest Great https://example.org/a https://example.org/b", "https://example.org/b"),
        ("manage create Night sky 2026-12-07 2026-12-08", "2026-12-08"),
        ("manage pause 20 Jan 22 Jan 24 Jan", "24 Jan"),
    ],
)
def test_more_dates_or_addresses_than_there_are_options_for_are_no_text(line: str, more: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read(line, REAL)
    assert f"I cannot tell what “{more}” is." in plain(refusal.value.message)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("checkin share", "“share” is an option: write share=…. If it is your text, write did=share."),
        (
            "checkin What comes next?",
            "“What comes next?” is an option: write next=…. If it is your text, write did=What comes next?.",
        ),
        ("checkin edit", "“edit” is a button, which is pressed. If it is your text, write did=edit."),
        ("me settings hours", "“hours” is an option: write hours=…. If it is your text, write zone=hours."),
    ],
)
def test_the_name_of_an_option_or_a_button_is_asked_back_and_not_saved(line: str, told: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read(line, REAL)
    assert plain(refusal.value.message) == told


def test_every_button_of_one_word_is_known_as_a_button() -> None:
    found = {word for path in sources("bot") for word in re.findall(r'Button\(\s*t\("([A-Z][a-z]+)"\)', path.read_text())}
    assert found
    assert not [word for word in found if not is_button(word)]
