"""Drafts: what one person has begun and not finished, read, refused and dropped in one way. A draft is only ever of its kind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import Refusal
from bot.interface.call import Call, record_id
from bot.ports.drafts import KeptDraft
from bot.ports.unit import Unit
from bot.text import Markup, t

BEGUN = "begun"
"""The kind of drafts that tell what somebody goes on with; no command has this path."""
TYPED_FOR = timedelta(days=1)
MOST_OF_MEMBER = 20
"""Of a kind that any member can make as many of as they like; older ones go."""


@dataclass(frozen=True, slots=True)
class DraftKind:
    """`name` is at most 40 characters; `gone` is the sentence for a draft that is used up, too old or another's. `most`: how many
    of one person are kept, the newest; all if it is None."""

    name: str
    kept: timedelta
    gone: Callable[[], Markup]
    most: int | None = None

    def since(self, draft: KeptDraft) -> datetime:
        """When a draft was kept."""
        return draft.expires - self.kept


def typed_into(path: str) -> DraftKind:
    """What was typed into the form of a command that refused it. Its kind is the path; no other kind is named like one."""

    def gone() -> Markup:
        return t("What you typed was kept for a day and is gone now. Start anew with `{path}`.", path=path)

    return DraftKind(path, TYPED_FOR, gone, most=MOST_OF_MEMBER)


async def keep_draft(unit: Unit, kind: DraftKind, person: int, values: Mapping[str, str], now: datetime) -> str:
    """The draft's id, as a call carries it."""
    draft = await unit.drafts.put(person, kind.name, dict(values), now + kind.kept)
    if kind.most:
        await unit.drafts.keep_newest(person, kind.name, kind.most)
    return str(draft)


async def read_draft(unit: Unit, kind: DraftKind, person: int, draft: str, now: datetime) -> Mapping[str, str]:
    """What was kept. Raises Refusal if it is of another kind, is gone, or is somebody else's."""
    key = record_id(draft)
    kept = await unit.drafts.get(key, person, kind.name, now) if key is not None else None
    if kept is None:
        raise Refusal(kind.gone())
    return kept


async def keep_begun(unit: Unit, person: int, first: Call, then: Call, now: datetime) -> None:
    """Remember that somebody goes on with one call once another, which comes first, is done; for a day."""
    await unit.drafts.put(person, BEGUN, {"first": first.dump(), "then": then.dump()}, now + TYPED_FOR)
    await unit.drafts.keep_newest(person, BEGUN, MOST_OF_MEMBER)


def begun(drafts: Sequence[Mapping[str, str]], first: Call) -> str:
    """The dumped call that somebody goes on with once `first` is done, however they come to do it, by what their drafts of the
    kind `BEGUN` hold; empty if there is none."""
    return next((content["then"] for content in drafts if content["first"] == first.dump()), "")


async def drop_draft(unit: Unit, draft: str) -> None:
    key = record_id(draft)
    if key is not None:
        await unit.drafts.drop(key)
