"""Days, hours, weekdays and topics are picked on Slack, and read as those that are typed."""

from tests.slack import payloads
from tests.slack.conftest import Send
from tests.slack.fake import SlackFake
from tests.slack.payloads import Json
from tests.slack.real_core import NEW_COHORT, as_shown, launch, opened, typed, words


def elements(form: Json) -> dict[str, Json]:
    return {block["block_id"]: block["element"] for block in form["blocks"] if block["type"] == "input"}


async def test_a_new_cohorts_first_day_and_hour_are_picked(say: Send, slack: SlackFake) -> None:
    await typed(say, slack, "manage create start=5.1.2026")
    await slack.until(lambda: slack.views)
    ((view, form),) = slack.views.items()
    shown = elements(form)
    assert (shown["start"]["type"], shown["start"]["initial_date"]) == ("datepicker", "2026-01-05")
    assert (shown["time"]["type"], shown["time"]["initial_time"]) == ("timepicker", "18:00")
    picked = {
        **NEW_COHORT,
        "start": {"type": "datepicker", "selected_date": "2026-01-06"},
        "time": {"type": "timepicker", "selected_time": "09:30"},
    }
    planned = await say("interactive", payloads.submit(form, picked, view))
    assert "Dry run" in words(planned)
    before = set(slack.views)
    slack.views[view] = planned["view"]
    edit = payloads.button(planned["view"]["blocks"], "Edit")
    await say("interactive", payloads.press_in_view(edit, view, planned["view"]["private_metadata"]))
    await slack.until(lambda: "start" in elements(slack.views[view]) or set(slack.views) - before)
    again = elements(slack.views[view])
    assert (again["start"]["initial_date"], again["time"]["initial_time"]) == ("2026-01-06", "09:30")


async def test_a_picked_day_that_cannot_be_meant_is_refused_under_it_and_the_form_stays(say: Send, slack: SlackFake) -> None:
    view, form = await opened_by_line(say, slack, "me away")
    gone = {"until": {"type": "datepicker", "selected_date": "2025-01-01"}}
    refused = await say("interactive", payloads.submit(form, gone, view))
    assert refused["response_action"] == "errors"
    assert "has passed" in refused["errors"]["until"]
    left = {"until": {"type": "datepicker", "selected_date": "2026-01-31"}}
    assert "You are away until" in words(await say("interactive", payloads.submit(form, left, f"{view}-again")))


async def test_a_typed_text_that_names_no_day_leaves_its_picker_empty(say: Send, slack: SlackFake) -> None:
    refused = await typed(say, slack, "me away until=soon")
    assert "“soon” is not a date" in words(refused)
    _, form = await opened(say, slack, refused, "Try again")
    assert "initial_date" not in elements(form)["until"]


async def test_days_that_may_be_left_out_are_left_empty(say: Send, slack: SlackFake) -> None:
    await launch(say, slack)
    refused = await typed(say, slack, "manage pause first=2026-01-12 last=2026-01-11")
    view, form = await opened(say, slack, refused, "Try again")
    assert {name: element["initial_date"] for name, element in elements(form).items()} == {
        "first": "2026-01-12",
        "last": "2026-01-11",
    }
    emptied = {**as_shown(form), "last": {"type": "datepicker", "selected_date": None}}
    assert "has a new plan" in words(await say("interactive", payloads.submit(form, emptied, view)))


async def test_the_own_hour_of_reminders_is_picked_and_emptied(say: Send, slack: SlackFake) -> None:
    card = await typed(say, slack, "me settings reminders=on hours=9-22 remind_at=“9 pm”")
    view, form = await opened(say, slack, card, "Reminders")
    assert elements(form)["remind_at"]["initial_time"] == "21:00"
    earlier = {**as_shown(form), "remind_at": {"type": "timepicker", "selected_time": "19:30"}}
    assert ", at 7:30" in words(await say("interactive", payloads.submit(form, earlier, view)))
    emptied = {**as_shown(form), "remind_at": {"type": "timepicker", "selected_time": None}}
    assert ", at " not in words(await say("interactive", payloads.submit(form, emptied, f"{view}-again")))


async def test_weekdays_are_picked(say: Send, slack: SlackFake) -> None:
    await launch(say, slack)
    view, form = await opened(say, slack, await typed(say, slack, "manage edit"), "Check-ins and places")
    assert chosen(form, "days") == ["Mon", "Tue", "Wed", "Thu", "Fri"]
    assert [block["block_id"] for block in form["blocks"] if not block["optional"]] == ["days"]
    values = {**as_shown(form), "days": picked("Sat", "Mon")}
    assert "Mon, Tue, Wed, Thu, Fri → Mon, Sat" in words(await say("interactive", payloads.submit(form, values, view)))


async def test_none_turns_challenges_off(say: Send, slack: SlackFake) -> None:
    await launch(say, slack)
    view, form = await opened(say, slack, await typed(say, slack, "manage edit"), "Challenges")
    assert elements(form)["challenges"]["type"] == "multi_static_select"
    both = {**as_shown(form), "challenges": picked("none", "Mon")}
    refused = await say("interactive", payloads.submit(form, both, view))
    assert "names no weekdays" in refused["errors"]["challenges"]
    off = {**as_shown(form), "challenges": picked("none")}
    assert "→ none" in words(await say("interactive", payloads.submit(form, off, f"{view}-again")))


async def test_topics_are_searched_and_picked_and_can_all_be_taken_away(say: Send, slack: SlackFake) -> None:
    address = "https://example.org/course"
    refused = await typed(say, slack, f"content add-resource title=Course url={address} topics=recursion, never heard of it")
    assert "never heard of it" in words(refused)
    view, form = await opened(say, slack, refused, "Try again")
    assert chosen(form, "topics")[1:] == ["never heard of it"]
    found = await say("interactive", payloads.search(form, "topics", "hash"))
    titles = [each["value"] for each in found["options"]]
    refused = await say("interactive", payloads.submit(form, as_shown(form), view))
    (said,) = [block for block in refused["view"]["blocks"] if block["block_id"] == "refused"]
    assert "never heard of it" in words(said)
    values = {**as_shown(form), "topics": picked(*titles[:2])}
    shown = words(await say("interactive", payloads.submit(form, values, f"{view}-again"))).casefold()
    assert all(title.casefold() in shown for title in titles[:2])
    emptied = {**as_shown(form), "topics": picked()}
    assert "Topics" not in words(await say("interactive", payloads.submit(form, emptied, f"{view}-once-more")))


def picked(*values: str) -> Json:
    return {"type": "multi_static_select", "selected_options": [{"value": value} for value in values]}


def chosen(form: Json, name: str) -> list[str]:
    """The values that are chosen when the form opens."""
    return [option["value"] for option in elements(form)[name].get("initial_options", ())]


async def opened_by_line(say: Send, slack: SlackFake, line: str) -> tuple[str, Json]:
    """The form that a typed line opens: its view and what it shows."""
    before = set(slack.views)
    await typed(say, slack, line)
    await slack.until(lambda: set(slack.views) - before)
    (view,) = set(slack.views) - before
    return view, slack.views[view]
