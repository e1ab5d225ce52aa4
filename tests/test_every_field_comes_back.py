"""Whatever an entry says is in its file, and comes back out of it: each field of each kind, as a table and as YAML."""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, replace
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.challenge import Challenge, Limits, Reviewed
from bot.domain.items import OwnItem, kind_of
from bot.domain.lookup import Figure, Question, Resource
from bot.domain.roadmap import CatchUp, Milestone, Minutes, Roadmap, Topic, Week, WeekResource
from bot.ports.workbench import Workbench
from bot.shared.entry_pack import pack_entries
from bot.shared.entry_table import EntryFile, read_entries, table_of
from bot.shared.import_plan import planned
from bot.shared.named_entries import Entries
from bot.shared.planned_changes import Plan
from bot.shared.present import Present
from bot.shared.resource_form import Known
from content.entry_files import EntryFiles

COVERS = ("fact.1", "fact.2")
FULL: Sequence[OwnItem] = (
    Resource(
        id="resource.own.1", rev=1, title="Owls", url="https://example.org/owls", kind="book", level=2, cost="paid", hours=1.5,
        topics=("topic.owls",), language="de", authors=("A. Bell", "C. Dee"), licence="CC-BY-4.0", checked="2026-01-31",
        aliases=("night birds",), covers=COVERS, replaced_by="resource.bats",
    ),
    Question(
        id="question.own.1", rev=1, question="Do owls sleep?", answer="By day.\n- in trees", aliases=("sleep",),
        topics=("topic.owls",), see=("question.bats", "term.owl"), covers=COVERS, replaced_by="question.bats",
    ),
    Figure(
        id="figure.own.1", rev=1, role="Ornithologist", region="Zürich", level="Senior", low=4500, high=6000, or_more=True,
        currency="CHF", period="month", year=2025, source="A survey", note="-before tax", aliases=("pay",), covers=COVERS,
        replaced_by="figure.bats",
    ),
    Week(
        id="week.own.1", rev=1, title="Owls at night", short="Owls", why="They\nfly.", goals=("hear one", "see one"),
        minutes=Minutes(light=30, standard=90), milestone=Milestone(text="A list", checklist=("it is long",), stretch="Two."),
        resources=(WeekResource(ref="resource.own.1", role="reference"),), question="How many?", reflection="Why?",
        catch_up=CatchUp(minutes=20, steps=("listen",)), topics=("topic.owls",), needs=("week.bats",),
        challenges=("challenge.bats",), covers=COVERS, starter="owl.py",
        starter_code='"""You will hear one."""\n\nprint("hoo")', replaced_by="week.bats",
    ),
    Roadmap(
        id="roadmap.own.1", rev=1, title="Birds", summary="For all.", weeks=("week.own.1",), covers=COVERS,
        replaced_by="roadmap.bats",
    ),
    Challenge(
        id="challenge.own.1", rev=1, kind="text", topics=("topic.owls",), level=3, minutes=4, prompt="Who hoots?",
        hint=("It flies.", "By night."), explain="An owl.", source=("resource.own.1",),
        review=Reviewed(by="Ann, B.", on="2026-01-31"), accept=("owl", "an owl"), distance=1,
        reject=("bat",), limits=Limits(seconds=2, mb=64), covers=COVERS, replaced_by="challenge.bats",
    ),
)  # fmt: skip
OF_OTHER_KINDS = {"options", "params", "compute", "tolerance", "percent_ok", "steps", "before", "function", "starter", "tests",
                  "hidden", "reference", "wrong", "equivalent_mutants"}  # fmt: skip
"""Fields of challenges that are no text; `test_content_export` sends each kind of challenge there and back."""
LINES = {"title", "question", "region", "role", "note", "source", "licence"}
TEXTS = st.text(st.sampled_from("aZß9=+-@'\"“;,|&<#*%\t "), min_size=1, max_size=30).map(
    lambda text: " ".join(f"{text}x".split())
)


def _plan(file: EntryFile) -> Plan:
    """What a community without any entries would get of a file."""
    topics = [Topic(id="topic.owls", rev=1, title="Owls")]
    known = Known(topics, 2026, weeks=Entries({}), resources=Entries({"resource.own.1": "Owls"}))
    return planned(file, Present(known, {}, (), count(1).__next__, 1), Workbench(lambda _: None, None), retires=False)


def _read(items: Sequence[OwnItem], format: str) -> Mapping[str, OwnItem]:
    files = EntryFiles()
    table = format == "csv"
    plan = _plan(read_entries(table_of(items).decode("utf-8-sig")) if table else pack_entries(files.read(files.write(items)), {}))
    assert [str(fault.message) for fault in plan.faults] == []
    return {change.item.id: change.item for change in plan.changes}


@pytest.mark.parametrize("format", ["csv", "yaml"])
def test_each_field_of_each_kind_comes_back_as_it_was(format: str) -> None:
    for item in FULL:
        usual = [each.name for each in fields(item) if each.default is not MISSING and getattr(item, each.name) == each.default]
        assert {*usual} - OF_OTHER_KINDS - {"status"} == set(), kind_of(item)
    assert _read(FULL, format) == {item.id: item for item in FULL}


@settings(max_examples=25)
@given(st.sampled_from(FULL[:3]), TEXTS, st.sampled_from(["csv", "yaml"]))
def test_texts_come_back_whatever_they_hold(item: OwnItem, text: str, format: str) -> None:
    named = {each.name: text for each in fields(item) if each.name in LINES}
    written = replace(item, **named)
    assert _read([written], format) == {item.id: written}


def test_what_a_column_of_packs_cannot_mean_is_refused_with_an_example() -> None:
    table = table_of(FULL).decode("utf-8-sig")
    for right, wrong, example in (
        ("2026-01-31,", "soon,", "2026-01-31"),
        ("CC-BY-4.0", "x" * 41, "CC-BY"),
        ("2 s", "9 s", "1 s"),
    ):
        (fault,) = _plan(read_entries(table.replace(right, wrong, 1))).faults
        assert f"write it such as {example}" in str(fault.message)
