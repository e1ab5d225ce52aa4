"""The App Home and the shortcut with the real core behind them."""

from tests.slack import payloads
from tests.slack.conftest import ADMIN, Send
from tests.slack.fake import SlackFake
from tests.slack.payloads import Json
from tests.slack.real_core import NEW_COHORT, by, launch, pressed_in_modal, typed, words
from tests.world import Clock


async def opened_home(say: Send, slack: SlackFake, user: str = ADMIN) -> Json:
    """What the App Home of somebody shows once they have opened it."""
    await say("events_api", payloads.opened_home(user=user))
    await slack.until(lambda: user in slack.homes)
    return slack.homes[user]


async def used_shortcut(say: Send, slack: SlackFake, user: str) -> tuple[str, Json]:
    """(id, view) of the modal that the shortcut opened."""
    before = set(slack.views)
    await say("interactive", by(user, slack, payloads.shortcut("checkin")))
    await slack.until(lambda: set(slack.views) - before)
    (view,) = set(slack.views) - before
    return view, slack.views[view]


async def test_the_app_home_leads_a_member_from_joining_to_a_checkin(say: Send, slack: SlackFake, clock: Clock) -> None:
    await launch(say, slack)
    clock.advance(hours=12)
    home = await opened_home(say, slack, "U2")
    assert "You are in no cohort yet." in words(home)
    assert "For moderators" not in words(home)

    join = payloads.press_in_home(payloads.button(home["blocks"], "Join ML January"), home)
    await say("interactive", by("U2", slack, join))
    await slack.until(lambda: "Not checked in today." in words(slack.homes["U2"]))
    assert "You are in ML January" in words(list(slack.views.values())[-1])

    home = slack.homes["U2"]
    checkin = payloads.press_in_home(payloads.button(home["blocks"], "Check in"), home)
    await say("interactive", by("U2", slack, checkin))
    await slack.until(lambda: list(slack.views.values())[-1].get("callback_id", "").startswith("checkin?"))
    view, form = list(slack.views.items())[-1]
    submit = payloads.submit(form, {"did": {"type": "plain_text_input", "value": "Read"}}, view)
    answer = await say("interactive", by("U2", slack, submit))
    assert "Checked in for" in words(answer)
    await slack.until(lambda: "Checked in today." in words(slack.homes["U2"]))
    assert "Your streak: " in words(slack.homes["U2"])


async def test_the_app_home_of_a_moderator_starts_a_cohort(say: Send, slack: SlackFake) -> None:
    home = await opened_home(say, slack)
    assert "no cohort at the moment." in words(home)
    await say("interactive", payloads.press_in_home(payloads.button(home["blocks"], "Start a cohort"), home))
    await slack.until(lambda: slack.views)
    ((view, form),) = slack.views.items()
    slack.views[view] = (await say("interactive", payloads.submit(form, NEW_COHORT, view)))["view"]
    await pressed_in_modal(say, slack, view, "Launch")
    assert "is launched" in words(slack.views[view])
    await slack.until(lambda: "ML January: nobody yet" in words(slack.homes[ADMIN]))


async def test_a_moderator_sees_the_settings_of_the_community_from_the_app_home(say: Send, slack: SlackFake) -> None:
    home = await opened_home(say, slack)
    await say("interactive", payloads.press_in_home(payloads.button(home["blocks"], "Community settings"), home))
    await slack.until(lambda: slack.views)
    ((view, card),) = slack.views.items()
    assert "Settings of this community" in words(card)
    await pressed_in_modal(say, slack, view, "Change settings")
    assert slack.views[view]["title"]["text"] == "Community settings"


async def test_the_shortcut_of_who_is_in_no_cohort_says_where_to_find_one(say: Send, slack: SlackFake) -> None:
    _, view = await used_shortcut(say, slack, "U2")
    assert "You are in no cohort yet." in words(view)


async def test_the_shortcut_opens_the_form_of_the_only_cohort(say: Send, slack: SlackFake, clock: Clock) -> None:
    await launch(say, slack)
    await typed(say, slack, "cohort join ml-january", user="U2")
    clock.advance(hours=12)
    view, form = await used_shortcut(say, slack, "U2")
    assert (form["title"]["text"], form["private_metadata"]) == ("Check in", "")
    submit = payloads.submit(form, {"did": {"type": "plain_text_input", "value": "Read"}}, view)
    assert "Checked in for" in words(await say("interactive", by("U2", slack, submit)))


async def test_the_app_home_is_drawn_anew_after_a_checkin_by_shortcut(say: Send, slack: SlackFake, clock: Clock) -> None:
    await launch(say, slack)
    await typed(say, slack, "cohort join ml-january", user="U2")
    clock.advance(hours=12)
    assert "Not checked in today." in words(await opened_home(say, slack, "U2"))
    view, form = await used_shortcut(say, slack, "U2")
    submit = payloads.submit(form, {"did": {"type": "plain_text_input", "value": "Read"}}, view)
    await say("interactive", by("U2", slack, submit))
    await slack.until(lambda: "Checked in today." in words(slack.homes["U2"]))


async def test_the_app_home_is_drawn_anew_after_a_checkin_that_was_typed(say: Send, slack: SlackFake, clock: Clock) -> None:
    await launch(say, slack)
    await typed(say, slack, "cohort join ml-january", user="U2")
    clock.advance(hours=12)
    assert "Not checked in today." in words(await opened_home(say, slack, "U2"))
    await typed(say, slack, "checkin did=Read", user="U2")
    await slack.until(lambda: "Checked in today." in words(slack.homes["U2"]))
    assert "U1" not in slack.homes


async def test_the_shortcut_of_who_is_in_several_cohorts_asks_first_and_goes_on_in_the_modal(
    say: Send, slack: SlackFake, clock: Clock
) -> None:
    for _ in range(2):
        slack.views.clear()
        await launch(say, slack)
    for slug in ("ml-january", "ml-january-2"):
        assert "You are in" in words(await typed(say, slack, f"cohort join {slug}", user="U2"))
    clock.advance(hours=12)
    view, chooser = await used_shortcut(say, slack, "U2")
    element = chooser["blocks"][-1]["elements"][0]
    action = {**element, "selected_option": element["options"][1]}
    updates = len(slack.called("views.update"))
    chosen = payloads.press_in_view(action, view, chooser["private_metadata"])
    await say("interactive", by("U2", slack, chosen))
    await slack.until(lambda: len(slack.called("views.update")) > updates)
    form = slack.views[view]
    assert (form["title"]["text"], element["options"][1]["value"] in form["callback_id"]) == ("Check in", True)
