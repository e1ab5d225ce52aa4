"""Every platform runs the rules that hold on all of them."""

import ast

import pytest

from tests.contracts.tools import ROOT

NO_PLATFORM = {
    "authors": "looks at packs for those who write them",
    "pictures": "draws pictures of numbers for platforms and pages",
    "printer": "makes papers of certificates",
    "sandbox": "runs code of members",
    "telemetry": "tells operators what a process does",
    "web": "serves what the other parts have to tell over HTTP",
}
"""What else has a folder beside the platforms."""
RULES = {"SendingConformance", "HearingConformance"}


def _folders() -> set[str]:
    return {path.parent.name for path in (ROOT / "adapters").glob("*/*.py")}


@pytest.mark.parametrize("folder", sorted(_folders() - NO_PLATFORM.keys()))
def test_a_folder_of_adapters_runs_the_rules_of_sending_and_hearing_unless_it_is_named_as_no_platform(folder: str) -> None:
    file = ROOT / "tests" / folder / "test_conformance.py"
    assert file.exists(), f"write {file.relative_to(ROOT)}, as docs/adding-a-platform.md tells"
    classes = [node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.ClassDef)]
    assert {base.id for node in classes for base in node.bases if isinstance(base, ast.Name)} >= RULES


def test_each_folder_that_is_no_platform_is_there() -> None:
    assert NO_PLATFORM.keys() <= _folders()
