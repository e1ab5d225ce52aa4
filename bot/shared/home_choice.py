"""Whether a cohort can live in the channel that somebody chose, and what is different there."""

from collections.abc import Callable, Mapping

from bot.errors import Refusal
from bot.interface.card import Note
from bot.interface.channel import ChannelKind, ChannelReport
from bot.shared.hindrances import hindrance_text
from bot.text import Channel, Markup, t

_DIFFERENCES: Mapping[ChannelKind, Callable[[], Markup]] = {
    ChannelKind.ANNOUNCEMENT: lambda: t("An announcement channel: members read it, and talk in the threads of its posts."),
    ChannelKind.FORUM: lambda: t("A forum: each post opens a forum post of its own, in which members talk."),
    ChannelKind.THREAD: lambda: t("A thread: everything is said in it, as a thread holds no threads of its own."),
    ChannelKind.PRIVATE: lambda: t("A private channel: members of the cohort see its posts only once they are invited to it."),
    ChannelKind.SHARED: lambda: t(
        "A channel shared with other organisations: their people see its posts, but only those of this workspace have commands."
    ),
}


def check_home(found: ChannelReport, channel: str) -> None:
    """Raises Refusal for a channel in which no cohort can ever speak."""
    if found.kind is ChannelKind.OTHER:
        why = hindrance_text(found.missing[0])
        raise Refusal(t("{channel} cannot be chosen. {reason}", channel=Channel(channel), reason=why), "channel")


def home_notes(found: ChannelReport) -> tuple[Note, ...]:
    """What is different in a channel of that kind; nothing in the usual one."""
    said = _DIFFERENCES.get(found.kind) if found.kind else None
    return (Note(said()),) if said else ()
