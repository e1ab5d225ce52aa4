"""For whom a page is drawn."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from bot.interface.call import Call
from bot.interface.command import Access, Commands
from bot.interface.drawing import Drawing


@dataclass(frozen=True, slots=True)
class Reader:
    zone: str
    """In which they read hours: an IANA name."""
    now: datetime
    proof: str
    """What their forms carry."""
    commands: Commands
    picture_path: Callable[[Drawing], str]
    """Where a picture is served."""

    def may_link(self, call: Call) -> bool:
        """Whether a call only reads, so that following a link to its answer changes nothing."""
        command = self.commands.find(call.path)
        return command is not None and command.access is not Access.WRITE


def link_to(call: Call) -> str:
    """The address of a page that shows the answer to a call, or what is missing for it."""
    return f"/pages/call?{urlencode({'c': call.dump()})}"
