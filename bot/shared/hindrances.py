"""What keeps posts from arriving, in words for moderators: what is wrong, and what to do."""

from collections.abc import Callable, Iterable, Mapping

from bot.domain.post import HELD_FOR
from bot.errors import Hindrance, Reason
from bot.interface.channel import ChannelKind, ChannelReport
from bot.text import Markup, join, n, t

_SENTENCES: Mapping[Hindrance, Callable[[], Markup]] = {
    Hindrance.NO_CHANNEL: lambda: t("The channel no longer exists: choose another."),
    Hindrance.HIDDEN_CHANNEL: lambda: t("The bot cannot see the channel."),
    Hindrance.NOT_INVITED: lambda: t("The bot is not in the channel: invite it with `/invite`, or choose another channel."),
    Hindrance.NOT_FOUND: lambda: t(
        "The bot is not in the channel, or it was deleted: invite the bot with `/invite`, or choose another channel."
    ),
    Hindrance.ARCHIVED: lambda: t("The channel is archived: unarchive it or choose another."),
    Hindrance.RESTRICTED: lambda: t(
        "A workspace setting keeps the bot from posting there: ask an administrator of the workspace."
    ),
    Hindrance.READ_ONLY: lambda: t(
        "Only some may post in the channel: let the bot in under its posting permissions, or choose another channel."
    ),
    Hindrance.THREADS_ONLY: lambda: t(
        "The channel takes replies in threads alone: change its posting permissions, or choose another channel."
    ),
    Hindrance.NO_THREADS: lambda: t(
        "The channel takes no replies in threads: allow them in its posting permissions, or choose another channel."
    ),
    Hindrance.NO_WORKSPACE_ACCESS: lambda: t(
        "The app may not be used in this workspace: ask an administrator of the organisation to grant it access."
    ),
    Hindrance.OUTDATED_APP: lambda: t("The app lacks a permission: update it from the manifest and install it again."),
    Hindrance.MESSAGES_TAB_OFF: lambda: t("The app's Messages tab is off: update it from the manifest."),
    Hindrance.CLOSED_MESSAGES: lambda: t("They do not take direct messages."),
    Hindrance.NO_PERSON: lambda: t("There is no such person in the workspace."),
    Hindrance.PERSON_LEFT: lambda: t("The person has left."),
    Hindrance.IS_A_BOT: lambda: t("That account is a bot."),
    Hindrance.UNKNOWN_OUTCOME: lambda: t("Whether it arrived could never be told."),
    Hindrance.NO_HISTORY: lambda: t("The bot may not read what was said there, and so could not look whether it arrived."),
    Hindrance.NOT_EDITABLE: lambda: t("The message can be edited no more."),
    Hindrance.NO_MESSAGES: lambda: t(
        "A cohort cannot speak in a voice, stage or directory channel, nor in a category: choose a text, announcement or forum"
        " channel, or a thread."
    ),
    Hindrance.CLOSED_CIRCLE: lambda: t("Nobody can join direct messages or a group conversation later: choose a channel."),
    Hindrance.LOCKED_THREAD: lambda: t("The thread is locked: unlock it or choose another channel."),
    Hindrance.NEEDS_TAG: lambda: t(
        "The forum asks for a tag and has none that the bot may set: add a tag that everybody may use, or ask for none."
    ),
    Hindrance.LACKS_PERMISSION: lambda: t("The bot lacks a permission in the channel."),
    Hindrance.VIEW_CHANNEL: lambda: t("The bot lacks the permission “View Channel”."),
    Hindrance.SEND_MESSAGES: lambda: t("The bot lacks the permission “Send Messages”."),
    Hindrance.CREATE_PUBLIC_THREADS: lambda: t("The bot lacks the permission “Create Public Threads”."),
    Hindrance.SEND_MESSAGES_IN_THREADS: lambda: t("The bot lacks the permission “Send Messages in Threads”."),
    Hindrance.EMBED_LINKS: lambda: t("The bot lacks the permission “Embed Links”."),
    Hindrance.READ_MESSAGE_HISTORY: lambda: t("The bot lacks the permission “Read Message History”."),
    Hindrance.COHORT_ENDED: lambda: t("Its cohort was over by then."),
    Hindrance.COHORT_RESTS: lambda: t("Its cohort had a break then."),
    Hindrance.COHORT_GOES_ON: lambda: t("Its cohort had got more time by then."),
    Hindrance.FOLLOWED: lambda: t("A later challenge was there by then."),
    Hindrance.DIGEST_OFF: lambda: t("The weekly digest was off by then."),
    Hindrance.NOT_IN_COHORT: lambda: t("They had left the cohort by then."),
    Hindrance.ON_LEAVE: lambda: t("They were on leave by then."),
    Hindrance.NOT_NEEDED: lambda: t("Nobody needed it any more by then."),
    Hindrance.ASKER_LEFT: lambda: t("Whoever needed help had left the cohort by then."),
    Hindrance.UNANSWERED: lambda: t("The platform does not answer."),
}

_TO_MEMBERS: Mapping[Hindrance, Callable[[], Markup]] = {
    Hindrance.NO_CHANNEL: lambda: t("The channel no longer exists."),
    Hindrance.NOT_INVITED: lambda: t("The bot is not in the channel."),
    Hindrance.NOT_FOUND: lambda: t("The bot is not in the channel, or it was deleted."),
    Hindrance.ARCHIVED: lambda: t("The channel is archived."),
    Hindrance.READ_ONLY: lambda: t("Only some may post in the channel."),
    Hindrance.THREADS_ONLY: lambda: t("The channel takes replies in threads alone."),
    Hindrance.NO_THREADS: lambda: t("The channel takes no replies in threads."),
    Hindrance.LOCKED_THREAD: lambda: t("The thread is locked."),
    Hindrance.REFUSED: lambda: t("The platform refused it."),
}
"""What a member reads in place of a sentence whose cure is for moderators, or of a platform's code."""

_GRANTED = {
    Hindrance.HIDDEN_CHANNEL,
    Hindrance.LACKS_PERMISSION,
    Hindrance.VIEW_CHANNEL,
    Hindrance.SEND_MESSAGES,
    Hindrance.CREATE_PUBLIC_THREADS,
    Hindrance.SEND_MESSAGES_IN_THREADS,
    Hindrance.EMBED_LINKS,
    Hindrance.READ_MESSAGE_HISTORY,
}
"""Permissions of Discord's, all granted in one place."""

_NOT_FOR_ONE = {
    Hindrance.CREATE_PUBLIC_THREADS,
    Hindrance.SEND_MESSAGES_IN_THREADS,
    Hindrance.READ_MESSAGE_HISTORY,
    Hindrance.EMBED_LINKS,
    Hindrance.NO_THREADS,
    Hindrance.UNANSWERED,
}
"""What a single message does not need, and what says nothing of it."""


def hindrance_text(reason: Reason) -> Markup:
    """The sentence of a reason; one without a kind of its own is named by the platform's code."""
    if reason.kind is Hindrance.REFUSED:
        return t("The platform refused it: {code}.", code=reason.code)
    return _SENTENCES[reason.kind]()


def way_to_mend(reasons: Iterable[Reason]) -> tuple[Markup, ...]:
    """Where what is missing is granted, said once for all of these reasons; nothing if their sentences say it, or nothing is."""
    if _GRANTED.isdisjoint(reason.kind for reason in reasons):
        return ()
    return (t("Allow it in the channel's settings, under Permissions, for the bot's role."),)


def hindrance_to_members(reason: Reason) -> Markup:
    """The same for somebody who can mend nothing: what is wrong, without code."""
    said = _TO_MEMBERS.get(reason.kind)
    return said() if said else hindrance_text(reason)


def hindered(report: ChannelReport) -> Reason | None:
    """What keeps a single message, under which no thread is opened, out of a channel; None if nothing does."""
    others = _NOT_FOR_ONE - ({Hindrance.SEND_MESSAGES_IN_THREADS} if report.kind is ChannelKind.THREAD else set())
    return next((reason for reason in report.missing if reason.kind not in others), None)


SHUTS_OUT = {
    Hindrance.NO_CHANNEL,
    Hindrance.HIDDEN_CHANNEL,
    Hindrance.NOT_INVITED,
    Hindrance.NOT_FOUND,
    Hindrance.ARCHIVED,
    Hindrance.NO_WORKSPACE_ACCESS,
    Hindrance.VIEW_CHANNEL,
    Hindrance.SEND_MESSAGES,
}
"""What keeps posts of every kind out of a channel."""

LOST = {Hindrance.NO_CHANNEL, Hindrance.NOT_FOUND}
"""If only another channel helps, or may."""


def elsewhere_text() -> Markup:
    """How another channel is chosen once a cohort runs."""
    return t("</manage edit> gives a cohort another channel, </manage settings> gives moderators another.")


def patience_text() -> Markup:
    """What becomes of posts that a channel does not take now: which come later, and which do not."""
    waits = t("What is for that channel waits, and goes out by itself within half an hour of this being mended.")
    late = t("What belongs to a day or week waits until that is over and then does not come; </manage deliveries> shows it.")
    days = n("Anything else waits for {count} day at most.", "Anything else waits for {count} days at most.", HELD_FOR.days)
    return join([waits, late, days], " ")
