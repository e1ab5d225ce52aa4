"""How values of settings are read, and what is said of one that cannot be used."""

import re
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, SecretStr

_BESIDE = Path(__file__).resolve().parents[1]
PROJECT = _BESIDE if (_BESIDE / "pyproject.toml").exists() else Path.cwd()
"""The folder of the project, to which relative paths of the settings belong, wherever a command is given. A package that was
installed has none: then it is the folder in which the command is given, as that of the packages is nobody's to write to."""
SQLITE = "sqlite:///"

_POSTGRESQL = re.compile(r"postgres(?:ql)?(?:\+\w+)?://")
"""How hosts and other libraries begin the address of a PostgreSQL database."""

_UNENCODED = re.compile(r"[@/#?]")
"""What ends a user or a password in an address unless it is percent-encoded."""


def database_address(url: str) -> str:
    """The address of a database, a file's from the root. Raises ValueError."""
    url = _POSTGRESQL.sub("postgresql://", url.strip(), count=1)
    if url.startswith("postgresql://") and _UNENCODED.search(url.removeprefix("postgresql://").rpartition("@")[0]):
        raise ValueError("percent-encode the user and the password: write @ as %40, / as %2F, # as %23 and ? as %3F")
    if url and not (url.startswith((SQLITE, "postgresql://")) and _splits(url)):
        raise ValueError("write sqlite:///path/to/file.db or postgresql://user:password@host/name")
    return f"{SQLITE}{PROJECT / url.removeprefix(SQLITE)}" if url.startswith(SQLITE) else url


def redis_address(url: str) -> str:
    """The address of a Redis, or of a Valkey, which is spoken to as Redis is. Raises ValueError."""
    url = re.sub(r"^valkey(s?)://", r"redis\1://", url.strip())
    if url and not (re.fullmatch(r"rediss?://[^\s/]+\S*", url) and _splits(url)):
        raise ValueError("write redis://host:6379, or rediss://… for TLS")
    return url


def in_project(path: Path) -> Path:
    return PROJECT / path


def _splits(url: str) -> bool:
    try:
        return urlsplit(url).port != 0
    except ValueError:  # a port that is no number, half a bracket
        return False


def https(url: str) -> str:
    """The address of a whole site: pages lead to each other by paths from the root. Raises ValueError."""
    if url and not re.fullmatch(r"https://[^\s/]+\S*", url):
        raise ValueError("write the whole address, such as https://cairn.example.org")
    if url and not re.fullmatch(r"[^/]+//[^/?#]+/?", url):
        raise ValueError("write it without a path, such as https://cairn.example.org: the pages need a host name of their own")
    return url


def page(url: str) -> str:
    """The address of a page, or none. Raises ValueError for anything else."""
    if url and not (re.fullmatch(r"https://[^\s/]+\S*", url) and _splits(url)):
        raise ValueError("write the whole address of the page, such as https://example.org/privacy")
    return url


def collector(url: str) -> str:
    """An address over HTTP, or none. Raises ValueError for anything else."""
    if url and not (re.fullmatch(r"https?://[^\s/]+\S*", url) and _splits(url)):
        raise ValueError("write the whole address, such as http://127.0.0.1:4318")
    return url


def web_api(example: str) -> AfterValidator:
    """An address over HTTP, without a slash at its end unless the example has one."""

    def check(url: str) -> str:
        if not (re.fullmatch(r"https?://[^\s/]+\S*", url) and _splits(url)):
            raise ValueError(f"write the whole address, such as {example}")
        return url if example.endswith("/") else url.rstrip("/")

    return AfterValidator(check)


def ed25519_key(key: str) -> str:
    """A public key in hexadecimal digits. Raises ValueError."""
    key = key.strip()
    if key and not re.fullmatch("[0-9a-fA-F]{64}", key):
        raise ValueError("it has 64 hexadecimal digits; copy it from General Information of your Discord application")
    return key


AUTOMATIC = "auto"
_SHARDS = re.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?/([0-9]{1,5})")


def shards(text: str) -> str:
    """Empty, `auto`, or some of so many connections, such as `0-3/16`. Raises ValueError."""
    text = text.strip()
    if text and text != AUTOMATIC:
        held_shards(text)
    return text


def held_shards(text: str) -> tuple[range, int]:
    """The ids of the connections that a process holds, and how many there are in all. Raises ValueError."""
    found = _SHARDS.fullmatch(text)
    first, last, count = (int(number) for number in (found[1], found[2] or found[1], found[3])) if found else (1, 0, 0)
    if not first <= last < count:
        raise ValueError("leave it empty, or write `auto`, or which of how many connections this process holds: 0-3/16 or 4/16")
    return range(first, last + 1), count


def starting_with(prefix: str, where: str) -> AfterValidator:
    def check(token: SecretStr | None) -> SecretStr | None:
        if token and not token.get_secret_value().startswith(prefix):
            raise ValueError(f"it begins with {prefix}; copy it from {where}")
        return token

    return AfterValidator(check)


def _empty_is_none(token: SecretStr | None) -> SecretStr | None:
    """The token without the spaces and line ends that copying adds."""
    text = token.get_secret_value().strip() if token else ""
    return SecretStr(text) if text else None


Secret = Annotated[SecretStr | None, AfterValidator(_empty_is_none)]


LEAST_SECRET = 32


def long_enough(key: SecretStr | None) -> SecretStr | None:
    """A key that nobody guesses. Raises ValueError."""
    if key and len(key.get_secret_value()) < LEAST_SECRET:
        raise ValueError(f"write {LEAST_SECRET} random characters or more")
    return key


def without_comma(key: SecretStr | None) -> SecretStr | None:
    """A key that can stand among others. Raises ValueError."""
    if key and "," in key.get_secret_value():
        raise ValueError(
            "write another, without a comma; if it was in use, put it alone into SECRET_KEYS_BEFORE and run `release`"
        )
    return key
