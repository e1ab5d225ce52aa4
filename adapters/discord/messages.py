"""How a message of the bot is told from all others on Discord."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Message:
    """A message and, if it opened a forum post, the thread that it opened, in which it lies."""

    id: int
    thread: int | None = None

    def __str__(self) -> str:
        """The external id."""
        return f"{self.thread}/{self.id}" if self.thread else str(self.id)

    @classmethod
    def load(cls, external_id: str) -> Self:
        thread, _, message = external_id.rpartition("/")
        return cls(int(message), int(thread) if thread else None)
