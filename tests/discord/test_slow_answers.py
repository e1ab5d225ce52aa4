"""An answer that takes longer than Discord waits is deferred, and follows where it belongs."""

from types import SimpleNamespace

import simcord

from bot.interface.call import Call
from bot.interface.card import Card, Select
from bot.interface.inputs import Choice
from bot.text import t
from tests.discord.answers import JOIN_CARD, LINK_FORM, post, words
from tests.discord.stub import StubDispatcher
from tests.samples import EVERY_INPUT


def deferrals(env: simcord.Env) -> int:
    """How many interactions were acknowledged without an answer."""
    return sum(entry.path.endswith("/callback") and entry.json["type"] in {5, 6} for entry in env.http_requests)


async def test_a_slow_answer_to_a_command_is_deferred_and_follows_privately(
    server: SimpleNamespace, dispatcher: StubDispatcher, simcord_env: simcord.Env
) -> None:
    dispatcher.slowness = 0.05
    result = await server.member.slash(server.channel, "cohort info")
    assert deferrals(simcord_env) == 1
    assert result.response.ephemeral
    assert words(result.response) == "## Done"


async def test_a_slow_press_on_a_private_card_edits_it_in_the_end(
    server: SimpleNamespace, dispatcher: StubDispatcher, simcord_env: simcord.Env
) -> None:
    dispatcher.answers["cohort join"] = JOIN_CARD
    shown = await server.member.slash(server.channel, "cohort join")
    dispatcher.slowness = 0.05
    await server.member.click(shown.response, label="Done")
    assert deferrals(simcord_env) == 1
    assert words(shown.response) == "## Done"


async def test_a_slow_press_on_a_public_post_leaves_the_post_alone(server: SimpleNamespace, dispatcher: StubDispatcher) -> None:
    message = await post(server, JOIN_CARD)
    dispatcher.slowness = 0.05
    pressed = await server.member.click(message, label="Done")
    assert pressed.response.id != message.id
    assert pressed.response.ephemeral


async def test_a_call_that_asks_for_a_form_may_take_longer(server: SimpleNamespace, dispatcher: StubDispatcher) -> None:
    dispatcher.answers["checkin"] = EVERY_INPUT
    dispatcher.slowness = 0.05
    result = await server.member.slash(server.channel, "checkin")
    assert result.modal


async def test_a_form_that_comes_too_late_becomes_a_button(server: SimpleNamespace, dispatcher: StubDispatcher) -> None:
    message = await post(server, JOIN_CARD)
    dispatcher.answers["milestone done"] = LINK_FORM
    dispatcher.slowness = 0.05
    late = await server.member.click(message, label="Done")
    assert "That took too long" in words(late.response)
    dispatcher.slowness = 0
    again = await server.member.click(late.response, label="Try again")
    assert again.modal
    assert dispatcher.requests[0].call == dispatcher.requests[1].call


async def test_a_late_form_of_a_long_typed_call_starts_anew(server: SimpleNamespace, dispatcher: StubDispatcher) -> None:
    dispatcher.answers["cohort join"] = LINK_FORM
    dispatcher.slowness = 0.05
    late = await server.member.slash(server.channel, "cohort join", cohort="x" * 100)
    assert "That took too long" in words(late.response)


async def test_a_late_form_of_a_choice_too_long_for_an_id_has_no_button(
    server: SimpleNamespace, dispatcher: StubDispatcher
) -> None:
    choices = (Choice(t("Long"), "x" * 75),)
    select = Select(t("Which?"), Call("milestone done", {"cohort": "123456789012345"}), "evidence", choices)
    message = await post(server, Card(t("Choose"), (select,)))
    dispatcher.answers["milestone done"] = LINK_FORM
    dispatcher.slowness = 0.05
    late = await server.member.select(message, ["x" * 75])
    assert "That took too long" in words(late.response)
    assert "custom_id" not in str(late.response.components)


async def test_how_far_long_work_is_stands_where_its_answer_will_be(
    server: SimpleNamespace, dispatcher: StubDispatcher, simcord_env: simcord.Env
) -> None:
    dispatcher.told = [t("1 of 2"), t("2 of 2")]
    result = await server.member.slash(server.channel, "cohort info")
    edits = [entry for entry in simcord_env.http_requests if entry.path.endswith("@original")]
    assert [sentence in str(entry.json) for entry, sentence in zip(edits, ("1 of 2", "2 of 2", "Done"), strict=True)] == [
        True
    ] * 3
    assert deferrals(simcord_env) == 1
    assert words(result.response) == "## Done"


async def test_how_far_long_work_is_replaces_the_private_card_that_was_pressed(
    server: SimpleNamespace, dispatcher: StubDispatcher, simcord_env: simcord.Env
) -> None:
    dispatcher.answers["cohort join"] = JOIN_CARD
    shown = await server.member.slash(server.channel, "cohort join")
    dispatcher.told = [t("1 of 2")]
    await server.member.click(shown.response, label="Done")
    assert any("1 of 2" in str(entry.json) for entry in simcord_env.http_requests)
    assert words(shown.response) == "## Done"


async def test_who_was_told_often_enough_to_wait_gets_no_answer_not_even_to_a_form_which_stays_open(
    server: SimpleNamespace, dispatcher: StubDispatcher, simcord_env: simcord.Env
) -> None:
    dispatcher.answers["milestone done"] = LINK_FORM
    opened = await server.member.click(await post(server, JOIN_CARD), label="Done")
    dispatcher.ignored = {("discord", str(server.member.id))}
    answered = len(simcord_env.http_requests)
    await server.member.slash(server.channel, "cohort info")
    assert len(simcord_env.http_requests) == answered
    asked = len(dispatcher.requests)
    await server.member.submit_modal(opened, {"link": "https://example.org"})
    assert (len(simcord_env.http_requests), len(dispatcher.requests)) == (answered, asked)
