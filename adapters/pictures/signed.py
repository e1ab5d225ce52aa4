"""Drawings in addresses, packed and signed, so that nobody can make one up: who has an address sees its picture and no other."""

from itsdangerous import BadData, URLSafeSerializer

from bot.interface.drawing import Drawing, dump_drawing, load_drawing

PATH = "/pictures/"


class SignedDrawings:
    """Signs with the operator's secret, which every process has."""

    def __init__(self, secret: str) -> None:
        self._serializer = URLSafeSerializer(secret, salt="pictures")

    def path(self, drawing: Drawing) -> str:
        """The path at which the web process serves the picture."""
        return PATH + str(self._serializer.dumps(dump_drawing(drawing)))

    def read(self, key: str) -> Drawing | None:
        """The drawing of a path's last part; None if this secret did not sign it, or this version knows no such drawing."""
        try:
            return load_drawing(self._serializer.loads(key))
        except (BadData, KeyError, TypeError):
            return None
