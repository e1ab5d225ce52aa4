"""When a typed name is sure, when it is a guess."""

import pytest

from bot.shared.choice import Chosen, choose

NAMES = {"spring": ("Spring",), "spring-2": ("Spring",), "zoe": ("Zoë",), "bert": ("Bert", "Albert Ram")}


@pytest.mark.parametrize(("typed", "key"), [("ZOE", "zoe"), ("zoë", "zoe"), ("albert ram", "bert"), ("Spring 2", "spring-2")])
def test_the_whole_name_of_one_thing_is_sure_however_it_is_written(typed: str, key: str) -> None:
    assert choose(typed, NAMES) == Chosen("sure", (key,))
    assert choose(typed, NAMES).sure == key


def test_a_key_as_it_is_goes_before_the_names_of_others() -> None:
    assert choose("spring", NAMES) == Chosen("sure", ("spring",))


def test_a_key_that_is_not_typed_as_it_is_is_a_name_like_others() -> None:
    assert choose("Spring", NAMES) == Chosen("several", ("spring", "spring-2"))


def test_a_name_that_several_have_is_none_of_them_for_sure() -> None:
    chosen = choose("ann", {1: ("Ann",), 2: ("ann",)})
    assert chosen == Chosen("several", (1, 2))
    assert chosen.sure is None


@pytest.mark.parametrize("typed", ["Bart", "ber", "Ram"])
def test_a_part_or_a_slip_is_a_guess_even_if_it_fits_one_thing_alone(typed: str) -> None:
    assert choose(typed, NAMES) == Chosen("guess", ("bert",))
    assert choose(typed, NAMES).sure is None


def test_what_fits_nothing_means_none() -> None:
    assert choose("qqqq", NAMES) == Chosen("none", ())
