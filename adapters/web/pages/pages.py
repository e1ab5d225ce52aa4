"""Pages for the browser. Each is made of answers to calls, and every form on it is a call, so that rights are decided by the core
and a command that is new is there by itself."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import htpy as h
from aiohttp import web

from adapters.pictures.signed import SignedDrawings
from adapters.web.pages.cards import card_html, hidden
from adapters.web.pages.directory import COHORT, all_commands, other_cohorts, ways_of
from adapters.web.pages.forms import call_of, files_of, form_html, inputs_html, values_of
from adapters.web.pages.frame import ALL, HEADERS, PAGES, asked_language, document, page_of, shown, signed_in
from adapters.web.pages.reader import Reader
from adapters.web.pages.sent import left_from, sentence_of, way_back
from adapters.web.pages.sessions import Sessions
from bot.app.refused import done_already
from bot.app.web_visits import Visitor, WebVisits
from bot.domain.site import Site
from bot.interface.call import Call, RequestKind
from bot.interface.card import Answer, Card, Form
from bot.interface.command import Access, Command
from bot.interface.form import form_for
from bot.interface.inputs import Choice
from bot.interface.limits import MOST_INPUTS
from bot.interface.prefill import Prefill
from bot.language import ENGLISH, speaking
from bot.text import Markup, plain, t

STATIC = Path(__file__).parent / "static"
SENT_AS: dict[str, RequestKind] = {"press": "press", "submit": "submit", "command": "command"}

LONGEST_ID = 40


@dataclass(frozen=True, slots=True)
class Unasked:
    """What a call would do that changes something, for somebody who only followed a link to it."""

    command: Command
    call: Call


Shown = Callable[[web.Request, Visitor, Reader], Awaitable[web.Response]]


class Pages:
    """Signs people in by the link that the bot gave them, and shows them what the core answers."""

    def __init__(self, visits: WebVisits, site: Site, key: str) -> None:
        self._visits = visits
        self._origin = "{0.scheme}://{0.netloc}".format(urlsplit(site.url))
        self._drawings = SignedDrawings(key)
        self._sessions = Sessions(key, secure=site.url.startswith("https://"))

    def app(self) -> web.Application:
        """To be added below `/pages`."""
        app = web.Application()
        app.router.add_get("/", _to_my_week)
        app.router.add_static("/static", STATIC)
        app.router.add_get("/sign-in/{token}", self._ask_to_sign_in)
        app.router.add_post("/sign-in", self._sign_in)
        app.router.add_post("/sign-out", self._for_visitors(self._sign_out))
        app.router.add_get("/call", self._for_visitors(self._look))
        app.router.add_post("/call", self._for_visitors(self._act))
        app.router.add_get("/{name}", self._for_visitors(self._page))
        app.on_response_prepare.append(_protect)
        return app

    def _reader(self, visitor: Visitor, proof: str) -> Reader:
        return Reader(visitor.holder.zone, self._visits.clock(), proof, self._visits.dispatch.commands, self._drawings.path)

    async def _ask_to_sign_in(self, request: web.Request) -> web.Response:
        """A form of one button: a program that only looks where a link leads uses none up."""
        with speaking(asked_language(request) or ENGLISH):
            token = h.input(type="hidden", name="token", value=request.match_info["token"])
            form = h.form(method="post", action="/pages/sign-in")[token, h.button(".button.primary")[plain(t("Sign in"))]]
            asked = h.p[plain(t("Go on to your pages in this browser?"))]
            return _html(document(plain(t("Sign in")), None, h.section(".card")[asked, form]))

    async def _sign_in(self, request: web.Request) -> web.Response:
        self._refuse_others(request)
        sent = await request.post()
        session = await self._visits.sign_in(str(sent.get("token", "")))
        if session is None:
            with speaking(asked_language(request) or ENGLISH):
                return _signed_out(t("This link was used already, or is too old."))
        response = _redirect("/pages/week")
        self._sessions.begin(response, session)
        return response

    def _for_visitors(self, show: Shown) -> Callable[[web.Request], Awaitable[web.Response]]:
        """A handler for whoever has signed in. Of theirs it takes forms alone that carry their session's proof."""

        async def handled(request: web.Request) -> web.Response:
            session = self._sessions.session_of(request)
            visitor = await self._visits.visitor(session) if session else None
            if session is None or visitor is None:
                with speaking(asked_language(request) or ENGLISH):
                    return _signed_out(t("You are not signed in, or were for too long."))
            proof = self._sessions.proof(session)
            if request.method == "POST":
                self._refuse_others(request)
                sent = await request.post()
                if not self._sessions.is_proof(session, str(sent.get("proof", ""))):
                    raise web.HTTPForbidden(text="This form is of another session. Go back, reload the page and try again.")
            with speaking(visitor.holder.actor.locale or ENGLISH):
                return await show(request, visitor, self._reader(visitor, proof))

        return handled

    def _refuse_others(self, request: web.Request) -> None:
        """Raises HTTPForbidden for a form that another site's page sends."""
        if request.headers.get("Origin") != self._origin:
            raise web.HTTPForbidden(text="Only the pages themselves may send this.")

    async def _sign_out(self, request: web.Request, visitor: Visitor, reader: Reader) -> web.Response:
        session = self._sessions.session_of(request)
        await self._visits.sign_out(session or "")
        response = _signed_out(t("You have signed out."))
        self._sessions.end(response)
        return response

    async def _page(self, request: web.Request, visitor: Visitor, reader: Reader) -> web.Response:
        name = request.match_info["name"]
        if name == ALL:
            title, parts = plain(t("Everything")), all_commands(reader, moderator=visitor.moderator)
        elif page := next((page for page in PAGES if page.name == name), None):
            title = plain(page.title())
            ways = ways_of(page, reader) if visitor.moderator else ()
            parts = [*ways, *await self._parts(page.calls, visitor, reader)]
        else:
            content = h.section(".card")[h.p[plain(t("There is no such page; those that there are stand above."))]]
            return _html(signed_in(plain(t("Nothing here")), content, reader, moderator=visitor.moderator), status=404)
        return _html(signed_in(title, shown(parts), reader, moderator=visitor.moderator, here=name))

    async def _look(self, request: web.Request, visitor: Visitor, reader: Reader) -> web.Response:
        call = Call.load(request.query.get("c", "")).with_values(**values_of(request.query))
        answer = await self._looked(visitor, reader, call)
        parts = [_part(answer, reader, titled=False), await self._options(visitor, reader, call)]
        return _html(signed_in(_title(answer), shown(parts), reader, moderator=visitor.moderator, here=page_of(call)))

    async def _act(self, request: web.Request, visitor: Visitor, reader: Reader) -> web.Response:
        sent = await request.post()
        call, kind = call_of(sent), SENT_AS.get(str(sent.get("kind")), "press")
        answer = await self._visits.call(visitor, call, kind, str(sent.get("id", ""))[:LONGEST_ID], files_of(sent))
        again = await self._form_again(visitor, reader, answer)
        if again is None and answer == done_already():  # the page was loaded anew
            parts = await self._parts(left_from(request), visitor, reader)
        else:
            parts = [again or _part(answer, reader, titled=False)]
        return _html(signed_in(_title(answer), shown(parts), reader, moderator=visitor.moderator, here=page_of(call)))

    async def _form_again(self, visitor: Visitor, reader: Reader, refusal: Answer) -> h.Element | None:
        """The form that was refused because of one of its inputs, with the reason under it; None if that is not so."""
        call = way_back(refusal)
        form = await self._visits.call(visitor, call, "press") if call else None
        if not isinstance(form, Form) or not isinstance(refusal, Card) or refusal.refused not in [i.name for i in form.inputs]:
            return None
        return form_html(form, reader, titled=True, wrong=(refusal.refused, sentence_of(refusal)))

    async def _parts(self, calls: Sequence[Call], visitor: Visitor, reader: Reader) -> list[h.Node]:
        """The answers to calls, and under each the way to other cohorts; what several can choose from is asked once."""
        parts, offered = list[h.Node](), dict[object, Sequence[Choice]]()
        for call in calls:
            answer = await self._looked(visitor, reader, call)
            command = reader.commands.find(call.path)
            option = command and command.parameter(COHORT)
            if option and option.option.suggest not in offered:
                offered[option.option.suggest] = await self._visits.suggest(visitor, call, COHORT)
            cohorts = offered[option.option.suggest] if option else ()
            others = None if isinstance(answer, Unasked) else other_cohorts(call, answer, cohorts, reader)
            parts += [_part(answer, reader, titled=True), others]
        return parts

    async def _looked(self, visitor: Visitor, reader: Reader, call: Call) -> Answer | Unasked:
        """The answer to a call, if looking changes nothing; else what it would do."""
        command = reader.commands.find(call.path)
        if command and command.access is Access.WRITE and not command.asks(call):
            return Unasked(command, call)
        kind = "command" if command and command.listed else "press"
        return await self._visits.call(visitor, call, kind)

    async def _options(self, visitor: Visitor, reader: Reader, call: Call) -> h.Node:
        """What else may be said with a command that people type."""
        command = reader.commands.find(call.path)
        if command is None or not command.listed or not command.parameters or command.asks(call):
            return None
        names = tuple(parameter.name for parameter in command.parameters[:MOST_INPUTS])
        form = form_for(command, call, Prefill(asked=names), {})
        fields = inputs_html(form.inputs)
        if reader.may_link(call):
            looking = [h.input(type="hidden", name="c", value=command.path), fields, h.button(".button.plain")[plain(t("Show"))]]
            filled: h.Node = h.form(".inputs", method="get", action="/pages/call")[looking]
        else:
            filled = h.form(".inputs", method="post", action="/pages/call")[
                hidden(Call(command.path), "command", reader), fields, h.button(".button.plain")[plain(form.submit)]
            ]
        return h.details(".card")[h.summary[plain(t("More options"))], filled]


def _part(answer: Answer | Unasked, reader: Reader, *, titled: bool) -> h.Element:
    match answer:
        case Card():
            return card_html(answer, reader, titled=titled)
        case Form():
            return form_html(answer, reader, titled=titled)
        case Unasked(command, call):
            go_on = h.button(".button.primary")[plain(t("Go on"))]
            return h.section(".card")[
                h.p[plain(t(command.description))],
                h.form(method="post", action="/pages/call")[hidden(call, "command", reader), go_on],
            ]


def _title(answer: Answer | Unasked) -> str:
    return plain(t(answer.command.form_title) if isinstance(answer, Unasked) else answer.title)


def _signed_out(why: Markup) -> web.Response:
    again = t("Ask for a new link in the chat, with </dashboard>.")
    said = h.section(".card")[h.p[plain(why)], h.p[plain(again)]]
    return _html(document(plain(t("Signed out")), None, said), status=401)


def _redirect(to: str) -> web.Response:
    return web.Response(status=303, headers={"Location": to})


async def _to_my_week(_: web.Request) -> web.Response:
    return _redirect("/pages/week")


def _html(page: str, status: int = 200) -> web.Response:
    return web.Response(text=page, content_type="text/html", status=status)


async def _protect(_: web.Request, response: web.StreamResponse) -> None:
    """A response signal: the headers that every answer carries."""
    response.headers.update(HEADERS)
