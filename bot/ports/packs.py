"""What the core asks of storage for content packs: releases and what is in them."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.domain.lookup import Resource
from bot.domain.roadmap import Roadmap, Topic, Week


class Starters(Protocol):
    """The starters of packs that ship."""

    async def code(self, pack: str, release: str, name: str) -> str | None:
        """A starter as the newest version of a release has it; None if there is none of that name."""
        ...


class Content(Protocol):
    """The packs that ship and those that the community owns; any other is as if it were not there. What it made by command is one
    of them, and each change of that a release."""

    async def newest(self) -> Sequence[tuple[str, str]]:
        """The newest release of each pack that new cohorts may walk, as pack and release: not of one that rests, because the
        settings name it no more. Raises LookupError if no content was loaded."""
        ...

    async def in_use(self) -> Sequence[tuple[str, str]]:
        """The same of the packs that the community's cohorts walk or walked, and of what it made; of all packs if it has no
        cohorts, or one that walks what it made. Raises LookupError if no content was loaded."""
        ...

    async def roadmaps(self, pack: str, release: str) -> Sequence[Roadmap]:
        """In the order of the pack."""
        ...

    async def weeks(self, pack: str, release: str, roadmap: str) -> Sequence[Week]:
        """The weeks of a roadmap, in order; empty if there is no such roadmap."""
        ...

    async def topics(self, pack: str, release: str) -> Sequence[Topic]:
        """In the order of the pack."""
        ...

    async def resources(self, pack: str, release: str, ids: Sequence[str]) -> Mapping[str, Resource]: ...
