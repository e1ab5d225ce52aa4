"""A real PgBouncer in transaction mode before a real PostgreSQL."""

import os
import shutil
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import make_url

from tests.ports import free_port, wait_until_listening

PROGRAM = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
needs_pgbouncer = pytest.mark.skipif(PROGRAM is None, reason="the system's package pgbouncer is not installed")
_SETTINGS = """[databases]
{name} = host={host} user={user}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = {connections}
"""


@contextmanager
def pooling(database: str, folder: Path, connections: int) -> Generator[str]:
    """The address of a database behind a pooler that has so many connections to its server, until the end of the block."""
    address, port = make_url(database), free_port()
    host, settings = str(address.query["host"]), folder / "pgbouncer.ini"
    who = Path(host).owner()  # it never runs as root
    values = {
        "name": address.database,
        "host": host,
        "user": address.username,
        "port": port,
        "connections": connections,
    }
    settings.write_text(_SETTINGS.format(**values), encoding="utf-8")
    command = [PROGRAM or "", "--quiet", *(("--user", who) if os.getuid() == 0 else ()), settings]
    with subprocess.Popen(command, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_until_listening(process, port)
            yield f"postgresql://{address.username}@127.0.0.1:{port}/{address.database}"
        finally:
            process.kill()
