"""What the site has beside docs/: the README as its first page, the documents beside it, and links out of docs/."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[1]
PAGES = {name: name for name in ("CHANGELOG.md", "CODE_OF_CONDUCT.md", "CONTRIBUTING.md", "SECURITY.md")} | {
    "README.md": "index.md"
}
"""Documents beside docs/, and the pages that they are."""
_ROOT_FENCE, _IN_LIST = re.compile(r"```"), re.compile(r"   (?=.*\S)")
_LINK = re.compile(r"(!?)\[([^\]]*)\]\((?!https?:|mailto:|#)([^)#\s]+)(#[^)\s]*)?\)")


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Take the documents beside docs/ in."""
    for name, page in PAGES.items():
        files.append(File.generated(config, page, content=(ROOT / name).read_text(encoding="utf-8")))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Lead each link to the page that a document is here; code that is none stands in the repository, or is named alone."""
    beside = {to: name for name, to in PAGES.items()}.get(page.file.src_uri)
    source = PurePosixPath(beside or f"docs/{page.file.src_uri}")

    def led(link: re.Match[str]) -> str:
        shown, words, path, heading = link[1], link[2], link[3], link[4] or ""
        target = (ROOT / source.parent / path).resolve()
        name = target.relative_to(ROOT).as_posix() if target.is_relative_to(ROOT) and target.exists() else ""
        if name in PAGES or (name.startswith("docs/") and not name.startswith("docs/templates/")):
            there = PAGES.get(name, name.removeprefix("docs/"))
            return f"{shown}[{words}]({'../' * page.file.src_uri.count('/')}{there}{heading})"
        if name:
            return f"[{words}]({config.repo_url.rstrip('/')}/blob/main/{name}{heading})" if config.repo_url else words
        return link[0]

    return "\n".join(_indented(_LINK.sub(led, markdown).split("\n")))


def _indented(lines: Iterable[str]) -> Iterator[str]:
    """What belongs to an entry of a numbered list by three spaces, as everywhere else, belongs to it by four here."""
    fenced = False
    for line in lines:
        fenced ^= bool(_ROOT_FENCE.match(line))
        yield line if fenced or not _IN_LIST.match(line) else f" {line}"
