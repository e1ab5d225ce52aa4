"""The playground on the real core, with the demo's community and its cohort in the third week."""

import json
import shutil
from base64 import b64encode
from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from adapters.playground.chat import DIRECT
from bot.demo import DemoClock, evening
from bot.story import CHANNEL, EVERYBODY, LOG_CHANNEL
from bot.wiring.local import playground
from tests.playground.page import Page, open_page

FAILED = {"That did not work", "Something went wrong on our side"}
WEDNESDAY = datetime(2026, 1, 21, 12, 0, tzinfo=UTC)


@pytest.fixture
async def page(prepared_database: Path, tmp_path: Path) -> AsyncGenerator[Page]:
    shutil.copy(prepared_database, tmp_path / "demo.db")
    async with playground(DemoClock(WEDNESDAY), tmp_path) as (demo, _), open_page(demo.app()) as page:
        yield page


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def read_page(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Page]:
    """For tests that change nothing: telling the story takes some seconds."""
    folder = tmp_path_factory.mktemp("playground")
    async with playground(DemoClock(WEDNESDAY), folder) as (demo, _), open_page(demo.app()) as page:
        yield page


async def posts(page: Page) -> list[dict[str, Any]]:
    return [message for message in (await page.state())["messages"] if not message["private"] and message["room"] == CHANNEL]


def titles(messages: list[dict[str, Any]]) -> str:
    return "\n".join(message["card"]["plain"] for message in messages)


@pytest.mark.asyncio(loop_scope="module")
async def test_the_channel_tells_what_happened_in_three_weeks(read_page: Page):
    told = await posts(read_page)
    said = titles(told)
    assert all(f"week {number}: " in said for number in (1, 2, 3))
    assert "week 4: " not in said
    assert not any(line.startswith("Week ") for line in said.splitlines())  # no thread is opened where every message has one


@pytest.mark.asyncio(loop_scope="module")
async def test_a_visitor_is_told_who_they_are_and_what_to_press(read_page: Page):
    last = (await posts(read_page))[-1]
    assert last["card"]["plain"] == "You are Maya, in week 3"
    (row,) = (block for block in last["card"]["blocks"] if block["block"] == "buttons")
    assert [button["label"] for button in row["buttons"]] == [
        "Check in",
        "This week's milestone",
        "Today's challenge",
        "My progress",
    ]
    for button in row["buttons"]:
        answer = await read_page.press(last["id"], button["call"])
        assert "form" in answer or (await read_page.message(answer["message"]))["card"]["plain"] not in FAILED


@pytest.mark.asyncio(loop_scope="module")
async def test_every_room_holds_something(read_page: Page):
    rooms = {message["room"] for message in (await read_page.state())["messages"] if not message["private"]}
    assert rooms == {CHANNEL, LOG_CHANNEL, DIRECT}


def test_the_demo_is_looked_at_in_the_evening():
    assert evening(WEDNESDAY) == datetime(2026, 1, 21, 18, 30, tzinfo=UTC)


def test_nobody_in_the_demo_lives_on_another_day_when_it_is_looked_at():
    """Whoever did would check in for tomorrow, and the channel would end with a summary of tomorrow."""
    at = evening(WEDNESDAY)
    assert {at.astimezone(ZoneInfo(person.zone)).date() for person in EVERYBODY} == {at.date()}


async def test_the_next_week_brings_its_milestone_and_what_the_others_do(page: Page):
    before = len(await posts(page))
    answer = await (await page.post("advance", {"by": "week"})).json()
    after = await posts(page)
    assert "week 4: " in titles(after[before:])
    assert answer["came"] >= len(after) - before > 5
    said = "\n".join(str(message["card"]["blocks"]) for message in after[before:])
    assert "Half of the milestone stands." in said
    assert "Compared my solution with Lena's." in said


async def test_a_shared_check_in_is_answered_privately_and_seen_in_the_channel(page: Page):
    form = await page.type("/checkin", CHANNEL)
    filled = {item["name"]: item["value"] for item in form["form"]["inputs"]}
    answer = await page.submit(form, **{**filled, "did": "Drew a heap by hand", "share": "yes"})
    assert (await page.message(answer["message"]))["private"]
    page.persona = "omar"
    assert "Drew a heap by hand" in str(await posts(page))


@pytest.mark.asyncio(loop_scope="module")
async def test_a_member_is_refused_what_moderators_do(read_page: Page):
    answer = await read_page.message((await read_page.type("/manage create", CHANNEL))["message"])
    assert "Only moderators" in str(answer["card"]["blocks"])
    read_page.persona = "omar"
    assert "form" in await read_page.type("/manage create", CHANNEL)
    read_page.persona = "maya"


@pytest.mark.asyncio(loop_scope="module")
async def test_a_cohort_is_suggested_by_name(read_page: Page):
    found = await read_page.get("complete", room=CHANNEL, line="/cohort info starters")
    assert found["items"][0]["label"].startswith("ML starters")


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    ("line", "typed", "found"),
    [
        ("/find", "overfit", "overfitting"),
        ("/faq", "overfit", "overfitting"),
        ("/resource find", "trees", "tree"),
    ],
)
async def test_what_a_look_up_suggests_is_found_by_typing(read_page: Page, line: str, typed: str, found: str):
    opened = await read_page.type(line, CHANNEL)
    offered = await suggested(read_page, opened["form"], "query", typed)
    assert any(found in label.casefold() for label in offered)


@pytest.mark.asyncio(loop_scope="module")
async def test_any_time_zone_is_found_by_typing(read_page: Page):
    card = await read_page.message((await read_page.type("/me settings", CHANNEL))["message"])
    (call,) = [
        each["call"]
        for block in card["card"]["blocks"]
        for each in block.get("buttons", ())
        if each["label"] == "Change settings"
    ]
    opened = await read_page.press(card["id"], call)
    assert "Europe/Paris" in await suggested(read_page, opened["form"], "zone", "paris")


async def suggested(page: Page, form: dict[str, Any], option: str, typed: str) -> list[str]:
    """The labels that an input of a form finds as somebody types."""
    (asked,) = [item for item in form["inputs"] if item["name"] == option]
    found = await page.get("suggest", room=CHANNEL, path=asked["suggests"], option=option, typed=typed)
    return [choice["label"] for choice in found]


@pytest.mark.asyncio(loop_scope="module")
async def test_the_direct_messages_know_the_only_community(read_page: Page):
    answer = await read_page.message((await read_page.type("/progress", "direct"))["message"])
    assert answer["card"]["plain"] not in FAILED


async def test_a_moderator_is_picked_among_all_who_have_an_account_and_by_completion(page: Page):
    page.persona = "omar"
    found = await page.get("complete", room=CHANNEL, line="/manage moderators person=")
    assert {"label": "Diego", "detail": "Person", "line": "/manage moderators person=diego "} in found["items"]
    offered = await page.get("complete", room=CHANNEL, line="/manage moderators ")
    assert not any("role" in item["line"] for item in offered["items"])
    card = await page.message((await page.type("/manage moderators", CHANNEL))["message"])
    (add,) = [each for block in card["card"]["blocks"] for each in block.get("buttons", ()) if each["label"] == "Add a moderator"]
    form = await page.press(card["id"], add["call"])
    assert [item["input"] for item in form["form"]["inputs"]] == ["account"]
    added = await page.message((await page.submit(form, person="maya"))["message"])
    assert [{"account": "maya"}] in [line["pieces"] for block in added["card"]["blocks"] for line in block.get("lines", ())]
    page.persona = "maya"
    assert "form" in await page.type("/manage create", CHANNEL)


async def tried_again(page: Page, answer: dict[str, Any]) -> dict[str, str]:
    """What the inputs of the form hold that a refusal offers."""
    (again,) = (
        button["call"]
        for block in answer["card"]["blocks"]
        for button in block.get("buttons", ())
        if button["label"] == "Try again"
    )
    return {item["name"]: item["value"] for item in (await page.press(answer["id"], again))["form"]["inputs"]}


async def test_a_line_longer_than_four_thousand_characters_is_read_whole(page: Page):
    """Each of its values fits; what it is refused for is another thing."""
    page.persona = "omar"
    typed = {name: " ".join(name[0] * length) for name, length in (("prompt", 750), ("key", 950), ("explain", 450))}
    line = "/content add-challenge kind=text " + " ".join(f'{name}="{text}"' for name, text in typed.items())
    assert len(line) > 4000
    answer = await page.message((await page.type(line, CHANNEL))["message"])
    assert "Name a topic" in str(answer["card"])
    held = await tried_again(page, answer)
    assert {name: held[name] for name in typed} == typed


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    ("length", "said"), [(5000, "1,000 is the most"), (20_000, "16,000 is the most")], ids=["one value", "the whole line"]
)
async def test_what_is_too_long_is_said_and_comes_back_to_be_shortened(read_page: Page, length: int, said: str):
    """The form takes what it has room for; what follows stands above, to be copied."""
    typed = "word " * (length // 5)
    answer = await read_page.message((await read_page.type(f"/checkin did={json.dumps(typed)}", CHANNEL))["message"])
    assert said in str(answer["card"])
    assert "The form has no room for the end" in str(answer["card"])
    did = (await tried_again(read_page, answer))["did"]
    assert typed.startswith(did)
    assert len(did) > 2900


async def test_a_table_is_imported_from_a_file_that_is_chosen_in_a_form(page: Page) -> None:
    page.persona = "omar"
    form = await page.type("/content import", LOG_CHANNEL)
    assert [(item["input"], item.get("most")) for item in form["form"]["inputs"]] == [("file", 1024 * 1024), ("choice", None)]
    assert [(item["value"], item["required"]) for item in form["form"]["inputs"]] == [("", True), ("keep", True)]  # no “Not set”
    owls = b"title;url\r\nOwls;https://example.org/owls\r\n"
    sent = {"name": "owls.csv", "size": len(owls), "content": b64encode(owls).decode()}
    shown = await page.message((await page.submit(form, {"file": sent}, file="owls.csv", missing="keep"))["message"])
    assert shown["card"]["plain"] == "Import of “owls.csv”"
    publish = next(b["call"] for block in shown["card"]["blocks"] for b in block.get("buttons", ()) if b["label"] == "Publish")
    await page.press(shown["id"], publish)
    exported = await page.message((await page.type("/content export", LOG_CHANNEL))["message"])
    (name,) = exported["card"]["files"]
    async with page.session.get(page.url("file", message=exported["id"], name=name)) as kept:
        assert kept.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert b"https://example.org/owls" in await kept.read()
    page.persona = "maya"
    async with page.session.get(page.url("file", message=exported["id"], name=name)) as hidden:
        assert hidden.status == 404
    page.persona = "omar"
    large = {"name": "owls.csv", "size": 10_000_000, "content": ""}
    refused = (await page.submit(form, {"file": large}, file="owls.csv", missing="keep"))["refused"]
    assert refused["input"] == "file"
    assert "larger than 1 MB" in refused["sentence"]
