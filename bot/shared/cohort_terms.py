"""A cohort's settings together with the channel where it speaks."""

from dataclasses import dataclass, replace

from bot.domain.cohort import Cohort, Home
from bot.errors import Refusal
from bot.ports.unit import Unit
from bot.text import t


@dataclass(frozen=True, slots=True)
class Terms:
    """`home` is the one in the space where somebody changes it, None if the cohort does not speak there."""

    cohort: Cohort
    home: Home | None

    def speaking_in(self, channel: str) -> "Terms":
        """The terms once its home moved to a channel. Raises Refusal if it does not speak here."""
        if self.home is None:
            raise Refusal(t("{cohort} does not speak here; change its channel where it does.", cohort=self.cohort.name))
        return replace(self, home=replace(self.home, channel=channel))


async def terms_of(unit: Unit, cohort: Cohort, platform: str, space: str | None) -> Terms:
    homes = await unit.cohorts.homes(cohort.id)
    return Terms(cohort, next((home for home in homes if (home.platform, home.space) == (platform, space)), None))
