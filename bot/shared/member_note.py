"""What moderators note about members, as their cards say it. None shows a note to whoever it is about."""

from collections.abc import Iterable, Mapping

from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort
from bot.domain.member import Member, MemberNote
from bot.feature import Context
from bot.interface.call import Call
from bot.interface.card import Button, Text
from bot.interface.limits import fitted
from bot.text import Markup, Moment, t

LONGEST_NOTE = 1000
_WIDEST_NOTE = 1600
"""More than a note of common text takes; one of nothing but marks is cut, and stands whole in its form."""
_WIDEST_AUTHOR = 60
_SHORT_NOTE = 60
_SHORT_AUTHOR = 20


async def notes_about(context: Context, persons: Iterable[int]) -> Mapping[int, MemberNote]:
    """The notes about members, by person, but for one about the moderator who looks."""
    return await context.unit.member_notes.of([person for person in persons if person != context.member.person])


def note_block(note: MemberNote) -> Text:
    return Text(
        t(
            "**Note** by {author}, {at}: {text}",
            author=_author(note, _WIDEST_AUTHOR),
            at=Moment(note.at),
            text=fitted(note.text, _WIDEST_NOTE),
        )
    )


def short_note(note: MemberNote, zone: str) -> Markup:
    """A note in a few words on one line, with its day in a zone."""
    return t(
        "note by {author}, {day}: {text}",
        author=_author(note, _SHORT_AUTHOR),
        day=local_day(note.at, zone),
        text=fitted(" ".join(note.text.split()), _SHORT_NOTE),
    )


def note_button(cohort: Cohort, member: Member) -> Button:
    return Button(t("Note"), Call("manage edit-note", {"cohort": str(cohort.id), "person": str(member.person)}))


def _author(note: MemberNote, widest: int) -> Markup:
    return fitted(note.author, widest) if note.author else t("a moderator")
