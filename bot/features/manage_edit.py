"""Moderators change a cohort that was launched: everything `manage create` set, and the rest. What is due follows at once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any

from bot.domain.break_changes import joined_shifts
from bot.domain.breaks import Break
from bot.domain.cohort import Cohort
from bot.domain.cohort_change import with_texts
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call, record_id
from bot.interface.card import Block, Button, Buttons, Card, Fields, Note, Text
from bot.interface.command import Commands
from bot.interface.errand import ChannelPermissions
from bot.interface.limits import MOST_FIELDS
from bot.interface.option import Option
from bot.interface.phone import shortest_cut
from bot.interface.prefill import Prefill, Wording
from bot.shared.audit import tell_undone, undo_key
from bot.shared.break_words import all_breaks_button, breaks_listed, weeks_left_out
from bot.shared.cohort_choice import any_cohort, locked_cohort, pressed_cohort, suggest_cohorts
from bot.shared.cohort_course import on_course
from bot.shared.cohort_rules import check_change, going_on
from bot.shared.cohort_saved import UNDO, UNDONE_WITHIN, changed_at, cohorts_as_set, save, texts_of, undo_call
from bot.shared.cohort_settings import SETTINGS, changed_terms, settings_of, written
from bot.shared.cohort_terms import Terms, terms_of
from bot.shared.cohort_update import hears_of_move
from bot.shared.drafts import drop_draft, read_draft
from bot.shared.home_choice import check_home, check_not_log, home_notes
from bot.shared.kept_change import new_texts, old_texts
from bot.shared.launch_card import cohort_roadmap, permissions_text
from bot.shared.lost_reminders import tell_who_lost_reminders
from bot.shared.setting import SettingsForm
from bot.shared.taken_back import changed_again, cures_of, taken_back_already, too_long_ago, undone
from bot.shared.waiting_list import line_of, waiting_lines
from bot.text import Channel, Listed, Markup, clip, join, n, t

LONGEST_TITLES = (100, 24)
"""The title of the roadmap is as long as the first of these with which the card fits on a phone."""
MOST_BREAKS = 1
"""More do not stand beside so many settings: a press leads to all."""

commands = Commands()


@commands.add(
    "manage edit",
    "Change a cohort: name, dates, channel, check-ins, places, end.",
    moderator=True,
    before=ChannelPermissions(),
    options=[setting.option for setting in SETTINGS],
)
async def edit(
    context: Context,
    cohort: Annotated[str | None, Option("Which cohort?", suggest=suggest_cohorts, words=True)] = None,
    **given: Any,
) -> Card:
    chosen = await any_cohort(context, cohort, Call("manage edit"))
    if not given:
        return await _card(context, await _terms(context, chosen), t("Settings of {cohort}", cohort=chosen.name))
    return await _edited(context, await _locked_terms(context, str(chosen.id)), given)


async def as_set(context: Context, call: Call) -> Prefill:
    """What is set. Days cannot be emptied, which would change nothing and look as if it did."""
    values = written(await _terms(context, await pressed_cohort(context, call.values["cohort"])))
    return Prefill(values, wording=dict.fromkeys(("days", "challenges"), Wording(required=True)), saved=True)


async def edit_in_form(context: Context, cohort: Annotated[str, Option("Which cohort?")], **given: Any) -> Card:
    return await _edited(context, await _locked_terms(context, cohort), given)


def _declare_form(form: SettingsForm, title: str, description: str) -> None:
    commands.add(
        f"manage edit-{form}",
        description,
        listed=False,
        moderator=True,
        title=title,
        submit="Save",
        prefill=as_set,
        before=ChannelPermissions(),
        options=[setting.input for setting in SETTINGS if setting.form == form],
    )(edit_in_form)


_declare_form("plan", "Name and dates", "Change a cohort's name and dates in a form.")
_declare_form("checkins", "Check-ins and places", "Change a cohort's check-ins, places and end in a form.")
_declare_form("questions", "Questions and reviews", "Change what a cohort's check-ins ask, and reviews, in a form.")
_declare_form("challenges", "Challenges", "Change a cohort's challenges in a form.")


@commands.add(
    "manage undo-edit",
    "Put a cohort's settings back as they were.",
    listed=False,
    moderator=True,
    once=True,
    true_until=cohorts_as_set,
)
async def undo(
    context: Context,
    draft: Annotated[str, Option("Which change?")],
    person: Annotated[str, Option("Who made it?")],
) -> Card:
    kept = await read_draft(context.unit, UNDO, record_id(person) or 0, draft, context.now)
    cohort = await locked_cohort(context, kept["changed"])
    before = await terms_of(context.unit, cohort, kept["platform"], kept["space"])
    old, new = old_texts(kept), new_texts(kept)
    present = texts_of(before)
    made_at = changed_at(kept, context.now)
    if {name: present[name] for name in new} != new:
        is_back = all(present[name] == old[name] for name in new)
        raise Refusal(taken_back_already() if is_back else changed_again(cohort, _cures(context, before, old, new)))
    if made_at + UNDONE_WITHIN < context.now:
        raise Refusal(too_long_ago(cohort, _cures(context, before, old, new)))
    if "channel" in old:
        check_not_log(context, old["channel"])
    home = before.speaking_in(old["channel"]).home if "channel" in old else before.home
    wanted = await on_course(context.unit, cohort, with_texts(cohort, old), context.now)
    back = undone(cohort, wanted, made_at, context.now)
    await drop_draft(context.unit, draft)
    await tell_undone(context, undo_key(undo_call(draft, person)))
    return await _saved(context, before, Terms(back.cohort, home), back.lines)


def _cures(context: Context, before: Terms, old: Mapping[str, str], new: Mapping[str, str]) -> list[Markup]:
    """How what a change changed is put back by hand; breaks move the last day along, so that no setting puts them back."""
    by_setting = {name: text for name, text in old.items() if name != "breaks"}
    home = before.speaking_in(old["channel"]).home if "channel" in old else before.home
    wanted = Terms(with_texts(before.cohort, by_setting), home)
    present = written(before)
    settings = {name: text for name, text in written(wanted).items() if text and text != present[name]}
    return cures_of(before.cohort, old, new, settings, context.now)


async def _edited(context: Context, before: Terms, given: Mapping[str, Any]) -> Card:
    if "channel" in given:
        check_home(context, given["channel"])
    changed = await changed_terms(context, before, given)
    after = replace(changed, cohort=going_on(before.cohort, changed.cohort, context.now))
    check_change(before.cohort, after.cohort, context.now)
    if after == before:
        return await _card(context, before, t("Nothing changed in {cohort}", cohort=before.cohort.name))
    return await _saved(context, before, after)


async def _saved(context: Context, before: Terms, after: Terms, told: Sequence[Markup] = ()) -> Card:
    saved = await save(context, before, after)
    lost = await tell_who_lost_reminders(context.unit, before.cohort, after.cohort, context.now)
    left_out = [weeks_left_out(each.cohort, context.now) for each in (before, after)]
    dropped = left_out[1] if left_out[0] != left_out[1] else []
    lines = [*saved.lines, *await _moved_lines(context, before, after), *dropped, *told, *_lost_lines(lost)]
    return await _changed_card(context, after, lines, saved.undo)


async def _terms(context: Context, cohort: Cohort) -> Terms:
    return await terms_of(context.unit, cohort, context.place.platform, context.place.space)


async def _locked_terms(context: Context, cohort: str) -> Terms:
    return await _terms(context, await locked_cohort(context, cohort))


async def _moved_lines(context: Context, before: Terms, after: Terms) -> list[Markup]:
    """Who hears that it has another channel: that of before if it said something there."""
    if before.home is None or before.home == after.home:
        return []
    open_to_all = t("Nobody gets a direct message of it: make sure that all members can open the new channel.")
    if not await hears_of_move(context.unit, before.home):
        return [open_to_all]
    return [t("{channel} hears that it has moved.", channel=Channel(before.home.channel)), open_to_all]


def _lost_lines(count: int) -> list[Markup]:
    sentence = n(
        "{count} member who wants reminders has hours in which none of a check-in comes now; they are told how to change that.",
        "{count} members who want reminders have hours in which none of a check-in comes now; they are told how to change that.",
        count,
    )
    return [sentence] if count else []


async def _changed_card(context: Context, terms: Terms, lines: Sequence[Markup], undo: Call) -> Card:
    """What changed and what follows from it; all settings are a press away."""
    settings = Button(t("All settings"), Call("manage edit", {"cohort": str(terms.cohort.id)}))
    told = (Text(join([*lines])), *await _warnings(context, terms), Buttons((settings, Button(t("Undo"), undo))))
    return Card(t("{cohort} is changed", cohort=terms.cohort.name), told)


async def _card(context: Context, terms: Terms, title: Markup) -> Card:
    keys = {"cohort": str(terms.cohort.id)}
    breaks = terms.cohort.breaks
    roadmap = await cohort_roadmap(context.unit, terms.cohort)
    plan = Button(t("Name and dates"), Call("manage edit-plan", keys))
    rest = Button(t("Check-ins and places"), Call("manage edit-checkins", keys))
    questions = Button(t("Questions"), Call("manage edit-questions", keys))
    challenges = Button(t("Challenges"), Call("manage edit-challenges", keys))
    forms = (rest,) if terms.cohort.called_off else (plan, rest, questions, challenges)  # the end alone brings it back
    presses = Buttons((*forms, *all_breaks_button(terms.cohort, breaks, MOST_BREAKS)))
    warnings = await _warnings(context, terms)
    named = (replace(roadmap, title=clip(roadmap.title, most)) for most in LONGEST_TITLES)
    fields = ((*settings_of(terms, each), *_only_break(breaks)) for each in named)
    return shortest_cut(title, ((*_settings(each), *warnings, presses) for each in fields))


def _only_break(breaks: Sequence[Break]) -> tuple[tuple[Markup, Markup], ...]:
    return ((t("Breaks"), breaks_listed(breaks)),) if len(joined_shifts(breaks)) <= MOST_BREAKS else ()


def _settings(fields: Sequence[tuple[Markup, Markup]]) -> tuple[Block, ...]:
    """What is set, side by side, and in small print below what a word says. The title has the name, which comes first."""
    short = (t("as usual"), t("yes"), t("no"), t("no limit"), t("none"))
    chosen = [pair for pair in fields[1:] if pair[1] not in short]
    labels = {value: Listed(tuple(label for label, each in fields if each == value)) for _, value in fields if value in short}
    rest = [t("{labels}: {value}", labels=every, value=value) for value, every in labels.items()]
    rows = [Fields((*chosen[start : start + MOST_FIELDS],)) for start in range(0, len(chosen), MOST_FIELDS)]
    return (*rows, *([Note(join(rest, " · "))] if rest else []))


async def _warnings(context: Context, terms: Terms) -> list[Block]:
    """What a moderator should know of its places and its channel."""
    blocks: list[Block] = []
    inside = await context.unit.enrollments.count(terms.cohort.id)
    if terms.cohort.capacity and inside > terms.cohort.capacity:
        blocks.append(
            Note(n("{count} is in it; nobody more gets in.", "{count} are in it and stay; nobody more gets in.", inside))
        )
    waiting = waiting_lines(len(await line_of(context.unit, terms.cohort, context.now)))
    blocks += [Note(line) for line in waiting]
    if context.found and terms.home:
        missing = context.found.missing
        blocks += [*([Text(permissions_text(missing, terms.home.channel))] if missing else []), *home_notes(context.found)]
    return blocks


feature = Feature(commands)
