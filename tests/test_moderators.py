"""Who moderates: administrators, holders of chosen roles, persons who are named; and what all others are refused."""

from dataclasses import replace

import pytest

from bot.domain.member import Community, Member, moderates
from bot.interface.call import Actor, Call
from bot.interface.card import Card, Form
from bot.interface.inputs import AccountInput, RoleInput
from bot.interface.option import Parameter
from bot.interface.phone import TALLEST, height_of
from bot.wiring.features import all_commands
from tests.transactions import opened
from tests.world import Caller, World, press, words

ROLES = frozenset({"42", "everybody"})
COMMUNITY = Community(id=1, name="Study", moderator_roles=frozenset({"42", "43"}))
ANN = Member(person=7, name="ann")


@pytest.fixture
def omar(world: World) -> Caller:
    """An administrator, on a platform that tells roles."""
    return told(world.caller("omar", administrator=True))


@pytest.fixture
async def ann(world: World) -> Caller:
    caller = world.caller("ann")
    await caller.card("me settings")
    return caller


def told(caller: Caller, *roles: str) -> Caller:
    """The same caller on a platform that tells these roles of theirs."""
    caller.actor = replace(caller.actor, roles=frozenset(roles))
    return caller


async def may(caller: Caller) -> bool:
    return "Only moderators" not in words(await caller.card("manage settings"))


# The rule


@pytest.mark.parametrize(
    ("actor", "named", "expected"),
    [
        (Actor("test", "7", "ann"), False, False),
        (Actor("test", "7", "ann"), True, True),
        (Actor("test", "7", "ann", administrator=True), False, True),
        (Actor("test", "7", "ann", roles=frozenset()), False, False),
        (Actor("test", "7", "ann", roles=ROLES), False, True),
        (Actor("test", "7", "ann", roles=frozenset({"everybody"})), False, False),
    ],
)
def test_administrators_holders_of_a_chosen_role_and_named_persons_moderate(actor: Actor, named: bool, expected: bool) -> None:
    assert moderates(actor, replace(ANN, named_moderator=named), COMMUNITY) is expected


def test_where_no_role_is_chosen_none_moderates() -> None:
    assert not moderates(Actor("test", "7", "ann", roles=ROLES), ANN, replace(COMMUNITY, moderator_roles=frozenset()))


async def test_an_administrator_is_told_in_a_direct_message_where_to_go(world: World, omar: Caller) -> None:
    await omar.card("manage settings")
    refused = words(await world.caller("omar", space=None, channel="dm").card("manage settings"))
    assert "Only moderators can do that, and in a direct message the platform does not say" in refused


# Naming and taking away


async def test_several_roles_and_persons_moderate_and_each_is_taken_away_alone(world: World, omar: Caller, ann: Caller) -> None:
    ben, zoe = told(world.caller("ben"), "42"), told(world.caller("zoe"), "43")
    for role in ("42", "43"):
        await omar.card("manage moderators", role=f"<@&{role}>")
    card = await omar.card("manage moderators", person="<@account-ann>")
    assert all([await may(ann), await may(ben), await may(zoe)])
    for whom in ("holders of <@&42>", "holders of <@&43>", "<@account-ann>"):
        assert whom in words(card)
    without = await omar.make(Call("manage let-moderate", {"role": "42", "allowed": "no"}), "press")
    assert isinstance(without, Card)
    assert "<@&42>" not in words(without)
    assert [await may(ann), await may(ben), await may(zoe)] == [True, False, True]
    await omar.make(press(without, "Take away"), "press")  # the first of those that are left
    assert [await may(ann), await may(zoe)] == [True, False]
    last = await omar.card("manage moderators")
    gone = await omar.make(press(last, "Take away"), "press")
    assert isinstance(gone, Card)
    assert "Administrators always moderate, and nobody else." in words(gone)
    assert await omar.make(press(last, "Take away"), "press") == gone
    assert not await may(ann)
    assert await may(omar)


async def test_somebody_who_never_called_is_named_and_moderates_with_the_first_call(world: World, omar: Caller) -> None:
    assert "<@account-bo>" in words(await omar.card("manage moderators", person="<@!account-bo|Bo>"))
    assert await may(world.caller("bo"))
    assert "<@account-bo>" in words(await omar.card("manage settings"))


async def test_whoever_names_a_moderator_reads_how_discord_comes_to_show_them_the_commands(world: World, omar: Caller) -> None:
    for named in ({"role": "42"}, {"person": "<@account-ben>"}):
        assert "Server Settings → Integrations → Cairn" in words(await omar.card("manage moderators", **named))
    for nobody in (
        await omar.card("manage moderators"),
        await omar.card("manage let-moderate", "press", role="42", allowed="no"),
    ):
        assert "Integrations" not in words(nobody)
    elsewhere = world.caller("nora", administrator=True)
    assert "Integrations" not in words(await elsewhere.card("manage moderators", person="<@account-cleo>"))


async def test_the_form_has_the_pickers_that_the_platform_can_fill(world: World, omar: Caller) -> None:
    form = await omar.make(press(await omar.card("manage moderators"), "Add a moderator"), "press")
    assert isinstance(form, Form)
    assert [type(item) for item in form.inputs] == [RoleInput, AccountInput]
    assert "holders of <@&42>" in words(await omar.submit(form, role="42"))
    elsewhere = await world.caller("ines", administrator=True).form("manage add-moderator", "press")
    assert [(type(item), item.required) for item in elsewhere.inputs] == [(AccountInput, True)]


async def test_a_role_is_refused_where_the_platform_does_not_tell_who_holds_one(world: World) -> None:
    refused = await world.caller("ines", administrator=True).card("manage moderators", role="42")
    assert "Name persons instead" in words(refused)


async def test_a_name_that_was_typed_is_nobody_and_leads_to_the_picker(omar: Caller) -> None:
    for typed in ("@bob", "somebody"):
        refused = await omar.card("manage moderators", person=typed)
        assert f"“{typed}” is nobody here" in words(refused)
        form = await omar.make(press(refused, "Try again"), "press")
        assert isinstance(form, Form)
        assert any(isinstance(item, AccountInput) for item in form.inputs)


async def test_the_role_of_everybody_cannot_be_chosen(omar: Caller) -> None:
    assert "“@everyone” is not a role that can be chosen" in words(await omar.card("manage moderators", role="@everyone"))


async def test_each_change_is_told_in_the_log_channel_once_with_the_way_back(world: World, omar: Caller, ann: Caller) -> None:
    await omar.card("manage settings", log="log")
    first, second = [await omar.card("manage moderators", person="<@account-ann>", role="42") for _ in range(2)]
    assert first == second
    await world.core.deliver()
    cards = [sent.post.card for sent in world.board.posts("audit")]
    assert sorted(words(card).splitlines()[1] for card in cards) == [
        "**omar** let <@account-ann> moderate.",
        "**omar** let holders of <@&42> moderate.",
    ]
    for card in cards:
        await omar.make(press(card, "Undo"), "press")
    assert not await may(ann)
    await world.core.deliver()
    for sent in world.board.posts("audit")[2:]:
        assert "moderate no more" in words(sent.post.card)
        await omar.make(press(sent.post.card, "Undo"), "press")
    assert await may(ann)
    assert await may(told(world.caller("ben"), "42"))


async def test_more_moderators_than_a_card_holds_are_paged_and_all_counted_in_the_settings(omar: Caller) -> None:
    for number in range(1, 41):
        await omar.card("manage moderators", person=f"<@account-number-{number:02}-of-a-very-long-name>")
    card = await omar.card("manage moderators")
    for page in range(1, 9):
        assert f"<@account-number-{page * 5:02}-" in words(card)
        assert height_of(card) <= TALLEST
        if page < 8:
            answer = await omar.make(press(card, "Next"), "press")
            assert isinstance(answer, Card)
            card = answer
    shown = words(await omar.card("manage settings"))
    assert shown.count("<@account") + int(shown.partition(" more")[0].split()[-1]) == 40


async def test_somebody_of_another_community_is_not_named_by_a_forged_id(world: World, omar: Caller) -> None:
    zoe = world.caller("zoe", space="space-2")
    await zoe.card("me settings")
    (there,) = await world.core.units.communities_of(zoe.actor)
    async with opened(world.core, there.id) as unit:
        member = await unit.members.find("test", zoe.actor.id)
    assert member
    forged = await omar.make(Call("manage let-moderate", {"person": str(member.person), "allowed": "yes"}), "press")
    assert isinstance(forged, Card)
    assert "nobody like that here" in words(forged)


async def test_somebody_who_is_named_keeps_the_name_that_another_community_knows(world: World, omar: Caller) -> None:
    cohort = await world.launch()
    zoe = world.caller("Zoe of Two", space="space-2")
    zoe.actor = replace(zoe.actor, id="U7")
    await zoe.card("me settings")
    await omar.card("manage settings", log="log")
    named = await omar.card("manage moderators", person="<@U7|Eve>")
    removed = await omar.card("manage remove", member="<@U7>", cohort=cohort)
    await world.core.deliver()
    told = [sent.post.card for sent in world.board.posts("audit")]
    for card in (named, removed, await omar.card("manage settings"), *told):
        assert "Zoe" not in words(card)
    await zoe.card("cohort list")
    async with opened(world.core, (await world.core.units.communities_of(zoe.actor))[0].id) as unit:
        member = await unit.members.find("test", "U7")
    assert member
    assert member.name == "Zoe of Two"


# What all others are refused


def fitting(parameter: Parameter) -> str:
    """A value that the parameter takes."""
    by_kind = {"date": "2026-02-02", "time": "9:00", "integer": str(parameter.least or 1), "boolean": "yes", "account": "U1"}
    return parameter.values[0] if parameter.values else by_kind.get(parameter.kind, "x1")


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["command", "press", "submit"])
async def test_no_call_press_or_submit_of_a_moderators_command_is_open_to_members(world: World, kind: str) -> None:
    open_to_members: list[str] = []
    for command in (command for command in all_commands() if command.moderator):
        call = Call(command.path, {parameter.name: fitting(parameter) for parameter in command.parameters})
        answer = await world.caller("ann").make(call, kind)
        if not (isinstance(answer, Card) and "Only moderators" in words(answer)):
            open_to_members.append(command.path)
    assert open_to_members == []


async def test_no_list_of_a_moderators_command_tells_members_anything(world: World, ann: Caller) -> None:
    await world.launch()
    for command in (command for command in all_commands() if command.moderator):
        for parameter in command.parameters:
            for typed in ("", "m"):
                request = ann.request(Call(command.path))
                assert await world.core.dispatch.suggest(request, parameter.name, typed) == (), (command.path, parameter.name)


async def test_whoever_was_a_moderator_goes_on_with_nothing_that_was_open_then(omar: Caller, ann: Caller) -> None:
    card = await omar.card("manage moderators", person="<@account-ann>")
    form = await ann.form("manage create")
    plan = {"name": "ML", "roadmap": "foundations", "channel": "channel-1"}
    wrong, dry_run = await ann.submit(form, **plan, start="soon"), await ann.submit(form, **plan)
    await omar.make(press(card, "Take away"), "press")
    open_then = [press(wrong, "Try again"), press(dry_run, "Launch"), press(dry_run, "Edit")]
    for refused in [await ann.submit(form, **plan), *[await ann.make(call, "press") for call in open_then]]:
        assert isinstance(refused, Card)
        assert "Only moderators" in words(refused)
