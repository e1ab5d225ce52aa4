"""Whether a request over HTTP is Discord's, told from its bytes alone: nothing of it is parsed before that is known."""

import re
from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from adapters.clock import is_lately

_SIGNATURE = re.compile("[0-9a-fA-F]{128}")


def public_key(text: str) -> Ed25519PublicKey:
    """The key of an application from its 64 hexadecimal digits. Raises ValueError."""
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(text))


def may_be_signed(headers: Mapping[str, str], now: float) -> bool:
    """Whether the headers are such as Discord sends about `now`, in seconds since 1970; they may hold anything. A body is worth
    reading only then."""
    stamp, signature = _signed(headers)
    return is_lately(stamp, now) and _SIGNATURE.fullmatch(signature) is not None


def is_signed(body: bytes, headers: Mapping[str, str], key: Ed25519PublicKey, now: float) -> bool:
    """Whether the body was signed with the application's key, lately."""
    if not may_be_signed(headers, now):
        return False
    stamp, signature = _signed(headers)
    try:
        key.verify(bytes.fromhex(signature), stamp.encode() + body)
    except InvalidSignature:
        return False
    return True


def _signed(headers: Mapping[str, str]) -> tuple[str, str]:
    return headers.get("X-Signature-Timestamp", ""), headers.get("X-Signature-Ed25519", "")
