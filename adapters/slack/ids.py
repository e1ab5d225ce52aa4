"""What the ids of Slack's channels and accounts look like."""

import re

_CHANNEL = re.compile("[CGD][A-Z0-9]{1,30}")
_ACCOUNT = re.compile("[UW][A-Z0-9]{1,30}")


def is_channel_id(text: str) -> bool:
    return _CHANNEL.fullmatch(text) is not None


def is_account_id(text: str) -> bool:
    return _ACCOUNT.fullmatch(text) is not None
