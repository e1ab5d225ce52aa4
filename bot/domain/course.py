"""The course of a cohort: which weeks it walks when moderators moved it from one release of its pack to another.

Weeks that have begun stay those of the release that they were read from. The rule is told in `docs/decisions/0010-cohorts-pin-a-
release.md`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.roadmap import Week


@dataclass(frozen=True, slots=True)
class EarlierRelease:
    """A release that a cohort followed, by its first two numbers, and the last of the weeks that are read from it; those before
    are read from it too, as far as no earlier release has them."""

    release: str
    last_week: int


EarlierReleases = tuple[EarlierRelease, ...]
"""By last week."""


def with_release(earlier: EarlierReleases, left: EarlierRelease) -> EarlierReleases:
    """The earlier releases of a cohort that leaves one; the last week of `left` is the one under way, 0 if none has begun. It
    adds nothing if no week began since an earlier one was left."""
    last_week = earlier[-1].last_week if earlier else 0
    return (*earlier, left) if last_week < left.last_week else earlier


def going_on_with(begun: Sequence[Week], coming: Sequence[Week]) -> list[Week]:
    """The weeks that have begun, and then those of another release in its order, without those that are among the first."""
    ids = {week.id for week in begun}
    return [*begun, *(week for week in coming if week.id not in ids)]


def releases_text(releases: Iterable[EarlierRelease]) -> str:
    """Earlier releases as they are stored: `1.0 4;1.1 6`."""
    return ";".join(f"{each.release} {each.last_week}" for each in releases)


def releases_from(text: str) -> EarlierReleases:
    """The earlier releases of a text that `releases_text` wrote. Raises ValueError for any other."""
    pairs = (part.split(" ") for part in text.split(";") if part)
    return tuple(EarlierRelease(release, int(last_week)) for release, last_week in pairs)
