"""Whether addresses still lead somewhere."""

from dataclasses import dataclass
from typing import Literal

LinkState = Literal["works", "moved", "broken", "unsure"]
"""moved: it leads to another address for good · broken: there is nothing · unsure: the site did not say, look yourself."""


@dataclass(frozen=True, slots=True)
class LinkAnswer:
    """What a site said of an address; `note` says more, such as where it leads now."""

    state: LinkState
    note: str = ""
    responded: bool = True
    """Whether a site answered, whatever it said."""
