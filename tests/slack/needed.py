"""What Slack would refuse."""

from collections.abc import Mapping
from typing import Any

Json = Mapping[str, Any]


class Invalid(AssertionError):
    """Slack would refuse this."""


def need(true: Any, otherwise: str) -> None:
    if not true:
        raise Invalid(otherwise)
