"""`manage moderators`: the roles and persons who moderate beside the administrators, named and taken back one by one."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Annotated

from annotated_types import Ge

from bot.domain.member import Member
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call, record_id
from bot.interface.card import Block, Button, Buttons, Card, Note, Text
from bot.interface.command import Commands
from bot.interface.option import AccountId, Option, RoleId
from bot.interface.prefill import Prefill, Wording
from bot.shared.audit import tell_moderators
from bot.shared.moderators import hidden_commands_text, person_text, role_text
from bot.shared.pages import on_page, page_turns, pages_on_a_phone
from bot.text import Account, Markup, t

Role = Annotated[RoleId | None, Option("A role whose holders moderate from now on, on platforms that tell who holds one.")]
Person = Annotated[AccountId | None, Option("Somebody who moderates from now on.", asked=True)]

commands = Commands()


async def as_told(context: Context, call: Call) -> Prefill:
    """A role is asked only if the platform tells who holds one."""
    if context.actor.roles is None:
        return Prefill(asked=["person"], wording={"person": Wording(required=True)})
    return Prefill(asked=["role", "person"])


@commands.add(
    "manage moderators",
    "Who moderates here; add roles and persons, or take them away.",
    moderator=True,
    title="Add a moderator",
    submit="Add",
)
async def moderators(
    context: Context, role: Role = None, person: Person = None, page: Annotated[int, Option("Which page?"), Ge(1)] = 1
) -> Card:
    if role and context.actor.roles is None:
        raise Refusal(t("This platform does not tell who holds a role. Name persons instead."), "role")
    member = await context.unit.members.introduce(context.place.platform, person) if person else None
    return await _let(context, role, member, page, allowed=True)


@commands.add(
    "manage add-moderator",
    "Choose a role or a person who moderates.",
    listed=False,
    moderator=True,
    title="Add a moderator",
    submit="Add",
    prefill=as_told,
)
async def add_moderator(context: Context, role: Role = None, person: Person = None) -> Card:
    return await moderators(context, role, person)


@commands.add("manage let-moderate", "Let a role or a person moderate, or no more.", listed=False, moderator=True)
async def let_moderate(
    context: Context,
    allowed: Annotated[bool, Option("Whether they may.")],
    role: Annotated[RoleId | None, Option("Which role?")] = None,
    person: Annotated[str | None, Option("Who?")] = None,
) -> Card:
    return await _let(context, role, await _member(context, person) if person else None, allowed=allowed)


async def _member(context: Context, person: str) -> Member:
    key = record_id(person)
    member = await context.unit.members.get(key) if key is not None else None
    if member is None:
        raise Refusal(t("There is nobody like that here. Look at </manage moderators>."))
    return member


async def _let(context: Context, role: RoleId | None, member: Member | None, page: int = 1, *, allowed: bool) -> Card:
    roles = await _let_role(context, role, allowed=allowed) if role else context.community.moderator_roles
    if member:
        await _let_person(context, member, allowed=allowed)
    card = await _card(context, roles, page)
    return replace(card, blocks=(*_hidden(context), *card.blocks)) if allowed and (role or member) else card


def _hidden(context: Context) -> tuple[Note, ...]:
    """How the new moderators come to see their commands, on the platform that tells roles: it hides commands from them."""
    return () if context.actor.roles is None else (Note(hidden_commands_text()),)


async def _let_role(context: Context, role: RoleId, *, allowed: bool) -> frozenset[str]:
    """The roles that moderate from now on."""
    roles = context.community.moderator_roles
    if await context.unit.members.let_role_moderate(role, allowed):
        await _tell(context, partial(role_text, role), _of_role(role, allowed=not allowed), allowed=allowed)
    return roles | {role} if allowed else roles - {role}


async def _let_person(context: Context, member: Member, *, allowed: bool) -> None:
    if not await context.unit.members.let_moderate(member.person, allowed):
        return
    account = await context.unit.members.account(member.person, [context.place.platform])
    whom = Account(account[1]) if account else member.name
    await _tell(context, partial(t, "{whom}", whom=whom), _of_person(member.person, allowed=not allowed), allowed=allowed)


async def _tell(context: Context, whom: Callable[[], Markup], undo: Call, *, allowed: bool) -> None:
    """Tell the other moderators, with the way to take it back."""

    def card() -> Card:
        said = {"who": context.member.name, "whom": whom()}
        named, taken = t("**{who}** let {whom} moderate.", **said), t("**{who}** lets {whom} moderate no more.", **said)
        return Card(t("Moderators are changed"), (Text(named if allowed else taken), Buttons((Button(t("Undo"), undo),))))

    await tell_moderators(context.unit, card, context.now)


async def _card(context: Context, roles: frozenset[str], page: int) -> Card:
    people = await context.unit.members.moderators(context.place.platform)
    named = [(role_text(role), _of_role(role, allowed=False)) for role in sorted(roles)]
    named += [(person_text(moderator), _of_person(moderator.person, allowed=False)) for moderator in people]
    beside = t("Administrators always moderate. Beside them:") if named else t("Administrators always moderate, and nobody else.")
    title, add = t("Who moderates here"), Button(t("Add a moderator"), Call("manage add-moderator"), "primary")

    def blocks(named: Sequence[tuple[Markup, Call]]) -> tuple[Block, ...]:
        return (Text(beside), *(block for whom, away in named for block in _row(whom, away)))

    pages = pages_on_a_phone(title, named, blocks)
    (shown,) = on_page(pages, page, 1)
    return Card(title, (*blocks(shown), *page_turns(len(pages), page, Call("manage moderators"), beside=(add,))))


def _row(whom: Markup, away: Call) -> tuple[Block, ...]:
    return Text(whom), Buttons((Button(t("Take away"), away),))


def _of_role(role: str, *, allowed: bool) -> Call:
    return Call("manage let-moderate", {"role": role, "allowed": _word(allowed)})


def _of_person(person: int, *, allowed: bool) -> Call:
    return Call("manage let-moderate", {"person": str(person), "allowed": _word(allowed)})


def _word(allowed: bool) -> str:
    return "yes" if allowed else "no"


feature = Feature(commands)
