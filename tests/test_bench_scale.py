"""The scenario of many workspaces runs, at a tiny share; how fast anything is, no test says."""

from contextlib import closing

import pytest

from bench.databases import Databases
from bench.scale.communities import Size
from bench.scale.run import run
from bench.scale.told import sizes, table

pytestmark = [pytest.mark.slow, pytest.mark.nightly]


async def test_two_workers_queue_and_send_what_is_due_in_two_workspaces() -> None:
    with closing(Databases()) as databases:
        seen = await run(databases, workers=2, size=Size(communities=2, cohorts=2, members=2), per_second=50, seconds=60)
    assert seen.queued_after is not None
    assert seen.all_sent_after is not None
    assert {platform: each.sent for platform, each in seen.sent.items()} == {"discord": 6, "slack": 6}
    assert (seen.told["discord_429"], seen.told["slack_429"]) == (0, 0)
    assert (seen.told["discord_posts"], seen.told["slack_posts"]) == (6, 4)  # none twice; on Slack no words open a thread
    assert "| 2 workers |" in table([seen])
    assert "Bytes for a cohort of 2" in sizes(seen)
