"""A value that cannot be meant is refused under the input of the form that holds it."""

from collections.abc import Awaitable, Callable, Mapping

import pytest

from bot.interface.call import Call
from bot.interface.card import Select
from bot.wiring.features import all_commands
from tests.challenge_samples import NUMERIC
from tests.given_challenges import give
from tests.own_roadmaps import WEEK
from tests.world import Caller, World, press

pytestmark = pytest.mark.asks_the_database
RESOURCE = {"title": "A course", "url": "https://example.org/course"}
QUESTION = {"question": "What is a leak?", "answer": "The future in the past."}
FIGURE = {"region": "Utopia", "level": "Senior", "pay": "60k-75k EUR", "year": "2025", "source": "A survey"}
CHALLENGE = {
    "kind": "single", "prompt": "Which one?", "explain": "So.", "key": "*This\nThat", "topics": "What machine learning is",
}  # fmt: skip
ROADMAP = {"title": "Charts", "summary": "For whoever draws."}
PLAN = {"name": "ML March", "roadmap": "foundations", "start": "2026-03-02", "channel": "channel-1", "time": "18:00"}
LONG = "x" * 150

WRONG: Mapping[str, tuple[Mapping[str, str], Mapping[str, str]]] = {
    "milestone done": ({"week": "1"}, {"link": "ftp://example.org"}),
    "checkin": ({}, {"did": ""}),
    "find": ({}, {"query": "?!"}),
    "faq": ({}, {"query": "?!"}),
    "resource find": ({}, {"query": "?!"}),
    "resource suggest": (RESOURCE, {"title": "?!", "url": "nowhere", "topics": "never heard of it"}),
    "practice answer": ({}, {"answer": " "}),
    "me edit-reminders": ({}, {"remind_at": "late", "hours": "late"}),
    "me edit": ({}, {"zone": "Atlantis", "day_ends": "12:00"}),
    "me away": ({}, {"until": "2025-01-01"}),
    "manage create": (PLAN, {"name": "?!", "roadmap": "nowhere", "start": "2025-01-01", "channel": "somewhere"}),
    "manage settings": ({}, {"zone": "Atlantis", "language": "klingon", "log": "somewhere", "digest": "perhaps"}),
    "manage change": ({}, {"zone": "Atlantis", "language": "klingon", "log": "somewhere"}),
    "manage moderators": ({}, {"person": "somebody"}),
    "manage add-moderator": ({}, {"person": "somebody"}),
    "manage edit-plan": ({}, {"name": "?!", "roadmap": "nowhere", "start": "2025-01-01", "channel": "somewhere"}),
    "manage edit-checkins": ({}, {"zone": "Atlantis", "days": "never", "end": "2025-01-01"}),
    "manage edit-challenges": ({}, {"challenges": "someday"}),
    "manage remove": ({}, {"member": "nobody"}),
    **dict.fromkeys(
        ["manage session", "manage edit-session"],
        ({"title": "Questions", "day": "2026-01-07", "at": "18:00"}, {"link": "ftp://example.org", "day": "2026-01-01"}),
    ),
    "manage note": ({}, {"member": "nobody"}),
    "manage repair": ({}, {"date": "2025-01-01"}),
    "manage pause": ({"first": "2026-01-07"}, {"first": "2025-01-01", "last": "2026-01-06"}),
    "manage shift": ({}, {"by": "soon"}),
    "manage holidays": ({}, {"days": "never", "country": "Atlantis"}),
    "content add-resource": (RESOURCE, {"title": "?!", "url": "nowhere", "topics": "never heard of it"}),
    "content edit": ({}, {"item": "never heard of it"}),
    "content edit-resource": (RESOURCE, {"title": "?!", "url": "nowhere", "topics": "never heard of it"}),
    "content edit-question": (QUESTION, {"question": "?!", "aliases": LONG, "topics": "never heard of it"}),
    "content edit-challenge": (CHALLENGE, {"key": "This\nThat", "topics": "never heard of it"}),
    "content change-resource": (RESOURCE, {"title": "?!", "url": "nowhere", "topics": "never heard of it"}),
    "content resource-details": ({}, {"hours": "many", "authors": LONG, "aliases": LONG}),
    "content add-question": (QUESTION, {"question": "?!", "aliases": LONG, "topics": "never heard of it"}),
    "content change-question": (QUESTION, {"question": "?!", "aliases": LONG, "topics": "never heard of it"}),
    "content mend": ({}, {"url": "nowhere"}),
    "content answer-gap": (QUESTION, {"question": "?!", "aliases": LONG, "topics": "never heard of it"}),
    "content add-salary": (FIGURE, {"region": "?!", "level": "?!", "pay": "plenty", "source": "?!"}),
    "content edit-figure": (FIGURE, {"region": "?!", "level": "?!", "pay": "25k", "source": "?!"}),
    "content change-figure": (FIGURE, {"region": "?!", "level": "?!", "pay": "$25k", "source": "?!"}),
    "content figure-details": ({}, {"aliases": LONG}),
    "content retire": ({}, {"item": "never heard of it"}),
    **dict.fromkeys(
        ("content add-week", "content edit-week", "content change-week"),
        (WEEK, {"title": "?!", "why": "&" * 600, "goals": LONG * 2}),
    ),
    "content week-details": ({}, {"checklist": LONG * 2, "resources": "Never heard of it", "topics": "never heard of it"}),
    "content week-catch-up": ({}, {"steps": LONG * 2}),
    **dict.fromkeys(
        ("content add-roadmap", "content edit-roadmap", "content change-roadmap"),
        (ROADMAP, {"title": "?!", "summary": "&" * 600, "weeks": "Never heard of it"}),
    ),
    "content copy-roadmap": ({"roadmap": "foundations"}, {"roadmap": "nowhere", "title": "?!"}),
    "content choose-weeks": ({"roadmap": "Charts"}, {"roadmap": "nowhere"}),
    "content add-challenge": (CHALLENGE, {"key": "This\nThat", "topics": "never heard of it"}),
    "content change-challenge": (CHALLENGE, {"key": "This\nThat", "topics": "never heard of it"}),
    "challenge answer": ({}, {"answer": "a lot"}),
}
"""By command: values that are fine, and a wrong one for each of its options that not every value fits."""
ANY_TEXT_FITS = {
    "milestone done": {"note"},
    "milestone review": {"good", "seen", "next"},  # what is seen is tried in tests/test_peer_review.py: it needs a request
    "checkin": {"next", "blocker", "answer"},
    "manage edit-questions": {"ask_did", "ask_next", "ask_blocker"},
    "manage edit-note": {"note"},
    **{f"manage {path}": {"title"} for path in ("session", "edit-session")},
    "manage repair": {"reason"},
    "content mend": {"licence"},
    "content resource-details": {"language"},
    "content figure-details": {"role", "note"},
    "content decline": {"reason"},
    "content retire": {"reason"},
    **{f"content {path}-week": {"make"} for path in ("add", "edit", "change")},
    "content week-details": {"question", "further"},
    "content week-catch-up": {"short", "reflection"},
    "content choose-weeks": {"weeks"},  # tried in tests/test_own_roadmaps.py: it needs a roadmap
    **{f"content {path}": {"answer"} for path in ("add-question", "edit-question", "change-question", "answer-gap")},
    **{f"content {path}-challenge": {"prompt", "explain", "hint"} for path in ("add", "edit", "change")},
}
"""By command: the texts that are kept as they are, whatever they say."""


def texts_of_forms() -> dict[str, set[str]]:
    """By command, the texts that its form asks."""
    texts = {command.path: {p.name for p in command.asked if p.kind == "text"} for command in all_commands()}
    return {path: names for path, names in texts.items() if names}


def test_every_text_of_a_form_is_tried_here_or_may_be_any_text() -> None:
    tried = {path: {*WRONG.get(path, ({}, {}))[1], *ANY_TEXT_FITS.get(path, ())} for path in texts_of_forms()}
    assert {path: names - tried[path] for path, names in texts_of_forms().items() if names - tried[path]} == {}


@pytest.mark.slow
@pytest.mark.parametrize("path", WRONG)
async def test_a_wrong_value_is_refused_under_its_input(world: World, ann: Caller, cohort: str, path: str) -> None:
    fine, wrong = WRONG[path]
    caller = world.caller("omar", administrator=True) if path.startswith(("manage", "content")) else ann
    keys = await KEYS.get(path, no_keys)(world, caller, cohort)
    for option, value in wrong.items():
        refused = await caller.make(Call(path, {**keys, **fine, option: value}), "submit")
        assert getattr(refused, "refused", None) == option, refused


# What a form carries that no input holds


async def no_keys(world: World, caller: Caller, cohort: str) -> dict[str, str]:
    return {}


async def of_cohort(world: World, caller: Caller, cohort: str) -> dict[str, str]:
    return {"cohort": cohort}


async def of_challenge(world: World, caller: Caller, cohort: str) -> dict[str, str]:
    await give(world, cohort, NUMERIC, world.clock().date())
    return {"cohort": cohort, "day": str(world.clock().date())}


async def of_practice(world: World, caller: Caller, cohort: str) -> dict[str, str]:
    # A cohort that is still to be given all of its first week would leave nothing to practise, which its id decides.
    await world.without_challenges(cohort)
    return {**press(await caller.card("challenge practice"), "Skip").values}


async def of_gap(world: World, caller: Caller, cohort: str) -> dict[str, str]:
    await caller.card("faq", query="zzyzx quux")
    (select,) = [b for b in (await caller.card("content queue")).blocks if isinstance(b, Select) and b.option == "gap"][:1]
    return {"gap": select.choices[0].value}


async def of_broken(world: World, caller: Caller, cohort: str) -> dict[str, str]:
    return {"item": "resource.dive-into-deep-learning"}


async def of_session(world: World, caller: Caller, cohort: str) -> dict[str, str]:
    given = {"title": "Questions", "day": "2026-01-07", "at": "18:00", "cohort": cohort}
    planned = await caller.make(Call("manage session", given), "submit")
    return {**press(planned, "Change it").values}  # pyright: ignore[reportArgumentType]


def of_draft(path: str, values: Mapping[str, str]) -> Callable[[World, Caller, str], Awaitable[dict[str, str]]]:
    async def keys(world: World, caller: Caller, cohort: str) -> dict[str, str]:
        preview = await caller.make(Call(path, values), "submit")
        return {**press(preview, "Edit").values}  # pyright: ignore[reportArgumentType]

    return keys


def of_published(path: str, values: Mapping[str, str]) -> Callable[[World, Caller, str], Awaitable[dict[str, str]]]:
    async def keys(world: World, caller: Caller, cohort: str) -> dict[str, str]:
        preview = await caller.make(Call(path, values), "submit")
        published = await caller.make(press(preview, "Publish"), "press")  # pyright: ignore[reportArgumentType]
        return {**press(published, "Undo").values}  # pyright: ignore[reportArgumentType]

    return keys


KEYS = {
    **dict.fromkeys(["milestone done", "checkin", "manage edit-plan", "manage edit-checkins"], of_cohort),
    **dict.fromkeys(
        ["manage edit-challenges", "manage remove", "manage note", "manage repair", "manage pause", "manage holidays"], of_cohort
    ),
    "manage session": of_cohort,
    "manage edit-session": of_session,
    "challenge answer": of_challenge,
    "practice answer": of_practice,
    "content edit-figure": of_published("content add-salary", FIGURE),
    "content change-figure": of_draft("content add-salary", FIGURE),
    "content figure-details": of_draft("content add-salary", FIGURE),
    "content edit-resource": of_published("content add-resource", RESOURCE),
    "content edit-question": of_published("content add-question", QUESTION),
    "content edit-challenge": of_published("content add-challenge", CHALLENGE),
    "content change-resource": of_draft("content add-resource", RESOURCE),
    "content resource-details": of_draft("content add-resource", RESOURCE),
    "content change-question": of_draft("content add-question", QUESTION),
    "content change-challenge": of_draft("content add-challenge", CHALLENGE),
    "content answer-gap": of_gap,
    "content mend": of_broken,
    "content edit-week": of_published("content add-week", WEEK),
    **dict.fromkeys(["content change-week", "content week-details", "content week-catch-up"], of_draft("content add-week", WEEK)),
    "content edit-roadmap": of_published("content add-roadmap", ROADMAP),
    "content change-roadmap": of_draft("content add-roadmap", ROADMAP),
}
