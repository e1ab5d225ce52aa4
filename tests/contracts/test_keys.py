"""No key that opens something is committed. `.github/workflows/audit.yml` looks for more kinds, where the network is there."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KEYS = re.compile(
    rb"""
    \bxox[abeprs]-\w+-\w{8,} | \bxapp-\d-\w+-\d{6,}-\w{16,}          # Slack's tokens
    | \b[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,}                       # those of Discord's bots
    | discord(?:app)?\.com/api/webhooks/\d{16,}/\w | hooks\.slack\.com/services/T\w{8,}/B
    | -----BEGIN\ [A-Z ]*PRIVATE\ KEY----- | \bAKIA[0-9A-Z]{16}\b | \bgh[pousr]_\w{36}
    | \bsk-[\w-]{20,}T3BlbkFJ | \bAIza[\w-]{35}\b
    | \beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}                     # signed claims
    """,
    re.VERBOSE,
)


def test_no_key_is_committed() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("these files are no checkout of git's")
    files = [ROOT / name for name in listed.stdout.split("\0") if name]
    assert files
    found = [path.relative_to(ROOT) for path in files if path.is_file() and KEYS.search(path.read_bytes())]
    assert list(map(str, found)) == []


@pytest.mark.parametrize(
    ("begun", "ended"),
    [
        ("xox", "b-123456789012-123456789012-AbCdEfGhIjKlMnOpQrStUvWx"),
        ("xap", "p-1-A0123456789-1234567890123-0123456789abcdef"),
        ("MTIzNDU2Nzg5MDEyMzQ1Njc4", ".GabcDE.abcdefghijklmnopqrstuvwxyz0123456789ab"),
        ("-----BEGIN RSA", " PRIVATE KEY-----"),
        ("AKIA", "ABCDEFGHIJKLMNOP"),
    ],
)
def test_the_search_for_keys_bites(begun: str, ended: str) -> None:
    """They stand here in two parts, so that they are found nowhere."""
    assert KEYS.search(f"key = '{begun}{ended}'".encode())
