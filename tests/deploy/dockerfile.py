"""A Dockerfile as its stages and instructions, and the files that its build would see."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.started import ROOT


@dataclass(frozen=True, slots=True)
class Instruction:
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Stage:
    base: str
    name: str
    instructions: list[Instruction] = field(default_factory=list[Instruction])

    @property
    def health_check(self) -> list[str]:
        """The words of the line that tells whether a container is well."""
        (check,) = self.of("HEALTHCHECK")
        return json.loads(check.partition("CMD ")[2])

    def of(self, name: str) -> list[str]:
        """What the instructions of that name say."""
        return [instruction.words for instruction in self.instructions if instruction.name == name]


def stages(text: str) -> list[Stage]:
    """The stages of a Dockerfile, from the first to the last."""
    lines = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    found: list[Stage] = []
    for line in re.sub(r"\\\n\s*", "", lines).splitlines():
        name, _, words = line.strip().partition(" ")
        if name == "FROM":
            base, _, called = words.partition(" AS ")
            found.append(Stage(base, called))
        elif name:
            found[-1].instructions.append(Instruction(name, words))
    return found


def context() -> list[Path]:
    """The files that a build sees, relative to the checkout: those that `.dockerignore`, which leaves out all, takes back in."""
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert (rules[0], rules[-1]) == ("*", "**/__pycache__")
    taken = [path for rule in rules[1:-1] for path in ROOT.glob(rule.removeprefix("!"))]
    files = (file for path in taken for file in _files(path))
    return sorted(file.relative_to(ROOT) for file in files if "__pycache__" not in file.parts)


def _files(path: Path) -> Iterator[Path]:
    yield from ([path] if path.is_file() else (file for file in path.rglob("*") if file.is_file()))
