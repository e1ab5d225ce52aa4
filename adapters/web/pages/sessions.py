"""The cookie by which a browser is known again: the token of a session, signed, and what proves that a form came from us."""

import secrets
from datetime import timedelta

from aiohttp import web
from itsdangerous import BadSignature, Signer, TimestampSigner

from bot.app.web_visits import SESSION_LASTS


class Sessions:
    """Signs with `key`; `secure` if the pages are reached over https."""

    def __init__(self, key: str, *, secure: bool) -> None:
        self._cookies = TimestampSigner(key, salt="cairn session")
        self._forms = Signer(key, salt="cairn form")
        self._secure = secure
        self.cookie = "__Host-cairn" if secure else "cairn"

    def begin(self, response: web.StreamResponse, session: str) -> None:
        """Let the browser keep a session; whatever it kept before is gone."""
        signed = self._cookies.sign(session).decode()
        seconds = SESSION_LASTS // timedelta(seconds=1)
        response.set_cookie(
            self.cookie, signed, max_age=seconds, path="/", httponly=True, samesite="Lax", secure=self._secure
        )  # fmt: skip

    def end(self, response: web.StreamResponse) -> None:
        response.del_cookie(self.cookie, path="/", httponly=True, samesite="Lax", secure=self._secure)

    def session_of(self, request: web.Request) -> str | None:
        """The session that a browser shows; None if it shows none, or one that we did not sign or that is too old."""
        try:
            found = self._cookies.unsign(request.cookies.get(self.cookie, ""), int(SESSION_LASTS.total_seconds()))
        except BadSignature:
            return None
        return found.decode()

    def proof(self, session: str) -> str:
        """What forms of a session carry; no other site can know it."""
        return self._forms.get_signature(session).decode()

    def is_proof(self, session: str, shown: str) -> bool:
        return secrets.compare_digest(self.proof(session).encode(), shown.encode())
