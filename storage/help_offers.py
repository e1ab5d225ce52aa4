"""Who was asked to help whom."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from bot.domain.helping import HelpOffer
from storage import tables
from storage.inserts import upsert
from storage.repository import Repository
from storage.rows import from_row, to_row

_offer = tables.help_offer.c
_OF_COHORT = (
    select(tables.help_offer)
    .where(_offer.community_id == bindparam("community"), _offer.cohort_id.in_(bindparam("cohorts", expanding=True)))
    .order_by(_offer.asked_at)
)
_PUT = upsert(tables.help_offer)


class SqlHelpOffers(Repository):
    async def of_cohort(self, cohort: int) -> Sequence[HelpOffer]:
        return [from_row(HelpOffer, row) for row in await self._of_cohort(_OF_COHORT, cohort)]

    async def put(self, offer: HelpOffer) -> None:
        await self._insert(_PUT, to_row(offer))
