"""The delivery board: what moderators see of posts that wait, are held up, failed or were sent, and what they do about it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.post import Delivery
from bot.errors import Hindrance, Undecided, Undeliverable
from bot.interface.card import Card, Select
from tests.ended import end_now
from tests.queued_posts import post_to, put
from tests.small_pack import APPLE, APRICOT, CHERRY, publish_small_pack
from tests.walked_time import until
from tests.world import MONDAY, Caller, Noticeboard, World, press, pressed, words


@pytest.fixture
async def omar(world: World, cohort: str) -> Caller:
    """The first evening of ML January: its welcome and first milestone are sent."""
    await world.tick()
    omar = world.caller("omar", administrator=True)
    await omar.card("me settings")
    return omar


async def look(caller: Caller, column: str, entry: int = 0) -> Card:
    """The card of one post of a column."""
    listed = await caller.card("manage deliveries", state=column)
    choose = next(block for block in listed.blocks if isinstance(block, Select))
    answer = await caller.make(choose.call.with_values(post=choose.choices[entry].value), "press")
    assert isinstance(answer, Card)
    return answer


async def test_the_board_tells_what_is_planned_and_what_was_sent_with_its_link(world: World, omar: Caller) -> None:
    shown = words(await omar.card("manage deliveries"))
    assert "**Sent** (" in shown
    assert "https://chat.example.org/space-1/channel-1/m" in shown
    assert "**Planned** (14)\n- ML January: challenge, week 1" in shown
    assert "Not sent" not in shown
    assert "check-in, week 1" in words(await omar.card("manage deliveries", state="planned"))
    for column, heading in (("failed", "Not sent"), ("held", "held up"), ("sent", "Sent")):
        assert await omar.card("manage deliveries", state=heading) == await omar.card("manage deliveries", state=column)
    refused = words(await omar.card("manage deliveries", state="lost"))
    assert "is not one of: Planned, Waiting, Held up, Uncertain, Not sent, Called off, Sent." in refused
    assert words(await omar.card("manage deliveries", cohort="ml-january")).startswith("Posts of ML January")


async def test_no_challenge_is_planned_that_would_never_come(world: World) -> None:
    await publish_small_pack(world.core.engines, (APPLE, APRICOT, CHERRY))
    await world.launch()
    await world.tick()
    omar = world.caller("omar", administrator=True)
    planned = "".join([words(await omar.card("manage deliveries", state="planned", page=page)) for page in ("1", "2")])
    assert planned.count(": challenge, week 1") == 2
    assert planned.count("no challenge, as none of week 1 or earlier is left") == 1


async def test_all_that_is_planned_or_waits_can_be_looked_at_page_by_page(world: World, omar: Caller) -> None:
    board = await omar.card("manage deliveries")
    first = await pressed(omar, board, "Planned")
    second = await pressed(omar, first, "Next")
    counts = [words(page).count("- ML January: ") for page in (first, second)]
    assert sum(counts) == 14
    assert counts[0] > counts[1]
    assert words(first) == words(await pressed(omar, second, "Back"))
    assert "There are only 2 pages" in words(await omar.card("manage deliveries", state="planned", page="3"))
    for number in range(11):
        await put(world, omar, post_to(f"notice/{number}", due_at=world.clock() + timedelta(hours=2)))
    waiting = await pressed(omar, await omar.card("manage deliveries"), "Waiting")
    pages = [words(waiting), words(await pressed(omar, waiting, "Next"))]
    assert [page.count("- ") for page in pages] == [6, int(pages[0].split("**Waiting** (")[1].split(")")[0]) - 6]


async def test_a_refused_post_is_held_up_with_the_reason_and_goes_out_at_once_when_told(world: World, omar: Caller) -> None:
    world.board.fault = Undeliverable(Hindrance.SEND_MESSAGES)
    await put(world, omar, post_to("notice", due_at=world.clock()))
    await world.tick()
    held = await look(omar, "held")
    assert "The bot lacks the permission “Send Messages”." in words(held)
    world.board.fault = None
    sent = await omar.make(press(held, "Send now"), "press")
    assert isinstance(sent, Card)
    assert "within a minute" in words(sent)
    await world.tick()
    assert world.board.posts("notice")
    assert "being sent, or was" in words(await omar.make(press(held, "Do not send"), "press"))  # pyright: ignore[reportArgumentType]


async def test_a_post_that_waits_is_called_off_and_sent_all_the_same_later_and_moderators_read_who_did(
    world: World, omar: Caller
) -> None:
    await omar.card("manage settings", log="log-channel")
    await put(world, omar, post_to("notice", due_at=world.clock() + timedelta(hours=2)))
    waiting = await look(omar, "waiting")
    await pressed(omar, waiting, "Send now")
    for _ in range(2):
        assert "It will not be sent." in words(await pressed(omar, waiting, "Do not send"))
    world.clock.advance(hours=3)
    await world.tick()
    assert not world.board.posts("notice")
    assert "Not sent" not in words(await omar.card("manage deliveries"))
    dropped = await look(omar, "dropped")
    assert "called off" in words(dropped)
    await pressed(omar, dropped, "Send it all the same")
    await world.tick()
    assert len(world.board.posts("notice")) == 1
    said = [words(post.post.card) for post in world.board.posts("audit/") if post.post.channel == "log-channel"]
    deeds = [line for card in said for line in card.splitlines() if line.startswith("omar ")]
    assert deeds == [
        "omar asked to send “notice” to <#notice> now.",
        "omar called off “notice” for <#notice>.",
        "omar asked to send “notice” to <#notice> all the same.",
    ]


@pytest.mark.parametrize(("decided", "told"), [("end", "was over by then"), ("pause", "had a break then")])
async def test_a_post_that_was_dropped_is_said_to_be_called_off_only_if_somebody_did(
    world: World, omar: Caller, ann: Caller, decided: str, told: str
) -> None:
    await until(world, MONDAY + timedelta(days=1))
    world.clock.advance(hours=10, minutes=1)
    await world.core.queue()
    await (end_now(omar) if decided == "end" else omar.card("manage pause", first="today"))
    await world.core.deliver()
    (line,) = [
        line for line in words(await omar.card("manage deliveries")).splitlines() if "how did today go" in line and told in line
    ]
    assert "called off" not in line


@pytest.mark.parametrize(("decided", "told"), [("end", "Its cohort is over"), ("pause", "Its cohort has a break")])
async def test_what_would_not_be_sent_is_not_promised(world: World, omar: Caller, ann: Caller, decided: str, told: str) -> None:
    await until(world, MONDAY + timedelta(days=1))
    world.board.fault = Undeliverable(Hindrance.SEND_MESSAGES)
    await until(world, MONDAY + timedelta(days=2, hours=10, minutes=1))
    held, failed = await look(omar, "held"), await look(omar, "failed")
    assert "It is tried again within a minute." in words(await pressed(omar, held, "Send now"))
    world.board.fault = None
    await (end_now(omar) if decided == "end" else omar.card("manage pause", first="today"))
    for card, label in ((held, "Send now"), (failed, "Send it all the same")):
        assert told in words(await pressed(omar, card, label))
    await world.tick()
    assert not world.board.posts("prompt/2026-01-06")
    if decided == "pause":
        await omar.card("manage resume")
        assert "It goes out within a minute, however late." in words(await pressed(omar, failed, "Send it all the same"))
        await world.tick()
        assert [sent for prefix in ("prompt/2026-01-06", "challenge/2026-01-06") for sent in world.board.posts(prefix)]


@pytest.mark.asks_the_database
@pytest.mark.parametrize("act", ["It arrived", "Send again"])
async def test_a_post_of_which_nobody_can_tell_whether_it_arrived_waits_for_a_moderator(
    world: World, omar: Caller, board: Noticeboard, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    async def cannot_be_told(_: Delivery) -> None:
        raise Undecided(Hindrance.NO_HISTORY)

    notice = post_to("notice", due_at=world.clock())
    await omar.card("manage settings", log="log")
    await put(world, omar, notice, replace(notice, key="next"), replace(notice, key="under", kind="thread", parent="notice"))
    monkeypatch.setattr(board, "find", cannot_be_told)
    board.lost_answer = ConnectionError()
    await world.core.deliver()
    board.lost_answer = None
    world.clock.advance(seconds=5)
    await world.core.deliver()
    sent = [delivery.post.key for delivery in board.messages.values() if delivery.post.channel == "notice"]
    assert sent == ["notice", "next"]
    assert "Whether “notice” arrived in" in words(board.messages[[*board.messages][-1]].post.card)
    uncertain = await look(omar, "uncertain")
    assert "The bot may not read what was said there, and so could not look whether it arrived." in words(uncertain)
    assert "Look in the channel first: it may be there." in words(uncertain)
    decided = await pressed(omar, uncertain, act)
    await world.core.deliver()
    again = [delivery.post.key for delivery in board.messages.values() if delivery.post.channel == "notice"]
    assert again == (["notice", "next"] if act == "It arrived" else ["notice", "next", "notice", "under"])
    assert ("It counts as sent" if act == "It arrived" else "It goes out within a minute") in words(decided)
    assert "There is no such post." in words(await omar.card("manage deliveries", state="uncertain"))


async def test_many_posts_are_paged(world: World, omar: Caller) -> None:
    await put(world, omar, *(post_to(f"notice {n}", due_at=MONDAY + timedelta(days=9, minutes=n)) for n in range(23)))
    first = await omar.card("manage deliveries", state="waiting")
    assert "Waiting** (23)" in words(first)
    assert "notice 0" in words(first)
    second = await omar.make(press(first, "Next"), "press")
    assert isinstance(second, Card)
    assert "notice 10" in words(second)
    assert "There are only 4 pages." in words(await omar.card("manage deliveries", state="waiting", page="5"))


async def test_direct_messages_are_nobody_elses(world: World, omar: Caller) -> None:
    await put(world, omar, post_to("secret", due_at=MONDAY + timedelta(days=9), kind="dm"))
    assert "secret" not in words(await omar.card("manage deliveries"))
    assert "There is no such post." in words(await omar.card("manage deliveries", state="waiting"))


async def test_only_moderators_see_the_board_and_nobody_reaches_another_communitys_post(
    world: World, omar: Caller, ann: Caller
) -> None:
    await put(world, omar, post_to("notice", due_at=MONDAY + timedelta(days=9)))
    post = press(await look(omar, "waiting"), "Send now").values["post"]
    stranger = world.caller("zoe", administrator=True, space="space-2")
    for path in ("manage delivery", "manage send-now", "manage call-off", "manage post-again"):
        assert "There is no such post." in words(await stranger.card(path, "press", post=post))
        assert "moderators" in words(await ann.card(path, "press", post=post))
        assert "There is no such post." in words(await omar.card(path, "press", post="1"))


async def test_the_last_solution_and_the_closing_are_planned_too(world: World, cohort: str) -> None:
    omar = world.caller("omar", administrator=True)
    for weeks, solution in ((timedelta(weeks=12, days=-2), True), (timedelta(weeks=12, days=1, hours=20), False)):
        world.clock.now = MONDAY + weeks
        planned = words(await omar.card("manage deliveries", state="planned", cohort=cohort))
        assert ("solution of the last challenge, " in planned, "closing, " in planned) == (solution, True), planned
        next_morning = datetime(2026, 3, 31, 8, tzinfo=UTC)  # at the end, of that morning's challenge nothing is told yet
        assert not solution or f"solution of the last challenge, <t:{int(next_morning.timestamp())}:both>" in planned


async def test_a_prompt_sent_all_the_same_on_another_day_names_its_day_and_a_second_press_is_answered_like_the_first(
    world: World, omar: Caller
) -> None:
    await until(world, MONDAY + timedelta(days=1, hours=9))
    world.board.fault = Undeliverable(Hindrance.NOT_INVITED)
    await until(world, MONDAY + timedelta(days=1, hours=10, minutes=5))
    held = await look(omar, "held")
    assert held.title == "ML January: how did today go?"
    failed = await pressed(omar, held, "Do not send")
    world.board.fault = None
    world.clock.now = MONDAY + timedelta(days=2, hours=4)
    first, second = [words(await pressed(omar, failed, "Send it all the same")) for _ in range(2)]
    assert first == second
    await world.tick()
    (prompt,) = world.board.posts("prompt/2026-01-06")
    assert prompt.post.card.title == "ML January: how did Tue, Jan 6, 2026 go?"
    assert "It was sent." in words(await pressed(omar, failed, "Send it all the same"))
