"""What a journey asks of a platform: that people can type, press and submit on it, and what each of them then sees."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

CHANNEL = "#general"
"""The one channel of the cohort."""


@dataclass(frozen=True)
class Shown:
    """Something that was shown to somebody, or to all who read a room."""

    at: datetime
    to: str
    """A member's name, CHANNEL, or a thread's name after a `>`."""
    text: str
    """All that is said, without marks of emphasis; instants as `<2026-02-23T18:00>` in UTC."""
    labels: tuple[str, ...]
    """Of the buttons to press."""
    source: Any = field(compare=False, repr=False)
    """What the platform presses on or submits."""
    kind: str = "answer"
    """answer: to who asked · form: the same, to be filled in · post: sent by itself · edit: a post as it is now."""
    inputs: Mapping[str, str] = field(default_factory=dict[str, str])
    """The inputs of a form, as they are filled in already."""

    @property
    def title(self) -> str:
        return self.text.partition("\n")[0]

    @property
    def is_public(self) -> bool:
        return self.to == CHANNEL


def is_place(shown: Shown) -> bool:
    """Whether it tells somebody in private that a place in the cohort is theirs."""
    return shown.kind == "post" and "You have a place in" in shown.title


class Window(Protocol):
    """The people of a journey at one platform, behind the real SDK."""

    tells_zones: bool
    """Whether the platform tells the bot in which zone somebody lives."""

    async def types(self, who: str, command: str, **options: str) -> Shown: ...

    async def presses(self, who: str, shown: Shown, label: str) -> Shown: ...

    async def submits(self, who: str, form: Shown, **values: str) -> Shown: ...

    def hinders(self) -> None:
        """From now on the bot may not write in the channel."""
        ...

    def allows(self) -> None: ...

    async def moves(self, who: str, zone: str) -> None:
        """Somebody's own device is in another zone now."""
        ...

    async def renames(self, who: str, name: str) -> None: ...

    def news(self, at: datetime) -> Iterator[Shown]:
        """What the bot sent or edited by itself since this was asked last."""
        ...
