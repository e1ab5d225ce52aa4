"""What the linter, the formatter and the type checker say, and what no committed file may hold."""

import subprocess

import pytest

from tests.contracts.tools import ROOT, passes

REGISTRIES = tuple(".".join(name) for name in [("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("crates", "io")])


def test_the_linter_finds_nothing() -> None:
    passes("ruff", "check", "--no-cache", "--quiet", ".")


def test_every_file_is_formatted() -> None:
    passes("ruff", "format", "--no-cache", "--check", "--quiet", ".")


def test_the_types_are_right() -> None:
    passes("basedpyright", NODE_OPTIONS="--max-semi-space-size=128")  # megabytes; with the usual 16 it collects garbage all along


def test_no_committed_file_names_a_package_registry() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout")
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    files = [ROOT / name for name in names if name and (ROOT / name).is_file()]
    assert [path.name for path in files if any(host.encode() in path.read_bytes() for host in REGISTRIES)] == []
