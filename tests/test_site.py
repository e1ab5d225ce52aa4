"""The site of the documents: every link in it leads somewhere, and it asks nobody else for anything."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.started import ROOT

pytestmark = pytest.mark.slow
FROM_ELSEWHERE = re.compile(r"""<(?:script|link|img|iframe)[^>]*(?:src|href)=["']?(?:https?:)?//(?!example\.org)[^"' >]+""")
"""What a browser would fetch from another site by itself."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built as strictly as the hosted checks do: a link to nothing, or a document in no list, is a fault."""
    folder = tmp_path_factory.mktemp("site")
    line = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", folder]
    settings = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "REPO_URL": ""}
    built = subprocess.run(line, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return folder


def test_it_can_be_searched_and_fetches_nothing_from_elsewhere(site: Path) -> None:
    assert "operating/" in (site / "search" / "search_index.json").read_text(encoding="utf-8")
    pages = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    assert pages
    assert {path.name: found for path, text in pages.items() if (found := FROM_ELSEWHERE.findall(text))} == {}


def test_the_readme_is_its_first_page_and_leads_to_the_others(site: Path) -> None:
    first = (site / "index.html").read_text(encoding="utf-8")
    assert "A community runs cohorts" in first
    assert re.search(r'<a href="operating/#[\w-]+">', first) or '<a href="operating/">' in first
    assert 'href="docs/' not in first
