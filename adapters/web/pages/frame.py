"""What stands around every page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import htpy as h
from aiohttp import web

from adapters.web.pages.reader import Reader
from bot.interface.call import Call
from bot.language import is_written, is_written_from_right, known_locale, written_locale
from bot.text import Markup, plain, t


@dataclass(frozen=True, slots=True)
class Page:
    """The answers to some calls that only read, one below the other."""

    name: str
    """In its address."""
    title: Callable[[], Markup]
    calls: tuple[Call, ...]
    moderator: bool = False
    ways: tuple[str, ...] = ()
    """First words of the commands to which it leads, beside the calls."""


PAGES = (
    Page("week", lambda: t("My week"), (Call("today"), Call("milestone"))),
    Page("progress", lambda: t("Progress"), (Call("progress"),)),
    Page("history", lambda: t("History"), (Call("progress history"), Call("progress days"))),
    Page("calendar", lambda: t("Calendar"), (Call("calendar coming"),)),
    Page("shelf", lambda: t("Shelf"), (Call("resource saved"),)),
    Page("cohorts", lambda: t("Cohorts"), (Call("cohort list"),)),
    Page("help-wanted", lambda: t("Who needs help"), (Call("manage status"),), moderator=True),
    Page("numbers", lambda: t("Numbers"), (Call("manage stats"),), moderator=True),
    Page("posts", lambda: t("Posts"), (Call("manage deliveries"),), moderator=True),
    Page("content", lambda: t("Content"), (Call("content queue"), Call("content log")), moderator=True, ways=("find", "content")),
)
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
ALL = "all"
"""The page of all commands."""


def signed_in(title: str, content: h.Node, reader: Reader, *, moderator: bool, here: str = "") -> str:
    """A page with the way to all others."""
    pages = [page for page in PAGES if moderator or not page.moderator]
    links = [(page.name, plain(page.title())) for page in pages] + [(ALL, plain(t("Everything")))]
    leave = h.form(method="post", action="/pages/sign-out")[
        h.input(type="hidden", name="proof", value=reader.proof), h.button(".button.plain")[plain(t("Sign out"))]
    ]
    around = h.header[
        h.a(".brand", href="/pages/week")["Cairn"],
        h.nav(aria_label=plain(t("Pages")))[[_nav_link(name, label, here) for name, label in links]],
        leave,
    ]
    return document(title, around, content)


def document(title: str, around: h.Node, content: h.Node) -> str:
    return str(
        h.html(lang=written_locale().replace("_", "-"), dir="rtl" if is_written_from_right() else "ltr")[
            h.head[
                h.meta(charset="utf-8"),
                h.meta(name="viewport", content="width=device-width, initial-scale=1"),
                h.title[f"{title} · Cairn"],
                h.link(rel="stylesheet", href="/pages/static/pages.css"),
                h.link(rel="icon", href="data:,"),
            ],
            h.body[
                h.a(".skip", href="#content")[plain(t("Go to the content"))],
                around,
                h.main("#content", tabindex="-1")[h.h1[title], content],
            ],
        ]
    )


def nothing_here(said: Markup) -> str:
    """The page of an address that leads nowhere."""
    return document(plain(t("Nothing here")), None, h.section(".card")[h.p[plain(said)]])


def _nav_link(name: str, label: str, here: str) -> h.Element:
    return h.a(href=f"/pages/{name}", aria_current="page" if name == here else None)[label]


def page_of(call: Call) -> str:
    """The name of the page that shows answers of a call's command, or leads to it; empty if none does."""
    first = call.path.partition(" ")[0]
    found = (page.name for page in PAGES if first in page.ways or call.path in [each.path for each in page.calls])
    return next(found, "")


def shown(parts: Sequence[h.Node]) -> h.Element:
    return h.div(".cards")[parts]


def asked_language(request: web.Request) -> str | None:
    """The first language of those that a browser asks for in which something is written, for somebody whom nobody knows; None if
    there is none."""
    asked = (part.partition(";")[0].strip() for part in request.headers.get("Accept-Language", "").split(","))
    return next((locale for each in asked if (locale := known_locale(each)) and is_written(locale)), None)
