"""What the web part shows to people, and where."""

from aiohttp import web

from adapters.pictures.signed import PATH, SignedDrawings
from adapters.web.app import calendar_route
from adapters.web.certificates import certificate_route
from adapters.web.pages.pages import STATIC, Pages
from adapters.web.pages.public_roadmaps import ROADMAPS, roadmaps_route
from adapters.web.pictures import serving
from adapters.web.starters import STARTERS, starter_route
from bot.app.web_visits import WebVisits
from bot.config import Settings
from bot.domain.site import Site


def site_of(settings: Settings) -> Site:
    """Where the web part is reached, if anybody reaches it."""
    return Site(settings.public_url.rstrip("/"), signs_in=bool(settings.public_url and settings.secret_key))


def let_in(app: web.Application, visits: WebVisits, site: Site, key: str | None) -> None:
    """Add all that people see on the web to an application that is reached at `site`. Pictures and sessions are signed with
    `key`; without it there are neither, nor what is made of pages."""
    app.router.add_get("/calendars/{token}.ics", calendar_route(visits.calendar))
    app.router.add_get(STARTERS, starter_route(visits.starter))
    app.router.add_get("/certificates/{id}", certificate_route(visits.certificate))
    if key:
        app.router.add_get(f"{PATH}{{key}}", serving(SignedDrawings(key)))
    if key and site.signs_in:
        for path in ROADMAPS:
            app.router.add_get(path, roadmaps_route(visits.roadmaps, SignedDrawings(key).path))
        app.add_subapp("/pages", Pages(visits, site, key).app())
    else:
        app.router.add_static("/pages/static", STATIC)  # of the pages that everybody may open
