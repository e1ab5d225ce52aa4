"""Each promise with what it takes to have kept it, told from the side of whom it was made to."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from tests.journeys.cast import BEGIN, END, MODERATOR, WEEKS
from tests.journeys.journey import Journey, work_of, written_on
from tests.journeys.promises import promises_in
from tests.journeys.window import Shown, is_place

LATER = END + timedelta(days=9)
SOON = timedelta(minutes=2)
Check = Callable[[Journey, Shown, str], bool]
"""Whether a promise was kept: of which journey, where it was seen, how it was said."""


def instant_in(text: str) -> datetime:
    """The first instant that is named."""
    return datetime.strptime(re.findall(r"<([-\dT:]+)>", text)[0], "%Y-%m-%dT%H:%M").replace(tzinfo=UTC)


def named(day: date) -> str:
    return f"{day:%a, %b} {day.day}, {day.year}"


def public(journey: Journey, since: datetime, until: datetime) -> Iterator[Shown]:
    return (each for each in journey.seen if each.is_public and since <= each.at <= until)


def once_allowed(journey: Journey, now: datetime) -> datetime:
    """When what was said at an instant could be posted at the latest: soon, or half an hour after the channel is open again."""
    hindered = journey.shut_out_at(now)
    return (now if hindered is None else max(now, hindered + timedelta(minutes=30))) + SOON


def _nothing_before_launch(journey: Journey, shown: Shown, said: str) -> bool:
    return not any("ML Summer" in each.text for each in journey.seen if each.is_public)


def _draft_is_found(journey: Journey, shown: Shown, said: str) -> bool:
    """Six days later whoever made it finds it."""
    lists = [each for each in journey.seen if each.to == MODERATOR and each.at > shown.at + timedelta(days=5)]
    return any("ML Summer" in each.text for each in lists)


def _all_can_be_changed(journey: Journey, shown: Shown, said: str) -> bool:
    edits = [each for each in journey.seen if each.to == MODERATOR and each.at > BEGIN]
    return any(all(word in each.text.casefold() for word in ("zone", "check-in", "places", "end")) for each in edits)


def _waits_and_comes(journey: Journey, shown: Shown, said: str) -> bool:
    mended = min(at for at in journey.mended if at > shown.at)
    return any(True for _ in public(journey, mended, mended + timedelta(minutes=30) + SOON))


def _week_is_posted(number: int) -> Check:
    def check(journey: Journey, shown: Shown, said: str) -> bool:
        at = instant_in(said)
        return any(f"week {number}:" in each.title for each in public(journey, at, at + SOON))

    return check


def _week_after(journey: Journey, shown: Shown, said: str) -> bool:
    """A week that ends is followed by the next, or by the end."""
    at = instant_in(said)
    return at == END or any(re.search(r"week \d:", each.title) for each in public(journey, at, at + SOON))


def _cohort_sees(journey: Journey, shown: Shown, said: str) -> bool:
    words = _written(journey, shown)
    seen = public(journey, shown.at, once_allowed(journey, shown.at))
    return any(words in each.text for each in seen)


def _only_they_see(journey: Journey, shown: Shown, said: str) -> bool:
    words = _written(journey, shown)
    return not any(words in each.text for each in journey.seen if each.to != shown.to)


def _written(journey: Journey, receipt: Shown) -> str:
    lived = journey.lived[receipt.to]
    (day,) = [day for day, (_, shown) in lived.checkins.items() if shown is receipt]
    return written_on(receipt.to, day)


def _work_stays_private(journey: Journey, shown: Shown, said: str) -> bool:
    works = [work_of(shown.to, number) for number in range(1, WEEKS + 1)]
    return not any(work in each.text for each in journey.seen if each.to != shown.to for work in works)


def _days_are_their_own(journey: Journey, shown: Shown, said: str) -> bool:
    """A check-in that names no day is for the day on their own calendar."""
    lived = journey.lived[shown.to]
    in_time = ((day, at, receipt) for day, (at, receipt) in lived.checkins.items() if at < END)
    return all(named(day) in receipt.title and day == lived.day_at(at) for day, at, receipt in in_time)


def _day_ends_then(journey: Journey, shown: Shown, said: str) -> bool:
    """What they write before the hour they were told last is for the day before."""
    told = [each.at for each in journey.seen if each.to == shown.to and each.at > shown.at and "Your day ends" in each.text]
    hour, lived = _hour_in(shown.text), journey.lived[shown.to]
    until = min(told, default=END)
    counted = ((day, at) for day, (at, _) in lived.checkins.items() if shown.at < at < until)
    return all(day == lived.day_at(at, hour) for day, at in counted) and _days_are_their_own(journey, shown, said)


def _hour_in(text: str) -> time:
    """At which a day is said to end."""
    (hour,) = re.findall(r"Your day ends:? at (midnight|[\d:]+\s[AP]M)", text)
    return time(0) if hour == "midnight" else datetime.strptime(" ".join(hour.split()), "%I:%M %p").time()  # noqa: DTZ007


def _no_reminder_yet(journey: Journey, shown: Shown, said: str) -> bool:
    wanted = [span.since for span, _, _ in journey.lived[shown.to].reminders]
    direct = [each.at for each in journey.seen if each.kind == "post" and each.to == shown.to and not is_place(each)]
    return not direct or min(wanted, default=LATER) < min(direct)


def _not_listed(journey: Journey, shown: Shown, said: str) -> bool:
    return not _listed_after(journey, shown)


def _listed(journey: Journey, shown: Shown, said: str) -> bool:
    return _listed_after(journey, shown) or shown.at > END


def _listed_after(journey: Journey, shown: Shown) -> bool:
    """Whether others find the name in a list of the cohort, before its member says otherwise."""
    said_otherwise = [
        each.at
        for each in journey.seen
        if each.to == shown.to and each.at > shown.at and "Visibility:" in each.text and _is_visible(each) != _is_visible(shown)
    ]
    until = min(said_otherwise, default=LATER)
    lists = (each for each in journey.seen if each.to not in (shown.to, MODERATOR) and shown.at < each.at < until)
    name = journey.lived[shown.to].name_at
    return any(re.search(rf"(Who is in:|·).*\b{re.escape(name(each.at))}\b", each.text) for each in lists if not each.is_public)


def _is_visible(shown: Shown) -> bool:
    return re.search(r"cohorts? sees? you", shown.text) is not None


def _plan_is_shown_again(journey: Journey, shown: Shown, said: str) -> bool:
    later = [each for each in journey.seen if each.to == shown.to and each.at > shown.at and "Week" in each.text]
    return any("Catching up" in each.text for each in later) or bool(journey.lived[shown.to].milestones)


def _weeks_are_set_aside(journey: Journey, shown: Shown, said: str) -> bool:
    first = int(re.findall(r"week (\d)", said)[0])
    looks = [each for each in journey.lived[shown.to].looks if "weeks done" in each.text]
    return all(f"of {WEEKS + 1 - first} weeks done" in each.text for each in looks)


def _goes_on(journey: Journey, shown: Shown, said: str) -> bool:
    """What was done before is still done after somebody came back."""
    looks = " ".join(each.text for each in journey.lived[shown.to].looks)
    return len(set(re.findall(r"(\d+ of \d+) weeks done", looks))) <= 1


def _late_work_is_taken(journey: Journey, shown: Shown, said: str) -> bool:
    late = [at for lived in journey.lived.values() for at in lived.milestones.values() if at > END]
    late += [at for lived in journey.lived.values() for at, _ in lived.checkins.values() if at > END]
    return len(late) == 2 and all(at < END + timedelta(hours=48) for at in late)


def _is_kept_after_the_end(journey: Journey, shown: Shown, said: str) -> bool:
    lived = journey.lived["ada"]
    (last,) = [each for each in lived.looks if each.at > shown.at and "weeks done" in each.text] or [None]
    return last is None or f"{len(lived.milestones)} of {WEEKS} weeks done" in last.text


def _nobody_graded(journey: Journey, shown: Shown, said: str) -> bool:
    following = next(each for each in journey.seen if each.to == shown.to and each.at >= shown.at and each.kind == "answer")
    return "Right" not in following.title


def _scored(journey: Journey, shown: Shown, said: str) -> bool:
    """Counted by the points on the leaderboard; told once a day."""
    days = [day for day, _, verdict in journey.lived[shown.to].answers if verdict.at == shown.at]
    return len(days) == 1


def _leave_is_kept(journey: Journey, shown: Shown, said: str) -> bool:
    """No reminder until it is over; nobody else reads of it."""
    member = journey.lived[shown.to].member
    reminded = (each for each in journey.seen if each.kind == "post" and each.to == shown.to and each.at > shown.at)
    told = (each for each in journey.seen if each.to != shown.to and shown.at < each.at < shown.at + timedelta(days=4))
    return not any(member.is_on_leave(each.at.date()) for each in reminded) and not any(
        re.search(rf"{shown.to}.*(away|leave)", each.text) for each in told
    )


def _place_is_theirs(journey: Journey, shown: Shown, said: str) -> bool:
    """They see where they stand in line, and are told once, as soon as somebody leaves."""
    later = [each for each in journey.seen if each.to == shown.to and each.at > shown.at]
    free = min(stay.until for lived in journey.lived.values() for stay in lived.stays if stay.until > shown.at)
    told = [each.at for each in later if is_place(each)]
    return "You are number 1 in line" in later[0].text and len(told) == 1 and free <= told[0] <= free + SOON


PROMISES: Sequence[tuple[str, Check]] = (
    (r"Nothing is posted before you launch", _nothing_before_launch),
    (r"kept for seven days", _draft_is_found),
    (r"changes all of it", _all_can_be_changed),
    (r"can be posted .* before this is mended|goes out by itself", _waits_and_comes),
    (r"first milestone is posted|first begins", _week_is_posted(1)),
    (r"[Tt]he week ends", _week_after),
    (r"cohort sees it", _cohort_sees),
    (r"Only you see what you wrote", _only_they_see),
    (r"Only you see this", _work_stays_private),
    (r"Days count in your own time zone", _days_are_their_own),
    (r"Your day ends", _day_ends_then),
    (r"off until you turn them on", _no_reminder_yet),
    (r"nobody sees you|Only you see your place", _not_listed),
    (r"your cohorts see your name|Your cohort sees you", _listed),
    (r"what is left of it", _plan_is_shown_again),
    (r"do not count for you", _weeks_are_set_aside),
    (r"you go on where you were", _goes_on),
    (r"handed in for two days", _late_work_is_taken),
    (r"[Aa]ll that you did is kept|what you did is kept", _is_kept_after_the_end),
    (r"Nobody grades it", _nobody_graded),
    (r"your scored answer", _scored),
    (r"it is your turn you are in at once|shows your place in line", _place_is_theirs),
    (r"You are away until|no reminder comes|Nobody else is told", _leave_is_kept),
)
"""Words of a promise, and what has to have happened."""

BY_CHANCE = {r"Nobody grades it"}
"""Of challenges, which are drawn: not every journey comes upon them."""
NO_PROMISE = (
    r"nothing asked", r"Nobody who is shown has points yet",
)  # fmt: skip
"""What reads like a promise to a machine alone."""


def broken_promises(journey: Journey) -> list[str]:
    """Every promise that was not kept, every one that nothing here checks, and every check that nothing was promised for."""
    broken, idle = set[str](), {words for words, _ in PROMISES} - BY_CHANCE
    for shown in journey.seen:
        for sentence, said in promises_in(shown.text):
            checks = {words: check for words, check in PROMISES if re.search(words, said)}
            idle -= checks.keys()
            if not checks and not any(re.search(words, said) for words in NO_PROMISE):
                broken.add(f"no check: {sentence!r}")
            broken |= {f"{check.__name__}: {said!r} in {shown}" for check in checks.values() if not check(journey, shown, said)}
    return sorted(broken | {f"never promised: {words}" for words in idle})
