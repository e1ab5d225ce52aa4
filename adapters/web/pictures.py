"""Pictures at signed addresses, which private answers on Slack link to."""

from aiohttp import web

from adapters.pictures.palette import Theme
from adapters.pictures.png import png
from adapters.pictures.signed import SignedDrawings
from adapters.web.app import Handler

HEADERS = {"Cache-Control": "private, max-age=86400, immutable", "X-Content-Type-Options": "nosniff", "X-Robots-Tag": "noindex"}
THEMES: dict[str, Theme] = {"light": "light", "dark": "dark"}


def serving(signed: SignedDrawings) -> Handler:
    """Answers with the picture of the address's `key`, in the `theme` that it asks for. What nobody signed is not there."""

    async def picture(request: web.Request) -> web.Response:
        drawing = signed.read(request.match_info["key"])
        if drawing is None:
            raise web.HTTPNotFound(text="There is no such picture.")
        theme = THEMES.get(request.query.get("theme", ""), "light")
        return web.Response(body=await png(drawing, theme), content_type="image/png", headers=HEADERS)

    return picture
