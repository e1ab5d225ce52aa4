"""A typed line with a slip in it keeps what was typed."""

import pytest

from bot.interface.typed import Mistyped, read
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
