"""Encrypts what must not be readable in the database, nor in a backup of it."""

from base64 import urlsafe_b64encode
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PURPOSE = b"cairn: tokens of installations"
"""What the keys are made for: what is signed with the same secrets elsewhere says nothing about them (RFC 5869)."""
KEY_BYTES = 32


class NoKeyFits(Exception):
    """None of the keys encrypted this."""


class Seal:
    """Encrypts with the first of some secrets, reads what any of them encrypted."""

    def __init__(self, secrets: Sequence[str]) -> None:
        self._fernets = MultiFernet([_fernet(secret) for secret in secrets])

    def close(self, text: str) -> str:
        return self._fernets.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """Raises NoKeyFits."""
        try:
            return self._fernets.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise NoKeyFits from None

    def fits(self, sealed: str) -> bool:
        """Whether one of the secrets opens it."""
        try:
            self.open(sealed)
        except NoKeyFits:
            return False
        return True

    def close_anew(self, sealed: str) -> str:
        """The same text encrypted with the first secret. Raises NoKeyFits."""
        try:
            return self._fernets.rotate(sealed.encode()).decode()
        except InvalidToken:
            raise NoKeyFits from None


def _fernet(secret: str) -> Fernet:
    key = HKDF(SHA256(), KEY_BYTES, salt=None, info=PURPOSE).derive(secret.encode())
    return Fernet(urlsafe_b64encode(key))
