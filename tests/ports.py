"""Ports of this machine for servers that tests start."""

import socket
import subprocess
from time import monotonic, sleep

PATIENCE_SECONDS = 20


def free_port() -> int:
    """One that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def wait_until_listening(process: subprocess.Popen[bytes], port: int) -> None:
    """Raises TimeoutError if a process ended before it listened on its port, or does not in time."""
    ends = monotonic() + PATIENCE_SECONDS
    while process.poll() is None and monotonic() < ends:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except ConnectionError:
            sleep(0.02)
        else:
            return
    raise TimeoutError(f"{process.args!r} does not listen")
