"""Declared commands as Discord shows them to people."""

from typing import Annotated, Any

import discord
import pytest
from babel.messages.catalog import Catalog

from adapters.discord.commands import menu_path, payloads, same
from adapters.discord.translations import LOCALES
from bot.interface.card import Card
from bot.interface.command import Commands
from bot.interface.option import Option
from bot.language import known_locale
from bot.wiring.features import all_commands
from tests.catalogues import use
from tests.declared import only_declared
from tests.discord.stub import commands

SUBCOMMAND, TEXT, INTEGER, BOOLEAN, CHANNEL = 1, 3, 4, 5, 7
SERVER, DIRECT_MESSAGE = 0, 1


def root(name: str) -> dict[str, Any]:
    return next(payload for payload in payloads(commands) if payload["name"] == name)


def options(path: str) -> dict[str, dict[str, Any]]:
    """The options of a command by name, in order."""
    first, *rest = path.split()
    payload = root(first)
    for name in rest:
        payload = next(option for option in payload["options"] if option["name"] == name)
    return {option["name"]: option for option in payload["options"]}


def declared(path: str, description: str = "Whatever it does.", **fields: Any) -> Commands:
    added = Commands()

    @added.add(path, description, **fields)
    async def handler(context: Any, name: Annotated[str, Option("Its name")]) -> Card:
        only_declared()

    return added


def test_options_have_discords_own_types() -> None:
    assert {name: option["type"] for name, option in options("checkin").items()} == {"did": TEXT, "share": BOOLEAN, "day": TEXT}
    assert {name: option["type"] for name, option in options("manage create").items()} == {
        "name": TEXT,
        "channel": CHANNEL,
        "at": TEXT,
    }


def test_a_channel_is_a_text_channel() -> None:
    assert options("manage create")["channel"]["channel_types"] == [0, 5, 15, 10, 11, 12]


def test_fixed_values_are_choices_in_words() -> None:
    assert options("roadmap show")["level"]["choices"] == [
        {"name": "beginner", "value": "beginner"},
        {"name": "Old hands", "value": "expert"},
    ]


def test_numbers_have_bounds_and_texts_a_length() -> None:
    week, name = options("roadmap show")["week"], options("manage create")["name"]
    assert (week["type"], week["min_value"], week["max_value"]) == (INTEGER, 1, 26)
    assert name["max_length"] == 200


def test_what_can_be_suggested_is_suggested() -> None:
    assert options("cohort join")["cohort"]["autocomplete"]
    assert "autocomplete" not in options("manage create")["name"]


def test_a_command_that_needs_several_things_can_be_sent_bare() -> None:
    assert not any(option["required"] for option in options("manage create").values())
    assert [option["required"] for option in payloads(declared("help"))[0]["options"]] == [True]
    assert not options("checkin")["did"]["required"]
    roots = payloads(all_commands())
    for leaf in (leaf for root in roots for leaf in root.get("options", ()) if leaf["type"] == SUBCOMMAND):
        assert [option["required"] for option in leaf["options"]].count(True) <= 1, leaf["name"]


def test_moderators_commands_are_hidden_and_only_in_servers() -> None:
    manage, cohort = root("manage"), root("cohort")
    assert manage["default_member_permissions"] == discord.Permissions(manage_guild=True).value
    assert (manage["contexts"], manage["integration_types"]) == ([SERVER], [0])
    assert cohort["default_member_permissions"] is None
    assert (cohort["contexts"], cohort["integration_types"]) == ([SERVER, DIRECT_MESSAGE], [0])


def test_what_nobody_types_is_not_there() -> None:
    assert [payload["name"] for payload in payloads(commands)] == ["cohort", "roadmap", "checkin", "manage", "Save as resource"]


def test_a_group_is_hidden_as_a_whole() -> None:
    with pytest.raises(ValueError, match="as a whole"):
        payloads([*declared("cohort join"), *declared("cohort end", moderator=True)])


def test_a_command_cannot_have_commands_under_it() -> None:
    with pytest.raises(ValueError, match="both milestone"):
        payloads([*declared("milestone"), *declared("milestone done")])


def test_a_description_that_discord_would_refuse_is_refused_here() -> None:
    with pytest.raises(ValueError, match="longer than 100"):
        payloads(declared("help", "x" * 101))


def test_a_translation_goes_to_every_language_of_discord_that_reads_it(catalogues: None) -> None:
    for name in ("es", "zh_CN", "pt"):
        catalogue = Catalog(name.partition("_")[0])
        catalogue.add("Its name", name)
        use(catalogue, name)
    [payload] = payloads(declared("help"))
    assert payload["options"][0]["description_localizations"] == {
        "es-419": "es",
        "es-ES": "es",
        "pt-BR": "pt",
        "zh-CN": "zh_CN",
    }


def test_a_translation_longer_than_discord_takes_is_cut_and_its_translator_told(
    german: Catalog, capsys: pytest.CaptureFixture[str]
) -> None:
    german.add("Its name", "x" * 101)
    use(german)
    [payload] = payloads(declared("help"))
    assert payload["options"][0]["description_localizations"]["de"] == "x" * 99 + "…"
    assert "too long for Discord" in capsys.readouterr().out


def test_a_language_without_a_catalogue_has_no_translation() -> None:
    assert "localizations" not in str(payloads(commands))


def test_every_language_of_discords_client_is_known() -> None:
    assert {locale.value for locale in discord.Locale} <= LOCALES
    assert all(map(known_locale, LOCALES))


def test_what_discord_adds_of_its_own_is_no_change() -> None:
    [wanted] = payloads(declared("help"))
    known = {**wanted, "id": "1", "version": "2", "nsfw": False, "dm_permission": True, "name_localizations": None}
    assert same([known], [wanted])
    assert same([*payloads(commands)][::-1], payloads(commands))


@pytest.mark.parametrize(
    ("field", "value"),
    [("description", "Other."), ("options", []), ("default_member_permissions", "32"), ("contexts", [SERVER])],
)
def test_what_cairn_decides_is_a_change(field: str, value: object) -> None:
    [wanted] = payloads(declared("help"))
    assert not same([{**wanted, field: value}], [wanted])


def test_a_bound_of_zero_is_not_the_same_as_none() -> None:
    [wanted] = payloads(declared("help"))
    bounded = {**wanted, "options": [{**wanted["options"][0], "min_value": 0}]}
    assert not same([wanted], [bounded])


# The menu of a message


def test_an_entry_of_the_message_menu_has_a_name_alone_and_is_seen_by_everybody_in_servers() -> None:
    assert root("Save as resource") == {
        "type": 3,
        "name": "Save as resource",
        "integration_types": [0],
        "contexts": [SERVER],
        "default_member_permissions": None,
    }


def test_a_shortcut_that_belongs_to_no_message_is_not_in_its_menu() -> None:
    assert [payload["type"] for payload in payloads(declared("help", shortcut="global"))] == [1]


def test_an_entry_stands_for_the_command_that_declares_it() -> None:
    assert menu_path(commands, "Save as resource") == "manage keep"
    assert menu_path(commands, "Gone by now") == "Gone by now"


def test_the_message_menu_holds_five_entries() -> None:
    entries = [
        command for number in range(6) for command in declared(f"keep {number}", shortcut="message", title=f"Keep {number}")
    ]
    assert len(payloads(entries[:5])) == 1 + 5
    with pytest.raises(ValueError, match="5 entries"):
        payloads(entries)


def test_an_entry_comes_back_the_same_and_a_new_name_is_a_change() -> None:
    wanted = payloads(declared("help", shortcut="message", title="help"))
    known = [{**payload, "id": "1", "version": "2", "description": payload.get("description", "")} for payload in wanted]
    assert same(known, wanted)
    assert same(known[::-1], wanted)
    assert not same(known, payloads(declared("help", shortcut="message", title="Save")))
    assert not same(known[:1], wanted)
