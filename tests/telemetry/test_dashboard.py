"""What is drawn and what wakes somebody asks for numbers that exist, and says what to do."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from adapters.telemetry.metrics import Metrics
from tests.contracts.tools import ROOT

DASHBOARD = json.loads((ROOT / "deploy" / "grafana" / "cairn.json").read_text(encoding="utf-8"))
ALERTS = yaml.safe_load((ROOT / "deploy" / "prometheus" / "alerts.yml").read_text(encoding="utf-8"))
RULES = [rule for group in ALERTS["groups"] for rule in group["rules"]]
DRAWN = [target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]]
WOKEN = [rule["expr"] for rule in RULES]
KINDS = {"counter": ("_total",), "gauge": ("",), "histogram": ("_bucket", "_sum", "_count")}
"""What is read of each kind of number."""
PROCESS = {"process_resident_memory_bytes", "process_cpu_seconds_total"}
"""What the library counts of a process and is drawn."""
LABELS = {"le", "instance", "job"}
"""What Prometheus adds."""


def known() -> dict[str, set[str]]:
    """The labels of each series, by its name."""
    found: dict[str, set[str]] = {}
    metrics: list[Any] = list(vars(Metrics()).values())
    for metric in metrics:
        families: list[Any] = getattr(metric, "describe", list)()
        for family in families:
            found |= {f"{family.name}{end}": set(metric._labelnames) for end in KINDS[family.type]}
    return found


def series(expression: str) -> Iterator[str]:
    yield from re.findall(r"\b(?:cairn|process)_\w+", expression)


def labels(expression: str) -> set[str]:
    compared = re.findall(r"(\w+)=?[=~!]", "".join(re.findall(r"\{[^}]*\}", expression)))
    grouped = re.findall(r"(?:by|on) \(([^)]*)\)", expression)
    return {*compared, *(name.strip() for group in grouped for name in group.split(","))}


@pytest.mark.parametrize("expression", [*DRAWN, *WOKEN])
def test_what_is_asked_for_exists(expression: str) -> None:
    ours = known()
    named = list(series(expression))
    assert named
    assert [name for name in named if name.startswith("cairn_") and name not in ours] == []
    assert [name for name in named if name.startswith("process_") and name not in PROCESS] == []
    assert labels(expression) <= LABELS.union(*(ours.get(name, set()) for name in named))


def test_every_number_of_ours_is_drawn() -> None:
    drawn = {name for expression in DRAWN for name in series(expression)}
    left_out = {name for name in known() if not name.endswith(("_sum", "_count"))} - drawn
    assert left_out == {"cairn_backlog_read_timestamp_seconds", "cairn_dues_waiting"}


def test_a_dashboard_can_be_imported_with_a_source_that_is_chosen_then() -> None:
    (source,) = DASHBOARD["__inputs"]
    chosen = f"${{{source['name']}}}"
    targets = [target for panel in DASHBOARD["panels"] for target in panel["targets"]]
    assert {target["datasource"]["uid"] for target in targets} == {chosen}
    places = [tuple(panel["gridPos"][name] for name in ("x", "y")) for panel in DASHBOARD["panels"]]
    assert len(set(places)) == len(places) == len({panel["id"] for panel in DASHBOARD["panels"]})


def test_three_things_wake_somebody_and_each_says_what_to_do() -> None:
    assert len(RULES) == 3
    for rule in RULES:
        path, _, heading = rule["annotations"]["runbook"].partition("#")
        titles = re.findall(r"^#+ (.+)$", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)
        assert heading in {title.lower().replace(" ", "-") for title in titles}
