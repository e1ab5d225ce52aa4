"""A small pack without faults, for tests to break."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Pack = dict[str, Any]
CHALLENGES = "challenges/sums.yaml"


def challenge(name: str, kind: str, **fields: Any) -> Pack:
    common = {
        "id": f"challenge.{name}", "rev": 1, "kind": kind, "topics": ["topic.sums"], "level": 1, "minutes": 2,
        "prompt": f"How do you do {name}?", "hint": ["Count."], "explain": "You count.", "source": ["resource.sums"],
        "review": {"by": "staff", "on": "2026-01-31"},
    }  # fmt: skip
    return common | fields


def options(right: int = 0, *texts: str) -> list[Pack]:
    texts = texts or ("One", "Two", "Six", "Ten")
    return [
        {"id": "abcd"[place], "text": text, "ok": True} if place == right else {"id": "abcd"[place], "text": text, "why": "No."}
        for place, text in enumerate(texts)
    ]


def faultless() -> Pack:
    """The files of a pack; each challenge is of another kind."""
    adds = "def add(a, b):\n    return a + b"
    return {
        "pack.yaml": {"pack": "sums", "schema": 1, "version": "1.0.0", "title": "Sums", "locale": "en", "licence": "MIT"},
        "topics.yaml": [{"id": "topic.sums", "rev": 1, "title": "Sums"}],
        "resources.yaml": [
            {
                "id": "resource.sums", "rev": 1, "title": "Sums", "url": "https://sums.example.org/", "kind": "docs", "level": 1,
                "cost": "free", "hours": 1, "topics": ["topic.sums"], "aliases": ["adding"],
            }
        ],
        "glossary.yaml": [{"id": "term.sum", "rev": 1, "term": "Sum", "meaning": "What you get when you add."}],
        "challenges/sums.yaml": [
            challenge("choice", "single", options=options()),
            challenge("several", "multi", options=[*options(0)[:2], options(2)[2]]),
            challenge("number", "numeric", prompt="Add {a} and 1.", params={"a": [1, 2, 3, 4]}, compute="a + 1"),
            challenge("word", "text", accept=["sum"]),
            challenge(
                "steps", "order", steps=[{"id": step, "text": f"Step {step}"} for step in "abcd"],
                before=[["a", "b"], ["b", "c"], ["c", "d"]],
            ),
            challenge(
                "code", "python", function="add", starter="def add(a, b):\n    ...", reference=adds,
                tests=[{"args": [1, 1], "want": 2}, {"args": [0, 1], "want": 1}], hidden=[{"args": [2, 3], "want": 5}],
                wrong=[adds.replace("+", "-"), "def add(a, b):\n    return max(a, b)"],
            ),
            challenge("thought", "reflection"),
        ],
    }  # fmt: skip


def write(pack: Pack, folder: Path, hosts: str | None = "sums.example.org\n") -> Path:
    for name, value in pack.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        _ = file.write_text(_one_line_each(value), encoding="utf-8")
    if hosts is not None:
        _ = (folder / "hosts.txt").write_text(hosts, encoding="utf-8", errors="surrogateescape")
    return folder


def _one_line_each(value: Any) -> str:
    """JSON is YAML; a list has each of its entries on a line of its own, so that a fault's line tells which it is at."""
    if isinstance(value, list):
        return "[\n" + ",\n".join(json.dumps(entry) for entry in value) + "\n]\n"
    return json.dumps(value) + "\n"


def item(pack: Pack, name: str) -> Pack:
    """The item whose id ends so."""
    return next(
        entry for value in pack.values() if isinstance(value, list) for entry in value if entry["id"].endswith(f".{name}")
    )


def many(kind: str, count: int, make: Callable[[int], Pack]) -> Callable[[Pack], None]:
    """So many more challenges of a kind."""

    def change(pack: Pack) -> None:
        pack[CHALLENGES] += [challenge(f"more-{number}", kind, **make(number)) for number in range(count)]

    return change


def without(name: str, field: str) -> Callable[[Pack], None]:
    return lambda pack: item(pack, name).pop(field) and None


def put(name: str, **fields: Any) -> Callable[[Pack], None]:
    return lambda pack: item(pack, name).update(fields)
