"""A typed line that is refused can be tried again in a form that holds all of it, whatever the command's own form asks."""

import pytest

from bot.interface.card import Form
from tests.world import World, press, words


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("me settings", {"zone": "Xyzzyville", "hours": "9-17", "minutes": "90"}),
        ("manage settings", {"zone": "Xyzzyville", "language": "en"}),
        ("manage edit", {"capacity": "many", "name": "Spring", "days": "Mon"}),
        ("cohort join", {"cohort": "nowhere"}),
        ("cohort info", {"cohort": "nowhere"}),
        ("challenge practice", {"topic": "nothing of the kind"}),
        ("me settings", {"hours": "9"}),
        ("manage edit", {"capacity": "99999999"}),
        ("content edit", {"item": "nonsense"}),
    ],
)
async def test_what_was_typed_stands_in_the_form_again(world: World, path: str, typed: dict[str, str]) -> None:
    await world.launch()
    moderator = world.caller("moderator", administrator=True)
    await moderator.card("cohort join")
    refused = await moderator.card(path, **typed)
    assert "That did not work" in words(refused)
    form = await moderator.make(press(refused, "Try again"), "press")
    assert isinstance(form, Form)
    assert typed.items() <= {item.name: item.value for item in form.inputs}.items()


async def test_a_right_value_in_the_form_is_saved(world: World) -> None:
    ann = world.caller("ann")
    refused = await ann.card("me settings", zone="Xyzzyville", minutes="90")
    form = await ann.make(press(refused, "Try again"), "press")
    assert isinstance(form, Form)
    saved = words(await ann.submit(form, zone="Berlin"))
    assert "Time zone: Europe/Berlin" in saved
    assert "Minutes a week: 1 h 30 min" in saved


@pytest.mark.parametrize(("path", "typed"), [("me settings", {"day_ends": "7"}), ("manage edit", {"time": "25"})])
async def test_figures_alone_can_be_tried_again_though_an_hour_cannot_hold_them(
    world: World, path: str, typed: dict[str, str]
) -> None:
    await world.launch()
    refused = await world.caller("moderator", administrator=True).card(path, **typed)
    assert press(refused, "Try again").path == path


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("manage shift", {"by": "1 week"}),
        ("manage pause", {"first": "today"}),
        ("manage holidays", {"days": "tomorrow"}),
        ("manage end", {"day": "tomorrow"}),
        ("manage session", {"title": "Questions", "day": "tomorrow", "at": "18:00"}),
        ("checkin", {"did": "Read the chapter on trees"}),
    ],
)
async def test_what_is_over_is_not_offered_to_be_tried_again_and_what_was_written_is_shown(
    world: World, path: str, typed: dict[str, str]
) -> None:
    cohort = await world.launch()
    moderator = world.caller("moderator", administrator=True)
    await moderator.card("cohort join")
    world.clock.advance(weeks=40)
    refused = words(await moderator.card(path, cohort=cohort, **typed))
    assert "ML January ended on" in refused
    assert "Try again" not in refused
    assert all(text in refused for name, text in typed.items() if name in ("by", "did", "title"))


async def test_of_what_one_member_has_refused_without_end_the_newest_is_kept(world: World) -> None:
    """The 20 newest of each command, and those of others stay."""
    ann, ben = world.caller("ann"), world.caller("ben")
    of_ben = await ben.card("me settings", zone="Xyzzyville")
    refused = []
    for number in range(23):
        refused.append(await ann.card("me settings", zone=f"Nowhere {number}"))
        world.clock.advance(seconds=30)
    for number, there in ((0, False), (2, False), (3, True), (22, True)):
        form = await ann.make(press(refused[number], "Try again"), "press")
        assert isinstance(form, Form) is there
    assert isinstance(await ben.make(press(of_ben, "Try again"), "press"), Form)
