"""A form that stays open because of what is in one of its inputs, with the sentence that says what is wrong."""

from typing import Any

from adapters.slack.inbound import Json
from adapters.slack.markup import TYPED, rich_text
from bot.interface.card import Card, Text
from bot.text import Markup, plain

SEARCHED = ("external_select", "multi_external_select")
"""The inputs under which Slack's clients show no error (slackapi/bolt-js, issue 1946)."""
KEPT = ("type", "callback_id", "title", "submit", "close", "private_metadata")
"""What of a form makes another one in its place."""
REFUSED = "refused"
"""The id of the block with the sentence."""


def about_an_input(refusal: Card, view: Json) -> dict[str, Any]:
    """The acknowledgement of the submit of a form, with the sentence under the input that it is about; above it where Slack shows
    none there. What is in the form stays, as its inputs have the ids that they had."""
    return _told_at(refusal.refused or "", next(block.text for block in refusal.blocks if isinstance(block, Text)), view)


def kept_open(sentence: Markup, view: Json) -> dict[str, Any]:
    """The same with a sentence that is about no input: it costs nothing to keep what is typed where it is. A form without inputs
    closes."""
    names: Json = view["state"]["values"]
    shown = (name for name in names if _element(view, name) not in SEARCHED)
    name = next(shown, next(iter(names), None))
    return _told_at(name, sentence, view) if name else {}


def _told_at(name: str, sentence: Markup, view: Json) -> dict[str, Any]:
    if _element(view, name) not in SEARCHED:
        return {"response_action": "errors", "errors": {name: plain(sentence, TYPED)}}
    (said,) = rich_text(sentence)
    inputs = [block for block in view["blocks"] if block.get("block_id") != REFUSED]
    at = next(at for at, block in enumerate(inputs) if block.get("block_id") == name)
    blocks = [*inputs[:at], {**said, "block_id": REFUSED}, *inputs[at:]]
    return {"response_action": "update", "view": {**{key: view[key] for key in KEPT}, "blocks": blocks}}


def _element(view: Json, name: str) -> str:
    """The kind of an input, as Slack tells what is in it."""
    (state,) = view["state"]["values"][name].values()
    return str(state["type"])
