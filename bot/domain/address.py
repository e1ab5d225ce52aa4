"""Web addresses: which ones members may be sent to. No network is asked.

An address is refused that no reader can open (a private network), that hides where it leads (a short link), or that carries
somebody's password. What only tracks the reader is taken out.
"""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Literal
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit, urlunsplit

import idna

LONGEST_ADDRESS = 500

AddressFault = Literal["shape", "scheme", "credentials", "private", "shortener", "length"]

_TRACKING = re.compile(r"utm_.*|mc_(cid|eid)|mkt_tok|[a-z]{1,3}clid|ref_src|igshid|trk|_hs(enc|mi)", re.IGNORECASE)
_SHORTENERS = frozenset(
    {"amzn.to", "bit.ly", "buff.ly", "cutt.ly", "goo.gl", "is.gd", "lnkd.in", "ow.ly", "rb.gy", "rebrand.ly", "t.co", "tiny.cc"}
    | {"tinyurl.com"}
)
_PRIVATE = (".local", ".localhost", ".internal", ".intranet", ".lan", ".home", ".corp", ".private", ".arpa", ".test", ".invalid")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?!\d+(?:[/?#]|$))")
"""A scheme; `example.org:8080` begins with none."""
_NAME = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)+")
_USUAL_PORTS = {"http": 80, "https": 443}
_NUMBER = re.compile(r"(0x[0-9a-f]*|[0-9]+)")


@dataclass(frozen=True, slots=True)
class Address:
    """An address that members may be sent to."""

    url: str
    dropped: tuple[str, ...] = ()
    """Names of the parameters that were taken out because they only track the reader."""


class BadAddress(ValueError):
    """An address that members cannot be sent to; `host` is the host that it leads to, as far as that can be read."""

    def __init__(self, fault: AddressFault, host: str = "") -> None:
        super().__init__(fault)
        self.fault: AddressFault = fault
        self.host = host


def read_address(text: str) -> Address:
    """The address that somebody means; `https://` is added if no scheme is written. Raises BadAddress if members cannot be sent
    there."""
    written = text.strip().strip("<>")
    parts = _split(written if _SCHEME.match(written) else f"https://{written}")
    if parts.scheme not in ("http", "https"):
        raise BadAddress("scheme")
    host = _host(parts)
    if re.fullmatch(r"[^.:/]*", written):  # a word alone, in which nobody meant a host of a private network
        raise BadAddress("shape")
    if parts.username is not None or parts.password is not None:
        raise BadAddress("credentials", host)
    if _leads_nowhere(host):
        raise BadAddress("private", host)
    if host.removeprefix("www.") in _SHORTENERS:
        raise BadAddress("shortener", host)
    return _tidy(parts, host)


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether everybody on the internet reaches the machine at an address: not if it is of a private network, this machine's own,
    reserved, or of several machines. An IPv4 address inside an IPv6 one counts as itself."""
    if isinstance(address, IPv6Address) and (inside := address.ipv4_mapped or address.sixtofour):
        return is_public(inside)
    return address.is_global and not (address.is_multicast or address.is_reserved)


def tracking_in(query: str) -> list[str]:
    """Names of the parameters of a query that only track the reader."""
    return [name for name, _ in parse_qsl(query, keep_blank_values=True) if _TRACKING.fullmatch(name)]


def _split(url: str) -> SplitResult:
    """The parts of an address. Raises BadAddress if a browser could read them otherwise than we do."""
    if re.search(r"[\s\\\"<>`{}|^]", url):
        raise BadAddress("shape")
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises for what is no number
    except ValueError:
        raise BadAddress("shape") from None
    return parts


def _host(parts: SplitResult) -> str:
    """The host as the network knows it: characters beyond ASCII are written out, so that no host can pose as another."""
    host = (parts.hostname or "").rstrip(".")
    try:
        if ":" in host:
            return host
        return (host.encode("idna") if host.isascii() else idna.encode(host, uts46=True)).decode()
    except UnicodeError:
        raise BadAddress("shape") from None


def _leads_nowhere(host: str) -> bool:
    """Whether only a private network can know the host. Raises BadAddress for what is no host at all."""
    try:
        return not is_public(ip_address(host))
    except ValueError:
        pass
    if _NUMBER.fullmatch(host.rsplit(".", 1)[-1]):  # browsers read 127.1 and 0x7f.0.0.1 as numbers too
        return True
    if "." not in host and host:
        return True
    if not _NAME.fullmatch(host):
        raise BadAddress("shape")
    return f".{host}".endswith(_PRIVATE)


def _tidy(parts: SplitResult, host: str) -> Address:
    dropped = tracking_in(parts.query)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode([pair for pair in pairs if pair[0] not in dropped]) if dropped else _quoted(parts.query)
    bracketed = f"[{host}]" if ":" in host else host
    port = f":{parts.port}" if parts.port not in (None, 0, _USUAL_PORTS[parts.scheme]) else ""
    url = urlunsplit((parts.scheme, f"{bracketed}{port}", _quoted(parts.path), query, _quoted(parts.fragment)))
    if len(url) > LONGEST_ADDRESS:
        raise BadAddress("length", host)
    return Address(url, tuple(dict.fromkeys(dropped)))


def _quoted(text: str) -> str:
    """The text with characters beyond ASCII written out; what is written out already stays."""
    return quote(text, safe="/%?=&;:@!$()*+,-._~#[]")
