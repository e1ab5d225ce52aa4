"""How people write that they want none of a thing, or what is usual in place of their own."""

NONE = frozenset({"none", "nobody", "nowhere", "no", "off", "never", "-", "–", "—"})
USUAL = NONE | {"usual", "as usual", "default"}
NO_LIMIT = NONE | {"unlimited", "no limit", "∞"}


def means_none(text: str) -> bool:
    return text.strip().casefold() in NONE


def means_usual(text: str) -> bool:
    """Whether a text takes away what somebody set, so that the usual holds again."""
    return text.strip().casefold() in USUAL


def means_no_limit(text: str) -> bool:
    return text.strip().casefold() in NO_LIMIT
