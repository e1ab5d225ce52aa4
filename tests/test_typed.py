"""A typed line is read as people mean it; what cannot be read is refused with what could have been meant."""

from contextlib import suppress
from datetime import date
from typing import Annotated, Literal

import pytest
from annotated_types import Ge
from hypothesis import example, given
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.interface.call import Call
from bot.interface.card import Card, Text
from bot.interface.command import Commands
from bot.interface.limits import LONGEST_INPUT, MOST_INPUTS
from bot.interface.option import Option
from bot.interface.typed import LONGEST_LINE, read
from bot.text import Markup, plain
from bot.wiring.features import all_commands
from tests.cases import in_case
from tests.samples import HOSTILE
from tests.strategies import TYPED, option_texts

ANSWER = Card(Markup("a"))
commands = Commands()


@commands.add("note", "Keep a note.")
async def note(
    context: object,
    did: Annotated[str, Option("What?", words=True)],
    next: Annotated[str | None, Option("And then?")] = None,
    week: Annotated[int | None, Option("Which week?"), Ge(1)] = None,
    day: Annotated[date | None, Option("Which day?")] = None,
) -> Card:
    return ANSWER


@commands.add("cohort join", "Join.")
async def join(
    context: object, page: Annotated[int, Option("Page?")] = 1, cohort: Annotated[str | None, Option("Which?")] = None
) -> Card:
    return ANSWER


@commands.add("cohort", "The cohort.")
async def cohort(context: object, how: Annotated[Literal["a", "b"] | None, Option("How?")] = None) -> Card:
    return ANSWER


@commands.add("cohort launch", "Only presses call it.", listed=False)
async def launch(context: object) -> Card:
    return ANSWER


REAL = all_commands()
PARTS = [*"\"“”„='/<> \n3a", "did", "note", "cohort ", "join ", "week="]
LINES = st.lists(st.sampled_from(PARTS)).map("".join) | TYPED | st.text(min_size=3900, max_size=5000)
UNQUOTED = st.lists(
    st.text(st.characters(codec="utf-8", exclude_categories=["Z", "C"], exclude_characters='"“”„='), min_size=1, max_size=9)
    | st.just("https://example.org/?did=1&next=2")
).map(" ".join)
QUOTABLE = st.text(st.characters(exclude_characters='"“”„', codec="utf-8"), max_size=30)


def values(line: str) -> dict[str, str]:
    return dict(read(f"note {line}", commands).values)


def refused(line: str) -> str:
    with pytest.raises(Refusal) as refusal:
        read(line, commands)
    return plain(Text(refusal.value.message).text)


# Which command


@pytest.mark.parametrize(
    ("line", "call"),
    [
        ("cohort join", Call("cohort join")),
        ("cohort join ml-jan", Call("cohort join", {"cohort": "ml-jan"})),
        ("/cohort join ml-jan", Call("cohort join", {"cohort": "ml-jan"})),
        ("  Cohort   JOIN\n ml-jan ", Call("cohort join", {"cohort": "ml-jan"})),
        ("cohort", Call("cohort")),
        ("cohort how=a", Call("cohort", {"how": "a"})),
        ("note\nread chapter 3", Call("note", {"did": "read chapter 3"})),
    ],
)
def test_the_longest_path_at_the_start_names_the_command(line: str, call: Call) -> None:
    assert read(line, commands) == call


@pytest.mark.parametrize(
    ("line", "call"),
    [
        ("", Call("help")),
        ("  / ", Call("help")),
        ("cohrt join x", Call("help", {"command": "cohrt join"})),
        ("not it", Call("help", {"command": "not it"})),
        ("?", Call("help", {"command": "?"})),
    ],
)
def test_what_names_no_command_is_looked_for_in_the_help(line: str, call: Call) -> None:
    assert read(line, commands) == call


def test_nobody_can_type_what_only_presses_call() -> None:
    for path in (command.path for command in REAL if not command.listed):
        with suppress(Refusal):
            assert read(path, REAL).path != path


def test_a_line_that_is_too_long_is_refused_and_not_cut() -> None:
    assert values("x" * (LONGEST_LINE - 5)) == {"did": "x" * (LONGEST_LINE - 5)}
    assert refused(f"note {'x' * LONGEST_LINE}") == "That line has 16,005 characters; 16,000 is the most. Shorten it."
    assert refused("x" * 20_000) == "That line has 20,000 characters; 16,000 is the most. Shorten it."


def test_a_line_takes_all_that_a_form_does() -> None:
    assert LONGEST_LINE >= MOST_INPUTS * LONGEST_INPUT


# Which values


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("did=reading", {"did": "reading"}),
        ("DID=reading", {"did": "reading"}),
        ("did = reading next =more week= 3", {"did": "reading", "next": "more", "week": "3"}),
        ("did = “chapter 3” next\u00a0=\u00a0more", {"did": "chapter 3", "next": "more"}),
        ("did=x = 2 is next", {"did": "x = 2 is next"}),
        ("did=what comes next\n= nothing", {"did": "what comes next\n= nothing"}),
        ('did="chapter 3" next=exercises', {"did": "chapter 3", "next": "exercises"}),
        ("did=“chapter 3” next=„mehr davon“", {"did": "chapter 3", "next": "mehr davon"}),
        ("did=it's", {"did": "it's"}),
        ("didn't stop", {"did": "didn't stop"}),
        ("read 'all of it'", {"did": "read 'all of it'"}),
        ('did=""', {"did": ""}),
        ("did=", {"did": ""}),
        ("did=a=b", {"did": "a=b"}),
        ("read on next=exercises", {"did": "read on", "next": "exercises"}),
        ("next=exercises and more", {"next": "exercises and more"}),
        ("read on next=do 5 exercises week=3", {"did": "read on", "next": "do 5 exercises", "week": "3"}),
        ("did= next=more", {"did": "", "next": "more"}),
        ("did=read “the next=x part” next=more", {"did": "read “the next=x part”", "next": "more"}),
        ("did=why is x=2, a=b? next=more", {"did": "why is x=2, a=b?", "next": "more"}),
        ("did=see https://example.org/?week=2&next=3 too", {"did": "see https://example.org/?week=2&next=3 too"}),
        ("did=reading again and again", {"did": "reading again and again"}),
        ('"read on"', {"did": "read on"}),
        ("“read on”", {"did": "read on"}),
        ("read “Attention is all you need”", {"did": "read “Attention is all you need”"}),
        ('a 5" screen and a 6" one', {"did": 'a 5" screen and a 6" one'}),
        ('"half a quote', {"did": '"half a quote'}),
        ("x=1 https://example.org/?did=2", {"did": "x=1 https://example.org/?did=2"}),
        ("3", {"did": "3"}),
        ("٣", {"did": "٣"}),
        ("3 days", {"did": "3 days"}),
        ("week=2 3", {"week": "2", "did": "3"}),
        ("next friday", {"day": "next friday"}),
        ("read till friday", {"did": "read till friday"}),
        ("community=3", {"did": "community=3"}),
        ("2026-11-29", {"day": "2026-11-29"}),
        ("due 2026-11-29", {"did": "due 2026-11-29"}),
        ('"nex=3 means"', {"did": "nex=3 means"}),
        ("text=3", {"did": "text=3"}),
    ],
)
def test_a_line_is_read_as_it_is_meant(line: str, found: dict[str, str]) -> None:
    assert values(line) == found


@pytest.mark.parametrize(("line", "name"), [("nxt=more", "next"), ("read on wek=3", "week"), ("DIID=x", "did")])
def test_a_mistyped_option_is_no_text(line: str, name: str) -> None:
    assert f"Did you mean {name}?" in refused(f"note {line}")


def test_bare_words_fill_the_only_text() -> None:
    assert read("cohort join ml jan", commands).values == {"cohort": "ml jan"}


def test_words_that_nothing_takes_are_refused() -> None:
    assert refused("cohort somewhere") == "cohort takes no words after it."


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("note read on did=more", "I cannot tell what “read on” is."),
        ("note did=read did=more", "did is there twice."),
        ('note did="read" on', "did is in quotes, and more follows."),
    ],
)
def test_what_has_no_sure_place_is_refused(line: str, said: str) -> None:
    assert said in refused(line)


@given(st.dictionaries(st.sampled_from(["did", "next", "week", "day"]), QUOTABLE), st.sampled_from(['""', "“”", "„“"]))
def test_quoted_values_come_back_exactly(wanted: dict[str, str], quotes: str) -> None:
    assert values(written(wanted, quotes)) == wanted


@given(option_texts(REAL.listed(), st.none() | QUOTABLE))
def test_any_call_written_as_a_line_reads_back_the_same(texts: list[str | None]) -> None:
    for command in REAL.listed():
        with in_case(command.path):
            wanted = {p.name: text for p, text in zip(command.parameters, texts, strict=False) if text is not None}
            assert read(f"{command.path} {written(wanted)}", REAL) == Call(command.path, wanted)


@pytest.mark.parametrize("text", [text for text in HOSTILE if "=" not in text])
def test_hostile_words_arrive_as_they_were_typed(text: str) -> None:
    assert values(text) == {"did": text}


@given(LINES)
@example("=" * 5000)
@example('did="' * 900)
@example("note " + '"' * 3990)
def test_any_line_is_read_or_refused_in_a_sentence_that_can_be_shown(line: str) -> None:
    for text in (line, f"note {line}", f"cohort {line}"):
        try:
            call = read(text, commands)
        except Refusal as refusal:
            Text(refusal.message)
        else:
            command = commands.find(call.path)
            if call.path == "help":
                continue
            assert command
            assert command.listed
            assert set(call.values) <= {p.name for p in command.parameters}


@given(option_texts(REAL.listed(), st.none() | UNQUOTED))
def test_values_without_quotes_read_back_as_typed(texts: list[str | None]) -> None:
    for command in REAL.listed():
        with in_case(command.path):
            drawn = [(p, text) for p, text in zip(command.parameters, texts, strict=False) if text is not None]
            wanted = {p.name: text if p.kind == "text" else text.replace(" ", "") for p, text in drawn}
            assert read(f"{command.path} {written(wanted, ('', ''))}", REAL) == Call(command.path, wanted)


def written(wanted: dict[str, str], quotes: str | tuple[str, str] = '""') -> str:
    """Values as a line names them."""
    return " ".join(f"{name}={quotes[0]}{value}{quotes[1]}" for name, value in wanted.items())
