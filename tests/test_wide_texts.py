"""Texts of nothing but characters that platforms write as several are cut, and stop no card for others."""

from itertools import cycle, islice

import pytest

from tests.samples import WIDE_TEXT
from tests.world import Caller, World, press, words

pytestmark = pytest.mark.slow

POSTS = {"summary", "finished", "done-by-all", "report", "digest", "closing", "suggestion", "verdict", "share", "audit"}
"""The first parts of the keys of the posts that hold texts of people."""
OF_MEMBERS = ("today", "progress", "leaderboard", "cohort info", "cohort list", "milestone", "challenge today", "resource saved")
OF_MODERATORS = (
    "manage status", "manage digest", "manage settings", "manage moderators", "manage deliveries", "manage edit", "manage remove",
    "content queue", "content log", "today",
)  # fmt: skip


def _wide(most: int, marks: str) -> str:
    """A text of `most` characters, as few of them letters as a name or a title needs."""
    return "a" + "".join(islice(cycle(marks), most - 1))


async def _looks(world: World, ann: Caller, omar: Caller, cohort: str) -> None:
    """All that holds texts of people is looked at, and what is due is posted."""
    await world.tick()
    for path in OF_MEMBERS:
        await ann.card(path)
    await ann.card("checkin shared", "press", cohort=cohort, day=world.clock().date().isoformat())
    await ann.card("milestone work", "press", cohort=cohort, week="1")
    for path in OF_MODERATORS:
        await omar.card(path, **({"member": ann.actor.name} if path == "manage remove" else {}))
    for state in ("planned", "sent", "held", "failed", "waiting"):
        await omar.card("manage deliveries", state=state)


@pytest.mark.parametrize("marks", ["&", "<t:1:date>", WIDE_TEXT])
async def test_every_card_and_post_is_made_whatever_marks_people_write(
    world: World, capsys: pytest.CaptureFixture[str], marks: str
) -> None:
    omar = world.caller(_wide(99, marks), administrator=True)
    await omar.card("manage settings", log="log")
    cohort = await world.launch(name=_wide(15, marks))
    question = _wide(45, marks)
    await omar.card("manage edit", cohort=cohort, ask_did=question, ask_next=question, ask_blocker=question)
    world.clock.advance(hours=12)
    members = [world.caller(f"{number}{_wide(99, marks)}") for number in range(3)]
    ann = members[0]
    for member in members:
        await member.card("cohort join", cohort=cohort)
        await member.card("me settings", visibility="cohort")
        said = {name: _wide(most, marks) for name, most in (("did", 1000), ("next", 500), ("blocker", 500), ("answer", 500))}
        assert "The cohort sees it" in words(await member.card("checkin", share="yes", **said))
        await member.card("milestone stuck", "press", cohort=cohort, week="1")
        await member.card(
            "milestone done", "submit", cohort=cohort, week="1", note=_wide(1000, marks), link="https://example.org/a"
        )
        await member.card("milestone share", "press", cohort=cohort, week="1")
        await member.card("faq", query=_wide(100, marks))
        await member.card("item share", "press", item="resource.kaggle-python")
        await member.card("resource suggest", title=_wide(100, marks), url=f"https://example.org/{member.actor.name[0]}")
    await omar.card("manage note", member=members[1].actor.name, note=_wide(900, marks))
    decline = press(await omar.card("content queue"), "Decline")
    await omar.make(decline.with_values(reason=_wide(300, marks)), "submit")
    await _looks(world, ann, omar, cohort)
    for _ in range(2):
        world.clock.advance(days=4)
        await _looks(world, ann, omar, cohort)
    await omar.card("manage end", cohort=cohort, day="today")
    for _ in range(2):
        world.clock.advance(days=3)
        await _looks(world, ann, omar, cohort)
    assert POSTS - {delivery.post.key.split("/")[0] for delivery in world.board.posts()} == set()
    assert "failed" not in capsys.readouterr().out
