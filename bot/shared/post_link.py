"""Where a cohort's posts can be found: the address of one, under which its thread hangs."""

from bot.domain.cohort import Cohort, Home
from bot.feature import Context
from bot.interface.card import Button, Buttons, Card
from bot.shared.posts import home_post
from bot.text import Markup, t


async def home_here(context: Context, cohort: Cohort) -> Home | None:
    """The cohort's home on the platform of the call."""
    homes = await context.unit.cohorts.homes(cohort.id)
    return next((home for home in homes if home.platform == context.place.platform), None)


async def post_link(context: Context, home: Home, name: str) -> str | None:
    """The address of the post `name` in a home; None if it was not sent, it or its thread was deleted, it stands in a channel
    that the home was before, which may be gone, or the platform has no addresses."""
    sent = await context.unit.outbox.message(home_post(home, name, Card(Markup("-")), context.now).key)
    is_here = sent and not sent.is_gone and sent.channel == home.channel
    return context.link_to(home.platform, home.space, sent.channel, sent.id) if sent and is_here else None


async def thread_link(context: Context, cohort: Cohort, name: str) -> tuple[Buttons, ...]:
    """A button that leads to the thread under a cohort's post; nothing if there is no way there."""
    home = await home_here(context, cohort)
    url = await post_link(context, home, name) if home else None
    return (Buttons((Button(t("Go to the thread"), url=url),)),) if url else ()
