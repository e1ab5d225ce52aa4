"""Help shows what its reader may do, finds commands by a word of theirs or nearly, and offers nobody what is not for them."""

import pytest

from bot.interface.call import Call
from bot.interface.card import Card, Select
from bot.interface.typed import read
from bot.wiring.features import all_commands
from tests.world import Caller, World, press, pressed, words

MODERATORS = [command.path for command in all_commands().listed() if command.moderator]


@pytest.fixture
def lena(world: World) -> Caller:
    """A member who has called nothing yet."""
    return world.caller("lena")


@pytest.fixture
def omar(world: World) -> Caller:
    return world.caller("omar", administrator=True)


async def typed(caller: Caller, line: str) -> str:
    answer = await caller.make(read(line, all_commands()))
    return words(answer)  # pyright: ignore[reportArgumentType]


async def test_a_member_sees_members_commands(lena: Caller) -> None:
    said = words(await lena.card("help"))
    assert "</cohort join>" in said
    assert "For example: </checkin did=" in said
    assert not [path for path in MODERATORS if path in said]
    assert "Slack" not in said


async def test_a_moderator_sees_theirs_and_what_members_can_do_by_a_press(omar: Caller, lena: Caller) -> None:
    card = await omar.card("help")
    assert [path for path in MODERATORS if path.split()[1] not in words(card)] == []
    assert await pressed(omar, card, "What members can do") == await lena.card("help")


async def test_what_the_commands_of_a_topic_do_is_told_by_one_choice_with_an_example(omar: Caller) -> None:
    (topics,) = (block for block in (await omar.card("help")).blocks if isinstance(block, Select))
    told = ""
    for choice in topics.choices:
        card = await omar.make(topics.call.with_values(command=choice.value), "press")
        assert isinstance(card, Card)
        assert card.title == choice.label
        assert "For example: </" in words(card)
        told += words(card)
    for command in all_commands().listed():
        assert told.count(f"- </{command.path}> {command.description}") == 1


async def test_a_stranger_in_a_direct_message_is_helped_too(world: World) -> None:
    said = words(await world.caller("nobody", space=None).card("help"))
    assert "</me settings>" in said
    assert not [path for path in MODERATORS if path in said]


async def test_the_first_word_of_commands_lists_them(lena: Caller) -> None:
    for said in (words(await lena.card("help", command="cohort")), await typed(lena, "cohort"), await typed(lena, "/Cohort")):
        assert said.count("- </cohort ") == 4
        assert "For example: </cohort join cohort=spring>" in said


async def test_a_slip_is_taken_for_the_command_that_is_called_so(lena: Caller) -> None:
    assert "Did you mean </checkin>?" in words(await lena.card("help", command="chek"))
    assert "Did you mean </checkin>?" in await typed(lena, "chek did some reading")
    assert "Did you mean </cohort join>?" in await typed(lena, "cohrt join ml")


@pytest.mark.parametrize("line", ["mange edit", '"', "?!", "reading"])
async def test_what_is_spelled_like_no_command_is_taken_for_none(lena: Caller, line: str) -> None:
    assert "Did you mean" not in await typed(lena, line)


@pytest.mark.parametrize(
    "line", ["manage edt", "manag create x", "crate", "queu", "content ad-resource", "manage", "manage crate"]
)
async def test_a_member_is_never_offered_a_moderators_command(lena: Caller, line: str) -> None:
    for said in (await typed(lena, line), words(await lena.card("help", command=line))):
        assert "There is no command" in said
        assert not [path for path in MODERATORS if f"</{path}>" in said]


async def test_a_moderator_is_offered_one(omar: Caller) -> None:
    assert "Did you mean </manage edit>?" in await typed(omar, "manage edt")
    assert "`manage` create" in await typed(omar, "manage")


async def test_every_command_is_explained_by_its_name_with_or_without_the_word_that_a_platform_puts_before_it(
    omar: Caller,
) -> None:
    for command in all_commands().listed():
        for typed_name in (command.path, f"/{command.path}", f"/study {command.path}"):
            assert f"For example: </{command.path}" in words(await omar.card("help", command=typed_name))


async def test_words_in_a_direct_message_are_told_where_people_read_and_stop_ends_reminders(world: World) -> None:
    ann = world.caller("ann", space=None)
    assert "write in your cohort's channel" in await typed(ann, "Hi!")
    assert "write in your cohort's channel" not in await typed(world.caller("ann"), "Hi!")
    stopped = press(await ann.card("help", command="Stop"), "No more reminders")
    assert stopped == Call("me settings", {"reminders": "off"})
