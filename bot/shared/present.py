"""What a community has when a file comes that is imported."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.items import Findable, OwnItem
from bot.shared.resource_form import Known


@dataclass(frozen=True, slots=True)
class Present:
    known: Known
    own: Mapping[str, OwnItem]
    """By id; what is retired too."""
    there: Sequence[Findable]
    """What look-ups find, own entries among it."""
    new_number: Callable[[], int]
    version: int
    """Of the community's content."""
