"""Look-ups that found nothing, gathered: whoever used the same words in another order or spelling asked the same."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.lookup import Gap
from bot.domain.sameness import folded


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Look-ups of the same words; the wording that was asked most comes first."""

    wordings: Sequence[Gap]

    @property
    def id(self) -> int:
        return self.wordings[0].id

    @property
    def query(self) -> str:
        return self.wordings[0].query

    @property
    def count(self) -> int:
        """How often it was asked, in whatever wording."""
        return sum(gap.count for gap in self.wordings)


def gathered(gaps: Iterable[Gap]) -> list[Unanswered]:
    """The look-ups by what was asked, the most asked first."""
    by_words: defaultdict[frozenset[str], list[Gap]] = defaultdict(list)
    for gap in gaps:
        by_words[frozenset(folded(gap.query).split())].append(gap)
    same = [Unanswered(sorted(wordings, key=lambda gap: -gap.count)) for wordings in by_words.values()]
    return sorted(same, key=lambda each: -each.count)
