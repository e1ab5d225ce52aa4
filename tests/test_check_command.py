"""`check` as operators type it: what is in order, what is not, and what could not be looked at."""

from pathlib import Path

import pytest

from tests.entered import enter

pytestmark = pytest.mark.slow


def test_release_then_check_finds_everything_in_order(tmp_path: Path) -> None:
    before = enter(tmp_path, "check")
    assert before.returncode == 1
    assert "run `python -m bot release`" in before.stdout
    assert "New content was loaded." in enter(tmp_path, "release").stdout
    assert "The content is up to date." in enter(tmp_path, "release").stdout
    after = enter(tmp_path, "check")
    assert (after.returncode, "✗" in after.stdout) == (0, False)
    assert "– Discord is not set up" in after.stdout
    assert "– Slack is not set up" in after.stdout


def test_a_check_makes_no_database_and_names_the_one_that_it_looked_for(tmp_path: Path) -> None:
    found = enter(tmp_path, "check", DATA_DIR=str(tmp_path / "data"))
    assert f"✗ There is no database yet at sqlite:///{tmp_path}/data/cairn.db: run `python -m bot release`." in found.stdout
    assert [*tmp_path.iterdir()] == []


def test_a_check_without_a_server_does_not_say_what_is_in_the_database(tmp_path: Path) -> None:
    found = enter(tmp_path, "check", DATABASE_URL="postgresql://user:hush@127.0.0.1:9/none")
    assert "It was looked for at postgresql://user:***@127.0.0.1:9/none." in found.stdout
    assert "✗ Whether the content is loaded could not be looked at" in found.stdout
    assert "not loaded yet" not in found.stdout
    assert "hush" not in found.stdout + found.stderr


def test_the_check_of_a_bot_without_packs_fails(tmp_path: Path) -> None:
    found = enter(tmp_path, "check", PACKS="")
    assert found.returncode == 1
    assert "✗ PACKS: name a pack at least" in found.stdout
