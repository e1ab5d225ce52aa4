"""Who calls, with the real core: what Slack cannot be asked is not decided, and what it tells is followed."""

import pytest
from structlog.testing import capture_logs

from tests.slack.conftest import ADMIN, Send
from tests.slack.fake import SlackFake, breaks, refuses
from tests.slack.real_core import typed, words
from tests.world import Clock

NOT_SAID = "did not say just now"


async def test_an_administrator_of_whom_slack_says_nothing_is_asked_to_try_again(say: Send, slack: SlackFake) -> None:
    slack.fail_next("users.info", refuses("token_expired"))
    with capture_logs() as lines:
        assert NOT_SAID in words(await typed(say, slack, "manage settings"))
    assert [line.get("error") for line in lines if line["event"] == "Slack did not say who calls"] == ["token_expired"]
    assert not [line for line in lines if line.get("exc_info")]
    assert "Settings of this community" in words(await typed(say, slack, "manage settings"))


async def test_users_info_is_asked_again_at_once_if_slack_stumbles(say: Send, slack: SlackFake) -> None:
    slack.fail_next("users.info", breaks)
    assert "Settings of this community" in words(await typed(say, slack, "manage settings"))


async def test_what_slack_said_before_holds_while_it_says_nothing(say: Send, slack: SlackFake, clock: Clock) -> None:
    await typed(say, slack, "manage settings")
    clock.advance(hours=1)
    slack.fail_next("users.info", refuses("missing_scope"))
    assert "Settings of this community" in words(await typed(say, slack, "manage settings"))
    slack.users[ADMIN] = {**slack.users[ADMIN], "is_admin": False}
    assert "Only moderators" in words(await typed(say, slack, "manage settings"))


async def test_a_name_and_a_zone_that_slack_does_not_tell_stay_open_until_it_does(say: Send, slack: SlackFake) -> None:
    slack.fail_next("users.info", refuses("missing_scope"))
    assert "UTC" in words(await typed(say, slack, "me settings", user="U2"))
    assert "Asia/Tokyo" in words(await typed(say, slack, "me settings", user="U2"))


async def test_the_zone_of_a_member_follows_slack_when_it_changes(say: Send, slack: SlackFake, clock: Clock) -> None:
    assert "Asia/Tokyo" in words(await typed(say, slack, "me settings", user="U2"))
    slack.users["U2"] = {**slack.users["U2"], "tz": "Europe/Lisbon"}
    clock.advance(hours=1)
    assert "Europe/Lisbon" in words(await typed(say, slack, "me settings", user="U2"))


async def test_a_zone_that_a_member_chose_stays(say: Send, slack: SlackFake, clock: Clock) -> None:
    await typed(say, slack, "me settings zone=Asia/Kathmandu", user="U2")
    slack.users["U2"] = {**slack.users["U2"], "tz": "Europe/Lisbon"}
    clock.advance(hours=1)
    for _ in range(2):
        assert "Asia/Kathmandu" in words(await typed(say, slack, "me settings", user="U2"))


@pytest.mark.parametrize("first", [ADMIN, "U2"])
async def test_the_zone_and_language_of_the_first_caller_are_not_the_communitys(say: Send, slack: SlackFake, first: str) -> None:
    slack.users[first] = {**slack.users[first], "locale": "de-DE"}
    await typed(say, slack, "cohort list", user=first)
    shown = words(await typed(say, slack, "manage settings"))
    assert "UTC" in shown
    assert "Asia/Tokyo" not in shown
    assert "Language: English (" in shown
