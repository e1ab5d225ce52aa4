"""Each act on the page is a call to the core, and its answer is where it belongs."""

import asyncio

from aiohttp import ClientSession
from babel.messages.catalog import Catalog

from adapters.web.app import SHUTDOWN_SECONDS, serve
from bot.interface.card import Card
from bot.text import t
from tests.catalogues import use
from tests.playground.page import Page, next_event
from tests.playground.small_world import ADA, EMMY, GRACE, START, SmallWorld, milestone_card


async def test_a_typed_line_is_a_command_of_the_persona_in_that_channel(page: Page, small: SmallWorld):
    await page.type("/cohort join ml-jan")
    (request,) = small.core.requests
    assert (request.kind, request.call.path, request.call.values) == ("command", "cohort join", {"cohort": "ml-jan"})
    assert (request.place.platform, request.place.space, request.place.channel) == ("playground", "demo", "ml-jan")
    assert request.actor == ADA.actor()
    assert request.at == START


async def test_in_the_direct_messages_there_is_no_space(page: Page, small: SmallWorld):
    await page.type("/help", room="direct")
    assert (small.core.requests[0].place.space, small.core.requests[0].place.channel) == (None, None)


async def test_the_answer_shows_what_was_asked(page: Page):
    shown = await page.message((await page.type("/help"))["message"])
    assert (shown["prompt"], shown["private"], shown["room"]) == ("/help", True, "ml-jan")
    assert shown["card"]["plain"] == "Help"


async def test_a_line_that_is_no_command_is_answered_with_help(page: Page):
    shown = await page.message((await page.type("/chekin"))["message"])
    assert shown["card"]["plain"] == "Help"


async def test_another_persona_never_receives_a_private_answer(page: Page):
    answer = (await page.type("/help"))["message"]
    page.persona = "grace"
    assert all(message["id"] != answer for message in (await page.state())["messages"])
    assert (await page.post("press", {"id": "1", "message": answer, "call": "help", "values": {}})).status == 404


async def test_a_persona_that_is_unknown_is_the_default_one(page: Page):
    page.persona = "root"
    assert (await page.state())["persona"] == ADA.id


async def test_two_tabs_of_one_browser_are_two_personas(page: Page, small: SmallWorld):
    other = Page(page.session, page.address)
    other.persona = GRACE.id
    await other.type("/help")
    await page.type("/help")
    assert [request.actor for request in small.core.requests] == [GRACE.actor(), ADA.actor()]
    assert ((await page.state())["persona"], (await other.state())["persona"]) == (ADA.id, GRACE.id)


async def test_the_moderator_calls_as_an_administrator(page: Page, small: SmallWorld):
    page.persona = GRACE.id
    await page.type("/manage status")
    assert small.core.requests[0].actor.administrator


async def test_a_press_on_a_private_answer_edits_it_in_place(page: Page):
    first = await page.type("/milestone")
    second = await page.press(first["message"], "milestone done")
    assert second == first
    shown = await page.message(first["message"])
    assert (shown["card"]["plain"], shown["prompt"], shown["edited"]) == ("Done, well done", "/milestone", False)


async def test_how_far_long_work_is_stands_where_its_answer_will_be(page: Page, small: SmallWorld):
    small.core.told = [t("1 of 2"), t("2 of 2")]
    small.core.goes_on.clear()
    asked = asyncio.create_task(page.type("/help"))
    async with page.session.get(page.url("events")) as stream:
        while not (told := (await next_event(stream))["messages"]) or "2 of 2" not in str(told):
            continue
        small.core.goes_on.set()
        answer = await asked
        assert [message["id"] for message in told] == [answer["message"]]
        assert (await next_event(stream))["messages"][0]["card"]["plain"] == "Help"


async def test_a_refusal_after_it_was_told_how_far_work_is_stands_where_that_stood(page: Page, small: SmallWorld):
    form = await page.type("/checkin")
    small.core.told = [t("1 of 2")]
    answer = await page.submit(form, did="?")
    assert "Write what you did in words." in str((await page.message(answer["message"]))["card"])


async def test_a_press_on_a_public_post_answers_privately_below(page: Page, small: SmallWorld):
    post = await small.post("ml-jan", milestone_card())
    answer = await page.press(post, "milestone done")
    assert answer["message"] != post
    shown = await page.message(answer["message"])
    assert (shown["private"], shown["prompt"]) == (True, "Week 3: Trees and ensembles")
    assert not (await page.message(post))["edited"]


async def test_a_press_in_a_thread_answers_in_the_thread(page: Page, small: SmallWorld):
    post = await small.post("ml-jan", milestone_card())
    reply = await small.post("ml-jan", milestone_card(), "reply", post)
    shown = await page.message((await page.press(reply, "milestone done"))["message"])
    assert shown["parent"] == post


async def test_a_select_adds_the_chosen_value_to_its_call(page: Page, small: SmallWorld):
    shown = await page.type("/roadmap show")
    await page.press(shown["message"], "roadmap show", week="4")
    assert small.core.requests[-1].call.values == {"week": "4"}
    assert (await page.message(shown["message"]))["card"]["plain"] == "Week 4"


async def test_a_form_of_a_typed_line_is_answered_in_the_room(page: Page, small: SmallWorld):
    form = await page.type("/checkin")
    assert [item["name"] for item in form["form"]["inputs"]] == ["did", "next", "share"]
    shown = await page.message((await page.submit(form, did="chapter 3", next="", share="yes"))["message"])
    assert (shown["card"]["plain"], shown["prompt"]) == ("Checked in for today", "/checkin")
    assert (small.core.requests[-1].kind, small.core.requests[-1].call.values["did"]) == ("submit", "chapter 3")


async def test_a_form_opened_from_a_private_answer_edits_that_answer(page: Page):
    first = await page.type("/help")
    form = await page.press(first["message"], "checkin")
    assert await page.submit(form, did="chapter 3") == first


async def test_a_form_opened_from_a_public_post_is_answered_privately(page: Page, small: SmallWorld):
    post = await small.post("ml-jan", milestone_card())
    answer = await page.submit(await page.press(post, "checkin"), did="chapter 3")
    assert (await page.message(answer["message"]))["private"]


async def test_an_act_that_is_sent_again_carries_the_same_request_id(page: Page, small: SmallWorld):
    body = {"id": "once", "room": "ml-jan", "line": "/help"}
    await page.post("line", body)
    await page.post("line", body)
    assert [request.id for request in small.core.requests] == ["ada:once", "ada:once"]


async def test_the_stream_brings_what_changes_and_only_that(page: Page, small: SmallWorld):
    await small.post("general", Card(t("Before")))
    async with page.session.get(f"{page.address}/api/events") as stream:
        await next_event(stream)
        await small.post("general", Card(t("After")))
        assert [message["card"]["plain"] for message in (await next_event(stream))["messages"]] == ["After"]


async def test_a_page_that_lost_its_connection_goes_on_where_it_was(page: Page, small: SmallWorld):
    last = (await page.state())["id"]
    await small.post("general", Card(t("Meanwhile")))
    async with page.session.get(f"{page.address}/api/events", headers={"Last-Event-ID": last}) as stream:
        event = await next_event(stream)
    assert [message["card"]["plain"] for message in event["messages"]] == ["Meanwhile"]
    assert "rooms" not in event


async def test_a_page_of_an_earlier_run_starts_anew(page: Page):
    async with page.session.get(f"{page.address}/api/events", headers={"Last-Event-ID": "earlier.7"}) as stream:
        assert "rooms" in await next_event(stream)


async def test_the_next_week_brings_every_post_on_the_way(page: Page):
    answer = await (await page.post("advance", {"by": "week"})).json()
    assert answer == {"now": "2026-01-28T09:30:00+00:00", "came": 7}
    state = await page.state()
    assert (state["now"], state["moving"], len(state["messages"])) == (answer["now"], False, 7)


async def test_the_clock_moves_once_at_a_time(page: Page, small: SmallWorld):
    statuses: list[int] = []

    async def advance_again() -> None:
        statuses.append((await page.post("advance", {"by": "day"})).status)

    small.on_the_way = advance_again
    assert (await page.post("advance", {"by": "day"})).status == 200
    assert statuses == [409]


async def test_the_page_hears_that_the_clock_moves_and_when_it_has_stopped(page: Page, small: SmallWorld):
    async with page.session.get(f"{page.address}/api/events") as stream:
        await next_event(stream)
        seen: list[bool] = []

        async def look() -> None:
            seen.append((await next_event(stream))["moving"])

        small.on_the_way = look
        await page.post("advance", {"by": "day"})
        while seen[-1]:
            await look()
    assert seen[0]


async def test_what_was_read_is_remembered_for_each_persona(page: Page, small: SmallWorld):
    post = await small.post("general", Card(t("News")))
    await page.post("read", {"room": "general"})
    assert (await page.state())["read"] == {"general": int(post)}
    page.persona = "grace"
    assert (await page.state())["read"] == {}


async def test_completion_offers_moderators_commands_to_administrators_only(page: Page):
    async def offered() -> list[str]:
        return [item["label"] for item in (await page.get("complete", room="general", line="/man"))["items"]]

    assert await offered() == []
    page.persona = "grace"
    assert await offered() == ["/manage status"]


async def test_completion_speaks_the_language_of_the_persona(page: Page, german: Catalog):
    german.add("Say what you did today and what is next.", "Sag, was du heute getan hast.")
    use(german)
    page.persona = EMMY.id
    assert (await page.get("complete", room="general", line="/checkin "))["usage"] == "Sag, was du heute getan hast."


async def test_a_field_of_a_form_asks_the_core_for_entries(page: Page, small: SmallWorld):
    found = await page.get("suggest", room="ml-jan", path="cohort join", option="cohort", typed="may")
    assert found == [{"label": "ML May", "value": "ml-may"}]
    assert small.core.requests[0].place.channel == "ml-jan"


async def test_open_pages_do_not_hold_up_the_end(small: SmallWorld):
    async with ClientSession() as session, asyncio.timeout(SHUTDOWN_SECONDS - 1):
        async with serve(small.playground.app(), "127.0.0.1", 0) as port:
            stream = await session.get(f"http://127.0.0.1:{port}/api/events")
            await next_event(stream)
        assert await stream.content.read() == b""
