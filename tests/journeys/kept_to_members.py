"""What it takes to have kept what is promised to one member, told from their side.

A check is given the journey, where the promise was seen, and how it was said; `promises.toml` says which is whose."""

import re
from datetime import datetime, time, timedelta

from tests.journeys.cast import END, MODERATOR, WEEKS
from tests.journeys.journey import Journey
from tests.journeys.lived import work_of, written_on
from tests.journeys.seen import LATER, SOON, named, once_allowed, public, shown_to_all
from tests.journeys.window import Shown, is_place


def cohort_sees(journey: Journey, shown: Shown, said: str) -> bool:
    words = _written(journey, shown)
    seen = public(journey, shown.at, once_allowed(journey, shown.at))
    return any(words in each.text for each in seen)


def only_they_see(journey: Journey, shown: Shown, said: str) -> bool:
    words = _written(journey, shown)
    return not any(words in each.text for each in journey.seen if each.to != shown.to)


def _written(journey: Journey, receipt: Shown) -> str:
    lived = journey.lived[receipt.to]
    (day,) = [day for day, (_, shown) in lived.checkins.items() if shown is receipt]
    return written_on(receipt.to, day)


def work_stays_private(journey: Journey, shown: Shown, said: str) -> bool:
    """As long as they do not show it themselves."""
    shared = journey.lived[shown.to].shared
    works = [(work_of(shown.to, number), shared.get(number, LATER)) for number in range(1, WEEKS + 1)]
    others = [each for each in journey.seen if each.to != shown.to]
    return not any(work in each.text and each.at < since for each in others for work, since in works)


def cohort_sees_work(journey: Journey, shown: Shown, said: str) -> bool:
    works = set(re.findall(r"https://example.org/\w+/\d", shown.text))
    posts = list(shown_to_all(journey, shown.at, once_allowed(journey, shown.at)))
    return len(works) == 1 and all(any(work in each.text for each in posts) for work in works)


def days_are_their_own(journey: Journey, shown: Shown, said: str) -> bool:
    """A check-in that names no day is for the day on their own calendar."""
    lived = journey.lived[shown.to]
    in_time = ((day, at, receipt) for day, (at, receipt) in lived.checkins.items() if at < END)
    return all(named(day) in receipt.title and day == lived.day_at(at) for day, at, receipt in in_time)


def day_ends_then(journey: Journey, shown: Shown, said: str) -> bool:
    """What they write before the hour they were told last is for the day before."""
    told = [each.at for each in journey.seen if each.to == shown.to and each.at > shown.at and "Your day ends" in each.text]
    hour, lived = _hour_in(shown.text), journey.lived[shown.to]
    until = min(told, default=END)
    counted = ((day, at) for day, (at, _) in lived.checkins.items() if shown.at < at < until)
    return all(day == lived.day_at(at, hour) for day, at in counted) and days_are_their_own(journey, shown, said)


def _hour_in(text: str) -> time:
    """At which a day is said to end."""
    (hour,) = re.findall(r"Your day ends:? at (midnight|[\d:]+\s[AP]M)", text)
    return time(0) if hour == "midnight" else datetime.strptime(" ".join(hour.split()), "%I:%M %p").time()  # noqa: DTZ007


def no_reminder_yet(journey: Journey, shown: Shown, said: str) -> bool:
    wanted = [span.since for span, _, _ in journey.lived[shown.to].reminders]
    direct = [each.at for each in journey.seen if each.kind == "post" and each.to == shown.to and not is_place(each)]
    return not direct or min(wanted, default=LATER) < min(direct)


def not_listed(journey: Journey, shown: Shown, said: str) -> bool:
    return not _listed_after(journey, shown)


def listed(journey: Journey, shown: Shown, said: str) -> bool:
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


def plan_is_shown_again(journey: Journey, shown: Shown, said: str) -> bool:
    later = [each for each in journey.seen if each.to == shown.to and each.at > shown.at and "Week" in each.text]
    return any("Catching up" in each.text for each in later) or bool(journey.lived[shown.to].milestones)


def weeks_are_set_aside(journey: Journey, shown: Shown, said: str) -> bool:
    first = int(re.findall(r"week (\d)", said)[0])
    looks = [each for each in journey.lived[shown.to].looks if "weeks done" in each.text]
    return all(f"of {WEEKS + 1 - first} weeks done" in each.text for each in looks)


def goes_on(journey: Journey, shown: Shown, said: str) -> bool:
    """What was done before is still done after somebody came back."""
    looks = " ".join(each.text for each in journey.lived[shown.to].looks)
    return len(set(re.findall(r"(\d+ of \d+) weeks done", looks))) <= 1


def late_work_is_taken(journey: Journey, shown: Shown, said: str) -> bool:
    late = [at for lived in journey.lived.values() for at in lived.milestones.values() if at > END]
    late += [at for lived in journey.lived.values() for at, _ in lived.checkins.values() if at > END]
    return len(late) == 2 and all(at < END + timedelta(hours=48) for at in late)


def kept_after_the_end(journey: Journey, shown: Shown, said: str) -> bool:
    lived = journey.lived["ada"]
    (last,) = [each for each in lived.looks if each.at > shown.at and "weeks done" in each.text] or [None]
    return last is None or f"{len(lived.milestones)} of {WEEKS} weeks done" in last.text


def nobody_graded(journey: Journey, shown: Shown, said: str) -> bool:
    following = next(each for each in journey.seen if each.to == shown.to and each.at >= shown.at and each.kind == "answer")
    return "Right" not in following.title


def scored(journey: Journey, shown: Shown, said: str) -> bool:
    """Counted by the points on the leaderboard; told once a day."""
    days = [day for day, _, verdict in journey.lived[shown.to].answers if verdict.at == shown.at]
    return len(days) == 1


def leave_is_kept(journey: Journey, shown: Shown, said: str) -> bool:
    """No reminder until it is over; nobody but moderators reads of it."""
    member = journey.lived[shown.to].member
    reminded = (each for each in journey.seen if each.kind == "post" and each.to == shown.to and each.at > shown.at)
    told = (
        each
        for each in journey.seen
        if each.to not in (shown.to, MODERATOR) and shown.at < each.at < shown.at + timedelta(days=4)
    )
    return not any(member.is_on_leave(each.at.date()) for each in reminded) and not any(
        re.search(rf"{shown.to}.*(away|leave)", each.text) for each in told
    )


def place_is_theirs(journey: Journey, shown: Shown, said: str) -> bool:
    """They see where they stand in line, and are told once, as soon as somebody leaves."""
    later = [each for each in journey.seen if each.to == shown.to and each.at > shown.at]
    free = min(stay.until for lived in journey.lived.values() for stay in lived.stays if stay.until > shown.at)
    told = [each.at for each in later if is_place(each)]
    return "You are number 1 in line" in later[0].text and len(told) == 1 and free <= told[0] <= free + SOON


def place_goes_on(journey: Journey, shown: Shown, said: str) -> bool:
    """To who waits for one, at once."""
    before = [each for each in journey.seen if each.at <= shown.at]
    waiting = {each.to for each in before if "is full" in each.title} - {each.to for each in before if is_place(each)}
    told = {each.to for each in journey.seen if is_place(each) and shown.at <= each.at <= shown.at + SOON}
    return bool(told) == bool(waiting) and told <= waiting


def comes_back_if_there_is_room(journey: Journey, shown: Shown, said: str) -> bool:
    """Whoever comes back finds a place or joins the line."""
    joins = [each for each in journey.seen if each.to == shown.to and each.at > shown.at and each.kind == "answer"]
    return all("Welcome back" in each.text or "in line" in each.text for each in joins[:1])
