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
    "start": {"type": "datepicker", "selected_date": "2026-01-05"},
    "channel": {"type": "conversations_select", "selected_conversation": "C1"},
    "time": {"type": "timepicker", "selected_time": "18:00"},
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


def as_shown(form: Json) -> dict[str, Json]:
    """Every input of a form as Slack reports it when nobody touched it."""
    return {block["block_id"]: _value(block["element"]) for block in form["blocks"] if block["type"] == "input"}


def _value(element: Json) -> Json:
    match element["type"]:
        case "plain_text_input":
            return {"type": element["type"], "value": element.get("initial_value")}
        case "conversations_select":
            return {"type": element["type"], "selected_conversation": element.get("initial_conversation")}
        case "datepicker":
            return {"type": element["type"], "selected_date": element.get("initial_date")}
        case "timepicker":
            return {"type": element["type"], "selected_time": element.get("initial_time")}
        case "multi_static_select" | "multi_external_select":
            return {"type": element["type"], "selected_options": element.get("initial_options", [])}
        case kind:
            return {"type": kind, "selected_option": element.get("initial_option")}


async def opened(say: Send, slack: SlackFake, card: Json, label: str) -> tuple[str, Json]:
    """The form behind a button of a private card: its view and what it shows."""
    before = set(slack.views)
    await say("interactive", payloads.press(payloads.button(card["blocks"], label), slack.response_url("private")))
    await slack.until(lambda: set(slack.views) - before)
    (view,) = set(slack.views) - before
    return view, slack.views[view]


def shared(slack: SlackFake, name: str, content: bytes, address: str = "") -> Json:
    """The element of an input into which somebody put a file, as Slack reports it."""
    file = slack.next_id("F")
    slack.shared[file] = content
    told = {"id": file, "name": name, "size": len(content), "url_private": address or f"{slack.api}files/{file}"}
    return {"type": "file_input", "files": [told]}
