"""The words of what somebody typed or wrote, without Slack's own sequences."""

import re

from adapters.slack.news import Json

_LINK = re.compile(r"<(?:mailto:[^|>]+\|([^>]*)|(https?://[^|>]+)(?:\|[^>]*)?)>")
_LABELLED = re.compile(r"<(https?://[^|>]+)\|([^>]+)>")
_URL = re.compile(r"https?://")


def typed_line(text: str) -> str:
    """What somebody typed, without Slack's own sequences around links; channels stay as `<#C…|name>`."""
    unlinked = _LINK.sub(lambda link: link[1] or link[2], text)
    return unlinked.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def message_text(message: Json) -> str:
    """What a message says, with labels as `[label](address)`; if it has a link only in a file or a preview, that link follows on
    a line of its own."""
    text = typed_line(_LABELLED.sub(r"[\2](\1)", message.get("text") or ""))
    parts: list[Json] = [*message.get("attachments", ()), *message.get("files", ())]
    link = next(filter(None, (part.get("title_link") or part.get("from_url") for part in parts)), "")
    return text if _URL.search(text) else f"{text}\n{link}".strip()
