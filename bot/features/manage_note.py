"""What moderators note about a member, for themselves alone: one note each, which any of them edits. No post and no audit card
tells of it; whoever it is about gets it with a copy of their data, and nowhere else."""

from dataclasses import dataclass
from typing import Annotated

from bot.domain.cohort import Cohort
from bot.domain.member import Member, MemberNote
from bot.errors import Refusal, about
from bot.feature import Context, Feature
from bot.interface.call import Call, record_id
from bot.interface.card import Block, Button, Buttons, Card, Note, Text
from bot.interface.command import Commands
from bot.interface.limits import fitted
from bot.interface.none_words import means_none
from bot.interface.option import Option
from bot.interface.prefill import Prefill, Wording
from bot.shared.cohort_choice import pressed_cohort, suggest_cohorts
from bot.shared.member_choice import member_meant, suggest_members
from bot.shared.member_note import LONGEST_NOTE, note_block, note_button, notes_about
from bot.text import Markup, t

WIDEST_NAME = 60
NAME_IN_LABEL = 30

commands = Commands()


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a note is about, and a cohort that they are or were in."""

    cohort: Cohort
    member: Member


@commands.add("manage note", "What moderators keep in mind about a member.", moderator=True, title="Note", submit="Look")
async def note(
    context: Context,
    member: Annotated[str, Option("Who? A name or a mention.", suggest=suggest_members, most=100)],
    cohort: Annotated[str | None, Option("Which cohort are they in?", suggest=suggest_cohorts)] = None,
    note: Annotated[
        str, Option("What should moderators know? It replaces the note there is; “none” removes it.", most=LONGEST_NOTE)
    ] = "",
) -> Card:
    subject = await _meant(context, member, cohort)
    before = await _note_about(context, subject)
    if not note:
        return _card(t("Note about {name}", name=_name(subject.member)), subject, before)
    return await _written(context, subject, before, "" if means_none(note) else note)


async def as_noted(context: Context, call: Call) -> Prefill:
    """The note there is, and when it was written, by which one written meanwhile is told. Raises Refusal as
    `_subject` does."""
    subject = await _pressed(context, call.values["cohort"], call.values["person"])
    present = await _note_about(context, subject)
    label = t("Note about {name}", name=fitted(subject.member.name, NAME_IN_LABEL))
    keys = {"cohort": str(subject.cohort.id), "person": str(subject.member.person), "since": _written_at(present)}
    return Prefill(
        {"note": present.text if present else ""}, wording={"note": Wording(label=label)}, call=Call("manage edit-note", keys)
    )


@commands.add(
    "manage edit-note",
    "Edit the note about a member.",
    listed=False,
    moderator=True,
    title="Note",
    submit="Save",
    prefill=as_noted,
)
async def edit_note(
    context: Context,
    cohort: Annotated[str, Option("Which cohort are they in?")],
    person: Annotated[str, Option("About whom?")],
    note: Annotated[
        str,
        Option(
            "What should moderators know?",
            asked=True,
            long=True,
            most=LONGEST_NOTE,
            hint="The member gets it with a copy of their data. Empty it to remove it.",
        ),
    ] = "",
    since: Annotated[str, Option("When was the note written that the form held?")] = "",
) -> Card:
    subject = await _pressed(context, cohort, person)
    before = await _note_about(context, subject)
    if _written_at(before) != since:
        raise Refusal(
            t(
                "Another moderator changed the note about {name} meanwhile. Look at it with </manage note> first.",
                name=subject.member.name,
            )
        )
    return await _written(context, subject, before, note)


async def _written(context: Context, subject: Subject, before: MemberNote | None, text: str) -> Card:
    """Keep a text as the note in place of the one before, and none if it is empty."""
    if text == (before.text if before else ""):
        return _card(t("The note about {name} stays as it is", name=_name(subject.member)), subject, before)
    if not text:
        await context.unit.member_notes.drop(subject.member.person)
        return _card(t("The note about {name} is removed", name=_name(subject.member)), subject, None)
    await context.unit.member_notes.put(subject.member.person, text, context.member.person, context.now)
    return _card(t("Noted about {name}", name=_name(subject.member)), subject, MemberNote(text, context.member.name, context.now))


def _card(title: Markup, subject: Subject, present: MemberNote | None) -> Card:
    shown: Block = note_block(present) if present else Text(t("There is no note."))
    back = Button(t("Who may need a hand"), Call("manage status", {"cohort": str(subject.cohort.id)}))
    return Card(
        title,
        (
            shown,
            Buttons((note_button(subject.cohort, subject.member), back)),
            Note(t("Here only moderators see it; the member gets it with </me export>.")),
        ),
    )


async def _meant(context: Context, text: str, cohort: str | None) -> Subject:
    """Whom a mention, an id or a name means, in a cohort. Raises Refusal if nobody, and Ask if it is not sure who."""
    chosen, found = await member_meant(context, text, cohort, Call("manage note"))
    with about("member"):
        return await _subject(context, chosen, found.person)


async def _pressed(context: Context, cohort: str, person: str) -> Subject:
    return await _subject(context, await pressed_cohort(context, cohort), record_id(person))


async def _subject(context: Context, cohort: Cohort, person: int | None) -> Subject:
    """Raises Refusal for whoever was never in the cohort, and for the moderator who looks."""
    member = await context.unit.members.get(person) if person is not None else None
    if member is None or await context.unit.enrollments.get(cohort.id, member.person) is None:
        raise Refusal(t("Nobody like that was ever in {cohort}. Look for them with </manage note>.", cohort=cohort.name))
    if member.person == context.member.person:
        raise Refusal(t("What moderators note about you is not shown here; </me export> gives it to you."))
    return Subject(cohort, member)


async def _note_about(context: Context, subject: Subject) -> MemberNote | None:
    return (await notes_about(context, [subject.member.person])).get(subject.member.person)


def _written_at(note: MemberNote | None) -> str:
    return note.at.isoformat() if note else ""


def _name(member: Member) -> Markup:
    return fitted(member.name, WIDEST_NAME)


feature = Feature(commands)
