"""Moderators steer a week on Slack: a cohort's settings by options and in forms, a member's card with its select."""

import pytest

from bot.wiring.core import Core
from tests.slack import payloads
from tests.slack.block_kit import check_view
from tests.slack.conftest import Send
from tests.slack.fake import SlackFake
from tests.slack.real_core import NEW_COHORT, as_shown, launch, opened, typed, words
from tests.world import Clock


@pytest.mark.parametrize("label", ["Name and dates", "Check-ins and places"])
async def test_a_form_sent_as_it_was_changes_nothing(say: Send, slack: SlackFake, label: str) -> None:
    await launch(say, slack)
    view, form = await opened(say, slack, await typed(say, slack, "manage edit"), label)
    answer = await say("interactive", payloads.submit(form, as_shown(form), view))
    assert "Nothing changed in ML January" in words(answer)


async def test_a_cohort_is_changed_by_a_typed_line_and_in_a_form(say: Send, slack: SlackFake) -> None:
    await launch(say, slack)
    changed = await typed(say, slack, "manage edit days=“mon thu” capacity=12")
    assert "Mon, Tue, Wed, Thu, Fri → Mon, Thu" in words(changed)
    view, form = await opened(say, slack, await typed(say, slack, "manage edit"), "Check-ins and places")
    values = {**as_shown(form), "capacity": {"type": "plain_text_input", "value": "8"}}
    assert "Places: 12 → 8" in words(await say("interactive", payloads.submit(form, values, view)))


async def test_a_member_is_looked_at_by_mention(say: Send, slack: SlackFake, clock: Clock, core: Core) -> None:
    await launch(say, slack)
    await typed(say, slack, "cohort join ml-january", user="U2")
    clock.advance(hours=11)
    await typed(say, slack, "checkin did=Something rude next=more of it share=yes", user="U2")
    card = words(await typed(say, slack, "manage remove <@U2|bo>"))
    assert "Something rude" in card
    assert "Hide a check-in" in card
    assert "Take out of the cohort" in card


async def test_a_name_that_was_typed_is_no_channel(say: Send, slack: SlackFake) -> None:
    await launch(say, slack)
    views = len(slack.called("views.open"))
    for line in ("manage settings log=general", "manage create channel=general", "manage edit channel=#general"):
        said = words(await typed(say, slack, line))
        assert "is not a channel" in said
        assert "Time zone" not in said
    assert len(slack.called("views.open")) == views


async def test_the_log_channel_is_cleared_by_none_and_in_its_form(say: Send, slack: SlackFake) -> None:
    for _ in range(2):
        assert "<#C1>" in words(await typed(say, slack, "manage settings log=<#C1|general>"))
        assert "none yet" in words(await typed(say, slack, "manage settings log=none"))
    view, form = await opened(say, slack, await typed(say, slack, "manage settings log=<#C1|general>"), "Change settings")
    assert "<#C1>" in words(await say("interactive", payloads.submit(form, as_shown(form), view)))
    emptied = {**as_shown(form), "log": {"type": "conversations_select", "selected_conversation": None}}
    assert "none yet" in words(await say("interactive", payloads.submit(form, emptied, f"{view}-again")))


async def test_people_are_named_by_mention_and_with_the_picker_and_taken_away(say: Send, slack: SlackFake) -> None:
    assert "<@U2>" in words(await typed(say, slack, "manage moderators <@U2|bo>"))
    assert "Settings of this community" in words(await typed(say, slack, "manage settings", user="U2"))
    refused = await typed(say, slack, "manage moderators @bob")
    assert "“@bob” is nobody here" in words(refused)
    view, form = await opened(say, slack, refused, "Try again")
    assert [block["element"]["type"] for block in form["blocks"]] == ["users_select"]
    picked = {"person": {"type": "users_select", "selected_user": "U3"}}
    card = await say("interactive", payloads.submit(form, picked, view))
    assert '"user_id": "U2"' in words(card)
    assert '"user_id": "U3"' in words(card)


async def test_ids_that_are_too_long_are_refused_with_one_sentence(say: Send, slack: SlackFake) -> None:
    await launch(say, slack)
    for digits in ("9" * 60, "9" * 3900):
        refused = await typed(say, slack, f"manage settings log=C{digits}")
        assert "is not a channel" in words(refused)
        assert "is not a channel" in words(await typed(say, slack, f"manage edit cohort=ml-january channel=C{digits}"))
        assert "is nobody here" in words(await typed(say, slack, f"manage moderators person=U{digits}"))
    assert "is not a role" in words(await typed(say, slack, f"manage moderators role={digits}"))
    _, form = await opened(say, slack, refused, "Try again")
    assert digits not in words(form)


async def test_roles_are_not_offered_where_slack_tells_of_none(say: Send, slack: SlackFake) -> None:
    _, form = await opened(say, slack, await typed(say, slack, "manage moderators"), "Add a moderator")
    assert [block["block_id"] for block in form["blocks"]] == ["person"]
    assert "Name persons instead" in words(await typed(say, slack, "manage moderators role=S1"))


@pytest.mark.parametrize("line", ["checkin shar=yes", "checkin Read on nxt=more"])
async def test_a_mistyped_option_checks_nobody_in(say: Send, slack: SlackFake, clock: Clock, line: str) -> None:
    await launch(say, slack)
    await typed(say, slack, "cohort join ml-january")
    clock.advance(hours=11)
    refused = await typed(say, slack, line)
    assert "There is no option" in words(refused)
    assert "Checked in" not in words(await typed(say, slack, "progress"))
    _, form = await opened(say, slack, refused, "Try again")
    assert line.removeprefix("checkin ") in words(form)


async def test_a_refusal_about_one_input_is_said_under_it_and_the_form_goes_on(say: Send, slack: SlackFake) -> None:
    await typed(say, slack, "manage create")
    await slack.until(lambda: slack.views)
    ((view, form),) = slack.views.items()
    wrong = {**NEW_COHORT, "start": {"type": "datepicker", "selected_date": "2025-01-01"}}
    refused = await say("interactive", payloads.submit(form, wrong, view))
    assert refused["response_action"] == "errors"
    assert "is over; choose today" in refused["errors"]["start"]
    unknown = {**NEW_COHORT, "roadmap": {"type": "external_select", "selected_option": {"value": "zzyzx"}}}
    for _ in range(2):  # above the input, as Slack shows no error under one that is searched; the sentence of before goes
        answer = await say("interactive", payloads.submit(form, unknown, view))
        assert answer["response_action"] == "update"
        form = answer["view"]
        check_view(form)
        ids = [block["block_id"] for block in form["blocks"]]
        assert "There is no roadmap" in words(form["blocks"][ids.index("roadmap") - 1])
        assert ids.count("refused") == 1
    assert "Dry run" in words(await say("interactive", payloads.submit(form, NEW_COHORT, view)))
