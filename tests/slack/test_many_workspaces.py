"""Many workspaces add the app: each is heard, answered and posted to with its own token, and one that takes it out is alone in
that, even in a channel that they share."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url, select

from adapters.slack.workspaces import BELIEVED
from storage import tables
from storage.connection import Connection
from storage.releases import Library
from tests.slack import payloads
from tests.slack.fake import refuses
from tests.slack.installed import Bot, serving_all
from tests.slack.many import ManySlack, several
from tests.slack.real_core import launch, typed, words
from tests.slack.workspace import TEAM
from tests.world import Clock

pytestmark = pytest.mark.asks_the_database

OTHER = "T2"
REMOVED = payloads.event("EvGone", type="app_uninstalled")


@pytest.fixture
async def many() -> AsyncIterator[ManySlack]:
    async with several() as many:
        yield many


@pytest.fixture
async def bot(many: ManySlack, database: str, clock: Clock, library: Library) -> AsyncIterator[Bot]:
    async with serving_all(many, database, clock, library) as bot:
        yield bot


async def both_with_a_cohort(bot: Bot) -> None:
    await bot.add(TEAM)
    await bot.add(OTHER)
    await launch(bot.say, bot.many.workspaces[TEAM])
    await launch(bot.others(OTHER), bot.many.workspaces[OTHER])


async def beat(bot: Bot) -> None:
    await bot.core.queue()
    await bot.core.deliver()


def said_in(bot: Bot, team: str) -> str:
    return words([message.content for message in bot.many.workspaces[team].messages])


async def left(bot: Bot) -> set[str]:
    """The workspaces that the bot was taken out of."""

    async def ask(connection: Connection) -> set[str]:
        return {row.external_id for row in await connection.execute(select(tables.space)) if row.left_at}

    return await bot.core.engines.read.run(ask)


async def cohorts(bot: Bot) -> list[str]:
    """The workspaces of all cohorts that are held."""
    spaces = tables.cohort.join(tables.space, tables.space.c.community_id == tables.cohort.c.community_id)

    async def ask(connection: Connection) -> list[str]:
        return [row.external_id for row in await connection.execute(select(tables.space.c.external_id).select_from(spaces))]

    return await bot.core.engines.read.run(ask)


async def test_each_workspace_is_answered_and_posted_to_with_its_own_token(bot: Bot, database: str) -> None:
    await both_with_a_cohort(bot)
    await beat(bot)
    for team in (TEAM, OTHER):
        assert "ML January" in said_in(bot, team)
        assert {message.channel for message in bot.many.workspaces[team].messages} == {"C1"}
    tokens = [bot.many.workspaces[team].token for team in (TEAM, OTHER)]
    assert bot.many.tokens() == sorted(tokens)
    assert [method for _, method in bot.many.asked if method == "auth.test"] == []
    kept = Path(make_url(database).database or "")
    for file in kept.parent.glob(f"{kept.name}*"):
        assert not any(token.encode() in file.read_bytes() for token in tokens)


async def test_one_that_takes_the_app_out_is_heard_no_more_and_the_other_goes_on(bot: Bot, clock: Clock) -> None:
    await both_with_a_cohort(bot)
    bot.many.take_out(TEAM)
    await bot.say("events_api", REMOVED)
    assert await left(bot) == {TEAM}
    asked = len(bot.many.asked)
    answer = words(await typed(bot.say, bot.many.workspaces[TEAM], "help"))
    assert "has yet to add me" in answer
    assert "https://cairn.example/slack/install" in answer
    assert len(bot.many.asked) == asked
    await beat(bot)
    assert said_in(bot, TEAM) == "[]"
    assert "ML January" in said_in(bot, OTHER)


async def test_one_that_adds_it_again_finds_everything_there(bot: Bot) -> None:
    await both_with_a_cohort(bot)
    bot.many.take_out(TEAM)
    await bot.say("events_api", REMOVED)
    await bot.add(TEAM)
    assert await left(bot) == set()
    assert "ML January" in words(await typed(bot.say, bot.many.workspaces[TEAM], "cohort list"))
    await beat(bot)
    assert "ML January" in said_in(bot, TEAM)


async def test_what_is_held_of_one_that_took_it_out_stays_for_thirty_days_and_then_goes_whole(bot: Bot, clock: Clock) -> None:
    await both_with_a_cohort(bot)
    bot.many.take_out(TEAM)
    await bot.say("events_api", REMOVED)
    clock.advance(days=29)
    await bot.core.prune(30)
    assert set(await cohorts(bot)) == {TEAM, OTHER}
    clock.advance(days=2)
    await bot.core.prune(30)
    assert await cohorts(bot) == [OTHER]
    await bot.add(TEAM)
    assert "ML January" not in words(await typed(bot.say, bot.many.workspaces[TEAM], "cohort list"))


async def test_what_slack_tells_late_of_a_removal_takes_nothing_from_who_added_the_app_since(bot: Bot) -> None:
    await bot.add(TEAM)
    bot.many.take_out(TEAM)
    await bot.add(TEAM)
    await bot.say("events_api", REMOVED)
    await bot.say("events_api", payloads.event("EvTokens", type="tokens_revoked", tokens={"bot": ["UBOT"]}))
    assert await left(bot) == set()
    assert "What you can do here" in words(await typed(bot.say, bot.many.workspaces[TEAM], "help"))


async def test_slack_is_to_tell_again_of_a_removal_that_cannot_be_looked_up(bot: Bot) -> None:
    await bot.add(TEAM)
    bot.many.workspaces[TEAM].fail_next("auth.test", refuses("team_added_to_org"))
    assert (await bot.send("events_api", REMOVED))[0] == 503
    bot.many.take_out(TEAM)
    assert (await bot.send("events_api", REMOVED))[0] == 200


async def test_a_removal_that_nobody_told_of_is_noticed_at_the_next_post(bot: Bot) -> None:
    await both_with_a_cohort(bot)
    bot.many.take_out(TEAM)
    await beat(bot)
    assert await left(bot) == {TEAM}
    assert await bot.store.get(TEAM) is None
    assert "ML January" in said_in(bot, OTHER)


async def test_while_slack_does_not_say_whether_the_app_was_taken_out_posts_wait(
    bot: Bot, many: ManySlack, database: str, clock: Clock, library: Library
) -> None:
    await both_with_a_cohort(bot)
    slack = bot.many.workspaces[TEAM]
    slack.fail_next("chat.postMessage", refuses("invalid_auth"))
    slack.fail_next("auth.test", refuses("team_added_to_org"))
    await beat(bot)
    assert await left(bot) == set()
    assert said_in(bot, TEAM) == "[]"
    clock.now += timedelta(minutes=6)
    async with serving_all(many, database, clock, library) as another:
        await beat(another)
    assert "ML January" in said_in(bot, TEAM)


async def test_another_process_hears_a_removed_workspace_a_minute_longer_at_most(
    bot: Bot, many: ManySlack, database: str, clock: Clock, library: Library
) -> None:
    await bot.add(TEAM)
    async with serving_all(many, database, clock, library) as another:
        slack = many.workspaces[TEAM]
        assert "has yet to add me" not in words(await typed(another.say, slack, "help"))
        many.take_out(TEAM)
        await bot.say("events_api", REMOVED)
        clock.now += BELIEVED
        assert "has yet to add me" in words(await typed(another.say, slack, "help"))


async def test_a_guest_from_a_workspace_that_has_the_app_too_acts_in_the_one_whose_post_they_press(bot: Bot) -> None:
    """As Slack tells it in a channel that both share: the team is the one of whoever presses."""
    await both_with_a_cohort(bot)
    action = {"type": "button", "action_id": "0", "value": "cohort list"}
    slack = bot.many.workspaces[TEAM]
    pressed = payloads.press(action, slack.response_url(), is_ephemeral=False)
    guest = {"user": {"id": "U21", "username": "gil", "team_id": OTHER}, "team": {"id": OTHER, "domain": "elsewhere"}}
    slack.users["U21"] = {"team_id": OTHER, "profile": {"display_name": "Gil"}}
    await bot.say("interactive", {**pressed, **guest, "message": {"bot_profile": {"team_id": TEAM}}})
    await slack.until(lambda: slack.followups)
    assert bot.many.asked[-1] == (slack.token, "users.info")
    assert "ML January" in words(slack.followups[-1])
    assert not bot.many.workspaces[OTHER].followups


async def test_an_expired_belief_costs_one_read_and_no_call_of_slack(bot: Bot, clock: Clock) -> None:
    await bot.add(TEAM)
    first = await bot.workspaces.web(TEAM)
    clock.now += timedelta(hours=1)
    assert await bot.workspaces.web(TEAM) is first
    assert bot.many.asked == []
