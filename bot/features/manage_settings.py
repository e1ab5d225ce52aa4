"""`manage settings`: the community's zone, log channel, digest, check of links and language, and who moderates."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any

from bot.domain.community_change import as_texts, with_texts
from bot.domain.member import Community
from bot.errors import Reason, Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call, record_id
from bot.interface.card import Block, Button, Buttons, Card, Fields, Note, Text
from bot.interface.command import Commands
from bot.interface.errand import ChannelPermissions
from bot.interface.limits import as_many_as_fit
from bot.interface.option import NO_CHANNEL, ChannelId, Option
from bot.interface.prefill import Prefill
from bot.language import known_locale
from bot.shared.audit import tell_undone, undo_key
from bot.shared.community_saved import UNDO, changed_lines, save_settings, setting_fields, settings_as_set, undo_call
from bot.shared.drafts import drop_draft, read_draft
from bot.shared.hindrances import hindered, hindrance_text, way_to_mend
from bot.shared.home_choice import log_is_read
from bot.shared.kept_change import new_texts, old_texts
from bot.shared.moderators import moderator_texts
from bot.shared.zone_choice import chosen_zone, suggest_zones
from bot.text import Channel, Listed, Markup, join, n, t

WIDEST_NAMES = 1000
"""Of the moderators."""

commands = Commands()


async def as_set(context: Context, call: Call) -> Prefill:
    community = context.community
    log = community.log_channel[2] if community.log_channel else ""
    digest = "yes" if community.digest else "no"
    links = "yes" if community.check_links else "no"
    kept = {"zone": community.zone, "log": log, "language": community.locale, "digest": digest, "check_links": links}
    return Prefill(kept, saved=True)


Zone = Annotated[
    str | None, Option("The community's time zone.", label="Time zone", suggest=suggest_zones, asked=True, words=True)
]
Log = Annotated[
    ChannelId | None,
    Option("Where moderators are told what went wrong; “none” clears it.", label="Log channel", asked=True, clearable=True),
]
Digest = Annotated[
    bool | None, Option("Whether the log channel gets a digest of each week.", label="Weekly digest for moderators", asked=True)
]
CheckLinks = Annotated[
    bool | None,
    Option(
        "Whether sites that were added here are asked, about once a month, if the page is still there.",
        label="Check links that were added",
        asked=True,
    ),
]
Language = Annotated[str | None, Option("The language of posts, such as en or de.", asked=True, most=16)]


async def log_channel(context: Context, arguments: Mapping[str, Any]) -> str | None:
    """The log channel that is chosen, else the one that there is, if it is in this space."""
    log, place = context.community.log_channel, context.place
    present = log[2] if log and log[:2] == (place.platform, place.space) else None
    return arguments.get("log") or present


@commands.add(
    "manage settings",
    "The community's time zone, log channel, digest, links and language, and who moderates.",
    moderator=True,
    title="Community settings",
    before=ChannelPermissions(log_channel),
)
async def settings(
    context: Context,
    zone: Zone = None,
    log: Log = None,
    language: Language = None,
    digest: Digest = None,
    check_links: CheckLinks = None,
) -> Card:
    if not (zone or language) and log is None and digest is None and check_links is None:
        return await _settings_card(context, context.community, t("Settings of this community"))
    community = replace(_changed(context, zone, log, language), **_switched(digest=digest, check_links=check_links))
    return await _saved(context, community)


@commands.add(
    "manage change",
    "Change the community's settings in a form.",
    listed=False,
    moderator=True,
    title="Community settings",
    submit="Save",
    prefill=as_set,
    before=ChannelPermissions(log_channel),
)
async def change_settings(
    context: Context,
    zone: Zone = None,
    log: Log = None,
    language: Language = None,
    digest: Digest = None,
    check_links: CheckLinks = None,
) -> Card:
    """The form holds what is set, so a channel that was taken out of it is cleared; one that was left alone does not come."""
    cleared = NO_CHANNEL if "log" in context.values else None
    return await settings(context, zone, log or cleared, language, digest, check_links)


async def old_log_channel(context: Context, arguments: Mapping[str, Any]) -> str | None:
    """The log channel that an undo leads back to, else the one that there is, if it is in this space."""
    kept = await _kept(context, arguments["draft"], arguments["person"])
    log, place = with_texts(context.community, old_texts(kept)).log_channel, context.place
    return log[2] if log and log[:2] == (place.platform, place.space) else None


@commands.add(
    "manage undo-settings",
    "Put the community's settings back as they were.",
    listed=False,
    moderator=True,
    once=True,
    true_until=settings_as_set,
    before=ChannelPermissions(old_log_channel),
)
async def undo(
    context: Context,
    draft: Annotated[str, Option("Which change?")],
    person: Annotated[str, Option("Who made it?")],
) -> Card:
    kept = await _kept(context, draft, person)
    present, new = as_texts(context.community), new_texts(kept)
    if {name: present[name] for name in new} != new:
        raise Refusal(t("The settings were changed again since then. Use </manage settings> to change them."))
    await drop_draft(context.unit, draft)
    await tell_undone(context, undo_key(undo_call(draft, person)))
    return await _saved(context, with_texts(context.community, old_texts(kept)))


async def _kept(context: Context, draft: str, person: str) -> Mapping[str, str]:
    return await read_draft(context.unit, UNDO, record_id(person) or 0, draft, context.now)


async def _saved(context: Context, community: Community) -> Card:
    """Whoever changes nothing has nothing to undo."""
    before = context.community
    if community == before:
        return await _settings_card(context, community, t("Settings saved"))
    if community.log_channel != before.log_channel and (why := await log_is_read(context, community)):
        raise Refusal(why, "log")
    undo = await save_settings(context, before, community)
    return await _settings_card(context, community, t("Settings saved"), changed_lines(before, community), undo)


def _switched(**switches: bool | None) -> dict[str, bool]:
    """Those that were set."""
    return {name: on for name, on in switches.items() if on is not None}


def _changed(context: Context, zone: str | None, log: ChannelId | None, language: str | None) -> Community:
    community = context.community
    if zone:
        community = replace(community, zone=chosen_zone(zone, context.now))
    if log == NO_CHANNEL:
        community = replace(community, log_channel=None)
    elif log and context.place.space:
        _check_log_channel(context, log)
        community = replace(community, log_channel=(context.place.platform, context.place.space, log))
    if language:
        community = replace(community, locale=_locale(language))
    return community


def _check_log_channel(context: Context, channel: ChannelId) -> None:
    """Raises Refusal for a channel in which nobody would ever be told."""
    if reason := hindered(context.found):
        raise Refusal(_hindered_text(channel, reason), "log")


def _hindered_text(channel: str, reason: Reason) -> Markup:
    return t(
        "Nothing can be posted in {channel}. {reason} Mend it or choose another channel.",
        channel=Channel(channel),
        reason=join([hindrance_text(reason), *way_to_mend([reason])], " "),
    )


def _everybody_reads(channel: str) -> Markup:
    return t(
        "⚠ Everybody here can read {channel}, and with it what moderators alone should know: who needs help, what was taken out. "
        "Better choose a channel that only moderators see.",
        channel=Channel(channel),
    )


def _locale(language: str) -> str:
    locale = known_locale(language)
    if locale is None:
        raise Refusal(t("There is no language “{text}”; write it such as en, de or pt-BR.", text=language), "language")
    return locale


async def _settings_card(
    context: Context, community: Community, title: Markup, lines: Sequence[Markup] = (), undo: Call | None = None
) -> Card:
    named = moderator_texts(community.moderator_roles, await context.unit.members.moderators(context.place.platform))
    shown = as_many_as_fit(named, WIDEST_NAMES)
    hidden = len(named) - len(shown)
    others = [n("{count} more", "{count} more", hidden)] if hidden else []
    log, reason, read = community.log_channel, hindered(context.found), await log_is_read(context, community)
    moderators = (t("Moderators"), t("{names}", names=Listed((t("administrators"), *shown, *others))))
    zone, *others_set = setting_fields(community)
    change = Button(t("Change settings"), Call("manage change"))
    back = (Button(t("Undo"), undo),) if undo else ()
    blocks: tuple[Block, ...] = (
        *((Text(join([*lines])),) if lines else ()),
        Fields((zone, moderators, *others_set)),
        *((Text(_hindered_text(log[2], reason)),) if log and reason else ()),
        *((Text(read),) if read else ()),
        *((Note(_everybody_reads(log[2])),) if log and not read and context.found.is_public else ()),
        Buttons((change, Button(t("Moderators"), Call("manage moderators")), *back)),
    )
    return Card(title, blocks)


feature = Feature(commands)
