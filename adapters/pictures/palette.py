"""The colours of pictures. What they tell apart differs in shape as well, so that nobody has to tell colours apart."""

from dataclasses import dataclass
from typing import Literal

Theme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Palette:
    """Each colour as SVG writes it. `text` and `soft` are readable on `ground`, `on_accent` is on `accent`."""

    ground: str
    text: str
    soft: str
    line: str
    accent: str
    on_accent: str
    cold: str
    warm: str


PALETTES: dict[Theme, Palette] = {
    "light": Palette("#ffffff", "#1d2021", "#5d625f", "#8f928b", "#1d6b57", "#ffffff", "#0067a6", "#b3480a"),
    "dark": Palette("#212425", "#e8e9e6", "#a9afac", "#757c7e", "#3f9f83", "#0d1512", "#6bb8f0", "#f2965c"),
}
