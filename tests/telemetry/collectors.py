"""Collectors on this machine that keep what a process sends them."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass
class Received:
    address: str
    """Host and port."""
    bodies: list[tuple[str, str, bytes]] = field(default_factory=list[tuple[str, str, bytes]])
    """Of each request its path, its encoding and its body."""


@contextmanager
def collecting() -> Generator[Received]:
    """In a thread of its own: who sends waits for it, such as at the end of a process."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.bodies.append((self.path, self.headers.get("Content-Encoding", ""), body))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        received = Received(f"127.0.0.1:{server.server_port}")
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield received
        finally:
            server.shutdown()
            thread.join()
