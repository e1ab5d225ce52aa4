"""`dashboard`: a link with which a member signs in to their pages in the browser, once."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.web_pass import told_roles, typed_token
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.card import Button, Buttons, Card, Note, Text
from bot.interface.command import Commands
from bot.shared.cohort_choice import cohorts_here
from bot.text import n, t

TOKEN_LETTERS = 32
LINK_LASTS = timedelta(minutes=10)

commands = Commands()


@commands.add("dashboard", "Your pages in the browser.")
async def dashboard(context: Context) -> Card:
    if not context.site.signs_in:
        raise Refusal(t("There are no pages here yet: whoever runs this bot sets `PUBLIC_URL` and `SECRET_KEY` first."))
    token = typed_token(TOKEN_LETTERS)
    given = replace(
        context.web_pass("sign-in", token),
        channel=await _channel(context),
        administrator=context.actor.administrator,
        roles=told_roles(context.actor),
        told_at=context.now if context.actor.rights_told == "now" else None,  # a browser cannot prolong what it holds
        expires_at=context.now + LINK_LASTS,
    )
    await context.unit.web_passes.put(given)
    minutes = LINK_LASTS // timedelta(minutes=1)
    return Card(
        t("Your pages"),
        (
            Text(t("All that you can do here, in the browser.")),
            Buttons((Button(t("Sign in"), url=f"{context.site.url}/pages/sign-in/{token}", style="primary"),)),
            Note(
                n(
                    "The link works once, for {count} minute. Whoever has it signs in as you.",
                    "The link works once, for {count} minutes. Whoever has it signs in as you.",
                    minutes,
                )
            ),
        ),
    )


async def _channel(context: Context) -> str | None:
    """Where the pages are read from: pages are of what goes on, so from nowhere if all that lived in the channel is over and
    something else is not."""
    here, every = await cohorts_here(context), await context.unit.cohorts.all()
    goes_on = [cohort for cohort in every if cohort.state(context.now) != "ended"]
    is_over = here and goes_on and not any(cohort in goes_on for cohort in here)
    return None if is_over else context.place.channel


feature = Feature(commands)
