"""Posts of a cohort: the same card under a key of its own in each of its homes."""

from datetime import datetime

from bot.domain.cohort import Cohort, Home
from bot.domain.post import Post, PostKind, PostState
from bot.interface.card import Card


def home_post(
    home: Home,
    name: str,
    card: Card,
    due_at: datetime,
    *,
    kind: PostKind = "send",
    parent: str | None = None,
    state: PostState = "waiting",
) -> Post:
    """The post `name` of a cohort in one home; `parent` names the post whose message it hangs under."""
    return Post(
        key=_key(home, name),
        platform=home.platform,
        space=home.space,
        channel=home.channel,
        card=card,
        due_at=due_at,
        kind=kind,
        cohort=home.cohort,
        parent=_key(home, parent) if parent else None,
        state=state,
    )


def reminder_key(cohort: Cohort, thing: str, person: int) -> str:
    """The key of the one reminder of a thing, for one person."""
    return f"remind/{cohort.id}/{thing}/{person}"


def _key(home: Home, name: str) -> str:
    return f"{name}/{home.cohort}/{home.platform}/{home.channel}"
