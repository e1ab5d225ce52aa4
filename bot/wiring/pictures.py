"""Pictures that the web process serves, at addresses that the operator's secret signs."""

from collections.abc import Callable

from adapters.pictures.signed import SignedDrawings
from adapters.web.app import Handler
from adapters.web.pictures import serving
from bot.config import Settings
from bot.interface.drawing import Drawing


def served_pictures(settings: Settings) -> Handler | None:
    """What answers at the addresses of pictures; None without a secret to sign them."""
    signed = _signed(settings)
    return serving(signed) if signed else None


def picture_address(settings: Settings) -> Callable[[Drawing], str] | None:
    """Makes the whole address of a picture; None if nobody reaches the web process, or nothing signs."""
    signed, public = _signed(settings), settings.public_url.rstrip("/")
    return (lambda drawing: public + signed.path(drawing)) if signed and public else None


def _signed(settings: Settings) -> SignedDrawings | None:
    return SignedDrawings(settings.secret_key.get_secret_value()) if settings.secret_key else None
