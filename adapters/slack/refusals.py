"""Slack's refusals as the errors of the outbox."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from slack_sdk.errors import SlackApiError

from adapters.slack.web import asked_pause, code, leaves_open
from bot.errors import Gone, Hindrance, RetryLater, Undeliverable, Unreachable

TIMEOUT_SECONDS = 20
TOKEN_SECONDS = 300
"""How long to wait if Slack refuses the token: posts are kept until an operator has mended it."""
PAUSE_SECONDS = 30
"""How long to wait if Slack asks for patience and does not say how much."""
_HINDRANCES = {
    "not_in_channel": Hindrance.NOT_INVITED,
    "channel_not_found": Hindrance.NOT_FOUND,  # Slack's answer for a private channel that the bot is not in, too
    "is_archived": Hindrance.ARCHIVED,
    "restricted_action": Hindrance.RESTRICTED,
    "ekm_access_denied": Hindrance.RESTRICTED,  # administrators suspended posting
    "restricted_action_read_only_channel": Hindrance.READ_ONLY,
    "channel_is_limited_access": Hindrance.READ_ONLY,
    "restricted_action_thread_only_channel": Hindrance.THREADS_ONLY,
    "restricted_action_non_threadable_channel": Hindrance.NO_THREADS,
    "restricted_action_thread_locked": Hindrance.LOCKED_THREAD,
    "team_access_not_granted": Hindrance.NO_WORKSPACE_ACCESS,
    "enterprise_is_restricted": Hindrance.NO_WORKSPACE_ACCESS,
    "no_permission": Hindrance.OUTDATED_APP,
    "missing_scope": Hindrance.OUTDATED_APP,
    "edit_window_closed": Hindrance.NOT_EDITABLE,
    "cant_update_message": Hindrance.NOT_EDITABLE,
    "user_not_found": Hindrance.NO_PERSON,
    "user_disabled": Hindrance.PERSON_LEFT,
    "cannot_dm_bot": Hindrance.IS_A_BOT,
    "messages_tab_disabled": Hindrance.MESSAGES_TAB_OFF,
}
_ABOUT_PERSONS = {"user_not_found", "user_disabled", "cannot_dm_bot", "messages_tab_disabled"}
REMOVED = {"account_inactive", "token_revoked"}
"""What Slack answers to a token that worked once, after the app was taken out."""
EXPIRED = "token_expired"
"""What Slack answers to a token that is to be renewed."""
TOKEN_REFUSED = REMOVED | {"invalid_auth", "not_authed", EXPIRED}


@asynccontextmanager
async def translated_errors() -> AsyncGenerator[None]:
    """Raises RetryLater, Undeliverable, Unreachable or Gone for what Slack refuses. An error that leaves open whether
    something was sent stays as it is."""
    try:
        async with asyncio.timeout(TIMEOUT_SECONDS):
            yield
    except SlackApiError as error:
        translated = _translated(error)
        if translated is None:
            raise
        raise translated from error


def _translated(error: SlackApiError) -> RetryLater | Undeliverable | Gone | None:
    said, pause = code(error), asked_pause(error)
    if pause is not None:
        return RetryLater(pause or PAUSE_SECONDS)
    if leaves_open(error):
        return None
    if said == "message_not_found":
        return Gone(said)
    if said in TOKEN_REFUSED:
        return RetryLater(TOKEN_SECONDS)
    if said not in _HINDRANCES:
        return Undeliverable(Hindrance.REFUSED, said)
    return (Unreachable if said in _ABOUT_PERSONS else Undeliverable)(_HINDRANCES[said])
