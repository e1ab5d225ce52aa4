"""A typed line with a slip in it keeps what was typed."""

import pytest

from bot.interface.typed import Mistyped, read
from bot.text import plain
from bot.wiring.features import all_commands


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("checkin Read on shar=yes next=more", {"did": "Read on shar=yes", "next": "more"}),
        ("checkin Read on shar = yes next = more", {"did": "Read on shar = yes", "next": "more"}),
        ('checkin did="Chapter 3" shar=yes', {"did": '"Chapter 3" shar=yes'}),
        ('checkin did="Chapter 3" and 4 next=more', {"did": '"Chapter 3" and 4', "next": "more"}),
        ("checkin Read on did=more", {"did": "Read on more"}),
        ("checkin did=Read did=more next=rest", {"did": "Read more", "next": "rest"}),
        ("me settings 8-10 zone=Europe/Berlin", {"zone": "8-10 Europe/Berlin"}),
        ("checkin shar=yes", {"did": "shar=yes"}),
        (f"checkin did={'x' * 20_000} next=more", {"did": "x" * 20_000, "next": "more"}),
    ],
)
def test_a_line_that_cannot_be_read_keeps_what_was_typed(line: str, kept: dict[str, str]) -> None:
    with pytest.raises(Mistyped) as raised:
        read(line, all_commands())
    assert raised.value.call.values == kept


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("manage edit tiem=19:00", "no option “tiem” in manage edit. Did you mean time?"),
        ("manage edit cohort=a-one did=none", "no option “did” in manage edit. Did you mean ask_did?"),
        ("me settings day=3:00", "no option “day” in me settings. Did you mean day_ends?"),
        ("manage settings locale=xx", "no option “locale” here"),
        ("cohort join cohrt=ml-jan", "no option “cohrt” in cohort join. Did you mean cohort?"),
        ("checkin share=yes shar=no", "no option “shar” in checkin. Did you mean share?"),
    ],
)
def test_the_name_of_no_option_is_no_word_of_another(line: str, said: str) -> None:
    with pytest.raises(Mistyped) as raised:
        read(line, all_commands())
    assert said in plain(raised.value.message)


@pytest.mark.parametrize(
    "line", ["find what is a=b", "find y = mx + b", "faq a=b", "checkin share=yes read a=b", "find levle=3 x"]
)
def test_a_text_of_any_words_may_hold_an_equals_sign(line: str) -> None:
    assert "=" in " ".join(read(line, all_commands()).values.values())
