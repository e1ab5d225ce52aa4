"""What a card says of somebody: the lines that name them, without the names of others."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from bot.naming import names_somebody, naming_only, unmarked
from bot.text import Markup, plain

_MENTION = re.compile(r"<@\w[^>]*>")


def lines_about(data: Mapping[str, Any], person: int, mentions: Collection[str], others: str) -> Sequence[str]:
    """The lines of a card, as the outbox keeps it, that name somebody or hold one of their `mentions`. `others` stands in place
    of everybody else's name. The title alone if no line does, as on a card that only a button makes one about them."""
    told = [line for line in _lines(data) if names_somebody(line, person) or any(mention in line for mention in mentions)]

    def said(line: str) -> str:
        bare = _MENTION.sub(lambda found: found[0] if found[0] in mentions else others, naming_only(line, person, others))
        return plain(unmarked(Markup, bare))

    return [said(line) for line in told or [data["title"]]]


def _lines(data: Mapping[str, Any]) -> Iterator[str]:
    yield data["title"]
    for block in data["blocks"]:
        yield from block.get("text", "").split("\n")
        yield from (f"{label}: {line}" for label, value in block.get("pairs", ()) for line in value.split("\n"))
