"""The real client on a real socket: what leaves is what Discord takes, and lost answers harm nobody."""

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest
from babel.messages.catalog import Catalog

from adapters.discord.commands import sync_commands
from adapters.discord.gateway import DiscordGateway
from bot.interface.card import Card, Text
from bot.interface.command import Commands
from bot.interface.inputs import Choice
from bot.text import t
from tests.catalogues import use
from tests.discord.fake import FakeDiscord
from tests.discord.objects import CHANNEL, new_message
from tests.discord.stub import StubArrivals, StubDispatcher, commands
from tests.samples import EVERY_BLOCK, EVERY_INPUT, HOSTILE_CARD

COMMAND, PRESS, AUTOCOMPLETE, SUBMIT = 2, 3, 4, 5
MESSAGE, DEFERRED, DEFERRED_EDIT, EDIT, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
GUILDS_ONLY = 1
PRIVATE, LAYOUT = 64, 1 << 15
SECRETS = ("a-secret", "a-token-of-an-interaction", "chapter 3")

INFO = {"type": 1, "name": "info"}
TYPED_INFO = {"type": COMMAND, "data": {"id": "7000", "type": 1, "name": "cohort", "options": [INFO]}}


@pytest.fixture
async def connected(fake: FakeDiscord, dispatcher: StubDispatcher, arrivals: StubArrivals) -> AsyncIterator[DiscordGateway]:
    gateway = DiscordGateway("a-secret", dispatcher, arrivals, lambda: None, patience=0.05, form_patience=5)
    running = asyncio.create_task(gateway.run())
    yield gateway
    await gateway.close()
    await running


async def test_only_the_servers_themselves_are_listened_to(fake: FakeDiscord, connected: DiscordGateway) -> None:
    await fake.interact(**TYPED_INFO)
    await fake.callback()
    assert fake.identified["intents"] == GUILDS_ONLY


async def test_it_hears_while_it_is_connected(fake: FakeDiscord, dispatcher: StubDispatcher, arrivals: StubArrivals) -> None:
    gateway = DiscordGateway("a-secret", dispatcher, arrivals, lambda: None)
    assert not gateway.hears
    running = asyncio.create_task(gateway.run())
    await fake.interact(**TYPED_INFO)
    await fake.callback()
    assert gateway.hears
    await gateway.close()
    await running
    assert not gateway.hears


@pytest.mark.parametrize("card", [EVERY_BLOCK, HOSTILE_CARD])
async def test_a_card_is_an_answer_discord_takes(
    fake: FakeDiscord, connected: DiscordGateway, dispatcher: StubDispatcher, card: Card
) -> None:
    dispatcher.answers["cohort info"] = card
    await fake.interact(**TYPED_INFO)
    answer = (await fake.callback()).body
    assert answer["type"] == MESSAGE
    assert answer["data"]["flags"] == PRIVATE | LAYOUT
    assert answer["data"]["allowed_mentions"] == {"parse": []}


async def test_commands_that_a_card_names_can_be_pressed(
    fake: FakeDiscord, dispatcher: StubDispatcher, arrivals: StubArrivals
) -> None:
    await sync_commands("a-secret", commands)
    gateway = DiscordGateway("a-secret", dispatcher, arrivals, lambda: None)
    running = asyncio.create_task(gateway.run())
    dispatcher.answers["cohort info"] = Card(t("Help"), (Text(t("Type </cohort info> or </checkin day=today>.")),))
    await fake.interact(**TYPED_INFO)
    said = str((await fake.callback()).body)
    assert "Type </cohort info:7000> or `/checkin day:today`." in said
    await gateway.close()
    await running


async def test_a_form_is_a_modal_discord_takes(fake: FakeDiscord, connected: DiscordGateway, dispatcher: StubDispatcher) -> None:
    dispatcher.answers["cohort info"] = EVERY_INPUT
    await fake.interact(**TYPED_INFO)
    assert (await fake.callback()).body["type"] == MODAL


async def test_the_languages_of_the_server_and_of_the_reader_come_along(
    fake: FakeDiscord, connected: DiscordGateway, dispatcher: StubDispatcher
) -> None:
    await fake.interact(**TYPED_INFO, guild_locale="de", locale="fr")
    await fake.callback()
    assert (dispatcher.requests[0].place.locale, dispatcher.requests[0].actor.locale) == ("de", "fr")


async def test_suggestions_are_what_discord_takes(
    fake: FakeDiscord, connected: DiscordGateway, dispatcher: StubDispatcher
) -> None:
    dispatcher.choices = [Choice(t("Week 3"), "3")]
    typed = {"type": 4, "name": "week", "value": "", "focused": True}
    show = {"type": 1, "name": "show", "options": [typed]}
    await fake.interact(type=AUTOCOMPLETE, data={"id": "7000", "type": 1, "name": "roadmap", "options": [show]})
    assert (await fake.callback()).body == {"type": CHOICES, "data": {"choices": [{"name": "Week 3", "value": 3}]}}


async def test_a_press_on_a_private_card_is_answered_by_an_edit(
    fake: FakeDiscord, connected: DiscordGateway, dispatcher: StubDispatcher
) -> None:
    await fake.interact(**_press(flags=PRIVATE))
    assert (await fake.callback()).body["type"] == EDIT
    dispatcher.slowness = 0.2
    await fake.interact(**_press(flags=PRIVATE))
    assert (await fake.callback()).body["type"] == DEFERRED_EDIT
    assert (await fake.callback()).method == "PATCH"


async def test_a_late_answer_that_meets_an_error_is_not_doubled(
    fake: FakeDiscord, connected: DiscordGateway, dispatcher: StubDispatcher
) -> None:
    dispatcher.slowness = 0.2
    fake.fail("PATCH", "/webhooks/.*", lost="answer", status=502)
    await fake.interact(**TYPED_INFO)
    assert (await fake.callback()).body == {"type": DEFERRED, "data": {"flags": PRIVATE}}
    assert (await fake.callback()).path.endswith("/messages/@original")
    assert not fake.of("POST", "/webhooks/.*")


@pytest.mark.parametrize("fault", [{"lost": "request"}, {"status": 429}])
@pytest.mark.parametrize("times", [1, 3])
async def test_an_answer_that_is_lost_at_first_is_given_again(
    fake: FakeDiscord, connected: DiscordGateway, dispatcher: StubDispatcher, fault: dict[str, Any], times: int
) -> None:
    fake.fail("POST", "/interactions/.*", times=times, **fault)
    await fake.interact(**TYPED_INFO)
    assert (await fake.callback()).body["type"] == MESSAGE
    assert len(dispatcher.requests) == 1


async def test_an_answer_that_cannot_be_given_is_logged_and_the_next_one_is_given(
    fake: FakeDiscord,
    connected: DiscordGateway,
    caplog: pytest.LogCaptureFixture,
) -> None:
    fake.fail("POST", "/interactions/.*", status=404, code=10062)
    await fake.interact(**TYPED_INFO)
    await fake.interact(**TYPED_INFO)
    await fake.callback()
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_no_secret_and_no_text_is_logged(
    fake: FakeDiscord,
    connected: DiscordGateway,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    fake.fail("POST", "/interactions/.*", status=404, code=10062)
    entered = {"type": 18, "component": {"type": 4, "custom_id": "did", "value": "chapter 3"}}
    submit = {"type": SUBMIT, "data": {"custom_id": "checkin", "components": [entered]}}
    await fake.interact(**submit)
    await fake.interact(**submit)
    await fake.callback()
    logged = caplog.text + "".join(capsys.readouterr())
    assert [secret for secret in SECRETS if secret in logged] == []


async def test_closing_lets_answers_under_way_arrive(
    fake: FakeDiscord, dispatcher: StubDispatcher, arrivals: StubArrivals
) -> None:
    gateway = DiscordGateway("a-secret", dispatcher, arrivals, lambda: None)
    running = asyncio.create_task(gateway.run())
    dispatcher.slowness = 0.1
    await fake.interact(**TYPED_INFO)
    await dispatcher.called.wait()
    await gateway.close()
    await running
    assert fake.of("POST", "/interactions/.*")


async def test_closing_before_the_login_leaves_nothing_open(
    fake: FakeDiscord, dispatcher: StubDispatcher, arrivals: StubArrivals
) -> None:
    gateway = DiscordGateway("a-secret", dispatcher, arrivals, lambda: None)
    await gateway.close()
    await gateway.run()
    assert gateway.client.http._HTTPClient__session.closed


async def test_commands_are_uploaded_when_they_changed_and_only_then(fake: FakeDiscord) -> None:
    assert await sync_commands("a-secret", commands)
    assert not await sync_commands("a-secret", commands)
    assert len(fake.of("PUT", "/applications/1000/commands")) == 1
    fewer = Commands([command for command in commands if command.path != "checkin"])
    assert await sync_commands("a-secret", fewer)
    assert {command["name"] for command in fake.commands} == {"cohort", "roadmap", "manage", "Save as resource"}


async def test_translated_descriptions_are_uploaded_when_they_changed_and_only_then(fake: FakeDiscord, german: Catalog) -> None:
    for sentence, said in [
        ("Join a cohort at its current week.", "Einer Kohorte beitreten."),
        ("Which cohort?", "Welche Kohorte?"),
        ("Old hands", "Alte Hasen"),
        ("Save as resource", "Als Quelle merken"),
    ]:
        german.add(sentence, said)
    assert await sync_commands("a-secret", commands)
    assert not localized(fake.commands)
    use(german)
    assert await sync_commands("a-secret", commands)
    assert not await sync_commands("a-secret", commands)
    assert sorted(localized(fake.commands)) == [
        ("Old hands", {"de": "Alte Hasen"}),
        ("Save as resource", {"de": "Als Quelle merken"}),
        ("cohort", {"de": "Welche Kohorte?"}),
        ("join", {"de": "Einer Kohorte beitreten."}),
    ]


async def test_another_translation_is_uploaded(fake: FakeDiscord, german: Catalog) -> None:
    for said in ("Welche Kohorte?", "Welche Gruppe?"):
        german.delete("Which cohort?")
        german.add("Which cohort?", said)
        use(german)
        assert await sync_commands("a-secret", commands)
    assert localized(fake.commands) == [("cohort", {"de": "Welche Gruppe?"})]


def localized(payload: Any) -> list[tuple[str, dict[str, str]]]:
    """What has translations in a payload, by its name, with them."""
    if not isinstance(payload, dict):
        return [found for item in payload for found in localized(item)] if isinstance(payload, list) else []
    own = [payload[field] for field in ("name_localizations", "description_localizations") if payload.get(field)]
    return [*((payload["name"], found) for found in own), *(found for item in payload.values() for found in localized(item))]


def _press(flags: int) -> dict[str, Any]:
    card = new_message("6000", CHANNEL, {"flags": flags})
    return {"type": PRESS, "message": card, "data": {"component_type": 2, "custom_id": "cohort info"}}
