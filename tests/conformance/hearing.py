"""What a gateway owes the core, on any platform: rules 1 to 7 of docs/adding-a-platform.md.

A platform takes part in `tests/<platform>/test_conformance.py`: a class that inherits `HearingConformance`,
`FormConformance` if it has forms, `RepeatedConformance` if it may deliver an event again, `AskedConformance` if it has to be
asked who calls, and `HurriedConformance` if its people wait for an answer no longer than some seconds, with a fixture `person`
that returns a Person.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

import pytest

from bot.interface.call import Call
from bot.interface.card import Card
from bot.text import t
from tests.conformance.core import CARD, FORM, LEAVE, LaidOut
from tests.samples import EVERY_BLOCK, HOSTILE

LONGEST_REQUEST_ID = 180


class Person(Protocol):
    """Somebody on the platform, and what they do and see there. Nothing returns before the platform came to rest."""

    platform: str
    core: LaidOut

    async def type(self, path: str, **values: str) -> None:
        """Type a command in a channel."""
        ...

    async def type_alone(self, path: str, **values: str) -> None:
        """Type it in a direct message to the bot."""
        ...

    async def post(self, card: Card) -> None:
        """The bot posts a card into the channel; no gateway that runs has seen it."""
        ...

    async def press(self, label: str) -> None:
        """Press a button of the newest private answer."""
        ...

    async def press_post(self, label: str) -> None:
        """Press a button of the post."""
        ...

    async def submit(self, **values: str) -> None:
        """Fill and send the form that is open; what is not named stays as the form holds it."""
        ...

    async def appoint(self) -> None:
        """From now on it is somebody who administrates the space."""
        ...

    def roles(self) -> Collection[str] | None:
        """The ids of roles that they hold; None if the platform does not tell."""
        ...

    def form(self) -> Mapping[str, str] | None:
        """What each input of the open form holds; None if none is open."""
        ...

    def private(self) -> Sequence[str]:
        """The words of each answer that this person alone sees, oldest first."""
        ...

    def public(self) -> Sequence[str]:
        """The words of each message that everybody in the channel sees."""
        ...


class RepeatingPerson(Person, Protocol):
    """One whose platform may deliver an event again."""

    async def repeat(self) -> None:
        """The platform delivers again what they did last."""
        ...


class AskedPerson(Person, Protocol):
    """One about whom the platform has to be asked."""

    async def hide(self) -> None:
        """The platform does not answer the next question about them."""
        ...


class HearingConformance:
    """Rules for every gateway."""

    async def test_what_is_typed_is_one_request_with_its_values_as_text(self, person: Person) -> None:
        await person.type("cohort join", cohort="ml-jan")
        [request] = person.core.requests
        assert request.call == Call("cohort join", {"cohort": "ml-jan"})
        assert (request.kind, request.place.platform, request.actor.platform) == ("command", person.platform, person.platform)
        assert 0 < len(request.id) <= LONGEST_REQUEST_ID
        assert request.place.space
        assert request.place.channel
        assert not request.actor.administrator

    async def test_who_administrates_is_told_as_such_with_the_roles_that_the_platform_tells(self, person: Person) -> None:
        await person.appoint()
        await person.type("cohort join", cohort="ml-jan")
        [request] = person.core.requests
        assert request.actor.told
        assert request.actor.administrator
        assert (request.actor.roles is None) == (person.roles() is None)
        assert set(person.roles() or ()) <= (request.actor.roles or frozenset())

    async def test_a_request_says_whether_a_form_can_follow(self, person: Person) -> None:
        await person.type("cohort join", cohort="ml-jan")
        await person.press("Check in")
        assert person.core.requests[-1].opens_forms == (person.form() is not None)

    async def test_each_event_has_an_id_of_its_own(self, person: Person) -> None:
        for _ in range(2):
            await person.type("cohort join", cohort="ml-jan")
        await person.press("Leave")
        assert len({request.id for request in person.core.requests}) == 3

    async def test_a_direct_message_is_no_channel_of_the_community(self, person: Person) -> None:
        await person.type("cohort join", cohort="ml-jan")
        await person.type_alone("cohort join", cohort="ml-jan")
        public, alone = person.core.requests
        assert alone.place.channel != public.place.channel
        assert alone.place.space in (None, public.place.space)
        assert alone.actor.id == public.actor.id

    async def test_every_answer_is_private(self, person: Person) -> None:
        await person.type("cohort join", cohort="ml-jan")
        [answer] = person.private()
        assert "You are in." in answer
        assert not person.public()

    async def test_a_press_on_a_private_answer_edits_it(self, person: Person) -> None:
        await person.type("cohort join", cohort="ml-jan")
        await person.press("Leave")
        [answer] = person.private()
        assert "Done" in answer
        assert "You are in." not in answer
        assert (person.core.requests[-1].call, person.core.requests[-1].kind) == (LEAVE, "press")

    async def test_a_press_on_a_post_that_no_process_remembers_answers_privately_beside_it(self, person: Person) -> None:
        await person.post(CARD)
        before = person.public()
        await person.press_post("Leave")
        assert person.core.requests[-1].call == LEAVE
        assert "Done" in person.private()[-1]
        assert person.public() == before

    async def test_every_block_is_drawn(self, person: Person) -> None:
        person.core.answers["cohort join"] = EVERY_BLOCK
        await person.type("cohort join", cohort="ml-jan")
        for words in ("Goals", "first", "4 days", "2 of 26", "Small print by", "Another week", "Done", "Skip", "Open"):
            assert words in person.private()[-1], words


class FormConformance:
    """Rules for a gateway of a platform that has forms."""

    async def test_a_form_opens_with_what_it_holds_and_its_submit_is_the_call_with_each_input(self, person: Person) -> None:
        await person.type("cohort join", cohort="ml-jan")
        await person.press("Check in")
        held = person.form()
        assert held
        assert held["did"] == "Read <chapter> 3 & 4"
        person.core.answers["checkin"] = Card(t("Kept"))
        await person.submit(did="*all* of <it> & more\nand a second line")
        request = person.core.requests[-1]
        assert request.kind == "submit"
        assert request.call.path == FORM.call.path
        assert request.call.values == {"cohort": "12", "did": "*all* of <it> & more\nand a second line", "link": ""}
        assert "Kept" in person.private()[-1]
        assert not person.public()

    @pytest.mark.parametrize("text", HOSTILE)
    async def test_hostile_words_come_back_as_they_were_typed_in_a_form(self, person: Person, text: str) -> None:
        await person.type("cohort join", cohort="ml-jan")
        await person.press("Check in")
        await person.submit(did=text)
        assert person.core.last["did"] == text


class RepeatedConformance:
    """Rules for a gateway whose platform may deliver an event again."""

    async def test_an_event_that_is_delivered_again_has_the_same_id(self, person: RepeatingPerson) -> None:
        await person.type("cohort join", cohort="ml-jan")
        await person.repeat()
        first, again = person.core.requests
        assert (again.id, again.call) == (first.id, first.call)


class AskedConformance:
    """Rules for a gateway whose platform has to be asked who calls."""

    async def test_of_whom_nothing_could_be_asked_nothing_is_told(self, person: AskedPerson) -> None:
        await person.appoint()
        await person.hide()
        await person.type("cohort join", cohort="ml-jan")
        [request] = person.core.requests
        assert (request.actor.told, request.actor.administrator, request.actor.roles) == (False, False, None)


class HurriedConformance:
    """Rules for a gateway whose people wait only some seconds. `slow_person` has one that is out of patience at once, and a core
    that takes its time."""

    async def test_a_slow_answer_follows_privately_and_is_asked_for_once(self, slow_person: Person) -> None:
        await slow_person.type("cohort join", cohort="ml-jan")
        assert len(slow_person.core.requests) == 1
        assert "You are in." in slow_person.private()[-1]
        assert not slow_person.public()

    async def test_a_slow_press_on_a_post_leaves_the_post_alone(self, slow_person: Person) -> None:
        await slow_person.post(CARD)
        before = slow_person.public()
        await slow_person.press_post("Leave")
        assert len(slow_person.core.requests) == 1
        assert "Done" in slow_person.private()[-1]
        assert slow_person.public() == before
