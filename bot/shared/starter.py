"""The starter of a week: a small script that ends in something that works within half an hour."""

from bot.domain.roadmap import Week
from bot.domain.site import Site
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, File, Text
from bot.text import escape, t

QUOTES = '"""'


def starter_button(week: Week, call: Call, url: str | None = None) -> tuple[Button, ...]:
    """To the starter of a week, if it has one: to its page on the web if there is one, else by a call to the file."""
    return (Button(t("Starter"), None if url else call, url=url),) if week.starter else ()


def starter_card(number: int, week: Week, url: str | None, back: Button) -> Card:
    """The starter of a week as a file, with what its author promises, its page on the web if there is one, and the way `back` to
    the week, whose card it takes the place of."""
    promise = _promise(week.starter_code)
    how = t("Save the file and run it with `python3 {name}`. Then change it, one step after the other.", name=week.starter)
    online = (Button(t("See it in the browser"), url=url),) if url else ()
    return Card(
        t("Starter of week {number}: {title}", number=number, title=week.title),
        (
            *((Text(escape(promise)),) if promise else ()),
            Text(how),
            Buttons((back, *online)),
        ),
        files=(File(week.starter, f"{week.starter_code}\n".encode()),),
    )


def starter_url(pack: str, release: str, week: Week, site: Site) -> str | None:
    """Where everybody can read a starter: of a pack that ships alone, whose name has no colon."""
    return None if not site.url or ":" in pack else f"{site.url}/starters/{pack}/{release}/{week.starter}"


def _promise(code: str) -> str:
    """The first paragraph of what a script says of itself."""
    paragraph, _, _ = code.partition(QUOTES)[2].partition(QUOTES)[0].strip().partition("\n\n")
    return " ".join(paragraph.split())
