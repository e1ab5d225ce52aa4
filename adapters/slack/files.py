"""Files that people get: private answers on Slack hold none, so they go into direct messages."""

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from adapters.slack.web import Web, code
from bot.app.files import without_files
from bot.interface.card import Answer, Card, Text
from bot.text import t

log = structlog.get_logger(__name__)


async def hand_over(web: Web, user: str, answer: Answer) -> Answer:
    """The answer, once its files are in somebody's direct messages; what to do if Slack did not take them."""
    if not isinstance(answer, Card) or not answer.files:
        return answer
    try:
        channel = await web.direct(user, answers=True)
        for file in answer.files:
            await upload(web, file.name, file.content, channel)
    except (SlackApiError, ClientError, TimeoutError) as error:
        log.warning("Slack took no file", error=named_failure(error))
        return _without_scope() if named_failure(error) == "missing_scope" else without_files(answer)
    return answer


def _without_scope() -> Card:
    sentence = t(
        "Slack did not take the file. Whoever runs this bot has to update the app from its manifest: it needs files:write."
    )
    return Card(t("That did not work"), (Text(sentence),), refused="")


def named_failure(error: Exception) -> str:
    """A failure for the log: Slack's word for it, or its kind."""
    return code(error) if isinstance(error, SlackApiError) else type(error).__name__


async def upload(web: Web, name: str, content: bytes, channel: str | None = None) -> str:
    """Hand Slack a file, which is shown in a channel if one is named; returns its id. Raises what the calls raise."""
    room = await web.get("files.getUploadURLExternal", {"filename": name, "length": len(content)})
    await web.upload(room["upload_url"], content)
    told = {"files": [{"id": room["file_id"], "title": name}]} | ({"channel_id": channel} if channel else {})
    await web.answer("files.completeUploadExternal", told)
    return room["file_id"]
