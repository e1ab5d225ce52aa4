"""Which weeks a cohort walks that is moved from release to release, and what is said to differ."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.course import EarlierRelease, EarlierReleases, going_on_with, releases_from, releases_text, with_release
from bot.domain.course_change import CourseChange, Move, course_change
from bot.domain.roadmap import Week
from tests.newer_release import BERRIES, berry

ROADMAPS = st.lists(st.sampled_from(BERRIES), min_size=1, unique=True).map(lambda names: [berry(name) for name in names])
LINES = ("1.0", "1.1", "2.0")


def _course(roadmaps: dict[str, list[Week]], release: str, earlier: EarlierReleases) -> list[Week]:
    begun: list[Week] = []
    for each in earlier:
        begun = going_on_with(begun, roadmaps[each.release])[: each.last_week]
    return going_on_with(begun, roadmaps[release])


@given(
    st.fixed_dictionaries(dict.fromkeys(LINES, ROADMAPS)),
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from(LINES)), max_size=6),
)
def test_no_move_changes_a_week_that_has_begun_or_walks_one_twice_or_leaves_one_out(
    roadmaps: dict[str, list[Week]], moves: list[tuple[int, str]]
) -> None:
    release, earlier, begun = LINES[0], (), 0
    for weeks, following in moves:
        walked = _course(roadmaps, release, earlier)
        begun = min(begun + weeks, len(walked))
        earlier, release = with_release(earlier, EarlierRelease(release, begun)), following
        course = _course(roadmaps, release, earlier)
        assert course[:begun] == walked[:begun]
        assert len({week.id for week in course}) == len(course)
        assert {week.id for week in roadmaps[release]} <= {week.id for week in course}
        coming = [week for week in roadmaps[release] if week not in walked[:begun]]
        assert course[begun:] == coming


@given(ROADMAPS, ROADMAPS, st.integers(0, 7))
def test_whoever_goes_back_before_the_next_week_walks_what_they_walked(one: list[Week], other: list[Week], begun: int) -> None:
    there = with_release((), EarlierRelease("1.0", min(begun, len(one))))
    back = with_release(there, EarlierRelease("1.1", min(begun, len(one))))
    assert _course({"1.0": one, "1.1": other}, "1.0", back) == one


@given(st.lists(st.builds(EarlierRelease, st.sampled_from(LINES), st.integers(1, 60))).map(tuple))
def test_earlier_releases_are_read_as_they_were_written(releases: EarlierReleases) -> None:
    assert releases_from(releases_text(releases)) == releases


def test_weeks_that_are_put_off_together_are_one_move() -> None:
    old = [berry(name) for name in ("acai", "blueberry", "cranberry", "dewberry")]
    new = [old[0], berry("fig"), *old[1:]]
    assert course_change(old, new).moves == (Move(2, 4, 3),)
    assert course_change(old, [old[1], old[0], *old[2:]]).moves == (Move(2, 2, 1), Move(1, 1, 2))


@given(ROADMAPS, ROADMAPS)
def test_what_is_said_to_differ_leads_from_the_one_to_the_other(old: list[Week], new: list[Week]) -> None:
    change = course_change(old, new)
    places = {number: week.id for number, week in enumerate(old, 1)}
    moved = {
        move.now_first + offset: places[move.first + offset]
        for move in change.moves
        for offset in range(move.last - move.first + 1)
    }
    gone, touched = (
        {each.number for each in change.go},
        {place for move in change.moves for place in range(move.first, move.last + 1)},
    )
    stay = {number: key for number, key in places.items() if number not in gone | touched}
    come = {each.number: each.week.id for each in change.come}
    assert {**stay, **moved, **come} == {number: week.id for number, week in enumerate(new, 1)}


def test_nothing_is_said_of_what_no_member_sees() -> None:
    week = berry("acai")
    assert course_change([week], [replace(week, rev=2, covers=("1",), needs=("week.fig",))]) == CourseChange()
    (mended,) = course_change([week], [replace(week, title="Palm", minutes=replace(week.minutes, light=30))]).mended
    assert mended.parts == ("title", "time")
