"""Reminders speak the language of their member, of the moment in which they are sent."""

from datetime import UTC, datetime

import pytest
from babel.messages.catalog import Catalog

from tests.catalogues import use
from tests.world import Caller, World


async def test_a_reminder_speaks_the_language_of_its_member(world: World, ann: Caller, cohort: str, german: Catalog) -> None:
    german.add("You have not checked in for {day} yet", "Noch kein Check-in am {day}")
    use(german)
    lena = world.caller("lena", locale="de")
    await lena.card("cohort join", cohort=cohort)
    for member in (ann, lena):
        await member.card("me settings", reminders="on", hours="9-22")
    world.clock.now = datetime(2026, 1, 6, 20, 5, tzinfo=UTC)
    await world.tick()
    world.clock.advance(minutes=1)
    await world.tick()
    titles = {delivery.post.channel: delivery.post.card.title for delivery in world.board.posts("remind/")}
    assert titles == {
        "account-ann": "You have not checked in for Tue, Jan 6, 2026 yet",
        "account-lena": "Noch kein Check-in am Di., 6. Jan. 2026",
    }


@pytest.mark.parametrize(
    ("queued", "sent", "title"),
    [
        (
            datetime(2026, 1, 6, 18, 31, tzinfo=UTC),
            datetime(2026, 1, 6, 20, 5, tzinfo=UTC),
            "Noch kein Check-in am Di., 6. Jan. 2026",
        ),
        (
            datetime(2026, 1, 10, 22, 1, tzinfo=UTC),
            datetime(2026, 1, 11, 9, 1, tzinfo=UTC),
            "Woche 1: What the job is and your plan",
        ),
    ],
)
async def test_a_reminder_speaks_the_language_its_member_changed_to_while_it_waited(
    world: World, ann: Caller, german: Catalog, queued: datetime, sent: datetime, title: str
) -> None:
    german.add("You have not checked in for {day} yet", "Noch kein Check-in am {day}")
    german.add("Week {number}: {title}", "Woche {number}: {title}")
    use(german)
    await ann.card("me settings", reminders="on", hours="9-22")
    world.clock.now = queued
    await world.tick()
    assert not world.board.posts("remind/")
    await world.caller("ann", locale="de").card("progress")
    world.clock.now = sent
    await world.tick()
    assert [delivery.post.card.title for delivery in world.board.posts("remind/")] == [title]
