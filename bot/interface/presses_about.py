"""Presses about somebody who is forgotten: none of them can do anything any more, and so none is offered."""

from collections.abc import Mapping
from typing import Any


def without_presses_about(data: Mapping[str, Any], person: int) -> dict[str, Any]:
    """A card as the outbox keeps it, without the buttons and choosers whose calls are about somebody."""
    blocks = (_without(block, str(person)) for block in data["blocks"])
    return {**data, "blocks": [block for block in blocks if block is not None]}


def _without(block: Mapping[str, Any], person: str) -> Mapping[str, Any] | None:
    match block["block"]:
        case "buttons":
            left = [button for button in block["buttons"] if not _is_about(button["call"], person)]
            return {**block, "buttons": left} if left else None
        case "select":
            return None if _is_about(block["call"], person) else block
        case _:
            return block


def _is_about(call: Mapping[str, Any] | None, person: str) -> bool:
    return call is not None and person in call["values"].values()
