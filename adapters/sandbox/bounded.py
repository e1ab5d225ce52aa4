"""The program of the interpreters, started within bounds of the system's own: a second guard, should the interpreter's fail.

A script of two lines starts it, since whoever starts processes takes no other words than the name of a program. Where there is no
such script, as on Windows or in a folder whose files cannot be started, the interpreter's own bounds remain.
"""

import sys
from collections.abc import Generator
from contextlib import contextmanager
from os import X_OK, access, getpid
from pathlib import Path
from shlex import quote
from shutil import rmtree, which
from sysconfig import get_path
from tempfile import TemporaryDirectory, gettempdir

BOUNDS = {"c": 0, "f": 0, "n": 64, "t": 20, "v": 768 * 1024}
"""What `ulimit` allows one interpreter: no core dump, no file written, 64 open ones, 20 seconds of a processor, which is more
than all its steps may take, and 768 MiB of addresses, of which code may use 128."""
PREFIX = "cairn-sandbox-"
"""Of the folder with the script, before the process's id."""
NICENESS = 10
"""A bot that has something to do goes before members' code."""


@contextmanager
def bounded() -> Generator[str | None]:
    """The program to start for an interpreter while the block runs; None if it has to be started without bounds."""
    program = which("monty", path=get_path("scripts")) or which("monty")
    if sys.platform != "linux" or program is None:
        yield None
        return
    _remove_those_of_ended_processes()
    with TemporaryDirectory(prefix=f"{PREFIX}{getpid()}-") as folder:
        script = Path(folder) / "monty"
        script.write_text(_script(program), encoding="utf-8")
        script.chmod(0o700)
        yield str(script) if access(script, X_OK) else None


def _remove_those_of_ended_processes() -> None:
    """Whoever is killed leaves the folder with its script behind."""
    for folder in Path(gettempdir()).glob(f"{PREFIX}*-*"):
        process = folder.name.removeprefix(PREFIX).partition("-")[0]
        if process.isdigit() and not (Path("/proc") / process).exists():
            rmtree(folder, ignore_errors=True)


def _script(program: str) -> str:
    """Whoever is started by it ends with the process that started it, if the system has the means to say so."""
    limits = "".join(f"ulimit -{name} {most}\n" for name, most in BOUNDS.items())
    words = ("nice", "-n", str(NICENESS)) if which("nice") else ()
    dies_too = (setpriv, "--pdeathsig", "KILL") if (setpriv := which("setpriv")) else ()
    return f'#!/bin/sh\n{limits}exec {" ".join(map(quote, (*words, *dies_too, program)))} "$@"\n'
