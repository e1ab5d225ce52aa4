"""What a form held when it was opened: short fingerprints of it ride along in its call, so that what somebody left as it was is
told from what they changed, whatever was saved in the meantime."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from zlib import crc32

from bot.interface.call import Call
from bot.text import clean_code

OPENED = "opened"
"""The value of a call that holds the fingerprints, one after the other."""
_LENGTH = 4
"""The characters of one fingerprint; five fit into an id with the longest path and keys."""


def with_opened(call: Call, held: Mapping[str, str]) -> Call:
    """The call with the fingerprints of the values that its form holds, by name. A form that comes back keeps its first ones."""
    if OPENED in call.values:
        return call
    return call.with_values(**{OPENED: "".join(_fingerprint(name, value) for name, value in held.items())})


def only_changed(call: Call) -> Call:
    """The call that a form makes without the values that it was opened with; other calls are as they are."""
    text = call.values.get(OPENED, "")
    opened = {text[start : start + _LENGTH] for start in range(0, len(text), _LENGTH)}
    changed = {name: value for name, value in call.values.items() if name != OPENED and _fingerprint(name, value) not in opened}
    return Call(call.path, changed)


def _fingerprint(name: str, value: str) -> str:
    return urlsafe_b64encode(crc32(f"{name}={clean_code(value).strip()}".encode()).to_bytes(4)).decode()[:_LENGTH]
