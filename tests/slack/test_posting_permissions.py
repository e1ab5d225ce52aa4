"""Channels in which not everybody may post: said with the cure when one is chosen."""

import pytest

from bot.wiring.core import Core
from tests.slack import payloads
from tests.slack.conftest import Send
from tests.slack.fake import SlackFake
from tests.slack.real_core import NEW_COHORT, typed, words


@pytest.mark.parametrize(
    ("limit", "cure"),
    [
        ("is_read_only", "let the bot in under its posting permissions"),
        ("is_thread_only", "change its posting permissions"),
        ("is_non_threadable", "allow them in its posting permissions"),
    ],
)
async def test_the_dry_run_says_what_keeps_the_bot_from_posting_and_how_to_mend_it(
    say: Send, slack: SlackFake, core: Core, limit: str, cure: str
) -> None:
    slack.channels["C1"] = {"id": "C1", "is_member": True, limit: True}
    await typed(say, slack, "manage create")
    await slack.until(lambda: slack.views)
    ((view, form),) = slack.views.items()
    shown = words((await say("interactive", payloads.submit(form, NEW_COHORT, view)))["view"])
    assert cure in shown
    assert "may do all it needs" not in shown
