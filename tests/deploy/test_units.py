"""Systemd takes the units of deploy/, and they let the bot do no more than it has to."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.started import ROOT

UNITS = sorted((ROOT / "deploy" / "systemd").iterdir())
SERVICES = [path for path in UNITS if path.suffix == ".service"]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="install Debian's systemd")
def test_systemd_finds_no_fault_with_the_units(tmp_path: Path) -> None:
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8").replace("/srv/cairn/.venv/bin/python", "/usr/bin/env")
        for name in (unit.name, unit.name.replace("@", "@web")):
            (tmp_path / name).write_text(text)
    units = [str(path) for path in tmp_path.iterdir() if "@." not in path.name]
    done = subprocess.run(
        ["systemd-analyze", "verify", *units],
        env={"SYSTEMD_UNIT_PATH": f"{tmp_path}:", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("unit", SERVICES, ids=lambda path: path.name)
def test_a_unit_writes_to_the_data_alone_and_gains_no_rights(unit: Path) -> None:
    lines = unit.read_text(encoding="utf-8").splitlines()
    needed = {"User=cairn", "UMask=0077", "NoNewPrivileges=true", "ProtectSystem=strict", "ReadWritePaths=-/srv/cairn/data"}
    assert needed <= set(lines)
    assert [line for line in lines if line.startswith("ReadWritePaths=")] == ["ReadWritePaths=-/srv/cairn/data"]
