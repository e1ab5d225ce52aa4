"""Changes of a community's own content that are shown together before they are made together."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from bot.domain.items import Deed, OwnItem
from bot.domain.written_item import written
from bot.errors import Refusal
from bot.shared.named_entries import Titles
from bot.shared.pack_fields import pack_texts
from bot.shared.table_file import FileFault
from bot.text import t


@dataclass(frozen=True, slots=True)
class Planned:
    """One change: the item as it will be, and as it is; None for a new one."""

    deed: Deed
    item: OwnItem
    before: OwnItem | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import changes, the entries that stay as they are, and what is wrong with the file: then nothing is changed."""

    changes: Sequence[Planned]
    unchanged: int
    faults: Sequence[FileFault]
    ignored: Sequence[str]
    titles: Titles
    version: int
    """Of the community's content, from which the plan was made."""
    passed: Sequence[str]
    """The titles of entries from another community that ship here, and are passed over."""
    readings: Sequence[FileFault]
    """How texts are read that leave room for it."""
    mark: str
    """Of the changes, as `mark_of` tells."""

    def check(self, version: int) -> None:
        """Raises Refusal if anything changed while the plan was made."""
        if version != self.version:
            raise Refusal(t("Something was changed here at this moment, so nothing was published. Press **Publish** once more."))


def mark_of(changes: Sequence[Planned]) -> str:
    """The same for changes that change the same in the same way; of thousands it takes a second. A new item has another id in
    every plan."""
    new = {each.item.id: f"new {place}" for place, each in enumerate(changes) if each.before is None}

    def told(text: str) -> str:
        return re.sub(r"\S+", lambda word: new.get(word[0], word[0]), text)

    all_of_them = [(each.deed, each.item.rev, each.before and each.before.id, *map(told, _texts(each.item))) for each in changes]
    return sha256(repr(all_of_them).encode()).hexdigest()


def _texts(item: OwnItem) -> Iterable[str]:
    """All that is said of an item."""
    return (*written(item).values(), *pack_texts(item).values())
