"""A full cohort on Slack: the line, the message that a place is somebody's, and a press on it."""

from bot.wiring.core import Core
from tests.slack import payloads
from tests.slack.conftest import Send
from tests.slack.fake import SlackFake
from tests.slack.real_core import ADMIN, by, launch, typed, words


async def test_a_place_that_comes_free_is_told_in_a_direct_message_whose_buttons_work(
    say: Send, slack: SlackFake, core: Core
) -> None:
    await launch(say, slack)
    await typed(say, slack, "manage edit capacity=1")
    await typed(say, slack, "cohort join ml-january")
    assert "You are number 1 in line." in words(await typed(say, slack, "cohort join ml-january", user="U2"))
    asked = await typed(say, slack, "cohort leave")
    assert "your place goes to the next in line" in words(asked)
    leave = payloads.press(payloads.button(asked["blocks"], "Leave"), slack.response_url("leaving"))
    await say("interactive", by(ADMIN, slack, leave))
    await slack.until(lambda: slack.followups)
    await core.deliver()
    (message,) = [message for message in slack.messages if message.channel == "DU2"]
    assert "You have a place in ML January" in words(message.content)
    give_up = payloads.button(message.content["blocks"], "Give it up")
    where = {"channel_id": "DU2", "message_ts": message.ts, "is_ephemeral": False}
    await say("interactive", by("U2", slack, payloads.press(give_up, slack.response_url("direct"), **where)))
    await slack.until(lambda: dict(slack.followups).get("direct"))
    assert "You left ML January" in words(dict(slack.followups)["direct"])
