"""Which of several things a typed name means, and whether that is sure or a guess.

It is sure if the name is exactly that of one thing, however it is written (`bot/domain/sameness.py`), or if a key is typed as it
is. Anything else is a guess, even if it fits one thing alone: a beginning, a part, a slip. "Bart" may be a slip of "Bert", or
somebody who is not here. Nothing is done on a guess: it is shown, and who typed takes it with a press or by typing it.

Which answers of a look-up are sure is decided by `search/score.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from bot.domain.sameness import folded
from bot.shared.nearest import nearest

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Chosen(Generic[Key]):
    """What a name can mean, best first: one thing that is sure, several of just that name, guesses, or none."""

    outcome: Literal["sure", "several", "guess", "none"]
    keys: tuple[Key, ...]

    @property
    def sure(self) -> Key | None:
        """The thing that is meant for sure."""
        return self.keys[0] if self.outcome == "sure" else None


def choose(typed: str, names: Mapping[Key, Sequence[str]]) -> Chosen[Key]:
    """What a name means among things, each under the names that it has. A key that is typed as it is goes before any name."""
    same = called(typed, names)
    if same:
        return Chosen("sure" if len(same) == 1 else "several", tuple(same))
    near = nearest(typed, names)
    return Chosen("guess" if near else "none", tuple(near))


def called(typed: str, names: Mapping[Key, Sequence[str]]) -> Sequence[Key]:
    """The things that have a name as it is typed; guessing takes a hundred times as long."""
    wanted = folded(typed)
    same = [key for key in names if str(key) == typed]
    return same or [key for key, some in names.items() if wanted in map(folded, (str(key), *some))]
