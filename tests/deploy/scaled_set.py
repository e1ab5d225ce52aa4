"""What compose.scale.yaml runs, as processes on loopback: the files of deploy/ with places and ports filled in."""

import asyncio
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from time import monotonic
from typing import Self

import psutil
from sqlalchemy import URL, make_url

from tests.deploy.started_lines import read
from tests.started import ROOT

DEPLOY = ROOT / "deploy"
PROGRAMS = ("haproxy", "pgbouncer", "redis-server")
"""Each is called as Debian's package of it."""
PATH = f"{os.environ['PATH']}:/usr/sbin"
PASSWORD = "letters-and-digits"
STARTING_SECONDS = 60
GRACE_SECONDS = 30
"""What compose gives a container to stop."""


def missing_packages() -> list[str]:
    """Those that Debian would have to install."""
    return [program for program in PROGRAMS if shutil.which(program, path=PATH) is None]


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def filled(text: str, **places: str) -> str:
    """A file of settings in which each line that begins with a pattern is another. Raises AssertionError for a pattern that no
    line, or more than one, begins with."""
    for beginning, line in places.items():
        text, count = re.subn(rf"^(\s*){re.escape(beginning)}.*$", rf"\1{line}", text, flags=re.MULTILINE)
        assert count == 1, f"{count} lines begin with {beginning}"
    return text


@dataclass(slots=True)
class Machine:
    """A process whose lines are kept, with all that it starts."""

    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list[str])
    _reader: Thread = field(init=False)

    def __post_init__(self) -> None:
        self._reader = Thread(target=self._read)
        self._reader.start()

    @classmethod
    def started(cls, line: Sequence[str], environment: Mapping[str, str], user: str | None = None) -> Self:
        return cls(
            subprocess.Popen(
                line, cwd=ROOT, env=environment, user=user, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
            )
        )

    async def until(self, *expected: str) -> None:
        """Wait until a line has been said that holds each of these."""
        ends = monotonic() + STARTING_SECONDS
        while not all(any(words in line for line in self.said) for words in expected):
            assert self.process.poll() is None, self.text
            assert monotonic() < ends, self.text
            await asyncio.sleep(0.02)

    def kill_part(self, part: str) -> None:
        """End one of the processes that it started, which has no time to say anything."""
        started = psutil.Process(self.process.pid).children(recursive=True)
        (process,) = (one for one in started if one.cmdline()[-2:] == ["run", part])
        process.kill()

    def stop(self) -> int:
        """Tell it to stop; returns how it ended. Raises TimeoutExpired if it does not in time."""
        self.process.send_signal(signal.SIGTERM)
        return self.wait()

    def wait(self) -> int:
        self.process.wait(GRACE_SECONDS)
        self._reader.join()
        return self.process.returncode

    def end(self) -> None:
        """Whatever happened: nothing of it goes on."""
        if self.process.poll() is None:
            children = psutil.Process(self.process.pid).children(recursive=True)
            self.process.terminate()
            psutil.wait_procs(children, timeout=GRACE_SECONDS)
            for child in children:
                if child.is_running():
                    child.kill()
            self.process.kill()
        self.wait()

    @property
    def text(self) -> str:
        return "".join(self.said)

    def _read(self) -> None:
        assert self.process.stdout
        self.said.extend(self.process.stdout)
        self.process.stdout.close()


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the parts of the bot."""

    database_url: str
    redis_url: str
    proxy: str
    web_ports: Sequence[int]


@contextmanager
def around(database_url: str) -> Generator[Around]:
    """PgBouncer before a database, Redis, and HAProxy before two web parts that are still to come."""
    *web_ports, pooled, redis, proxy = free_ports(5)
    server = make_url(database_url)
    with TemporaryDirectory(prefix="cairn-") as name, ExitStack() as stack:
        folder = Path(name)
        folder.chmod(0o755)
        # PgBouncer refuses to run as root, and nobody else reaches the server's socket
        user = Path(str(server.query["host"])).owner() if os.geteuid() == 0 else None
        environment = {"PATH": PATH}
        lines = {
            "pgbouncer": ["pgbouncer", str(_pooler(folder, server, pooled))],
            "redis": ["redis-server", "--bind", "127.0.0.1", "--port", str(redis), "--dir", name, *_redis_options()],
            "haproxy": ["haproxy", "-db", "-f", str(_proxy(folder, proxy, web_ports))],
        }
        for line in lines.values():
            stack.callback(Machine.started(line, environment, user).end)
        yield Around(
            database_url=f"postgresql://cairn:{PASSWORD}@127.0.0.1:{pooled}/cairn",
            redis_url=f"redis://127.0.0.1:{redis}/0",
            proxy=f"http://127.0.0.1:{proxy}",
            web_ports=web_ports,
        )


def _pooler(folder: Path, server: URL, port: int) -> Path:
    host = server.query.get("host") or server.host
    place = f"cairn = host={host} port={server.port or 5432} dbname={server.database} user={server.username}"
    (folder / "userlist.txt").write_text(f'"cairn" "{PASSWORD}"\n')
    text = filled(
        (DEPLOY / "pgbouncer" / "pgbouncer.ini").read_text(),
        **{
            "cairn =": place,
            "listen_addr =": "listen_addr = 127.0.0.1",
            "listen_port =": f"listen_port = {port}",
            "auth_file =": f"auth_file = {folder / 'userlist.txt'}",
        },
    )
    return _written(folder / "pgbouncer.ini", text)


def _proxy(folder: Path, port: int, web_ports: Sequence[int]) -> Path:
    servers = r"\n    ".join(f"server web{number} 127.0.0.1:{port}" for number, port in enumerate(web_ports))
    places = {"bind :8080": f"bind 127.0.0.1:{port}", "server-template": servers}
    return _written(folder / "haproxy.cfg", filled((DEPLOY / "haproxy.cfg").read_text(), **places))


def _redis_options() -> list[str]:
    """Those of compose.scale.yaml."""
    _, *options = read("compose.scale.yaml")["services"]["redis"]["command"].split()
    return ["" if option == '""' else option for option in options]


def _written(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def honcho(procfile: Path, port: int, *parts: str) -> list[str]:
    """The line that runs parts of the project's Procfile, of which the web part listens on `port`."""
    procfile.write_text((ROOT / "Procfile").read_text().replace(".venv/bin/python", sys.executable))
    # unbuffered: honcho writes as a signal arrives, and a buffered stream refuses that in the midst of another write
    return [sys.executable, "-u", "-m", "honcho", "-f", str(procfile), "-d", str(ROOT), "start", "--port", str(port), *parts]
