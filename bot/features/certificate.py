"""What a member gets who finished every week, with an id that anybody can look up on the web part."""

from datetime import date
from typing import Annotated

from bot.domain.cohort import Cohort
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.card import Card, Note
from bot.interface.command import Access, Commands
from bot.interface.option import Option
from bot.shared.certificate import certificate_blocks, certificate_picture, weeks_done
from bot.shared.cohort_choice import pressed_cohort
from bot.text import n, t

commands = Commands()


@commands.add("certificate", "A certificate, once every week is done.", listed=False)
async def certificate(context: Context, cohort: Annotated[str, Option("Which cohort?")]) -> Card:
    chosen = await pressed_cohort(context, cohort)
    blocks = await certificate_blocks(context, chosen, *await _finished(context, chosen))
    nobody = t("It has no address at which others can check it: whoever runs this bot has set none.")
    shown = t("Whoever has the picture or the address can check it, as long as your weeks stand as done.")
    return Card(t("Your certificate"), (*blocks, Note(shown if context.site.url else nobody)))


@commands.add("certificate checked", "A certificate that somebody checks.", listed=False, access=Access.READ)
async def checked(
    context: Context,
    cohort: Annotated[str, Option("Which cohort?")],
    address: Annotated[str, Option("At which address?")],
) -> Card:
    """What the web part shows at the address of a certificate."""
    chosen = await pressed_cohort(context, cohort)
    picture = certificate_picture(context, chosen, *await _finished(context, chosen), address)
    return Card(t("A genuine certificate"), (picture,))


async def _finished(context: Context, cohort: Cohort) -> tuple[int, date]:
    """How many weeks were done, and on which day the last of them. Raises Refusal while one is left."""
    count, finished = await weeks_done(context, cohort)
    if finished is None:
        raise Refusal(
            n(
                "A certificate is for whoever has done every week: you have done {done} of {count} in {cohort}.",
                "A certificate is for whoever has done every week: you have done {done} of {count} in {cohort}.",
                count.all,
                done=count.done,
                cohort=cohort.name,
            )
        )
    return count.all, finished


feature = Feature(commands)
