"""What holds for every setting of a cohort, whichever is added next."""

from dataclasses import replace

import pytest

from bot.interface.card import Card, Form
from bot.shared.cohort_settings import SETTINGS
from tests.world import Caller, World, press, words

OTHER = {
    "name": "ML Winter",
    "roadmap": "interview",
    "start": "2026-01-12",
    "channel": "channel-2",
    "time": "19:15",
    "zone": "Asia/Kathmandu",
    "days": "mon,thu",
    "checkin": "09:30",
    "ask_did": "What did you observe?",
    "ask_next": "Where will you look next?",
    "ask_blocker": "Any clouds?",
    "challenges": "none",
    "challenge": "07:45",
    "apart": "yes",
    "threads": "yes",
    "reviews": "yes",
    "capacity": "12",
    "end": "2026-02-01",
}
"""A value of each setting that is not the one it begins with."""
NAMES = [setting.name for setting in SETTINGS]
BUTTONS = {"plan": "Name and dates", "checkins": "Check-ins and places", "questions": "Questions", "challenges": "Challenges"}


@pytest.fixture
async def omar(world: World) -> Caller:
    await world.launch()
    return world.caller("omar", administrator=True)


async def _filled(omar: Caller) -> dict[str, str]:
    """Every setting as the forms hold it."""
    card = await omar.card("manage edit")
    forms = [await omar.make(press(card, button), "press") for button in BUTTONS.values()]
    return {item.name: item.value for form in forms if isinstance(form, Form) for item in form.inputs}


async def test_every_setting_is_in_one_form(omar: Caller) -> None:
    assert sorted(await _filled(omar)) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
async def test_it_is_changed_by_its_option_shown_and_taken_back(omar: Caller, name: str) -> None:
    before, settings = await _filled(omar), words(await omar.card("manage edit"))
    changed = await omar.card("manage edit", **{name: OTHER[name]})
    assert "is changed" in words(changed)
    assert " → " in words(changed)
    assert (await _filled(omar))[name] != before[name]
    undone = await omar.make(press(changed, "Undo"), "press")
    assert isinstance(undone, Card)
    assert await _filled(omar) == before
    assert words(await omar.card("manage edit")) == settings


@pytest.mark.parametrize("name", NAMES)
async def test_it_is_changed_by_its_form_and_nothing_else_is(omar: Caller, name: str) -> None:
    before, card = await _filled(omar), await omar.card("manage edit")
    (button,) = [BUTTONS[setting.form] for setting in SETTINGS if setting.name == name]
    form = await omar.make(press(card, button), "press")
    assert isinstance(form, Form)
    changed = words(await omar.submit(form, **{name: OTHER[name]}))
    assert changed.count(" → ") == (2 if name in ("start", "roadmap") else 1)  # where it ends follows
    after = await _filled(omar)
    assert {other for other in NAMES if after[other] != before[other]} - {"end"} == {name} - {"end"}


@pytest.mark.parametrize("language", ["en", "de", "ja"])
async def test_what_a_form_holds_can_be_typed_and_changes_nothing(omar: Caller, language: str) -> None:
    await omar.card("manage edit", **{name: value for name, value in OTHER.items() if name != "end"})
    omar.actor = replace(omar.actor, locale=language)
    assert "Nothing changed" in words(await omar.card("manage edit", **await _filled(omar)))
