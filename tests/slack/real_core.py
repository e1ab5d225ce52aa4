"""What people do in Slack when the real core answers."""

import json
from typing import Any

from tests.slack import payloads
from tests.slack.conftest import ADMIN, Send
from tests.slack.fake import SlackFake
from tests.slack.payloads import Json

NEW_COHORT = {
    "name": {"type": "plain_text_input", "value": "ML January"},
    "roadmap": {"type": "external_select", "selected_option": {"value": "foundations"}},
    "start": {"type": "plain_text_input", "value": "2026-01-05"},
    "channel": {"type": "conversations_select", "selected_conversation": "C1"},
    "time": {"type": "plain_text_input", "value": "18:00"},
}


def words(drawn: Any) -> str:
    return json.dumps(drawn, ensure_ascii=False)


async def typed(say: Send, slack: SlackFake, text: str, user: str = ADMIN) -> Json:
    trigger = slack.next_id("trigger")
    return await say("slash_commands", payloads.command(text, slack.response_url(), user=user, trigger=trigger))


def by(user: str, slack: SlackFake, payload: Json) -> Json:
    """The payload as that person causes it, for the first time."""
    return {**payload, "user": {**payloads.USER, "id": user}, "trigger_id": slack.next_id("trigger")}


async def pressed_in_modal(say: Send, slack: SlackFake, view: str, label: str) -> None:
    action = payloads.button(slack.views[view]["blocks"], label)
    updates = len(slack.called("views.update"))
    await say("interactive", by(ADMIN, slack, payloads.press_in_view(action, view, slack.views[view]["private_metadata"])))
    await slack.until(lambda: len(slack.called("views.update")) > updates)


async def launch(say: Send, slack: SlackFake) -> None:
    """A moderator launches a cohort: the form, its dry run, and Launch, all in one modal."""
    await typed(say, slack, "manage create")
    await slack.until(lambda: slack.views)
    ((view, form),) = slack.views.items()
    slack.views[view] = (await say("interactive", payloads.submit(form, NEW_COHORT, view)))["view"]
    await pressed_in_modal(say, slack, view, "Launch")
