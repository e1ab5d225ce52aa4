"""Everything people read goes through `t` or `n`, is found by translators, and is said in their language."""

import ast
import re
import sys
from io import BytesIO
from pathlib import Path
from shutil import copy, copytree, ignore_patterns
from subprocess import run

import pytest
from babel.messages.catalog import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

from bot.interface.call import Call
from bot.interface.card import Block, Card
from bot.interface.form import form_for
from bot.interface.manual import details, overview
from bot.interface.prefill import Prefill
from bot.language import speaking
from bot.shared.week_card import hours
from bot.text import Markup, n, t
from bot.wiring.documents import commands_table
from bot.wiring.features import all_commands
from tests.catalogues import use
from tests.contracts.sentences import (
    SPEAKING_FILES,
    bare_descriptions,
    beside_sentences,
    calls,
    codes,
    codes_said,
    has_words,
    literals,
    place,
    sentences,
    unfindable,
    untranslated,
)
from tests.contracts.tools import ROOT, sources
from tests.world import words


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """What `pybabel extract` finds."""
    path = tmp_path_factory.mktemp("template") / "messages.pot"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        CommandLineInterface().run(["pybabel", "--quiet", "extract", "-F", "babel.cfg", "-o", str(path), "."])
    return read_po(BytesIO(path.read_bytes()))


def found_in(template: Catalog) -> set[str]:
    return {part for message in template for part in ([message.id] if isinstance(message.id, str) else message.id)}


# Found


def test_every_sentence_stands_in_its_call_so_that_translators_find_it() -> None:
    assert [told for path in SPEAKING_FILES for told in unfindable(path)] == []


def test_no_words_reach_people_past_the_translators() -> None:
    assert [told for path in SPEAKING_FILES for told in untranslated(path)] == []


def test_what_a_command_says_of_itself_is_said_in_the_readers_language() -> None:
    assert [told for path in SPEAKING_FILES for told in bare_descriptions(path)] == []


def test_a_sentence_that_translators_do_not_find_reaches_nobody_but_operators(template: Catalog) -> None:
    """Wherever it stands: domain and storage hold data, whose words are chosen where they are shown."""
    known = found_in(template) | codes()
    lost = [
        place(path, node)
        for path in SPEAKING_FILES
        for node in sentences(ast.parse(path.read_text(encoding="utf-8")))
        if node.value not in known
    ]
    assert lost == []


def test_a_name_with_underscores_is_code_and_no_italics(template: Catalog) -> None:
    bare = re.compile(r"`[^`]*`|</[^>]*>|\{\w*\}")
    assert [said for said in found_in(template) if re.search(r"\w_\w", bare.sub("", said))] == []


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ('why = "The channel is gone."', True),
        ('Verdict(why=f"{name} returned {value}, not a number")', True),
        ('raise Refusal("There is no such cohort.")', True),
        ('raise ValueError("a break ends before it begins")', False),
        ('log.warning("a post is undeliverable")', False),
        ('Call("manage edit-plan")', False),
    ],
)
def test_the_search_for_sentences_bites(line: str, seen: bool) -> None:
    assert bool(list(sentences(ast.parse(line)))) == seen


@pytest.mark.parametrize(
    "line",
    [
        'Markup("Hello there")',
        'Markup(f"Hello {name}")',
        'escape("Hello")',
        't("{day}", day=f"{start:%A}")',
        't("{mark}", mark="done" if finished else "")',
        't("{names}", names=", ".join(names))',
        't("{names}", names=join(names, ", "))',
    ],
)
def test_the_search_for_words_bites(line: str) -> None:
    assert any(map(has_words, beside_sentences(ast.parse(line))))


def test_translators_find_what_is_said_and_what_is_declared(template: Catalog) -> None:
    said = {
        "Which cohort?",
        "{count} week",
        "{count} weeks",
        "That did not work",
        "“{text}” is not a date; write it such as Friday, 29 Nov or 2026-01-31.",
    }
    for command in all_commands():
        said |= {command.description, command.title or command.path.capitalize(), command.submit}
        for parameter in command.parameters:
            option = parameter.option
            said |= {option.description, option.label or parameter.name.capitalize(), *(option.labels or {}).values()}
            said |= {option.hint} - {""}
    assert said - found_in(template) == set()


def test_translators_get_every_sentence_of_the_source(template: Catalog) -> None:
    """Also one inside another's value, or inside a list there."""
    known = found_in(template)
    missing = [
        place(path, sentence)
        for path in sources("bot", "adapters", "storage", "search")
        for sentence in literals(ast.parse(path.read_text(encoding="utf-8")))
        if sentence.value not in known
    ]
    assert missing == []


def test_the_steps_for_a_new_language_work_in_an_empty_clone(tmp_path: Path) -> None:
    """Word for word as the operators' manual gives them; only a sentence has to be translated between the last two."""
    for name in ("bot", "adapters", "content", "search", "storage"):
        copytree(ROOT / name, tmp_path / name, ignore=ignore_patterns("__pycache__"))
    copy(ROOT / "babel.cfg", tmp_path)
    (tmp_path / ".venv").symlink_to(sys.prefix)
    languages = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8").partition("\n## Languages\n")[2]
    steps = languages.partition("```sh\n")[2].partition("```")[0]
    run(["sh", "-euc", steps], cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "locale" / "de" / "LC_MESSAGES" / "messages.mo").exists()


def test_every_sentence_keeps_its_places_for_values(template: Catalog) -> None:
    for message in template:
        if message.id:
            message.string = message.id
            assert not [str(error) for error in message.check(template)]


def test_the_language_of_posts_is_decided_in_one_place() -> None:
    files = sources("bot/domain", "bot/features", "bot/ports", "bot/shared", "search", "storage")
    deciding = {path.name for path in files if list(calls(ast.parse(path.read_text(encoding="utf-8")), "speaking"))}
    assert deciding == {"posts.py"}


# Said


def test_a_catalogue_changes_what_is_said(german: Catalog) -> None:
    german.add("Done", "Fertig")
    german.add("Hello {name}", "Hallo {name}")
    german.add(("{count} minute", "{count} minutes"), ("{count} Minute", "{count} Minuten"))
    use(german)
    with speaking("de-AT"):
        assert (t("Done"), t("Hello {name}", name="a_b")) == ("Fertig", "Hallo a\\_b")
        assert (hours(1), hours(30)) == ("1 Minute", "30 Minuten")
        assert (t("Not yet translated"), t("")) == ("Not yet translated", "")
    assert (t("Done"), n("{count} minute", "{count} minutes", 1)) == ("Done", "1 minute")


def test_a_translated_catalogue_leaves_no_english_on_the_help_cards(german: Catalog, template: Catalog) -> None:
    for message in template:
        if message.id:
            one, *rest = [message.id] if isinstance(message.id, str) else message.id
            german.add(message.id, tuple(map(shouted, (one, *rest))) if rest else shouted(one))
    use(german)
    with speaking("de"):
        for card in [overview(all_commands().listed()), *map(details, all_commands())]:
            assert english(card.blocks) == ""
        assert "What you can do here" in commands_table(all_commands())  # the documentation's table stays English


def test_a_form_asks_in_the_readers_language(german: Catalog) -> None:
    command = all_commands()["cohort join"]
    german.add("Cohort", "Kohorte")
    use(german)
    with speaking("de"):
        form = form_for(command, Call(command.path, {"cohort": "1"}), Prefill(), {})
        assert "Kohorte" in [item.label for item in form.inputs]


def shouted(sentence: str) -> str:
    """A stand-in for a translation; names of values, code and what people type stay as they are."""
    kept = re.split(r"(\{\w+\}|`[^`]*`|</[^>]*>)", sentence)
    return "".join(part.upper() if number % 2 == 0 else part for number, part in enumerate(kept))


def english(blocks: tuple[Block, ...]) -> str:
    """Lines with words in small letters, except names and values of commands, which are the same in every language."""
    lines = words(Card(Markup(), blocks)).splitlines()
    named = "|".join(sorted((re.escape(command.name) for command in all_commands() if command.moderator), key=len, reverse=True))
    same = re.compile(rf"`[^`]*`|</[^>]*>|\b(?:{named})\b")
    return "\n".join(line for line in lines if any(map(str.islower, same.sub("", line))))


# Shown


def test_each_command_in_a_sentence_is_marked_as_one_so_that_each_platform_shows_it_in_its_own_way() -> None:
    """What a sentence has in backticks is shown as it stands, on Discord in the syntax of Slack."""
    said = {text for path in SPEAKING_FILES for text in codes_said(path)}
    paths = tuple(f"{command.path} " for command in all_commands())
    groups = {path.split()[0] for path in paths}
    options = {parameter.name for command in all_commands() for parameter in command.parameters}
    named = {text for text in said if f"{text.removeprefix('/')} ".startswith(paths)}
    named |= {text for text in said if text.startswith("/") and text[1:].split()[0] in groups}
    named |= {text for text in said - {"name=value", "key=d.get"} if "=" in text and text.split("=")[0] in options}
    assert named == set()
