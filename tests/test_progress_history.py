"""What a member wrote and did, by day."""

from tests.world import Caller, World, pressed, words


async def test_it_is_shown_latest_first_and_given_as_a_table_no_cell_of_which_runs(
    world: World, cohort: str, ann: Caller
) -> None:
    days = await ann.card("progress days", "press")
    nothing = await pressed(ann, days, "What I wrote")
    assert "Nothing yet." in words(nothing)
    assert await pressed(ann, nothing, "All days") == days
    await ann.card("checkin", did="=SUM(A1)", next="Chapter 4")
    await ann.card("milestone done", "submit", cohort=cohort, week="1", note="My plan", link="https://example.org/plan")
    world.clock.advance(days=1)
    await ann.card("checkin", did="Read")
    await ann.card("milestone done", "submit", cohort=cohort, week="1", link="https://example.org/mended")
    shown = await pressed(ann, await ann.card("progress days", "press"), "What I wrote")
    assert words(shown).index("Jan 6, 2026") < words(shown).index("Jan 5, 2026")
    assert "My plan" in words(shown)
    table = await pressed(ann, shown, "As a file")
    assert await pressed(ann, table, "What I wrote") == shown
    (file,) = table.files
    rows = file.content.decode("utf-8-sig").splitlines()
    assert rows[0] == "day,cohort,what,did,next,blocker,answer,link"
    assert "2026-01-05,ML January,Check-in,'=SUM(A1),Chapter 4,,," in rows
    assert [row[:10] for row in rows if "https://example.org/mended" in row] == ["2026-01-05"]  # the work's day, not the link's
