"""Changed settings of a community are kept and told to moderators; any of them can put the old ones back."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from bot.domain.community_change import as_texts
from bot.domain.member import Community
from bot.feature import Context
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Text
from bot.language import language_name
from bot.shared.audit import tell_moderators, undo_key
from bot.shared.drafts import DraftKind, keep_draft
from bot.shared.kept_change import kept_change
from bot.text import Channel, Markup, escape, join, t

UNDO = DraftKind(
    "manage undo-settings",
    timedelta(days=30),
    lambda: t("This change was taken back already, or is too long ago. Use </manage settings> to change it."),
)


async def save_settings(context: Context, before: Community, after: Community) -> Call:
    """Keep changed settings; the log channel that there was hears it, in the new one. Returns the call that takes it back."""
    await context.unit.save_community(after)
    kept = kept_change(as_texts(before), as_texts(after))
    draft = await keep_draft(context.unit, UNDO, context.member.person, kept, context.now)
    undo = undo_call(draft, str(context.member.person))
    if before.log_channel:
        card = partial(_changed_card, before, after, context.member.name, undo)
        await tell_moderators(context.unit, card, context.now, undo_key(undo))
    return undo


async def settings_as_set(context: Context) -> str:
    """All settings as a text; an answer that tells of one may be wrong once it is another."""
    return repr(as_texts(context.community))


def undo_call(draft: str, person: str) -> Call:
    """The call that takes a change back, by where its old values are kept and who made it."""
    return Call(UNDO.name, {"draft": draft, "person": person})


def setting_fields(community: Community) -> Sequence[tuple[Markup, Markup]]:
    """Each setting by its name."""
    log = community.log_channel
    return (
        (t("Time zone"), escape(community.zone)),
        (t("Log channel"), t("{channel}", channel=Channel(log[2])) if log else t("none yet")),
        (t("Weekly digest"), t("on") if community.digest else t("off")),
        (t("Check of links"), t("on") if community.check_links else t("off")),
        (t("Public page"), t("on") if community.public_token else t("off")),
        (t("Language"), escape(language_name(community.locale))),
    )


def changed_lines(before: Community, after: Community) -> list[Markup]:
    """What changed, from what to what."""
    pairs = zip(setting_fields(before), setting_fields(after), strict=True)
    return [t("- {label}: {old} → {new}", label=old[0], old=old[1], new=new[1]) for old, new in pairs if old != new]


def _changed_card(before: Community, after: Community, who: str, undo: Call) -> Card:
    heading = t("**{who}** changed the settings of this community:", who=who)
    blocks = (Text(join([heading, *changed_lines(before, after)])), Buttons((Button(t("Undo"), undo),)))
    return Card(t("Settings were changed"), blocks)
