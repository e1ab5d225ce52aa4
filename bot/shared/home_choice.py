"""Whether a cohort can live in the channel that somebody chose, and what is different there.

What moderators are told is private to them: no cohort speaks in the log channel, and none of its channels becomes that.
"""

from collections.abc import Callable, Mapping

from bot.domain.member import Community
from bot.errors import Refusal
from bot.feature import Context
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


def check_not_log(context: Context, channel: str) -> None:
    """Raises Refusal for the channel in which moderators are told what members are not."""
    place = context.place
    if context.community.log_channel == (place.platform, place.space, channel):
        sentence = t(
            "{channel} is the log channel: members would read there what moderators alone are told. Choose another channel.",
            channel=Channel(channel),
        )
        raise Refusal(sentence, "channel")


def check_home(context: Context, channel: str) -> None:
    """Raises Refusal for a channel in which no cohort can ever speak, or in which its members would read the log."""
    check_not_log(context, channel)
    found = context.found
    if found.kind is ChannelKind.OTHER:
        why = hindrance_text(found.missing[0])
        raise Refusal(t("{channel} cannot be chosen. {reason}", channel=Channel(channel), reason=why), "channel")


async def log_is_read(context: Context, community: Community) -> Markup | None:
    """Why members read what the log channel of a community is told, if they do."""
    if community.log_channel is None:
        return None
    platform, _, channel = community.log_channel
    cohorts = await context.unit.cohorts.at(platform, channel)
    if not cohorts:
        return None
    return t(
        "{channel} cannot be the log channel: {cohort} speaks there, and its members would read what moderators alone are told."
        " Choose another channel.",
        channel=Channel(channel),
        cohort=cohorts[0].name,
    )


def home_notes(found: ChannelReport) -> tuple[Note, ...]:
    """What is different in a channel of that kind; nothing in the usual one."""
    said = _DIFFERENCES.get(found.kind) if found.kind else None
    return (Note(said()),) if said else ()
