"""Whether a request over HTTP is Slack's, told from its bytes alone: nothing of it is parsed before that is known.

slack-sdk's own check raises for a time that is no number, for a body that is no text and for a signature beyond ASCII.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping

from adapters.clock import is_lately

_PROBE = re.compile(rb"(?:^|&)ssl_check=1(?:&|$)")


def is_signed(body: bytes, headers: Mapping[str, str], secret: str, now: float) -> bool:
    """Whether the body was signed with the secret, lately; `now` is in seconds since 1970. Headers may hold anything."""
    stamp = headers.get("X-Slack-Request-Timestamp", "")
    if not is_lately(stamp, now):
        return False
    digest = hmac.new(secret.encode(), b"v0:%s:%s" % (stamp.encode(), body), hashlib.sha256).hexdigest()
    given = headers.get("X-Slack-Signature", "").encode(errors="surrogateescape")
    return hmac.compare_digest(f"v0={digest}".encode(), given)


def looks_at_certificate(body: bytes) -> bool:
    """Whether this is the form with which Slack looks at the certificate: it is not signed, and asks for nothing."""
    return _PROBE.search(body) is not None
