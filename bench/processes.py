"""Processes that the bench starts."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

from tests.started import environment


class Child:
    """A module that runs as a process of its own, reads lines and answers each with one."""

    def __init__(self, process: Process) -> None:
        self._process = process

    @property
    def pid(self) -> int:
        return self._process.pid

    async def ask(self, line: str) -> str:
        assert self._process.stdin  # noqa: S101 - it was asked for
        self._process.stdin.write(f"{line}\n".encode())
        return await self.line()

    async def line(self) -> str:
        assert self._process.stdout  # noqa: S101 - it was asked for
        return (await self._process.stdout.readline()).decode().strip()


@asynccontextmanager
async def child(folder: Path, module: str, *arguments: str) -> AsyncGenerator[Child]:
    """A child that has said its first line, until the end of its input ends it."""
    line = (sys.executable, "-m", module, *arguments)
    process = await asyncio.create_subprocess_exec(*line, cwd=folder, env=environment(folder), stdin=PIPE, stdout=PIPE)
    started = Child(process)
    await started.line()
    yield started
    await process.communicate(b"")  # the end of its input


async def first_line(folder: Path, *arguments: str, typed: str = "") -> tuple[float, str]:
    """Run Python with these arguments to its end; returns the milliseconds until its first line, and the line."""
    began = perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, cwd=folder, env=environment(folder), stdin=PIPE, stdout=PIPE
    )
    assert process.stdin and process.stdout  # noqa: S101, PT018 - both were asked for
    process.stdin.write(typed.encode())
    process.stdin.write_eof()
    line = (await process.stdout.readline()).decode()
    taken = (perf_counter() - began) * 1000
    await process.stdout.read()
    await process.wait()
    return taken, line


async def whole(folder: Path, *arguments: str, typed: str = "") -> float:
    """The milliseconds that Python takes with these arguments, from its start to its end."""
    began = perf_counter()
    await first_line(folder, *arguments, typed=typed)
    return (perf_counter() - began) * 1000


def resident() -> float:
    """The megabytes of memory that this process has at present."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))


def say(**measured: Any) -> None:
    """Print a child's one line."""
    print(json.dumps(measured), flush=True)


async def counted(platform: Child) -> Mapping[str, Any]:
    """What a child that is a platform has counted so far, and its address."""
    return json.loads(await platform.ask("count"))


def heard(line: str) -> Mapping[str, float]:
    """What `say` has printed."""
    return json.loads(line)
