"""Latin letters without their accents and strokes, which Unicode tells of most and not of all."""

_UNDECOMPOSED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""Letters that Unicode takes for letters of their own, with no accent to take off."""


def without_strokes(text: str) -> str:
    """A text in small letters with the plain letters for those of their own, such as `lodz` for `łodz`."""
    return text.translate(_UNDECOMPOSED)
