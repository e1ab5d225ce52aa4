"""Discord's published OpenAPI document, if it lies beside the checkout: what the fake is sent must be what Discord takes."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft202012, Draft202012Validator, Registry

DOCUMENT = Path(__file__).parents[2].parent / "shared" / "specs" / "discord-openapi.json"


def complaint(method: str, path: str, body: Any) -> str | None:
    """What is wrong with a request's body, or None. Without the document every body passes."""
    if not DOCUMENT.exists():
        return None
    template = next(template for template, pattern in _templates() if pattern.fullmatch(path))
    error = next(_validator(method.lower(), template).iter_errors(_as_published(body)), None)
    return f"{method} {template}: {error.instance_path} {error.message}"[:500] if error else None


def _as_published(body: Any) -> Any:
    """Discord numbers the files of a request by integers in its guide, and discord.py does; the document has strings alone."""
    match body:
        case {"attachments": [*files], **rest}:
            return {**rest, "attachments": [{**file, "id": str(file["id"])} for file in files]}
        case {"data": {} as data, **rest}:
            return {**rest, "data": _as_published(data)}
        case _:
            return body


@cache
def _validator(method: str, template: str) -> Draft202012Validator:
    pointer = template.replace("/", "~1").replace("{", "%7B").replace("}", "%7D")
    reference = f"discord:#/paths/{pointer}/{method}/requestBody/content/application~1json/schema"
    return Draft202012Validator({"$ref": reference}, registry=_registry())


@cache
def _registry() -> Registry:
    return Registry([("discord:", _document())], draft=Draft202012)


@cache
def _templates() -> list[tuple[str, re.Pattern[str]]]:
    """Paths with the fewest gaps first, so that `@original` is not taken for an id."""
    templates = sorted(_document()["paths"], key=lambda template: template.count("{"))
    return [(template, re.compile(re.sub(r"\{\w+\}", "[^/]+", template))) for template in templates]


@cache
def _document() -> dict[str, Any]:
    return json.loads(DOCUMENT.read_text(encoding="utf-8"))
