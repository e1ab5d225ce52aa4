"""What people read who join the project: forms and workflows have the shape that their host takes; what is named is there."""

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema_rs import validator_for

from bot import __version__
from bot.config import Settings
from bot.feature import Feature
from bot.wiring.features import all_commands
from bot.wiring.notices import QUESTIONS, filled
from storage.system import SEEN_FOR
from tests.contracts.tools import ROOT

HOST = ROOT / ".github"
FORMS = sorted((HOST / "ISSUE_TEMPLATE").glob("[!c]*.yml"))
WORKFLOWS = sorted((HOST / "workflows").glob("*.yml"))
GUIDE = ROOT / "CONTRIBUTING.md"


def faults(path: Path, schema: str) -> list[str]:
    """What the host's own schema finds wrong in a file; `on` is no yes in it."""
    known = json.loads(files("check_jsonschema").joinpath("builtin_schemas", "vendor", f"{schema}.json").read_text("utf-8"))
    held: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    held = {"on" if key is True else key: value for key, value in held.items()}
    return [error.message for error in validator_for(known).iter_errors(held)]


@pytest.mark.parametrize("form", [*FORMS], ids=lambda path: path.name)
def test_each_issue_form_is_one_that_its_host_shows(form: Path) -> None:
    assert faults(form, "github-issue-forms") == []


def test_the_choice_of_issue_forms_is_one_that_its_host_shows() -> None:
    assert faults(HOST / "ISSUE_TEMPLATE" / "config.yml", "github-issue-config") == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_each_workflow_is_one_that_its_host_runs_with_actions_of_a_named_version(workflow: Path) -> None:
    assert faults(workflow, "github-workflows") == []
    used = re.findall(r"uses: (\S+)", workflow.read_text(encoding="utf-8"))
    assert [action for action in used if not re.search(r"@v\d", action)] == []


def test_the_search_for_misshapen_forms_bites(tmp_path: Path) -> None:
    broken = tmp_path / "bug.yml"
    broken.write_text("name: A bug\ndescription: It is one\nbody:\n- type: question\n", encoding="utf-8")
    assert faults(broken, "github-issue-forms")


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "SECURITY.md", "CODE_OF_CONDUCT.md", "README.md"])
def test_each_file_that_is_named_to_who_joins_is_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    led = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    named = re.findall(r"`((?:bot|adapters|storage|tests|docs|content|\.github|\.ci)/[\w/.*-]+)`", text)
    assert [path for path in [*led, *named] if "cohort_day" not in path and not any(ROOT.glob(path))] == []


def test_the_command_that_a_first_change_adds_can_be_declared_as_the_guide_says() -> None:
    block = re.search(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert block
    held: dict[str, Any] = {"__name__": "bot.features.cohort_day"}
    exec(compile(re.sub(r"(?m)^   ", "", block[1]), "cohort_day.py", "exec"), held)  # noqa: S102 - the guide's own words
    assert isinstance(held["feature"], Feature)
    declared = all_commands()  # also by whoever follows the guide
    assert declared.find("cohort day") or declared.merged(held["feature"].commands).find("cohort day")


def test_the_notices_that_an_operator_publishes_tell_what_is_set() -> None:
    answers = {name: f"<{name}>" for name in QUESTIONS}
    settings = Settings(_env_file=None, keep_after_leaving_days=400, keep_after_removal_days=14)  # pyright: ignore[reportCallIssue]
    texts = filled(settings, answers)
    assert "forgotten 400 days after" in texts["PRIVACY.md"]
    assert "forgotten 14 days later" in texts["PRIVACY.md"]
    assert f"kept for {SEEN_FOR.days} days" in texts["PRIVACY.md"]
    assert [name for name, answer in answers.items() if not any(answer in text for text in texts.values())] == []


def test_the_days_that_the_notice_of_privacy_tells_are_those_of_the_document() -> None:
    document = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    for name in ("keep_after_leaving_days", "keep_after_removal_days"):
        assert re.findall(rf"`{name.upper()}`\s+\((\d+)\)", document) == [str(Settings.model_fields[name].default)]


def test_the_version_is_the_newest_that_the_changelog_tells_of() -> None:
    told = re.findall(r"(?m)^## (\d+\.\d+\.\d+) ", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert told[:1] == [__version__]
