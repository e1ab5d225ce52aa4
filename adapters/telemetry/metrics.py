"""The numbers of a process, as Prometheus reads them. All of our own are declared here; none is about a community or a person."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
)

from bot.ports.backlog import Backlog
from bot.telemetry import Kind, Operation

IN_TIME = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 10)
"""Bounds in seconds: platforms drop what is not answered in three."""
LONG = (0.1, 0.5, 1, 5, 15, 60, 300)
"""Bounds in seconds of what takes a while, or waits for its turn."""

disable_created_metrics()  # a second series for each counter, of which nothing is drawn


class Metrics:
    """An observer of operations, called from any thread."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=self.registry)
        counter = partial(Counter, namespace="cairn", registry=self.registry)
        seconds = partial(Histogram, namespace="cairn", unit="seconds", registry=self.registry)
        gauge = partial(Gauge, namespace="cairn", registry=self.registry)

        self._commands = counter(
            "commands", "Calls answered: done, form, refused, slowed, unavailable, failed.", ("command", "platform", "outcome")
        )
        self._command_seconds = seconds("command_duration", "How long calls took to be answered.", ("command",), buckets=IN_TIME)
        self._suggestion_seconds = seconds("suggestion_duration", "How long entries took for what is typed.", buckets=IN_TIME)
        self._lookups = counter("lookups", "Look-ups in the content: done, unanswered.", ("outcome",))
        self._unit_seconds = seconds("unit_duration", "How long transactions took, with the wait.", buckets=IN_TIME)
        self._code_runs = counter("code_runs", "Members' functions tried: done, busy, timeout, failed.", ("outcome",))
        self._code_seconds = seconds("code_run_duration", "How long that took, with the wait.", buckets=LONG)
        self._beats = counter("beats", "Beats of the clock: done, unavailable, failed.", ("beat", "outcome"))
        self._beat_seconds = seconds("beat_duration", "How long beats took.", ("beat",), buckets=LONG)
        self._sends = counter(
            "sends",
            "Posts sent, edited, looked for: done, deferred, refused, gone, unreachable, uncertain, unknown.",
            ("platform", "action", "outcome"),
        )
        self._send_seconds = seconds("send_duration", "How long that took, with the wait.", ("platform",), buckets=LONG)
        self._requests = counter(
            "platform_requests", "Requests over HTTP: done, rate limited, refused, unavailable, failed.", ("platform", "outcome")
        )
        self._request_seconds = seconds("platform_request_duration", "How long they took.", ("platform",), buckets=IN_TIME)

        self._posts = gauge("posts_waiting", "Posts that are due, or held since a platform refused them.", ("platform", "state"))
        self._post_age = gauge("oldest_post_age", "How late the oldest is.", ("platform", "state"), unit="seconds")
        self._dues = gauge("dues_waiting", "Routines that are due.")
        self._due_lag = gauge("due_lag", "How late the oldest is.", unit="seconds")
        self._read_at = gauge("backlog_read_timestamp", "When these were last read from the database.", unit="seconds")
        self._ready = gauge("ready", "Whether this process is ready, as /readyz says.")

    def __call__(self, operation: Operation) -> Callable[[], None]:
        return partial(self._ended, operation)

    def waits(self, backlog: Backlog, now: datetime) -> None:
        """Set what waited in the database at `now`."""
        self._posts.clear()
        self._post_age.clear()
        for posts in backlog.posts:
            labels = (posts.platform, "held" if posts.held else "due")
            self._posts.labels(*labels).set(posts.number)
            self._post_age.labels(*labels).set((now - posts.since).total_seconds())
        self._dues.set(backlog.dues)
        self._due_lag.set((now - backlog.dues_since).total_seconds() if backlog.dues_since else 0)
        self._read_at.set(now.timestamp())

    def is_ready(self, ready: bool) -> None:
        self._ready.set(ready)

    def _ended(self, told: Operation) -> None:
        match told.kind:
            case Kind.COMMAND:
                self._commands.labels(told.name, told.platform, told.outcome).inc()
                self._command_seconds.labels(told.name).observe(told.seconds)
            case Kind.SUGGESTION:
                self._suggestion_seconds.observe(told.seconds)
            case Kind.LOOKUP:
                self._lookups.labels(told.outcome).inc()
            case Kind.UNIT:
                self._unit_seconds.observe(told.seconds)
            case Kind.CODE:
                self._code_runs.labels(told.outcome).inc()
                self._code_seconds.observe(told.seconds)
            case Kind.BEAT:
                self._beats.labels(told.name, told.outcome).inc()
                self._beat_seconds.labels(told.name).observe(told.seconds)
            case Kind.SEND:
                self._sends.labels(told.platform, told.name, told.outcome).inc()
                self._send_seconds.labels(told.platform).observe(told.seconds)
            case Kind.REQUEST:
                self._requests.labels(told.platform, told.outcome).inc()
                self._request_seconds.labels(told.platform).observe(told.seconds)
