"""What the app may do in a workspace, and why: shown to whoever adds it, and asked for in the manifest."""

from collections.abc import Callable, Mapping

from bot.text import Markup, t

REASONS: Mapping[str, Callable[[], Markup]] = {
    "app_mentions:read": lambda: t("Read messages that begin with its name, to answer them where they are written"),
    "channels:history": lambda: t("See whether a post of its own arrived in a public channel, when Slack's answer was lost"),
    "channels:read": lambda: t("Know whether it is in a public channel, and when one is archived or deleted"),
    "chat:write": lambda: t("Post in the channels that it was invited to"),
    "commands": lambda: t("Offer its command and its shortcuts"),
    "files:read": lambda: t("Read the files that moderators give it to import"),
    "files:write": lambda: t("Hand out exports, calendars, certificates and pictures"),
    "groups:history": lambda: t("See whether a post of its own arrived in a private channel, when Slack's answer was lost"),
    "groups:read": lambda: t("Know whether it is in a private channel, and when one is archived or deleted"),
    "im:history": lambda: t("Read what people write to it in direct messages"),
    "im:write": lambda: t("Send direct messages, such as the reminders that people chose"),
    "users:read": lambda: t("Know names, time zones and languages, who administrates the workspace, and who has left it"),
}
