"""The files that hosts read say what the project has: its commands, settings, paths and ports."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from check_jsonschema.builtin_schemas import get_builtin_schema
from jsonschema_rs import validator_for
from typer import TyperException

from bot.config import Settings
from tests.deploy.started_lines import (
    COMPOSE_FILES,
    check_line,
    of_compose,
    of_heroku,
    of_procfile,
    of_render,
    of_units,
    read,
)
from tests.started import ROOT

SETTINGS = {name.upper() for name in Settings.model_fields}
OF_COMPOSE = {"POSTGRES_PASSWORD", "CAIRN_ADDRESS", "CAIRN_LOCK"}
"""What `.env` holds for the compose files alone."""
OURS = re.compile(r"cairn:(local|scale)")


def services() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for file in COMPOSE_FILES:
        yield from ((file, name, service) for name, service in read(file)["services"].items())


def faults_in(compose: Any) -> list[str]:
    """What the schema of Compose says against a file."""
    schema = get_builtin_schema("vendor.compose-spec")
    return [fault.message for fault in validator_for(schema).iter_errors(compose)]


@pytest.mark.parametrize("file", COMPOSE_FILES)
def test_compose_files_keep_to_the_schema_of_compose(file: str) -> None:
    compose = read(file)
    assert faults_in(compose) == []
    next(iter(compose["services"].values()))["readonly"] = True
    assert faults_in(compose) == ["Unevaluated properties are not allowed ('readonly' was unexpected)"]


LINES = [*(line for file in COMPOSE_FILES for line in of_compose(file)), *of_units(), *of_heroku(), *of_render(), *of_procfile()]


def test_every_line_that_starts_the_bot_is_one_that_it_takes() -> None:
    assert len(LINES) > 15
    for line in LINES:
        check_line(line)


@pytest.mark.parametrize("line", ["python -m bot run webb", "python -m bot releas", "python -m bot db backup"])
def test_a_line_that_the_bot_does_not_take_is_found(line: str) -> None:
    with pytest.raises((AssertionError, TyperException)):
        check_line(line)


def test_compose_files_set_nothing_but_what_can_be_set() -> None:
    for file, name, service in services():
        if OURS.match(service["image"]):
            assert service.get("environment", {}).keys() <= SETTINGS, (file, name)


@pytest.mark.parametrize("file", COMPOSE_FILES)
def test_what_a_compose_file_takes_from_env_is_a_setting_or_told_of(file: str) -> None:
    taken = set(re.findall(r"\$\{(\w+)", (ROOT / file).read_text(encoding="utf-8")))
    told = (ROOT / "docs" / "deploying.md").read_text(encoding="utf-8")
    assert taken <= OF_COMPOSE | SETTINGS
    assert [name for name in taken if f"`{name}`" not in told] == []


def test_hosts_are_told_of_nothing_but_what_can_be_set() -> None:
    asked = set(read("app.json")["env"])
    asked |= {setting["key"] for service in read("render.yaml")["services"] for setting in service["envVars"]}
    assert asked
    assert asked <= SETTINGS


def test_every_image_is_of_a_version() -> None:
    for file, name, service in services():
        assert re.search(r":(?!latest$)[\w.-]+$", service["image"]), (file, name)


def test_each_part_is_confined_stops_in_its_own_time_and_comes_back() -> None:
    parts = [(file, name, service) for file, name, service in services() if OURS.match(service["image"])]
    assert len(parts) >= 6
    for file, name, part in parts:
        where = (file, name)
        assert (part["read_only"], part["init"], part["cap_drop"]) == (True, True, ["ALL"]), where
        assert part["security_opt"] == ["no-new-privileges:true"], where
        assert part["restart"] in ("unless-stopped", "on-failure:5"), where
        assert int(part["stop_grace_period"].removesuffix("s")) >= 20, where
        assert part["logging"]["options"].keys() == {"max-size", "max-file"}, where
        assert any(re.match(r"/tmp:.*\bexec\b", mount) for mount in part["tmpfs"]), where  # noqa: S108 - of the container


def test_the_parts_wait_for_the_release_and_the_release_for_the_database() -> None:
    scaled = read("compose.scale.yaml")["services"]
    parts = [name for name, service in scaled.items() if service["image"] == "cairn:scale" and name != "release"]
    assert {"web", "worker", "discord", "slack"} == set(parts)
    for name in parts:
        assert scaled[name]["depends_on"]["release"] == {"condition": "service_completed_successfully"}
    assert scaled["release"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    assert [scaled[name]["deploy"]["replicas"] for name in ("web", "worker")] == [2, 2]


def test_what_is_published_is_the_port_on_which_the_part_listens() -> None:
    for file, name, service in services():
        for port in service.get("ports", ()):
            assert port.endswith(":8080"), (file, name)
            assert service.get("environment", {}).get("PORT", "8080") == "8080", (file, name)
    assert "server-template web 8 web:8080 " in (ROOT / "deploy" / "haproxy.cfg").read_text(encoding="utf-8")


def test_every_file_that_a_compose_file_mounts_is_there() -> None:
    named = [config["file"] for file in COMPOSE_FILES for config in read(file).get("configs", {}).values() if "file" in config]
    assert named
    assert [name for name in named if not (ROOT / name).is_file()] == []
