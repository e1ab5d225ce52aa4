"""A certificate is for who has walked the roadmap, and anybody can check it at its address as long as the weeks stand as done."""

import re
from collections.abc import AsyncIterator, Iterable
from dataclasses import replace

import pytest
from aiohttp import ClientSession
from babel.messages.catalog import Catalog

from adapters.web.app import serve, web_app
from bot.domain.site import NOWHERE, Site
from bot.interface.card import Buttons, Card
from bot.interface.drawing import Certificate
from bot.interface.picture import Picture
from bot.wiring.core import open_core
from bot.wiring.site import let_in
from storage.releases import Library
from tests.catalogues import use
from tests.ended import end_now
from tests.pictures.read import words as drawn_words
from tests.test_catch_up_of_members import done
from tests.web.test_app import is_hindered
from tests.world import Caller, Clock, Noticeboard, World, pressed, words

SITE = "https://cairn.example"


class Paper:
    """A printer whose paper is the words of what is printed."""

    def has_letters(self, drawing: Certificate) -> bool:
        return "አ" not in drawing.name

    async def pdf(self, drawing: Certificate, language: str) -> bytes:
        return repr((drawing, language)).encode()


@pytest.fixture
async def world(database: str, clock: Clock, board: Noticeboard, library: Library | None) -> AsyncIterator[World]:
    """The core of a bot whose web part is reached."""
    async with open_core(database, clock, {"test": board}, library=library, site=Site(SITE), printer=Paper()) as core:
        yield World(core, clock, board)


def drawing(card: Card) -> Certificate:
    [picture] = [block.drawing for block in card.blocks if isinstance(block, Picture)]
    assert isinstance(picture, Certificate)
    return picture


def address(card: Card) -> str:
    return next(button.url for block in card.blocks if isinstance(block, Buttons) for button in block.buttons if button.url)


async def is_for_the_name_that_it_was_issued_to(world: World, cohort: str, card: Card) -> None:
    """Whether a certificate keeps its name when its member takes another, and says so; until it is issued anew."""
    other = world.caller("ann")
    other.actor = replace(other.actor, name="Ann Other")
    now = await other.card("certificate", "press", cohort=cohort)
    said = "It was issued to ann, who is called Ann Other here now."
    assert (drawing(now), said in words(now)) == (drawing(card), True)
    assert said in (await page(world, address(card).removeprefix(SITE)))[1]
    anew = await pressed(other, now, "Issue it to my present name")
    assert (drawing(anew).name, "called" in words(anew)) == ("Ann Other", False)
    assert [(await page(world, address(each).removeprefix(SITE)))[0] for each in (card, anew)] == [404, 200]


async def finished(who: Caller, cohort: str, weeks: Iterable[int]) -> Card:
    """The receipt of the last of these milestones."""
    receipts = [await who.card("milestone done", "submit", cohort=cohort, week=str(week)) for week in weeks]
    return receipts[-1]


async def page(world: World, path: str, language: str = "") -> tuple[int, str]:
    """What a browser gets that is nobody's."""
    app = web_app(hindrance=is_hindered, slack=None)
    let_in(app, world.core.visits, NOWHERE, None)
    async with (
        serve(app, "127.0.0.1", 0) as port,
        ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}{path}", headers={"Accept-Language": language}) as response,
    ):
        return response.status, await response.text()


async def leads_to_a_page_that_says_the_same(world: World, who: Caller, card: Card) -> None:
    """Whether a certificate says and draws one thing, and anybody finds it at its address."""
    shown = drawing(card)
    assert all(said in words(card) for said in (shown.name, shown.said, shown.day))
    assert "all 12 weeks of Twelve-week foundations in ML January" in shown.said
    assert address(card) in shown.check.split()
    assert re.fullmatch("[2-9a-kmnp-wyz]{20}", address(card).rpartition("/")[2])  # nothing that looks like something else
    drawn = "".join(drawn_words(shown)).replace(" ", "")  # long lines go on in the next
    assert all(each.replace(" ", "") in drawn for each in (shown.heading, shown.name, shown.said, shown.day, shown.check))
    status, text = await page(world, address(card).removeprefix(SITE))
    assert status == 200
    assert f"{shown.name} {shown.said}." in text
    assert "data:image/png;base64," in text
    assert '<html lang="en" dir="ltr">' in text
    assert "Given by Space space-1" in text
    assert "/pages/static/pages.css" in text
    paper = await pressed(who, card, "As PDF")
    assert paper.files[0].content == repr((shown, "en")).encode()
    assert drawing(await pressed(who, paper, "Get your certificate")) == shown
    checked = await world.core.visits.certificate(address(card).rpartition("/")[2], "en")
    assert checked
    assert drawing(checked[0]) == shown
    path = address(card).removeprefix(SITE)
    folder, _, token = path.rpartition("/")
    assert await page(world, f"{folder}/{token.upper()}") == (status, text)


@pytest.mark.usefixtures("catalogues")
async def test_who_has_done_every_week_gets_one_that_anybody_can_check_while_the_weeks_stand_as_done(
    world: World, ann: Caller, cohort: str
) -> None:
    early = await ann.card("certificate", "press", cohort=cohort)
    assert "every week of ML January, those before you joined too: weeks 1–12 are left." in words(early)
    assert "Get your certificate" not in words(await ann.card("progress"))
    world.clock.advance(weeks=11)
    receipts = [await done(ann, week) for week in range(1, 13)]
    assert not any(isinstance(block, Picture) for receipt in receipts[:-1] for block in receipt.blocks)
    await leads_to_a_page_that_says_the_same(world, ann, receipts[-1])
    assert "Get your certificate" in words(await ann.card("progress"))
    card = await pressed(ann, await ann.card("progress"), "Get your certificate")
    await leads_to_a_page_that_says_the_same(world, ann, card)
    assert address(card) == address(receipts[-1])
    assert "no such certificate of yours" in words(await ann.card("certificate pdf", "press", cohort=cohort, token="made-up"))
    german = Catalog("de")
    german.add("Certificate", "Urkunde")
    use(german)
    theirs = drawing(await world.caller("ann", locale="de").card("certificate", "press", cohort=cohort))
    assert "Urkunde" == theirs.heading in drawn_words(theirs)
    for bearer in ("en", "de"):
        await world.caller("ann", locale=bearer).card("progress")
        for reader in ("en", "de"):
            text = (await page(world, address(card).removeprefix(SITE), reader))[1]
            assert f'<html lang="{reader}"' in text
    await is_for_the_name_that_it_was_issued_to(world, cohort, card)
    await ann.card("milestone reopen", "press", cohort=cohort, week="12")
    assert (await page(world, address(card).removeprefix(SITE)))[0] == 404


async def test_weeks_set_aside_by_joining_late_are_named_as_missing_and_make_it_once_they_are_done(
    world: World, cohort: str
) -> None:
    late = world.caller("late")
    world.clock.advance(weeks=11)
    await late.card("cohort join", cohort=cohort)
    await late.card("cohort start-late", "press", cohort=cohort, how="skip")
    receipt = await finished(late, cohort, [12])
    for card in (receipt, await late.card("progress"), await late.card("certificate", "press", cohort=cohort)):
        assert "weeks 1–11 are left." in words(card)
        assert "Get your certificate" not in words(card)
    assert "weeks 1–4, 6–11 are left." in words(await finished(late, cohort, [5]))
    assert "all 12 weeks" in drawing(await finished(late, cohort, [1, 2, 3, 4, 6, 7, 8, 9, 10, 11])).said


@pytest.mark.parametrize(
    ("held", "said"),
    [(5, "it ends after 5 of 12 weeks, and a certificate is for half"), (6, "has done the first 6 of 12 weeks of")],
)
async def test_of_a_cohort_that_ended_early_it_says_how_much_took_place_and_there_is_none_for_less_than_half(
    world: World, cohort: str, ann: Caller, moderator: Caller, held: int, said: str
) -> None:
    world.clock.advance(weeks=held - 1)
    await finished(ann, cohort, range(1, held))
    await end_now(moderator, cohort)
    for card in (await finished(ann, cohort, [held]), await ann.card("certificate", "press", cohort=cohort)):
        assert said in words(card)
    assert ("Get your certificate" in words(await ann.card("recap"))) == (held == 6)


async def test_without_an_address_or_a_printer_nothing_is_offered_that_leads_nowhere(
    database: str, clock: Clock, board: Noticeboard, library: Library | None
) -> None:
    async with open_core(database, clock, {"test": board}, library=library) as core:
        world = World(core, clock, board)
        cohort, ann = await world.launch(), world.caller("ann")
        await ann.card("cohort join", cohort=cohort)
        world.clock.advance(weeks=11)
        receipt = await finished(ann, cohort, range(1, 13))
        assert drawing(receipt).check == ""
        assert not [word for word in ("Open its page", "As PDF", "address") if word in words(receipt)]
        assert "pictures alone here" in words(await ann.card("certificate pdf", "press", cohort=cohort))


async def test_a_name_that_no_paper_has_the_letters_for_is_not_offered_as_one(world: World, cohort: str) -> None:
    abebe = world.caller("አበበ")
    await abebe.card("cohort join", cohort=cohort)
    world.clock.advance(weeks=11)
    receipt = words(await finished(abebe, cohort, range(1, 13)))
    assert "Open its page" in receipt
    assert "As PDF" not in receipt


async def test_a_certificate_of_a_name_that_cannot_be_drawn_says_that_it_stands_at_the_address(
    world: World, cohort: str, ann: Caller
) -> None:
    ann.actor = replace(ann.actor, name="శ్రీనివాస రావు")
    world.clock.advance(weeks=11)
    receipt = await finished(ann, cohort, range(1, 13))
    assert drawing(receipt).name_elsewhere == "The name stands at the address below"
    assert drawing(receipt).said_elsewhere == "has done all 12 weeks of a roadmap"
    assert "శ్రీనివాస రావు" in words(receipt)


async def test_an_invisible_name_counts_as_none(world: World, cohort: str) -> None:
    unseen = world.caller("unseen")
    unseen.actor = replace(unseen.actor, name="\u3164 \u3164")
    await unseen.card("cohort join", cohort=cohort)
    world.clock.advance(weeks=11)
    assert drawing(await finished(unseen, cohort, range(1, 13))).name == unseen.actor.id


async def test_the_receipt_with_the_certificate_leaves_what_was_made_to_the_week_where_a_phone_has_no_room(
    world: World, cohort: str, ann: Caller
) -> None:
    world.clock.advance(weeks=11)
    await finished(ann, cohort, range(1, 12))
    made = {"link": "https://example.org/" + "path/" * 12, "note": "A word about it. " * 50}
    receipt = await ann.card("milestone done", "submit", cohort=cohort, week="12", **made)
    assert "all 12 weeks" in drawing(receipt).said
    assert "A word about it." not in words(receipt)
    assert "A word about it." in words(await pressed(ann, receipt, "See the week"))


@pytest.mark.parametrize("path", ["/certificates/1", "/certificates/AAAAAAAAAAAAAAAA"])
async def test_an_address_that_nobody_was_given_has_no_certificate(world: World, path: str) -> None:
    status, text = await page(world, path)
    assert (status, "no certificate here" in text) == (404, True)
    assert (await page(world, "/pages/static/pages.css"))[0] == 200
