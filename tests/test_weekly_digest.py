"""The weekly digest: what the log channel reads as a week of a cohort ends, and what a moderator reads who asks for it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.post import Delivery
from bot.interface.call import Place
from bot.interface.card import Card
from tests.challenge_samples import MULTI, SINGLE
from tests.ended import end_now
from tests.given_challenges import answer, give
from tests.samples import LONG_NAME, WIDE_TEXT
from tests.walked_time import until
from tests.world import Caller, World, press, words

pytestmark = pytest.mark.slow

NAMES = ("ann", "ben", "cleo", "dan")
FIRST_END, SECOND_END = (datetime(2026, 1, day, 17, 30, tzinfo=UTC) for day in (12, 19))


@pytest.fixture
async def omar(world: World, cohort: str) -> Caller:
    """A moderator of a community with a log channel; four have joined its cohort on its first evening."""
    omar = world.caller("omar", administrator=True)
    await omar.card("manage settings", log="log-channel")
    for name in NAMES:
        await world.caller(name).card("cohort join", cohort=cohort)
    return omar


def _digests(world: World) -> list[Delivery]:
    return world.board.posts("digest/")


async def _live_the_first_week(world: World, cohort: str) -> None:
    """Ann and ben check in on Tuesday, ann on Wednesday too, and does the milestone; dan leaves. Tuesday's challenge is hard."""
    tuesday, wednesday = date(2026, 1, 6), date(2026, 1, 7)
    await give(world, cohort, SINGLE, tuesday)
    await give(world, cohort, MULTI, wednesday)
    ann, ben, cleo, dan = map(world.caller, NAMES)
    await until(world, datetime(2026, 1, 6, 19, tzinfo=UTC))
    for caller, option in ((ann, "a"), (ben, "b"), (cleo, "c")):
        await answer(caller, cohort, option, tuesday)
    await ann.card("checkin", did="Read", cohort=cohort)
    await ben.card("checkin", did="Read", cohort=cohort)
    await until(world, datetime(2026, 1, 7, 19, tzinfo=UTC))
    for caller, options in ((ann, "a,c"), (ben, "a,c"), (cleo, "a,b")):
        await answer(caller, cohort, options, wednesday)
    await ann.card("checkin", did="Wrote", cohort=cohort)
    await ann.card("milestone done", "submit", week="1", cohort=cohort)
    await dan.card("cohort leave", "press", cohort=cohort)


async def test_the_log_channel_reads_how_the_week_went_as_it_ends(world: World, omar: Caller, cohort: str) -> None:
    await _live_the_first_week(world, cohort)
    await until(world, FIRST_END - timedelta(hours=1))
    assert _digests(world) == []
    await omar.card("find", query="quantum zebra fractals")
    await until(world, FIRST_END)
    (digest,) = _digests(world)
    assert digest.post.channel == "log-channel"
    assert list(filter(None, words(digest.post.card).splitlines())) == [
        "ML January: week 1 for moderators",
        "- 4 joined",
        "- 1 left",
        "- 3 check-ins by 2 members on 2 days",
        "- 1 of 3 finished the milestone",
        "- 6 answers to challenges, 50 % right",
        "- Hardest, 33 % right: “Which metric matters most for a serious illness?”",
        "- **2 members** may need a hand",
        "- **In the queue:** 1 look-up that found nothing.",
        "Who may need a hand",
        "Posts",
        "What waits in the queue",
        "This digest is posted as a week ends. </manage settings digest=no> turns it off.",
    ]


async def test_a_second_week_counts_anew_from_the_digest_before_and_leaves_out_what_is_nothing(
    world: World, omar: Caller, cohort: str
) -> None:
    await _live_the_first_week(world, cohort)
    await until(world, FIRST_END)
    await world.caller("dan").card("cohort join", cohort=cohort)
    await world.caller("eve").card("cohort join", cohort=cohort)
    for name in ("ben", "cleo", "dan"):
        await world.caller(name).card("milestone done", "submit", week="1", cohort=cohort)
    await give(world, cohort, replace(SINGLE, id="challenge.own.9"), date(2026, 1, 13))
    await until(world, datetime(2026, 1, 13, 12, tzinfo=UTC))
    for caller, option in zip(map(world.caller, ("ann", "ben")), "bb", strict=True):
        assert "Not quite" in words(await answer(caller, cohort, option, date(2026, 1, 13)))
    await until(world, SECOND_END)
    _, digest = _digests(world)
    said = words(digest.post.card)
    assert said.startswith("ML January: week 2 for moderators\n- 2 joined\n- **")
    assert "answers" not in said
    await omar.card("manage pause", cohort=cohort, first="today")
    assert "ML January: week 2 for moderators\n- 2 joined\n" in words(await omar.card("manage digest", cohort=cohort))


async def test_a_bot_that_is_back_after_weeks_posts_the_latest_alone(world: World, omar: Caller, cohort: str) -> None:
    place = Place("test", "space-1", None)
    await world.core.depart(place)
    for weeks in range(2):
        await until(world, FIRST_END + timedelta(weeks=weeks))
    await world.core.come_back(place)
    await world.tick()
    assert [digest.post.key for digest in _digests(world)] == [f"digest/{cohort}/2"]


async def test_two_who_answer_often_are_not_counted(world: World, omar: Caller, cohort: str) -> None:
    for number in range(2):
        await give(world, cohort, (SINGLE, MULTI)[number], date(2026, 1, 6 + number))
    for number in range(2):
        await until(world, datetime(2026, 1, 6 + number, 19, tzinfo=UTC))
        for name in NAMES[:2]:
            await answer(world.caller(name), cohort, "ab"[number], date(2026, 1, 6 + number))
    await until(world, FIRST_END)
    (digest,) = _digests(world)
    assert "right" not in words(digest.post.card)


async def test_its_buttons_lead_to_who_may_need_a_hand_the_posts_and_the_queue(world: World, omar: Caller, cohort: str) -> None:
    await until(world, FIRST_END)
    (digest,) = _digests(world)
    titles = {
        "Who may need a hand": "How ML January is doing",
        "Posts": "Posts of ML January",
        "What waits in the queue": "What waits for you",
    }
    for label, title in titles.items():
        answered = await omar.make(press(digest.post.card, label), "press")
        assert isinstance(answered, Card)
        assert title in answered.title
        refused = await world.caller("ann").make(press(digest.post.card, label), "press")
        assert isinstance(refused, Card)
        assert "Only moderators" in words(refused)


async def test_without_a_log_channel_whoever_launched_the_cohort_gets_it(world: World, omar: Caller, cohort: str) -> None:
    await omar.card("manage settings", log="none")
    assert "The first week of ML January is not over yet." in words(await omar.card("manage digest", cohort=cohort))
    assert "Last week" not in words(await omar.card("manage status", cohort=cohort))
    await until(world, datetime(2026, 1, 12, tzinfo=UTC))  # the second week is the present one from midnight on
    assert "ML January: week 1 for moderators" in words(await omar.card("manage digest", cohort=cohort))
    await until(world, FIRST_END)
    (told,) = _digests(world)
    assert (told.post.kind, told.post.channel) == ("dm", "account-moderator")
    assert "ML January: week 1 for moderators\n- 4 joined" in words(told.post.card)
    shown = await omar.make(press(await omar.card("manage status"), "Last week"), "press")
    assert isinstance(shown, Card)
    assert "ML January: week 1 for moderators\n- 4 joined" in words(shown)
    assert "Who launched the cohort gets this digest in private until </manage settings> names a log channel." in words(shown)
    assert "Only moderators" in words(await world.caller("ann").card("manage digest", cohort=cohort))
    await omar.card("manage settings", log="log-channel")
    await until(world, SECOND_END)
    assert [(each.post.key, each.post.kind) for each in _digests(world)[1:]] == [(f"digest/{cohort}/2", "send")]


async def test_it_is_turned_off_by_command_and_form_also_when_one_is_on_its_way(world: World, omar: Caller, cohort: str) -> None:
    world.clock.now = FIRST_END
    await world.core.queue()
    assert "Weekly digest: off" in words(await omar.card("manage settings", digest="no"))
    await world.core.deliver()
    assert _digests(world) == []
    assert "The weekly digest was off by then." in words(await omar.card("manage deliveries", state="dropped"))
    assert "</manage settings digest=yes> turns it on." in words(await omar.card("manage digest", cohort=cohort))
    await until(world, SECOND_END)
    assert _digests(world) == []
    assert len((await omar.card("manage deliveries", state="dropped")).blocks) == 3
    form = await omar.form("manage change")
    assert "Weekly digest: on" in words(await omar.submit(form, digest="yes"))
    await until(world, SECOND_END + timedelta(days=7))
    assert [each.post.key for each in _digests(world)] == [f"digest/{cohort}/3"]


async def test_after_a_downtime_only_the_latest_week_is_told_and_each_once(world: World, omar: Caller, cohort: str) -> None:
    world.clock.now = FIRST_END + timedelta(days=21)
    await world.tick()
    await omar.card("manage edit", cohort=cohort, days="Mon")
    await until(world, FIRST_END + timedelta(days=22))
    assert [each.post.key for each in _digests(world)] == [f"digest/{cohort}/4"]


async def test_nothing_is_told_of_a_week_in_a_break_before_the_start_and_after_the_end(
    world: World, omar: Caller, cohort: str
) -> None:
    await world.launch("ML Spring", "2026-03-02", channel="channel-2")
    await omar.card("manage holidays", cohort=cohort, days="2026-01-12 - 2026-01-18")
    await until(world, datetime(2026, 1, 21, 12, tzinfo=UTC))
    await end_now(omar, cohort)
    await until(world, datetime(2026, 2, 20, tzinfo=UTC))
    assert [each.post.key for each in _digests(world)] == [f"digest/{cohort}/1"]


async def test_a_post_that_was_lost_in_the_week_is_counted_with_what_is_held_up(world: World, omar: Caller, cohort: str) -> None:
    world.clock.now = datetime(2026, 1, 9, 12, tzinfo=UTC)
    await world.tick()
    await until(world, FIRST_END)
    (digest,) = _digests(world)
    assert "posts** were not sent" in words(digest.post.card)


async def test_it_holds_the_longest_name_and_question(world: World, omar: Caller, cohort: str) -> None:
    await omar.card("manage edit", cohort=cohort, name=LONG_NAME)
    for number in range(3):
        await give(world, cohort, replace(SINGLE, id=f"challenge.own.{number}", prompt=WIDE_TEXT * 3), date(2026, 1, 6 + number))
    await until(world, datetime(2026, 1, 6, 19, tzinfo=UTC))
    for name in NAMES:
        await answer(world.caller(name), cohort, "b")
    await until(world, FIRST_END)
    (digest,) = _digests(world)
    said = words(digest.post.card)
    assert said.startswith(f"{LONG_NAME}: week 1 for moderators")
    assert "Hardest, 0 % right: “&<>*" in said
