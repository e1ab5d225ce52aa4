"""A cohort with a value in every field, pinned to what ships, and the members of its community."""

from datetime import UTC, date, datetime, time

from bot.domain.breaks import Break
from bot.domain.cohort import Cohort, Home
from bot.domain.course import EarlierRelease
from bot.domain.earlier_plans import EarlierPlan
from bot.domain.member import Member
from bot.ports.unit import Unit
from tests.shipped import SHIPPED

LINE = SHIPPED.version.rpartition(".")[0]
"""What a cohort pins of it."""
COHORT = Cohort(
    id=12,
    slug="ml-january",
    name="ML <January> & „friends“ 🎓",
    pack="mle",
    release=LINE,
    roadmap="roadmap.foundations",
    weeks=6,
    start=date(2026, 1, 5),
    at=time(18, 30),
    zone="Australia/Lord_Howe",
    checkin_days=frozenset({"mon", "thu"}),
    checkin_at=time(7, 45),
    capacity=20,
    breaks=(Break("holiday", date(2026, 1, 8), date(2026, 1, 9)), Break("pause", date(2026, 2, 2))),
    earlier_plans=(
        EarlierPlan(
            last_day=date(2026, 1, 7), at=time(18), zone="UTC", checkin_days=frozenset({"mon", "wed"}), checkin_at=time(18)
        ),
    ),
    earlier_releases=(EarlierRelease("0.9", 2), EarlierRelease("0.10", 3)),
    ended_at=datetime(2026, 2, 1, 12, tzinfo=UTC),
)
HOME = Home(id=120, cohort=12, platform="test", space="space-1", channel="channel-1")


async def member_named(unit: Unit, name: str) -> Member:
    found = await unit.members.find("test", f"account-{name}")
    assert found is not None
    return found
