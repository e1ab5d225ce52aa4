"""The one act that is suggested for a member who may need a hand."""

from dataclasses import replace

import pytest

from bot.domain.falling_behind import Act, Means, Situation, suggested_act

STUCK, BEHIND, FAR_BEHIND, SILENT, GONE = (
    Situation(stuck_in, open_weeks, is_silent, None)
    for stuck_in, open_weeks, is_silent in (((2,), 0, False), ((), 1, False), ((), 2, False), ((), 0, True), ((), 5, True))
)
MEANS = Means(is_helped=False, is_asked=False, can_ask=True, can_extend=True, was_nudged=False, rests=False)
ASKED, HELPED, NOBODY, NUDGED, REST, ALL_TIME = (
    replace(MEANS, **changed)
    for changed in (
        {"is_asked": True}, {"is_helped": True}, {"can_ask": False}, {"was_nudged": True}, {"rests": True}, {"can_extend": False},
    )
)  # fmt: skip


@pytest.mark.parametrize(
    ("situation", "means", "act"),
    [
        (STUCK, MEANS, "find a helper"), (STUCK, REST, "find a helper"), (STUCK, ASKED, "await an answer"),
        (STUCK, HELPED, "await the helper"), (replace(STUCK, open_weeks=1), HELPED, "more time"), (STUCK, NOBODY, "nudge"),
        (replace(FAR_BEHIND, stuck_in=(1,)), NOBODY, "more time"), (BEHIND, MEANS, "nudge"), (BEHIND, NUDGED, "write"),
        (FAR_BEHIND, MEANS, "more time"), (FAR_BEHIND, NUDGED, "more time"), (FAR_BEHIND, ALL_TIME, "nudge"),
        (FAR_BEHIND, REST, "await the break"), (SILENT, MEANS, "nudge"), (SILENT, NUDGED, "write"),
        (SILENT, REST, "await the break"), (GONE, MEANS, "nudge"), (GONE, NUDGED, "write"),
    ],
)  # fmt: skip
def test_one_act_follows_from_what_is_known(situation: Situation, means: Means, act: Act) -> None:
    assert suggested_act(situation, means) == act
