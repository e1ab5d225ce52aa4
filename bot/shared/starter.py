"""The starter of a week: a small script that ends in something that works within half an hour."""

from bot.domain.cohort import Cohort
from bot.domain.roadmap import Week
from bot.domain.site import Site
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, File, Text
from bot.text import escape, t

QUOTES = '"""'


def starter_button(cohort: Cohort, number: int, week: Week, site: Site | None = None) -> tuple[Button, ...]:
    """To the starter of a week, if it has one: to its page on the web if there is one, else to an answer with the file."""
    if not week.starter:
        return ()
    url = _address(cohort, number, week, site) if site else None
    call = None if url else Call("milestone starter", {"cohort": str(cohort.id), "week": str(number)})
    return (Button(t("Starter"), call, url=url),)


def starter_card(cohort: Cohort, number: int, week: Week, site: Site) -> Card:
    """The starter of a week as a file, with what its author promises."""
    promise, url = _promise(week.starter_code), _address(cohort, number, week, site)
    how = t("Save the file and run it with `python3 {name}`. Then change it, one step after the other.", name=week.starter)
    return Card(
        t("Starter of week {number}: {title}", number=number, title=week.title),
        (
            *((Text(escape(promise)),) if promise else ()),
            Text(how),
            *((Buttons((Button(t("See it in the browser"), url=url),)),) if url else ()),
        ),
        files=(File(week.starter, f"{week.starter_code}\n".encode()),),
    )


def _address(cohort: Cohort, number: int, week: Week, site: Site) -> str | None:
    """Where everybody can read a starter: of a pack that ships alone, whose name has no colon."""
    if not site.url or ":" in cohort.pack:
        return None
    return f"{site.url}/starters/{cohort.pack}/{cohort.release_of(number)}/{week.starter}"


def _promise(code: str) -> str:
    """The first paragraph of what a script says of itself."""
    paragraph, _, _ = code.partition(QUOTES)[2].partition(QUOTES)[0].strip().partition("\n\n")
    return " ".join(paragraph.split())
