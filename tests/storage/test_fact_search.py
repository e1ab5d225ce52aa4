"""Whether members find every fact of the sources, every roadmap and every stage, under the words they would use."""

import csv
from pathlib import Path

import pytest

from bot.domain.items import Findable
from bot.domain.roadmap import Roadmap
from search.entry import SearchEntry
from search.index import Index, find
from search.terms import normal
from tests.shipped import ITEMS
from tests.storage.shipped_index import PACK, sure

ROOT = Path(__file__).parent.parent.parent
DATA = ROOT / "tests" / "data"

ROADMAPS = {
    "roadmap.mle-full": ["full roadmap", "ml engineer roadmap", "complete roadmap to become an ml engineer"],
    "roadmap.foundations": ["foundations", "12 week roadmap", "foundation track"],
    "roadmap.five-steps": ["five steps", "5 step pathway", "fast pathway"],
    "roadmap.guide": ["career changers", "guide for career changers", "roadmap career changer"],
    "roadmap.no-degree": ["without a degree", "no degree", "roadmap with no degree"],
    "roadmap.mlops": ["mlops roadmap", "mlops", "ml ops path"],
    "roadmap.deep": ["deep learning roadmap", "deep learning", "roadmap for deep lerning"],
    "roadmap.interview": ["interview sprint", "interview roadmap", "roadmap for interviews"],
    "roadmap.llm-engineer": ["llm engineer", "llm engineer roadmap", "language model roadmap"],
}
"""How somebody may ask for each roadmap."""


def look_ups() -> list[dict[str, str]]:
    with (DATA / "fact_lookups.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def covering() -> dict[str, set[str]]:
    """The items that cover each fact."""
    found: dict[str, set[str]] = {}
    for item in ITEMS:
        for fact in item.covers if isinstance(item, Findable) else ():
            found.setdefault(fact, set()).add(item.id)
    return found


def answers(query: str, most: int) -> list[str]:
    return [hit.entry.id for hit in find([PACK], query, None, most)]


def first(query: str) -> str:
    return answers(query, 1)[0]


def test_every_fact_is_among_the_first_five_answers_to_a_members_words() -> None:
    items = covering()
    missed = [
        f"{row['fact']}: {row['query']}: {', '.join(answers(row['query'], 5)) or 'nothing'}"
        for row in look_ups()
        if items[row["fact"]].isdisjoint(answers(row["query"], 5))
    ]
    assert missed == []


def test_most_facts_are_the_very_first_answer() -> None:
    items = covering()
    rows = look_ups()
    best = [row for row in rows if first(row["query"]) in items[row["fact"]]]
    assert len(best) >= 0.85 * len(rows)


def test_every_fact_is_looked_up_once_and_each_in_words_of_its_own() -> None:
    rows = look_ups()
    facts = (DATA / "content" / "fact_ids.txt").read_text(encoding="utf-8").split()
    assert sorted(row["fact"] for row in rows) == sorted(facts)
    assert len({row["query"] for row in rows}) == len(rows)


def test_no_fact_is_looked_up_by_the_title_of_what_covers_it() -> None:
    items = covering()
    titles = {entry.id: normal(entry.title) for entry in PACK.entries}
    copied = [row for row in look_ups() if normal(row["query"]) in {titles[item] for item in items[row["fact"]]}]
    assert copied == []


@pytest.mark.parametrize(("roadmap", "query"), [(roadmap, query) for roadmap, queries in ROADMAPS.items() for query in queries])
def test_a_roadmap_is_found_by_its_name_and_by_what_it_is_for(roadmap: str, query: str) -> None:
    assert roadmap in answers(query, 3)


@pytest.mark.parametrize(
    ("query", "roadmap"),
    [
        ("mlops roadmap", "roadmap.mlops"),
        ("deep learning roadmap", "roadmap.deep"),
        ("no degree roadmap", "roadmap.no-degree"),
        ("interview roadmap", "roadmap.interview"),
        ("ml engineer roadmap", "roadmap.mle-full"),
        ("12 week roadmap", "roadmap.foundations"),
    ],
)
def test_who_asks_for_a_roadmap_gets_it_before_all_else(query: str, roadmap: str) -> None:
    assert first(query) == roadmap


def test_no_roadmap_was_forgotten() -> None:
    assert {item.id for item in ITEMS if isinstance(item, Roadmap)} == set(ROADMAPS)


@pytest.mark.parametrize("step", range(1, 6))
@pytest.mark.parametrize("words", ["step {}", "what is step {}?"])
def test_a_step_of_the_short_path_is_found_by_its_number(words: str, step: int) -> None:
    assert first(words.format(step)) == "question.path-steps"


@pytest.mark.parametrize("step", range(1, 6))
def test_a_step_that_both_paths_have_is_found_in_both(step: int) -> None:
    both = {"question.path-steps", "question.path-fourteen"}
    assert set(answers(f"step {step} of becoming an ml engineer", 2)) == both


STAGES = (
    "prerequisites", "which-degree", "programming-skills", "common-algorithms", "what-comes-after-basics",
    "practical-experience", "duty-preprocessing", "duty-model-selection", "deploy-a-model", "stay-current", "networking",
    "portfolio-github", "find-jobs", "certificates",
)  # fmt: skip
"""What each stage of the full path is about, in its order."""


@pytest.mark.parametrize(("stage", "meant"), [*enumerate(STAGES, 1)])
def test_a_stage_of_the_full_path_is_found_by_its_number_with_the_list_of_all(stage: int, meant: str) -> None:
    assert first(f"stage {stage}") == f"question.{meant}"
    assert "question.path-fourteen" in sure(f"stage {stage}", None, 3)


@pytest.mark.parametrize("step", range(6, 15))
def test_a_step_that_the_short_path_does_not_have_is_found_in_the_full_one(step: int) -> None:
    assert first(f"step {step}") == "question.path-fourteen"


def test_who_asks_what_something_is_gets_its_meaning_first_and_no_salary() -> None:
    assert first("median") == "term.median"
    assert first("how do neural networks work") == "term.neural-network"


@pytest.mark.parametrize(("typed", "title"), [("deploying", "Deploy it"), ("stopped", "When to stop"), ("tune", "Tuning")])
def test_a_verb_is_found_in_another_form(typed: str, title: str) -> None:
    index = Index([SearchEntry("term", "term.wanted", title), SearchEntry("term", "term.other", "A stoppage of tunnels")])
    assert [hit.entry.title for hit in find([index], typed, None, 5) if hit.sure] == [title]
