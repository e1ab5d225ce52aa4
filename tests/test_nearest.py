"""What is nearest to what was typed: beginnings first, and typos, parts and later words all the same."""

from time import thread_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.interface.call import Call, Request
from bot.shared.named_entries import Entries
from bot.shared.nearest import nearest
from bot.shared.zone_meanings import meant, zones_with_names
from tests.strategies import TYPED
from tests.world import World

TITLES = {
    "foundations": ("Foundations of machine learning", "foundations"),
    "mle-full": ("Machine learning engineer", "mle-full"),
    "mlops": ("Machines in production", "mlops"),
    "data": ("Data & émigré statistics", "data"),
}


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("machine learning e", "mle-full"),
        ("engineer", "mle-full"),
        ("enginer", "mle-full"),
        ("lerning engineer", "mle-full"),
        ("eng mach", "mle-full"),
        ("PRODUKTION", "mlops"),
        ("mlpos", "mlops"),
        ("fuondations", "foundations"),
        ("émigre", "data"),
        ("ndatio", "foundations"),
    ],
)
def test_typos_parts_and_later_words_are_found(typed: str, first: str) -> None:
    assert nearest(typed, TITLES)[0] == first


def test_what_begins_so_comes_before_what_only_holds_it() -> None:
    assert nearest("machine", TITLES) == ["mle-full", "mlops", "foundations"]


def test_nothing_typed_leaves_all_in_their_order() -> None:
    assert nearest(" … ", TITLES) == list(TITLES)


@pytest.mark.parametrize("typed", ["cooking", "zzzz", "qx"])
def test_what_fits_nothing_finds_nothing(typed: str) -> None:
    assert nearest(typed, TITLES) == []


@pytest.mark.parametrize("typed", ["\ufdfa" * 6000, "a\u0301\u0316" * 2000, "am be ce du eu as ka " * 300])
def test_no_text_takes_long_to_be_sought(typed: str) -> None:
    names = zones_with_names("en", 2026)
    nearest("Berlin", names)
    begun = thread_time()
    nearest(typed, names)
    meant(typed + " time" * 1000, "en", 2026)
    assert thread_time() - begun < 0.05


@pytest.mark.parametrize("typed", ["other" + "(" * 2900, ", ".join(f"Charts ({number}" for number in range(240))])
def test_no_list_takes_long_to_be_parted(typed: str) -> None:
    entries = Entries({"one": "Charts", "other": "Charts", "third": "Maps, drawn by hand"}, {"one": "here", "other": "there"})
    begun = thread_time()
    assert entries.parted(f"Maps, drawn by hand, {typed}")[0] == "Maps, drawn by hand"
    assert thread_time() - begun < 0.05


@given(TYPED, st.dictionaries(st.integers(), st.lists(TYPED, max_size=2), max_size=5))
def test_whatever_is_typed_gives_each_key_at_most_once(typed: str, names: dict[int, list[str]]) -> None:
    found = nearest(typed, names)
    assert len(found) == len(set(found))
    assert set(found) <= set(names)


@given(st.sampled_from(sorted(TITLES)), st.data())
def test_any_beginning_of_a_name_finds_it(key: str, data: st.DataObject) -> None:
    name = TITLES[key][0]
    assert key in nearest(name[: data.draw(st.integers(0, len(name)))], TITLES)


@pytest.mark.parametrize(
    ("path", "option", "typed", "value"),
    [
        ("roadmap show", "roadmap", "fuondations", "foundations"),
        ("help", "command", "chekin", "checkin"),
        ("help", "command", "time zone", "me settings"),
        ("cohort info", "cohort", "janaury", "ml-january"),
        ("me settings", "zone", "berln", "Europe/Berlin"),
        ("me settings", "zone", "york new", "America/New_York"),
    ],
)
async def test_every_autocomplete_forgives(world: World, path: str, option: str, typed: str, value: str) -> None:
    await world.launch()
    ann = world.caller("ann")
    await ann.card("me settings")
    request = Request("typing", Call(path), ann.actor, ann.place, "command", world.clock())
    found = await world.core.dispatch.suggest(request, option, typed)
    assert next(choice.value for choice in found) == value
