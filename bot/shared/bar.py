"""A share as a bar of text; the numbers always stand beside it."""

BAR = 12
"""The number of characters of a bar."""


def bar(part: int, whole: int) -> str:
    filled = round(BAR * part / whole) if whole else 0
    return "█" * filled + "░" * (BAR - filled)
