"""Moderators grant a member some weeks more than their cohort has. The member is told in private, and it can be taken back."""

from dataclasses import replace
from functools import partial
from typing import Annotated

from annotated_types import Ge, Le

from bot.domain.cohort import Cohort
from bot.domain.late_work import MOST_EXTRA_WEEKS, milestones_close, takes_milestones
from bot.errors import Refusal
from bot.feature import Context, Feature, Recheck
from bot.interface.call import Call, record_id
from bot.interface.card import Button, Buttons, Card, Note, Select, Text
from bot.interface.command import Commands
from bot.interface.inputs import Choice
from bot.interface.option import Option
from bot.shared.audit import tell_moderators, tell_undone, undo_key
from bot.shared.cohort_choice import locked_cohort, pressed_cohort
from bot.shared.direct_posts import addresses_of, arrives_text, direct_post, waking_hour
from bot.shared.extension_news import EXTENSION, as_it_is_now, extension_card, extension_key
from bot.shared.need_help import back_to_status, not_in_it, short_name
from bot.shared.own_reminders import plan_weeks_anew
from bot.shared.posts import compose
from bot.shared.subject import Subject, subject_in
from bot.text import Markup, Moment, join, n, t

CohortKey = Annotated[str, Option("Which cohort?")]
PersonKey = Annotated[str, Option("Who?")]

commands = Commands()


@commands.add("manage extend", "How many weeks longer a member may take.", listed=False, moderator=True)
async def extend(context: Context, cohort: CohortKey, person: PersonKey) -> Card:
    subject = await _subject(context, await pressed_cohort(context, cohort), person)
    choices = tuple(
        Choice(_more_weeks(weeks), str(weeks)) for weeks in range(MOST_EXTRA_WEEKS + 1) if weeks != subject.enrollment.extra_weeks
    )
    keys = {**_keys(subject), "of": str(subject.enrollment.extra_weeks)}
    return Card(
        t("More time for {name}", name=short_name(subject.member)),
        (
            Text(_state(subject)),
            Text(t("Each of their weeks counts as open that much later, and closes that much later. They are told in private.")),
            Select(t("How many weeks more than the cohort?"), Call("manage grant-weeks", keys), "weeks", choices),
            back_to_status(subject.cohort),
        ),
    )


@commands.add("manage grant-weeks", "Let a member take some weeks longer.", listed=False, moderator=True)
async def grant_weeks(
    context: Context,
    cohort: CohortKey,
    person: PersonKey,
    weeks: Annotated[int, Option("How many weeks more than the cohort?"), Ge(0), Le(MOST_EXTRA_WEEKS)],
    undoes: Annotated[str, Option("Which message to the member does this take back?")] = "",
    of: Annotated[int | None, Option("How many weeks had they when this was offered?"), Ge(0), Le(MOST_EXTRA_WEEKS)] = None,
) -> Card:
    before = await _subject(context, await locked_cohort(context, cohort), person)
    if of is not None and before.enrollment.extra_weeks not in (weeks, of):
        changed = t(
            "That was changed again since then. </manage status> leads to how much time {name} has.", name=before.member.name
        )
        raise Refusal(changed)
    after = replace(before, enrollment=before.enrollment.with_extra_weeks(weeks))
    if weeks and not takes_milestones(after.cohort.timetable, context.now, after.enrollment):
        raise Refusal(t("{cohort} ended too long ago for that: choose more weeks.", cohort=after.cohort.name))
    if before == after:
        return _receipt(after, Text(_state(after)))
    await context.unit.enrollments.put(after.enrollment)
    await plan_weeks_anew(context.unit, after.member, after.cohort, context.now)
    message = context.unit.new_id()
    taken_back = _taken_back(after, before.enrollment.extra_weeks, message)
    undo = Button(t("Undo"), taken_back)
    told = await _tell_member(context, after, message, record_id(undoes))
    await tell_moderators(context.unit, partial(_audit_card, context, after, undo), context.now, undo_key(taken_back))
    if undoes:
        made = {**_keys(after), "weeks": str(weeks), "undoes": undoes, "of": str(of)}
        await tell_undone(context, undo_key(Call("manage grant-weeks", made)))
    return _receipt(after, Text(join([_state(after), told], " ")), undo)


async def _tell_member(context: Context, after: Subject, message: int, undone: int | None) -> Markup:
    """Tell the member, unless what they would have been told before is taken back in time; what was done about it, in words."""
    if undone is not None and await context.unit.outbox.cancel(extension_key(after.cohort, after.member.person, undone)):
        return t("They had not been told of it yet, and are not.")
    member, cohort = after.member, after.cohort
    address = (await addresses_of(context.unit, cohort, [member.person])).get(member.person)
    if address is None:
        return t("They have no account where {cohort} lives: tell them yourself.", cohort=cohort.name)
    card = compose(context.unit, partial(extension_card, cohort, after.enrollment), member)
    key, at, by = (
        extension_key(cohort, member.person, message),
        waking_hour(member, context.community, context.now),
        context.member.person,
    )
    await context.unit.outbox.put(direct_post(address, member, key=key, card=card, due_at=at, cohort=cohort, promised_to=by))
    return arrives_text(member, context.community, at, context.now)


async def _subject(context: Context, cohort: Cohort, person: str) -> Subject:
    """Raises Refusal for whoever is not in the cohort."""
    subject = await subject_in(context, cohort, person)
    if subject.enrollment.left_at:
        raise Refusal(not_in_it(cohort))
    return subject


def _keys(subject: Subject) -> dict[str, str]:
    return {"cohort": str(subject.cohort.id), "person": str(subject.member.person)}


def _taken_back(subject: Subject, weeks: int, message: int) -> Call:
    of = str(subject.enrollment.extra_weeks)
    return Call("manage grant-weeks", {**_keys(subject), "weeks": str(weeks), "undoes": str(message), "of": of})


def _more_weeks(weeks: int) -> Markup:
    return n("{count} week more", "{count} weeks more", weeks) if weeks else t("As long as the cohort")


def _state(subject: Subject) -> Markup:
    name, timetable = short_name(subject.member), subject.cohort.timetable
    if not subject.enrollment.extra_weeks:
        return t("{name} has as long as the cohort.", name=name)
    longer = n(
        "{name} has {count} week more than the cohort.",
        "{name} has {count} weeks more than the cohort.",
        subject.enrollment.extra_weeks,
        name=name,
    )
    if not timetable.end_is_known:
        return longer
    closes = Moment(milestones_close(timetable, subject.enrollment))
    return join([longer, t("Their milestones count until {at}.", at=closes)], " ")


def _receipt(subject: Subject, said: Text, *buttons: Button) -> Card:
    title = t("More time for {name}", name=short_name(subject.member))
    back = Button(t("Who may need a hand"), Call("manage status", {"cohort": str(subject.cohort.id)}))
    return Card(title, (said, Buttons((*buttons, back)), Note(t("Nobody else in the cohort is told."))))


def _audit_card(context: Context, subject: Subject, undo: Button) -> Card:
    who, name, cohort = context.member.name, short_name(subject.member), subject.cohort.name
    weeks = subject.enrollment.extra_weeks
    granted = n(
        "**{who}** gave **{name}** {count} week more in **{cohort}**.",
        "**{who}** gave **{name}** {count} weeks more in **{cohort}**.",
        weeks,
        who=who,
        name=name,
        cohort=cohort,
    )
    none = t("**{who}** gave **{name}** as long as **{cohort}** has.", who=who, name=name, cohort=cohort)
    return Card(t("A member of {cohort}", cohort=cohort), (Text(granted if weeks else none), Buttons((undo,))))


feature = Feature(commands, rechecks=(Recheck(EXTENSION, as_it_is_now),))
