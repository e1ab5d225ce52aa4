"""The addresses of pictures that the web process serves, signed with the operator's secret."""

from collections.abc import Callable

from adapters.pictures.signed import SignedDrawings
from bot.config import Settings
from bot.interface.drawing import Drawing


def picture_address(settings: Settings) -> Callable[[Drawing], str] | None:
    """Makes the whole address of a picture; None if nobody reaches the web process, or nothing signs."""
    if not (settings.secret_key and settings.public_url):
        return None
    signed, public = SignedDrawings(settings.secret_key.get_secret_value()), settings.public_url.rstrip("/")
    return lambda drawing: public + signed.path(drawing)
