"""Who sees what a member wrote or made, told to that member in private; if the cohort was to see it and cannot, why."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.cohort import Checkin, Cohort, Progress
from bot.domain.post import RENEWED, PostInHome
from bot.ports.unit import Unit
from bot.shared.hindrances import hindrance_to_members
from bot.shared.posts import finished_name
from bot.text import Channel, Markup, Moment, join, t


def who_sees_checkin(checkin: Checkin, homes: Sequence[PostInHome]) -> Markup:
    """`homes` tells what became of the summary of its day in each home of the cohort; a check-in has just revised it."""
    if not checkin.shared:
        return t("Only you see what you wrote.")
    if checkin.hidden:
        return t("A moderator hid this check-in from the cohort.")
    return _why_unseen([*map(_renewed, homes)]) or t("The cohort sees it in the day's summary.")


async def who_sees_work(unit: Unit, cohort: Cohort, number: int, progress: Progress, now: datetime) -> Markup:
    """The same for link and note of the week `number`."""
    if not progress.shared or progress.mark != "done":
        return t("Only you see this.")
    begins = cohort.timetable.begins(number)
    seen = (
        t("The cohort sees this.") if begins <= now else t("The cohort sees this once the week begins, {at}.", at=Moment(begins))
    )
    return _why_unseen(await unit.outbox.in_homes(cohort.id, finished_name(number))) or seen


def _why_unseen(homes: Sequence[PostInHome]) -> Markup:
    """Why none of a cohort's homes shows a post, nor will within minutes; empty if one does."""
    return Markup() if any(map(_shows, homes)) or not homes else _reason_text(homes[0])


def _renewed(home: PostInHome) -> PostInHome:
    return replace(home, state="waiting") if home.state in RENEWED else home


def _shows(home: PostInHome) -> bool:
    return home.state in (None, "waiting", "sent", "arrived") and home.hindrance is None


def _reason_text(home: PostInHome) -> Markup:
    """Why a home does not show a post, by what became of it: one that waits is hindered."""
    channel = Channel(home.channel)
    mend = [hindrance_to_members(home.hindrance), t("Ask a moderator to mend it.")] if home.hindrance else []
    match home.state:
        case "gone":
            return t("Its post was taken down, so the cohort does not see this. It is kept.")
        case "unwanted":
            return t("A moderator called its post off, so the cohort does not see this. It is kept.")
        case "uncertain":
            return t("Whether its post arrived in {channel} is not known. Ask a moderator to look.", channel=channel)
        case "failed" | "expired":
            late = t("It could not be posted in {channel} in time, so the cohort does not see this. It is kept.", channel=channel)
            return join([late, *mend, t("Stop sharing and share it again: then it is posted.")], " ")
        case _:
            return join([t("It waits: it cannot be posted in {channel} now.", channel=channel), *mend], " ")
