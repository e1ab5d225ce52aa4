"""What a change of a cohort's settings brings about."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot.domain.breaks import ONE_DAY
from bot.domain.cohort import Cohort, Home
from bot.domain.cohort_change import has_begun, reschedules
from bot.domain.post import HELD_FOR, LONGEST_HOLD, Post
from bot.domain.roadmap import Roadmap
from bot.domain.timetable import A_MOMENT
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Text
from bot.ports.dues import BEGIN, cohort_due
from bot.ports.unit import Unit
from bot.shared.audit import tell_moderators, undo_key
from bot.shared.break_words import all_breaks_button
from bot.shared.closing_card import closing_card, closing_name, more_time_card
from bot.shared.cohort_settings import MOST_BREAKS, changed_lines
from bot.shared.cohort_terms import Terms
from bot.shared.extension_news import tell_of_moved_closing
from bot.shared.finished_work import revise_finished_work
from bot.shared.launch_card import join_blocks, mend_welcome
from bot.shared.live_sessions import tell_of_sessions
from bot.shared.lost_channels import is_lost
from bot.shared.plan_news import tell_channels
from bot.shared.posts import compose, finished_name, home_key, home_post, reminders_of_week, week_keys, written_for
from bot.shared.waiting_list import ends_later, ends_sooner, fill_places, tell_line_of_end, tell_line_that_it_goes_on
from bot.shared.week_card import cohort_weeks
from bot.text import Channel, join, t

SPACING = timedelta(minutes=1)
"""Between two edits of one post."""
LONGEST_WAIT = HELD_FOR + LONGEST_HOLD
"""How long ago what is still held can have been due."""


async def update_cohort(
    unit: Unit, before: Terms, after: Terms, roadmaps: Sequence[Roadmap], who: str, undo: Call, now: datetime
) -> None:
    """Keep new settings: what is due follows, the home moves, what the welcome and an old closing promise is mended, new places
    are given to those who wait, or they are told of its end or that it goes on, who has more time is told of its new end,
    moderators are told.

    `roadmaps` has the one before the change, and the one after; `undo` takes the change back.
    """
    cohort = after.cohort
    await unit.cohorts.save(cohort)
    if reschedules(before.cohort, cohort):
        await unit.dues.set(cohort_due(BEGIN, cohort.id, now))
    if before.home and after.home and before.home != after.home:
        await _move(unit, cohort, before.home, after.home, now)
    moved = before.home != after.home
    reopened = before.cohort.state(now) != cohort.state(now)
    other_promise = _welcomed(cohort) != _welcomed(before.cohort) and cohort.state(now) != "ended"
    if moved or (cohort != before.cohort and (other_promise or reopened or not has_begun(before.cohort, now))):
        await mend_welcome(unit, cohort, now, SPACING)
    await _mend_closing(unit, before.cohort, cohort, now)
    await _remind_anew_of_week(unit, before.cohort, cohort, now)
    await tell_channels(unit, before.cohort, cohort, roadmaps[-1], now)
    await tell_of_sessions(unit, before.cohort, cohort, now)
    if ends_sooner(before.cohort, cohort, now):
        await tell_line_of_end(unit, cohort, now)
    await tell_of_moved_closing(unit, before.cohort, cohort, now)
    await fill_places(unit, cohort, now)
    if ends_later(before.cohort, cohort, now):
        await tell_line_that_it_goes_on(unit, before.cohort, cohort, now)
    await tell_moderators(unit, partial(_changed_card, before, after, roadmaps, who, undo), now, undo_key(undo))


async def _remind_anew_of_week(unit: Unit, before: Cohort, after: Cohort, now: datetime) -> None:
    """Let everybody be reminded of the new end of the week under way, whoever was reminded of the old one too, if it is days
    away."""
    week = before.week_at(now)
    if not week or week != after.week_at(now):
        return
    old, new = [None if each.waits(week + 1) else each.begins(week + 1) for each in (before.timetable, after.timetable)]
    if old != new and (old is None or new is None or abs(new - old) >= ONE_DAY):
        await unit.outbox.forget(reminders_of_week(after, week))


def _welcomed(cohort: Cohort) -> tuple[int | None, int]:
    """What the welcome says as long as somebody can join: how many places there are, and how many weeks."""
    return cohort.capacity, cohort.timetable.last_week


async def _move(unit: Unit, cohort: Cohort, old: Home, new: Home, now: datetime) -> None:
    """Let a home be another channel, which hears that first, then of the week under way, and then what the old one did not
    take. All channels that it has spoken in hear where it is; moves that nobody has read of yet are told as one."""
    await unit.outbox.wake(old.platform, old.channel, now)
    await unit.cohorts.move(new)
    before_all = min(cohort.timetable.under_way(now), now - LONGEST_WAIT) - A_MOMENT
    spoken_in = await unit.outbox.spoken_in(new.id)
    await unit.outbox.cancel(_here_key(old))
    if new.channel not in spoken_in or await unit.outbox.message(_moved_key(new)):
        await unit.outbox.forget(_here_key(new))
        await unit.outbox.put(_greeting(unit, cohort, new, before_all, now))
    await unit.outbox.forget(_moved_key(new))
    for channel in spoken_in:
        if channel != new.channel and not await is_lost(unit, new.platform, channel):
            left = replace(new, channel=channel)
            greeted = await unit.outbox.message(_here_key(left))
            for key in (_moved_key(left), *((_here_key(left),) if greeted else ())):
                await unit.outbox.revise(_farewell(unit, cohort, key, left, new, now), SPACING)
    if not cohort.timetable.has_ended(now):
        number = cohort.week_at(now)
        keys, until = week_keys(new, number), cohort.timetable.begins(number + 1)
        await unit.outbox.say_in(new.channel, keys, before_all + A_MOMENT, until)
        if await unit.outbox.message(home_key(new, finished_name(number))):  # it stands there from before
            await revise_finished_work(unit, cohort, number, (await cohort_weeks(unit, cohort))[number - 1], now)


async def hears_of_move(unit: Unit, old: Home) -> bool:
    """Whether the channel that a cohort has left is told so: if something was said there, and it is not known to be gone."""
    return old.channel in await unit.outbox.spoken_in(old.id) and not await is_lost(unit, old.platform, old.channel)


def _greeting(unit: Unit, cohort: Cohort, home: Home, due_at: datetime, now: datetime) -> Post:
    """What a channel hears to which a cohort has come."""
    ends = None if cohort.timetable.has_ended(now) else cohort.timetable.ends
    return home_post(home, _here_name(home), compose(unit, partial(_here_card, cohort)), due_at, until=ends)


def _here_name(home: Home) -> str:
    return f"here/{home.channel}"


def _here_key(home: Home) -> str:
    """The key of the post that tells the channel of a home that a cohort is there."""
    return home_key(home, _here_name(home))


def _moved_key(home: Home) -> str:
    """The key of the post that tells the channel of a home that the cohort is elsewhere."""
    return home_key(home, f"moved/{home.channel}")


def _farewell(unit: Unit, cohort: Cohort, key: str, old: Home, new: Home, now: datetime) -> Post:
    """What a channel that a cohort has left hears."""
    return Post(
        key=key,
        platform=old.platform,
        space=old.space,
        channel=old.channel,
        card=compose(unit, partial(_moved_card, cohort, new.channel)),
        due_at=now,
        cohort=cohort.id,
    )


def _changed_card(before: Terms, after: Terms, roadmaps: Sequence[Roadmap], who: str, undo: Call) -> Card:
    heading = t("**{who}** changed **{cohort}**:", who=who, cohort=after.cohort.name)
    lines = [heading, *changed_lines(before, after, roadmaps)]
    breaks = after.cohort.breaks if before.cohort.breaks != after.cohort.breaks else ()
    buttons = Buttons((Button(t("Undo"), undo), *all_breaks_button(after.cohort, breaks, MOST_BREAKS)))
    return Card(t("A cohort was changed"), (Text(join(lines)), buttons))


async def _mend_closing(unit: Unit, before: Cohort, after: Cohort, now: datetime) -> None:
    """Let the closing that was posted say that there is more time, after which another one comes, or be the closing again if that
    is taken back."""
    old, new = before.timetable, after.timetable
    was_over, is_over = old.has_ended(now), new.has_ended(now)
    same_end = was_over == is_over and (not is_over or old.last_day == new.last_day)
    if same_end or not await unit.enrollments.ever(after.id):
        return
    closed = is_over and new.closes <= now
    name = closing_name((new if closed or not was_over else old).last_day)
    with written_for(unit):
        card = await closing_card(unit, after) if closed else more_time_card(after)
    for home in await unit.cohorts.homes(after.id):
        post = home_post(home, name, card, now)
        if await unit.outbox.message(post.key):
            await unit.outbox.revise(post, SPACING)


def _moved_card(cohort: Cohort, channel: str) -> Card:
    sentence = t(
        "Milestones, check-in prompts and summaries of **{cohort}** come to {channel} from now on; a summary that was "
        "begun elsewhere goes on there. Whoever is in it stays in it: open {channel} to read them.",
        cohort=cohort.name,
        channel=Channel(channel),
    )
    return Card(t("{cohort} has moved", cohort=cohort.name), (Text(sentence),))


def _here_card(cohort: Cohort) -> Card:
    sentence = t(
        "Milestones, check-in prompts and summaries of **{cohort}** come to this channel from now on; a summary that was begun "
        "elsewhere goes on there.",
        cohort=cohort.name,
    )
    return Card(t("{cohort} is here now", cohort=cohort.name), (Text(sentence), *join_blocks(cohort)))
