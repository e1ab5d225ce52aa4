"""What each part of the program may import from outside it. A part that is not named here may not exist."""

import ast
from collections.abc import Iterator
from pathlib import Path

PROGRAM = ("bot", "adapters", "storage", "content", "search")
COMPUTING = {
    "annotated_types", "ast", "base64", "bisect", "collections", "contextlib", "copy", "dataclasses", "datetime", "difflib",
    "enum", "fractions", "functools", "graphlib", "hashlib", "heapq", "inspect", "ipaddress", "itertools", "json", "math",
    "operator", "random.Random", "re", "statistics", "string", "types", "textwrap.dedent", "typing", "unicodedata",
    "urllib.parse", "zlib", "zoneinfo",
}  # fmt: skip
"""What every part may use: it reads and changes nothing but what it is given."""
OUTSIDE = {
    "bot.__init__": set[str](),
    "bot.__main__": {"gc"},
    "bot.app": {"asyncio", "concurrent.futures.ThreadPoolExecutor", "contextvars", "secrets", "structlog"},
    "bot.command_line": {"asyncio", "pathlib", "structlog", "sys", "typer"},
    "bot.config": {"pathlib", "pydantic", "pydantic_settings"},
    "bot.content_commands": {"asyncio", "pathlib", "typer"},
    "bot.demo": {"time.monotonic"},
    "bot.domain": {"fsrs", "idna", "rapidfuzz", "secrets.choice", "simpleeval"},
    "bot.errors": set[str](),
    "bot.feature": set[str](),
    "bot.features": set[str](),
    "bot.interface": {"rapidfuzz"},
    "bot.isolation": set[str](),
    "bot.language": {"babel", "contextvars", "gettext", "pathlib"},
    "bot.logs": {"contextvars", "logging", "structlog", "sys", "time.monotonic"},
    "bot.naming": set[str](),
    "bot.ports": set[str](),
    "bot.setting_values": {"pathlib", "pydantic"},
    "bot.shared": {"babel", "codecs", "csv", "holidays", "io.BytesIO", "io.StringIO", "rapidfuzz", "zipfile"},
    "bot.story": set[str](),
    "bot.telemetry": {"time.perf_counter"},
    "bot.text": set[str](),
    "bot.wiring": {
        "aiohttp",
        "asyncio",
        "ctypes.CDLL",
        "discord",
        "errno",
        "gc",
        "importlib.util.find_spec",
        "pathlib",
        "pydantic",
        "secrets",
        "signal",
        "slack_sdk",
        "socket",
        "sqlalchemy",
        "structlog",
        "sqlite3",
        "sys",
        "tempfile",
        "time.monotonic",
    },
    "adapters.__init__": set[str](),
    "adapters.authors": {"asyncio", "html", "markdown_it", "sys", "tempfile"},
    "adapters.clock": {"apscheduler", "asyncio", "structlog"},
    "adapters.console": {"io", "rich"},
    "adapters.discord": {
        "aiohttp",
        "asyncio",
        "cryptography",
        "discord",
        "io.BytesIO",
        "logging",
        "structlog",
        "time.monotonic",
        "time.time",
    },
    "adapters.hearing": {"asyncio", "structlog", "time"},
    "adapters.links": {"aiohttp", "asyncio", "socket", "yarl"},
    "adapters.outgoing": {"aiohttp"},
    "adapters.pace": {"asyncio", "contextvars", "time"},
    "adapters.pictures": {"asyncio", "contextvars", "html", "itsdangerous", "pathlib", "resvg_py", "structlog", "uharfbuzz"},
    "adapters.playground": {"aiohttp", "asyncio", "pathlib", "pydantic", "uuid", "yarl"},
    "adapters.printer": {"asyncio", "concurrent.futures", "importlib.util.find_spec", "pathlib", "typst"},
    "adapters.redis_turns": {"asyncio", "limits", "redis", "structlog", "time"},
    "adapters.sandbox": {"asyncio", "concurrent.futures", "importlib.util.find_spec", "os.X_OK", "os.access", "os.getpid"}
    | {"pathlib", "pydantic_monty", "shlex", "shutil.rmtree", "shutil.which", "sys", "sysconfig", "tempfile"}
    | {"threading", "time"},
    "adapters.slack": {"aiohttp", "asyncio", "hmac", "htpy", "logging", "secrets", "slack_bolt", "slack_sdk", "structlog"}
    | {"time", "yaml"},
    "adapters.telemetry": {"asyncio", "opentelemetry", "prometheus_client", "sentry_sdk", "structlog"} | {"time.monotonic"},
    "adapters.web": {"aiohttp", "babel", "htpy", "icalendar", "itsdangerous", "multidict", "pathlib"} | {"secrets", "structlog"},
    "storage": {
        "aiosqlite",
        "alembic",
        "asyncio",
        "cattrs",
        "contextvars",
        "cryptography",
        "fcntl",
        "os.O_RDONLY",
        "os.close",
        "os.environ",
        "os.fsync",
        "os.open",
        "os.pathsep",
        "pathlib",
        "secrets",
        "socket",
        "sqlalchemy",
        "sqlite3",
        "tempfile",
        "zipfile",
    }
    | {
        "shutil.disk_usage",
        "shutil.rmtree",
        "structlog",
        "threading.Lock",
        "threading.Thread",
        "time.monotonic",
        "traceback.walk_tb",
    },
    "content": {"ast", "asyncio", "pathlib", "pydantic", "pydantic_core", "rapidfuzz", "tempfile", "yaml"},
    "search": {"rapidfuzz", "tantivy"},
}
"""What a part may use besides: a name allows all that is below it."""


def part_of(module: str) -> str:
    """The part that a module of the program belongs to: of `bot` and `adapters` what stands directly in them."""
    top, *rest = module.split(".")
    return f"{top}.{(rest or ['__init__'])[0]}" if top in {"bot", "adapters"} else top


def module_of(path: Path) -> str:
    """The dotted name of a file whose path is relative to the checkout."""
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def foreign(module: str, source: str) -> list[str]:
    """What a module imports from outside though its part may not, or in a way that hides what it is."""
    allowed = COMPUTING | OUTSIDE.get(part_of(module), set())
    tree = ast.parse(source)
    names = [name for name in imported(tree) if name.split(".")[0] not in PROGRAM and not covers(allowed, name)]
    return names + [
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id in {"__import__", "exec", "eval"}
    ]


def imported(tree: ast.AST) -> Iterator[str]:
    """Full names: `a.b` for `import a.b` and for `from a import b`; a relative import begins with a dot."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names)


def covers(allowed: set[str], name: str) -> bool:
    return any(f"{name}.".startswith(f"{start}.") for start in allowed)
