"""People of other workspaces in a channel that is shared with them (Slack Connect): guests of the community, whatever they are at
home."""

import pytest
from sqlalchemy import select

from bot.wiring.core import Core
from storage import tables
from storage.connection import Connection
from tests.slack import payloads
from tests.slack.conftest import ADMIN, Send
from tests.slack.fake import SlackFake
from tests.slack.payloads import Json
from tests.slack.real_core import launch, typed, words
from tests.slack.workspace import TEAM

pytestmark = pytest.mark.asks_the_database

ELSEWHERE = "T9"
GUEST = "U9"
FROM_ELSEWHERE = {"id": GUEST, "username": "gil", "team_id": ELSEWHERE}


@pytest.fixture
def guest(slack: SlackFake) -> str:
    """The owner of another workspace."""
    slack.users[GUEST] = {"team_id": ELSEWHERE, "is_owner": True, "is_admin": True, "profile": {"display_name": "Gil"}}
    return GUEST


async def spaces(core: Core) -> list[tuple[str, str]]:
    """(id, name) of each space that a community is known to have."""

    async def ask(connection: Connection) -> list[tuple[str, str]]:
        return [tuple(row) for row in await connection.execute(select(tables.space.c.external_id, tables.space.c.name))]

    return await core.engines.read.run(ask)


async def mentioned(say: Send, slack: SlackFake, line: str, **outer: str) -> str:
    """What the guest is answered, who mentions the bot in the shared channel."""
    seen = len(slack.whispers)
    told = {"user_team": ELSEWHERE, "source_team": ELSEWHERE, "team": ELSEWHERE}
    event = payloads.event(slack.next_id("Ev"), type="app_mention", user=GUEST, text=f"<@UBOT> {line}", **told)
    await say("events_api", {**event, "is_ext_shared_channel": True, **outer})
    await slack.until(lambda: len(slack.whispers) > seen)
    return words(slack.whispers[-1])


def by_guest(slack: SlackFake, payload: Json) -> Json:
    theirs = {"user": FROM_ELSEWHERE, "team": {"id": ELSEWHERE, "domain": "elsewhere"}}
    return {**payload, **theirs, "trigger_id": slack.next_id("trigger")}


@pytest.mark.parametrize("outer", [TEAM, ELSEWHERE])
async def test_a_guest_joins_the_community_of_the_workspace_in_which_the_bot_is(
    say: Send, slack: SlackFake, core: Core, guest: str, outer: str
) -> None:
    await launch(say, slack)
    assert "You are in ML January" in await mentioned(say, slack, "cohort join ml-january", team_id=outer)
    assert "2 members" in words(await typed(say, slack, "cohort join ml-january")) + words(await typed(say, slack, "cohort info"))
    assert await spaces(core) == [(TEAM, "learners")]


async def test_the_first_call_of_all_by_a_guest_makes_no_community_of_theirs(
    say: Send, slack: SlackFake, core: Core, guest: str
) -> None:
    action = {"type": "button", "action_id": "0", "value": "cohort list"}
    await say("interactive", by_guest(slack, payloads.press(action, slack.response_url())))
    await slack.until(lambda: slack.followups)
    assert await spaces(core) == [(TEAM, "")]
    await typed(say, slack, "cohort list", user=ADMIN)
    assert await spaces(core) == [(TEAM, "learners")]


async def test_an_owner_elsewhere_moderates_nothing_here(say: Send, slack: SlackFake, guest: str) -> None:
    assert "Only moderators" in await mentioned(say, slack, "manage settings language=de")
    action = {"type": "button", "action_id": "0", "value": "manage settings"}
    await say("interactive", by_guest(slack, payloads.press(action, slack.response_url())))
    await slack.until(lambda: slack.followups)
    assert "Only moderators" in words(slack.followups[-1])


async def test_a_guest_may_be_named_a_moderator(say: Send, slack: SlackFake, guest: str) -> None:
    await mentioned(say, slack, "cohort list")
    await typed(say, slack, f"manage moderators <@{GUEST}|gil>")
    assert "Settings of this community" in await mentioned(say, slack, "manage settings")


async def test_an_administrator_of_the_same_organisation_is_no_guest(say: Send, slack: SlackFake, guest: str) -> None:
    slack.users[GUEST] = {**slack.users[GUEST], "enterprise_user": {"teams": [ELSEWHERE, TEAM]}}
    assert "Settings of this community" in await mentioned(say, slack, "manage settings")
