"""What people type, press and submit on Discord, and what they see then."""

from types import SimpleNamespace

import discord
import pytest
import simcord

from adapters.discord.commands import upload
from adapters.discord.gateway import DiscordGateway
from bot.interface.call import Call, Place
from bot.interface.card import Button, Buttons, Card, Text
from bot.interface.inputs import Choice
from bot.text import escape, t
from tests.discord.answers import JOIN_CARD, LINK_FORM, post, words
from tests.discord.stub import NOW, StubArrivals, StubDispatcher, commands
from tests.samples import EVERY_BLOCK, EVERY_INPUT


async def test_a_typed_command_is_a_call_with_its_values_as_text(server: SimpleNamespace, dispatcher: StubDispatcher) -> None:
    await server.member.slash(server.channel, "checkin", did="chapter 3", share=False, day="2026-01-04")
    [request] = dispatcher.requests
    assert request.call == Call("checkin", {"did": "chapter 3", "share": "False", "day": "2026-01-04"})
    assert (request.kind, request.at, request.opens_forms) == ("command", NOW, True)


async def test_values_arrive_in_the_words_the_command_binds(server: SimpleNamespace, dispatcher: StubDispatcher) -> None:
    await server.moderator.slash(server.channel, "manage create", name="ML", channel=server.channel, at="18:00")
    await server.member.slash(server.channel, "roadmap show", week=3, level="expert")
    created, shown = (commands.find(request.call.path).bind(request.call) for request in dispatcher.requests)
    assert created["channel"] == str(server.channel.id)
    assert shown == {"week": 3, "level": "expert"}


async def test_the_request_says_who_calls_and_where(server: SimpleNamespace, dispatcher: StubDispatcher) -> None:
    await server.member.slash(server.channel, "cohort info")
    [request] = dispatcher.requests
    assert (request.actor.platform, request.actor.id, request.actor.name) == ("discord", str(server.member.id), "ann")
    assert (request.actor.locale, request.actor.administrator) == ("en-US", False)
    assert request.place == Place("discord", str(server.guild.id), str(server.channel.id), "Study", "en-US")


async def test_who_may_manage_the_server_is_an_administrator(server: SimpleNamespace, dispatcher: StubDispatcher) -> None:
    await server.moderator.slash(server.channel, "cohort info")
    [request] = dispatcher.requests
    assert request.actor.administrator
    assert str(server.guild.roles["moderators"].id) in request.actor.roles


async def test_members_do_not_see_the_moderators_group(server: SimpleNamespace) -> None:
    assert "manage create" not in server.member.available_commands(server.channel)
    assert "manage create" in server.moderator.available_commands(server.channel)


async def test_the_answer_to_a_command_is_private(server: SimpleNamespace, dispatcher: StubDispatcher) -> None:
    dispatcher.answers["cohort join"] = EVERY_BLOCK
    result = await server.member.slash(server.channel, "cohort join", cohort="ml-jan")
    assert result.response.ephemeral
    assert "Week 3" in words(result.response)


async def test_a_press_on_a_private_card_edits_that_card(server: SimpleNamespace, dispatcher: StubDispatcher) -> None:
    dispatcher.answers = {"cohort join": JOIN_CARD, "milestone done": Card(t("Well done"))}
    shown = await server.member.slash(server.channel, "cohort join")
    pressed = await server.member.click(shown.response, label="Done")
    assert pressed.response.id == shown.response.id
    assert words(shown.response) == "## Well done"
    assert dispatcher.requests[-1].call == Call("milestone done", {"cohort": "12"})


async def test_a_press_on_a_public_post_answers_privately(server: SimpleNamespace, dispatcher: StubDispatcher) -> None:
    message = await post(server, JOIN_CARD)
    dispatcher.answers["milestone done"] = Card(t("Well done"))
    pressed = await server.member.click(message, label="Done")
    assert pressed.response.id != message.id
    assert pressed.response.ephemeral
    assert dispatcher.requests[-1].kind == "press"


async def test_choosing_from_a_select_fills_its_option(server: SimpleNamespace, dispatcher: StubDispatcher) -> None:
    dispatcher.answers["cohort join"] = EVERY_BLOCK
    shown = await server.member.slash(server.channel, "cohort join")
    await server.member.select(shown.response, ["2"])
    assert dispatcher.requests[-1].call == Call("roadmap show", {"roadmap": "mle-full", "week": "2"})


async def test_a_form_opens_and_its_submit_is_a_call(server: SimpleNamespace, dispatcher: StubDispatcher) -> None:
    dispatcher.answers["checkin"] = EVERY_INPUT
    shown = await server.member.slash(server.channel, "checkin")
    dispatcher.answers["checkin"] = Card(t("Kept"))
    entered = {"did": "chapter 3", "share": ["yes"], "channel": [server.channel]}
    result = await server.member.submit_modal(shown, entered)
    values = {"cohort": "12", "did": "chapter 3", "link": "", "share": "yes", "cohort_name": ""}
    assert dispatcher.requests[-1].call == Call("checkin", {**values, "channel": str(server.channel.id)})
    assert (dispatcher.requests[-1].kind, dispatcher.requests[-1].opens_forms) == ("submit", False)
    assert result.response.ephemeral
    assert words(result.response) == "## Kept"


async def test_the_submit_of_a_form_from_a_private_card_edits_that_card(
    server: SimpleNamespace, dispatcher: StubDispatcher
) -> None:
    dispatcher.answers = {"cohort join": JOIN_CARD, "milestone done": LINK_FORM}
    shown = await server.member.slash(server.channel, "cohort join")
    opened = await server.member.click(shown.response, label="Done")
    dispatcher.answers["milestone done"] = Card(t("Well done"))
    await server.member.submit_modal(opened, {"link": "https://example.org"})
    assert words(shown.response) == "## Well done"


async def test_the_submit_of_a_form_from_a_public_post_answers_privately(
    server: SimpleNamespace, dispatcher: StubDispatcher
) -> None:
    message = await post(server, JOIN_CARD)
    dispatcher.answers["milestone done"] = LINK_FORM
    opened = await server.member.click(message, label="Done")
    dispatcher.answers["milestone done"] = Card(t("Well done"))
    result = await server.member.submit_modal(opened, {"link": "https://example.org"})
    assert result.response.id != message.id
    assert result.response.ephemeral


async def test_an_old_button_works_after_a_restart(
    server: SimpleNamespace, dispatcher: StubDispatcher, simcord_env: simcord.Env
) -> None:
    message = await post(server, JOIN_CARD)
    restarted = DiscordGateway("token", dispatcher, StubArrivals(), lambda: NOW)
    await simcord_env.restart_bot(restarted.client)
    result = await server.member.click(message, label="Done")
    assert dispatcher.requests[-1].call == Call("milestone done", {"cohort": "12"})
    assert result.response.ephemeral


async def test_no_view_is_kept_in_memory(server: SimpleNamespace, dispatcher: StubDispatcher, gateway: DiscordGateway) -> None:
    dispatcher.answers = {"cohort join": EVERY_BLOCK, "checkin": EVERY_INPUT}
    await server.member.slash(server.channel, "cohort join")
    await server.member.slash(server.channel, "checkin")
    await post(server, JOIN_CARD)
    store = gateway.client._connection._view_store
    assert [store._views, store._modals, store._synced_message_views] == [{}, {}, {}]


async def test_a_call_nobody_knows_still_reaches_the_core(server: SimpleNamespace, dispatcher: StubDispatcher) -> None:
    message = await post(server, Card(t("Old"), (Buttons((Button(t("Old"), Call("gone command", {"x": "&=%"})),)),)))
    await server.member.click(message, label="Old")
    assert dispatcher.requests[-1].call == Call("gone command", {"x": "&=%"})


async def test_entries_are_suggested_while_typing(server: SimpleNamespace, dispatcher: StubDispatcher) -> None:
    dispatcher.choices = [Choice(escape(f"Cohort *{number}*"), f"cohort-{number}") for number in range(30)]
    offered = await server.member.autocomplete(server.channel, "cohort join", "cohort", "ml")
    assert len(offered) == 25
    assert (offered[0]["name"], offered[0]["value"]) == ("Cohort *0*", "cohort-0")
    [(request, option, typed)] = dispatcher.suggested
    assert (request.call, option, typed) == (Call("cohort join"), "cohort", "ml")


async def test_suggestions_know_what_was_filled_in_so_far(server: SimpleNamespace, dispatcher: StubDispatcher) -> None:
    dispatcher.choices = [Choice(t("Week 3"), "3")]
    offered = await server.member.autocomplete(server.channel, "roadmap show", "week", "tre", level="expert")
    assert offered == [{"name": "Week 3", "value": 3}]
    assert dispatcher.suggested[0][0].call == Call("roadmap show", {"level": "expert"})


async def test_in_a_direct_message_the_place_has_no_space(server: SimpleNamespace, dispatcher: StubDispatcher) -> None:
    await server.member.user.slash("cohort info")
    [request] = dispatcher.requests
    assert request.place == Place("discord", None, str(server.member.user.dm_channel.id))
    assert not request.actor.administrator


async def test_moderators_commands_are_not_offered_in_direct_messages(server: SimpleNamespace) -> None:
    assert "manage create" not in server.moderator.user.available_commands()
    assert "cohort info" in server.moderator.user.available_commands()


async def test_a_thread_is_told_with_its_channel(
    server: SimpleNamespace, dispatcher: StubDispatcher, simcord_env: simcord.Env
) -> None:
    opened = await simcord_env.bot.get_channel(server.channel.id).create_thread(
        name="Week 3", type=discord.ChannelType.public_thread
    )
    thread = simcord.ChannelHandle(simcord_env, server.guild, simcord_env.backend.get_channel(opened.id))
    await server.member.slash(thread, "cohort info")
    assert dispatcher.requests[0].place.rooms == (str(opened.id), str(server.channel.id))


@pytest.mark.parametrize("code", [10062, 40060])
async def test_an_interaction_that_cannot_be_answered_is_let_go(
    server: SimpleNamespace, dispatcher: StubDispatcher, simcord_env: simcord.Env, code: int
) -> None:
    simcord_env.inject_error("POST", "/interactions/*", status=404, code=code)
    result = await server.member.slash(server.channel, "cohort info")
    assert not result.acknowledged
    assert simcord_env.errors == []
    assert (await server.member.slash(server.channel, "cohort info")).acknowledged


async def test_commands_are_uploaded_once(simcord_env: simcord.Env, gateway: DiscordGateway) -> None:
    assert await upload(gateway.client, commands)
    assert not await upload(gateway.client, commands)


async def test_nobody_is_pinged_and_nothing_privileged_is_asked(gateway: DiscordGateway) -> None:
    assert gateway.client.allowed_mentions.to_dict() == {"parse": []}
    asked = {name for name, on in gateway.client.intents if on}
    assert asked == {"guilds"}


async def test_text_cards_are_answered_in_one_request(
    server: SimpleNamespace, dispatcher: StubDispatcher, simcord_env: simcord.Env
) -> None:
    dispatcher.answers["cohort info"] = Card(t("Info"), (Text(t("Here")),))
    before = len(simcord_env.http_requests)
    await server.member.slash(server.channel, "cohort info")
    assert len(simcord_env.http_requests) == before + 1
