"""What is kept of a change so that it can be taken back: each text that differs, as it was and as it is."""

from collections.abc import Mapping

_OLD, _NEW = "old ", "new "


def kept_change(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """As a draft keeps it; both have the same names."""
    changed = [name for name in old if old[name] != new[name]]
    return {f"{_OLD}{name}": old[name] for name in changed} | {f"{_NEW}{name}": new[name] for name in changed}


def old_texts(kept: Mapping[str, str]) -> dict[str, str]:
    """What a change changed, as it was before."""
    return _part(kept, _OLD)


def new_texts(kept: Mapping[str, str]) -> dict[str, str]:
    """The same, as it was then."""
    return _part(kept, _NEW)


def _part(kept: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): text for name, text in kept.items() if name.startswith(prefix)}
