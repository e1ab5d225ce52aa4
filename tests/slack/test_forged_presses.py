"""A press and a form on Slack whose call was forged: somebody who is no moderator and in no cohort names what is real."""

import pytest

from bot.interface.call import Actor, Call
from bot.wiring.core import Core
from bot.wiring.features import all_commands
from tests.slack import payloads
from tests.slack.conftest import ADMIN, Send
from tests.slack.fake import SlackFake
from tests.slack.real_core import by, launch, typed, words
from tests.test_forged_ids import keys_of
from tests.transactions import opened

PATHS = ("manage status", "manage end", "manage note", "milestone work", "checkin shared", "leaderboard", "calendar file")
EXPECTED = {True: "Only moderators", False: "not in"}


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
    real = {"cohort": str(cohort.id), "day": "2026-01-05", "week": "1"}
    for command in (command for command in all_commands() if command.path in PATHS):
        path, forged = command.path, {**keys_of(command, real), "community": str(there.id)}
        action = {"type": "button", "action_id": "forged", "block_id": "b", "value": Call(path, forged).dump()}
        for channel in ("C1", "D1"):
            press = by("U2", slack, payloads.press(action, slack.response_url("private"), channel_id=channel))
            await say("interactive", press)
            expected = EXPECTED[command.moderator]
            await slack.until(lambda said=expected: said in words([slack.followups, [*slack.views.values()]]))
            assert "Veritaserum" not in words([slack.followups, [*slack.views.values()]]), path
            slack.followups.clear()
            slack.views.clear()
    async with opened(core, there.id) as unit:
        assert await unit.cohorts.all() == [cohort]
