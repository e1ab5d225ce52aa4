"""A Dockerfile's steps carried out in folders that serve as root: no image is made, but each step really runs."""

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.deploy.dockerfile import Stage, context
from tests.started import ROOT

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
OF_THIS_MACHINE = ("/etc/resolv.conf", "/etc/ssl/certs/ca-certificates.crt")
"""What leads to the registries from here; an image has its own."""


@dataclass(slots=True)
class Built:
    """A folder that a stage was carried out in, and what the stage left set."""

    root: Path
    environment: dict[str, str] = field(default_factory=lambda: {"PATH": PATH})
    folder: str = "/"
    user: str = "0:0"

    def run(self, line: str, *, user: str | None = None) -> str:
        """What a shell says within; raises CalledProcessError with what it said of a failure."""
        whole = ["chroot", f"--userspec={user or self.user}", str(self.root), "/bin/sh", "-c", f"cd {self.folder} && {line}"]
        done = subprocess.run(
            whole, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
        if done.returncode:
            raise AssertionError(f"{line}\n{done.stdout}")
        return done.stdout

    def inside(self, path: str) -> Path:
        """Where a path of the stage lies outside of it."""
        return self.root / (Path(self.folder) / path).relative_to("/")


def bare_debian(folder: Path) -> Path:
    """Debian 12 with nothing that it can do without."""
    subprocess.run(["debootstrap", "--variant=minbase", "--include=ca-certificates", "bookworm", str(folder)], check=True)
    for file in OF_THIS_MACHINE:
        shutil.copy(file, folder / file.lstrip("/"))
    return folder


def with_python(base: Path, folder: Path) -> Path:
    """The same with Python 3.11 and pip where Python's own image has them, in /usr/local."""
    subprocess.run(["cp", "--archive", str(base), str(folder)], check=True)
    built, own = Built(folder), "/usr/local/lib/python3.11/dist-packages"
    built.run("apt-get update -qq && apt-get install -y -qq --no-install-recommends python3 python3-venv")
    built.run("ln -s /usr/bin/python3 /usr/local/bin/python && rm /usr/lib/python3.11/EXTERNALLY-MANAGED")
    built.run(f"python -m venv /pip && mkdir -p {own} && cp -r /pip/lib/python3.11/site-packages/. {own} && rm -r /pip")
    return folder


def carry_out(stage: Stage, base: Path, root: Path, built: Mapping[str, Built], arguments: Mapping[str, str]) -> Built:
    """Carry out a stage in `root`, a new copy of `base`. `built` are the stages before by their names, `arguments` those of the
    build."""
    subprocess.run(["cp", "--archive", str(base), str(root)], check=True)
    told = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    here = Built(root, {"PATH": PATH, **told})
    for instruction in stage.instructions:
        match instruction.name:
            case "ARG":
                name, _, value = instruction.words.partition("=")
                here.environment[name] = arguments.get(name, value)
            case "ENV":
                for name, value in (word.split("=", 1) for word in shlex.split(instruction.words)):
                    here.environment[name] = value.replace("$PATH", here.environment["PATH"])
            case "WORKDIR":
                here.folder = instruction.words
                here.inside(".").mkdir(parents=True, exist_ok=True)
            case "COPY":
                _copy(instruction.words, here, built)
            case "RUN":
                here.run(instruction.words)
            case "USER":
                here.user = instruction.words
            case "CMD" | "ENTRYPOINT" | "EXPOSE" | "HEALTHCHECK":
                pass  # they say what is done with the image
            case other:
                raise AssertionError(f"nobody has written how {other} is carried out")
    return here


def _copy(words: str, here: Built, built: Mapping[str, Built]) -> None:
    earlier = re.match(r"--from=(\w+) ", words)
    *sources, place = words.removeprefix(earlier[0] if earlier else "").split()
    target = here.inside(place)
    if earlier:
        for source in sources:
            shutil.copytree(built[earlier[1]].inside(source), target, symlinks=True, dirs_exist_ok=True)
        return
    for file in context():
        if any(source == "." or file.match(source) for source in sources):
            (target / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / file, target / file)
