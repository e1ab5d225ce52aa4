"""A press and a form on Slack whose call was forged: somebody who is no moderator and in no cohort names what is real."""

import pytest

from bot.interface.call import Actor, Call
from bot.wiring.core import Core
from tests.slack import payloads
from tests.slack.conftest import ADMIN, Send
from tests.slack.fake import SlackFake
from tests.slack.real_core import by, launch, typed, words
from tests.transactions import opened

PATHS = ("manage status", "manage end", "manage note", "milestone work", "checkin shared", "leaderboard", "calendar file")


@pytest.mark.slow
async def test_ids_that_are_real_open_nothing_to_a_stranger_in_a_channel_or_a_direct_message(
    say: Send, slack: SlackFake, core: Core
) -> None:
    await launch(say, slack)
    assert "You are in ML January" in words(await typed(say, slack, "cohort join ml-january"))
    await typed(say, slack, 'checkin did="Veritaserum" share=yes')
    (there,) = await core.units.communities_of(Actor("slack", ADMIN, "omar"))
    async with opened(core, there.id) as unit:
        (cohort,) = await unit.cohorts.all()
    forged = {"cohort": str(cohort.id), "community": str(there.id), "day": "2026-01-05", "week": "1"}
    for path in PATHS:
        action = {"type": "button", "action_id": "forged", "block_id": "b", "value": Call(path, forged).dump()}
        for channel in ("C1", "D1"):
            press = by("U2", slack, payloads.press(action, slack.response_url("private"), channel_id=channel))
            answered = len(slack.followups)
            await say("interactive", press)
            await slack.until(lambda before=answered: len(slack.followups) > before or slack.views)
            assert "Veritaserum" not in words([slack.followups, [*slack.views.values()]]), path
    assert words(slack.followups).count("Only moderators") == 2 * sum(path.startswith("manage") for path in PATHS)
    async with opened(core, there.id) as unit:
        assert await unit.cohorts.all() == [cohort]
