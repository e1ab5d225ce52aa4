"""What a member gets who finished every week, with an id that anybody can look up on the web part."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any

from bot.domain.cohort import Cohort
from bot.domain.web_pass import digest_of
from bot.domain.week_count import Walked
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.card import Buttons, Card, File, Note, Text
from bot.interface.command import Access, Commands
from bot.interface.drawing import Certificate
from bot.interface.errand import Printed
from bot.interface.option import Option
from bot.interface.phone import shortest_cut
from bot.shared.certificate import (
    address_of,
    called_now,
    certificate_blocks,
    certificate_drawing,
    certificate_picture,
    get_certificate,
    name_on,
    weeks_done,
    what_it_takes,
    without_address,
)
from bot.shared.cohort_choice import pressed_cohort
from bot.text import t

commands = Commands()


@commands.add("certificate", "A certificate, once every week is done.", listed=False)
async def certificate(context: Context, cohort: Annotated[str, Option("Which cohort?")]) -> Card:
    chosen = await pressed_cohort(context, cohort)
    return await _given(context, chosen)


@commands.add("certificate renew", "A certificate with another name, at another address.", listed=False)
async def renew(context: Context, cohort: Annotated[str, Option("Which cohort?")]) -> Card:
    chosen = await pressed_cohort(context, cohort)
    await _earned(context, chosen)
    await context.unit.web_passes.drop("certificate", context.member.person, chosen.id)
    return await _given(context, chosen)


async def _given(context: Context, cohort: Cohort) -> Card:
    blocks = await certificate_blocks(context, cohort, await _earned(context, cohort))
    nobody = t("It has no address at which others can check it: whoever runs this bot has set none.")
    shown = t("Whoever has the picture or the address can check it, as long as your weeks stand as done.")
    note = Note(shown if context.site.url else nobody)
    return replace(
        shortest_cut(t("Your certificate"), ((*each, note) for each in (blocks, without_address(blocks)))), tone="good"
    )


@commands.add("certificate checked", "A certificate that somebody checks.", listed=False, access=Access.READ)
async def checked(
    context: Context,
    cohort: Annotated[str, Option("Which cohort?")],
    address: Annotated[str, Option("At which address?")],
) -> Card:
    """What the web part shows at the address of a certificate."""
    chosen = await pressed_cohort(context, cohort)
    issued = await context.unit.web_passes.issued(digest_of(address.rpartition("/")[2]), context.member.person, chosen.id)
    name = name_on(context, issued)
    picture = await certificate_picture(context, chosen, await _earned(context, chosen), name, address)
    given = Text(t("Given by {community}, for as long as these weeks stand as done.", community=context.unit.community.name))
    return Card(t("A genuine certificate"), (picture, *map(Text, called_now(context, name)), given))


async def to_print(context: Context, arguments: Mapping[str, Any]) -> Certificate:
    """The certificate of the caller, with the address that its token leads to. Raises Refusal if none of theirs has it."""
    chosen, token = await pressed_cohort(context, arguments["cohort"]), arguments.get("token", "")
    way = await _earned(context, chosen)
    issued = await context.unit.web_passes.issued(digest_of(token), context.member.person, chosen.id) if token else None
    if token and not issued:
        raise Refusal(t("There is no such certificate of yours. Get it anew from </progress>."))
    return await certificate_drawing(context, chosen, way, name_on(context, issued), address_of(context, token) if token else "")


@commands.add("certificate pdf", "Your certificate as PDF.", listed=False, access=Access.READ, before=Printed(to_print))
async def pdf(
    context: Context,
    cohort: Annotated[str, Option("Which cohort?")],
    token: Annotated[str, Option("Which one?", most=100)] = "",
) -> Card:
    del token  # `to_print` has read it
    if context.found is None:
        raise Refusal(t("Certificates are pictures alone here: what makes PDF is not installed."))
    said, back = t("One page of A4, to print or to hand in."), Buttons((get_certificate(await pressed_cohort(context, cohort)),))
    return Card(t("Your certificate"), (Text(said), back), files=(File("certificate.pdf", context.found),))


async def _earned(context: Context, cohort: Cohort) -> Walked:
    """What the caller has done. Raises Refusal if it makes no certificate."""
    _, way = await weeks_done(context, cohort)
    if not way.earned_at:
        raise Refusal(what_it_takes(cohort, way))
    return way


feature = Feature(commands)
