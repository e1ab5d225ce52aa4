"""What the version of a pack has to say of a change, so that no running cohort loses what it was promised.

A version has three numbers: major, minor, patch. A cohort pins the first two and gets every patch by itself. So a patch only
mends words, or retires an entry, which whatever points to it can still read. What adds something is a minor version. What takes
something away, or puts weeks in another order, is a major one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias, cast

from bot.domain.items import Json

Step: TypeAlias = Literal["patch", "minor", "major"]
Bodies: TypeAlias = Mapping[str, Mapping[str, Json]]
"""The entries of a release by id, as storage keeps them: an older process may have written some in another shape."""

_STEPS: tuple[Step, ...] = ("patch", "minor", "major")
_NAMED: Mapping[str, tuple[str, ...]] = {"roadmap": ("weeks",), "week": ("topics", "resources", "needs", "challenges", "starter")}
"""By kind, the lists of ids, or the one name, that say what an entry consists of. Only the order of a roadmap's weeks counts."""


class Change(NamedTuple):
    """A difference between two releases that is more than wording, and the least step that says so."""

    step: Step
    sentence: str


def changes(before: Bodies, after: Bodies) -> Iterator[Change]:
    """Every difference that a patch may not have, the removed entries first."""
    yield from (Change("major", f"{name} was removed") for name in before if name not in after)
    yield from (Change("minor", f"{name} was added") for name in after if name not in before)
    for name in before:
        if name in after:
            yield from _inside(name, before[name], after[name])


def least_version(released: str, found: Iterable[Change]) -> str:
    """The lowest version after `released` that says what changed, such as 2.0.0 after 1.4.2 if a week was removed."""
    step = max((change.step for change in found), key=_STEPS.index, default="patch")
    major, minor, patch = version_numbers(released)
    return {"patch": f"{major}.{minor}.{patch + 1}", "minor": f"{major}.{minor + 1}.0", "major": f"{major + 1}.0.0"}[step]


def understated(version: str, after: Bodies, released: str, before: Bodies) -> tuple[str, Sequence[Change]] | None:
    """The lowest version that says what changed since the `released` one, and what that is; None if `version` says it."""
    found = [*changes(before, after)]
    wanted = least_version(released, found)
    return (wanted, found) if version_numbers(version) < version_numbers(wanted) else None


def version_numbers(version: str) -> tuple[int, ...]:
    """The three numbers of a version; they compare as versions do."""
    return tuple(map(int, version.split(".")))


def _inside(id: str, before: Mapping[str, Json], after: Mapping[str, Json]) -> Iterator[Change]:
    kind = id.partition(".")[0]
    if kind == "challenge" and before.get("kind") != after.get("kind"):
        yield Change("major", f"{id}: another kind")
    for name in _NAMED.get(kind, ()):
        old, new = _ids(before, name), _ids(after, name)
        yield from (Change("major", f"{id} lost {gone}") for gone in old if gone not in new)
        yield from (Change("minor", f"{id} got {added}") for added in new if added not in old)
        if name == "weeks" and [week for week in new if week in old] != [week for week in old if week in new]:
            yield Change("major", f"{id}: weeks reordered")


def _ids(body: Mapping[str, Json], name: str) -> Sequence[Json]:
    """The ids in a list of an entry; a week names its resources with the part that each plays, and a starter by its name."""
    listed = cast(str | Sequence[Json], body.get(name) or ())
    if isinstance(listed, str):
        return [listed]
    return [entry.get("ref") if isinstance(entry, Mapping) else entry for entry in listed]
