"""A changed cohort is kept, and so are the old values, with which any moderator can put it back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from bot.domain.cohort import Home
from bot.domain.cohort_change import as_texts, from_today_on
from bot.feature import Context
from bot.interface.call import Call
from bot.shared.cohort_settings import changed_lines
from bot.shared.cohort_terms import Terms
from bot.shared.cohort_update import update_cohort
from bot.shared.drafts import DraftKind, keep_draft
from bot.shared.kept_change import kept_change
from bot.shared.launch_card import cohort_roadmap
from bot.text import Markup, t

UNDO = DraftKind(
    "manage undo-edit",
    timedelta(days=366),  # so that whoever comes too late is told what to type
    lambda: t("This change was taken back already, or is too long ago. Use </manage edit> to change it."),
)
UNDONE_WITHIN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Saved:
    """What a moderator is told of a change: a line for each setting, and the call that takes it back."""

    lines: tuple[Markup, ...]
    undo: Call


async def save(context: Context, before: Terms, after: Terms) -> Saved:
    """Carry a change out; old and new values are kept, and what held on days that are over."""
    after = replace(after, cohort=from_today_on(before.cohort, after.cohort, context.now))
    old, new = texts_of(before), texts_of(after)
    home = after.home or Home(id=0, cohort=0, platform="", space="", channel="")
    kept = {"changed": str(after.cohort.id), "platform": home.platform, "space": home.space, "at": context.now.isoformat()}
    kept |= kept_change(old, new)
    draft = await keep_draft(context.unit, UNDO, context.member.person, kept, context.now)
    undo = undo_call(draft, str(context.member.person))
    roadmaps = [await cohort_roadmap(context.unit, terms.cohort) for terms in (before, after)]
    await update_cohort(context.unit, before, after, roadmaps, context.member.name, undo, context.now)
    return Saved((*changed_lines(before, after, roadmaps),), undo)


async def cohorts_as_set(context: Context) -> str:
    """A mark of how often the cohorts were changed; an answer that tells of a setting may be wrong once one was."""
    cohorts = await context.unit.cohorts.all()
    return sha256(repr(sorted((each.id, each.changes) for each in cohorts)).encode()).hexdigest()


def undo_call(draft: str, person: str) -> Call:
    """The call that takes a change back, by where its old values are kept and who made it."""
    return Call(UNDO.name, {"draft": draft, "person": person})


def changed_at(kept: Mapping[str, str], now: datetime) -> datetime:
    """When a change that was kept was made; of one that an earlier version kept that is not known, and it counts as new."""
    return datetime.fromisoformat(kept["at"]) if "at" in kept else now


def texts_of(terms: Terms) -> Mapping[str, str]:
    """Everything that can change, as texts to keep."""
    return {**as_texts(terms.cohort), "channel": terms.home.channel if terms.home else ""}
