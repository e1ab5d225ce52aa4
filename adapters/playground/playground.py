"""The playground: a chat client on this machine, as a third platform. Each act on its page becomes a Request to the core."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

from aiohttp import web

from adapters.pictures.png import png
from adapters.playground.acts import Advance, Line, MarkRead, Press, Submit, read_act
from adapters.playground.answering import Answering, Spot
from adapters.playground.chat import DIRECT, PLATFORM, PlaygroundSender
from adapters.playground.completion import Known, complete, typeable
from adapters.playground.guard import guard, protect
from adapters.playground.persona import Persona
from adapters.playground.render import choice_json, form_json, refusal_json
from adapters.playground.stream import Stream
from bot.app.dispatch import Dispatcher
from bot.app.refused import refusal_card
from bot.errors import Refusal
from bot.interface.call import Attachment, Call, Place, Request, RequestKind
from bot.interface.card import Card, Form
from bot.interface.inputs import Choice
from bot.interface.limits import LARGEST_FILE, MOST_CHOICES
from bot.interface.picture import Picture
from bot.interface.typed import Mistyped, read
from bot.language import speaking
from bot.text import escape, plain

STATIC = Path(__file__).parent / "static"
SPACE = "demo"
LARGEST_ACT = 2 * LARGEST_FILE
"""The most bytes of what the page sends at once: a file as text, and what it comes with."""
NO_FILES: Mapping[str, Attachment] = {}
STEPS = {"day": timedelta(days=1), "week": timedelta(weeks=1)}


class Playground:
    """Joins the page, the chat and the core. The first persona is who a new visitor is; `advance` moves the demo's clock through
    every due instant."""

    def __init__(
        self,
        core: Dispatcher,
        chat: PlaygroundSender,
        personas: Sequence[Persona],
        advance: Callable[[timedelta], Awaitable[None]],
    ) -> None:
        self._core = core
        self._chat = chat
        self._personas = {persona.id: persona for persona in personas}
        self._default = personas[0]
        self._advance_clock = advance
        self._stream = Stream(chat, tuple(personas))

    def app(self) -> web.Application:
        """The application to serve, on a loopback address only."""
        app = web.Application(middlewares=[guard], client_max_size=LARGEST_ACT)
        app.router.add_get("/", _page)
        app.router.add_static("/static", STATIC)
        app.router.add_get("/api/events", self._events)
        app.router.add_get("/api/complete", self._complete)
        app.router.add_get("/api/suggest", self._suggest)
        app.router.add_get("/api/file", self._file)
        app.router.add_get("/api/picture", self._picture)
        app.router.add_post("/api/line", self._line)
        app.router.add_post("/api/press", self._press)
        app.router.add_post("/api/submit", self._submit)
        app.router.add_post("/api/read", self._read)
        app.router.add_post("/api/advance", self._advance)
        app.on_response_prepare.append(protect)
        app.on_shutdown.append(self._stream.close)
        return app

    async def _events(self, request: web.Request) -> web.StreamResponse:
        return await self._stream.serve(request, self._persona(request))

    async def _line(self, request: web.Request) -> web.Response:
        persona, act = self._persona(request), await read_act(request, Line)
        spot = Spot(self._known_room(act.room), act.line.strip())
        with speaking(persona.locale):
            try:
                call = read(act.line, self._core.commands)
            except Mistyped as mistyped:
                typed = self._request(persona, spot.room, "command", mistyped.call, act.id)
                return self._show(persona, spot, act, await self._core.refuse(typed, mistyped))
            except Refusal as refusal:
                return self._show(persona, spot, act, refusal_card(refusal))
        return await self._call(persona, spot, "command", call, act.id)

    async def _press(self, request: web.Request) -> web.Response:
        persona, act = self._persona(request), await read_act(request, Press)
        return await self._call(persona, self._spot(persona, act.message), "press", act.filled(), act.id)

    async def _submit(self, request: web.Request) -> web.Response:
        persona, act = self._persona(request), await read_act(request, Submit)
        call = act.filled()
        spot = self._spot(persona, act.message) if act.message else Spot(self._known_room(act.room), f"/{call.path}")
        return await self._call(persona, spot, "submit", call, act.id, act.attachments(), act.values)

    async def _call(
        self,
        persona: Persona,
        spot: Spot,
        kind: RequestKind,
        call: Call,
        id: str,
        attachments: Mapping[str, Attachment] = NO_FILES,
        inputs: Collection[str] = (),
    ) -> web.Response:
        """Carry out a call and show its answer; a refusal that is about one of the form's `inputs` leaves the form open."""
        answering = Answering(self._chat, persona, spot, id)
        request = replace(self._request(persona, spot.room, kind, call, id), attachments=attachments, tell=answering.tell)
        answer = await self._core(request)
        if isinstance(answer, Form):
            return web.json_response({"form": form_json(answer), "room": spot.room, "message": spot.opened_from})
        if answer.refused in inputs and not answering.told:
            return web.json_response({"refused": refusal_json(answer)})
        shown = answering.show(answer)
        if not self._stream.moving:
            await self._advance_clock(timedelta())  # what the call queued is delivered at once
        return web.json_response({"message": shown.id})

    def _show(self, persona: Persona, spot: Spot, act: Line, card: Card) -> web.Response:
        return web.json_response({"message": Answering(self._chat, persona, spot, act.id).show(card).id})

    async def _complete(self, request: web.Request) -> web.Response:
        persona, room = self._persona(request), self._known_room(request.query.get("room", ""))

        async def ask(path: str, option: str, typed: str) -> Sequence[Choice]:
            return await self._suggestions(persona, room, path, option, typed)

        commands = typeable(self._core.commands, persona.administrator)
        known: Known = {
            "channel": [Choice(escape(f"#{room.name}"), room.id) for room in self._chat.rooms],
            "account": [Choice(escape(person.name), person.id) for person in self._chat.people],
        }
        with speaking(persona.locale):
            completions = await complete(request.query.get("line", ""), commands, known, ask)
        return web.json_response(asdict(completions))

    async def _suggest(self, request: web.Request) -> web.Response:
        persona, query = self._persona(request), request.query
        room = self._known_room(query.get("room", ""))
        found = await self._suggestions(persona, room, query.get("path", ""), query.get("option", ""), query.get("typed", ""))
        return web.json_response([choice_json(choice) for choice in found[:MOST_CHOICES]])

    async def _suggestions(self, persona: Persona, room: str, path: str, option: str, typed: str) -> Sequence[Choice]:
        return await self._core.suggest(self._request(persona, room, "command", Call(path), uuid4().hex), option, typed)

    async def _file(self, request: web.Request) -> web.Response:
        """A file of a message that the persona sees, to be kept and never shown as a page."""
        message = self._chat.message(request.query.get("message", ""), self._persona(request).id)
        files = message.card.files if message else ()
        file = next((file for file in files if file.name == request.query.get("name")), None)
        if file is None:
            raise web.HTTPNotFound(text="That file is gone.")
        kept = {"Content-Disposition": f'attachment; filename="{file.name}"'}
        return web.Response(body=file.content, content_type="application/octet-stream", headers=kept)

    async def _picture(self, request: web.Request) -> web.Response:
        """A picture of a message that the persona sees, by the number of its block."""
        message = self._chat.message(request.query.get("message", ""), self._persona(request).id)
        number, theme = request.query.get("block", ""), "dark" if request.query.get("theme") == "dark" else "light"
        blocks = {str(index): block for index, block in enumerate(message.card.blocks)} if message else {}
        if not isinstance(picture := blocks.get(number), Picture):
            raise web.HTTPNotFound(text="That picture is gone.")
        return web.Response(body=await png(picture.drawing, theme), content_type="image/png")

    async def _read(self, request: web.Request) -> web.Response:
        act = await read_act(request, MarkRead)
        self._chat.mark_read(self._persona(request).id, self._known_room(act.room))
        return web.json_response({})

    async def _advance(self, request: web.Request) -> web.Response:
        persona, act = self._persona(request), await read_act(request, Advance)
        if self._stream.moving:
            raise web.HTTPConflict(text="The clock is moving already.")
        before = self._chat.revision
        with self._stream.clock_moving():
            await self._advance_clock(_span(self._chat.clock(), STEPS[act.by], persona.zone))
        came = [m for m in self._chat.seen_by(persona.id, before) if m.arrived > before]
        return web.json_response({"now": self._chat.clock().isoformat(), "came": len(came)})

    def _persona(self, request: web.Request) -> Persona:
        """Who a page is: it says so in each address it asks, so that every tab can be somebody else."""
        return self._personas.get(request.query.get("persona", ""), self._default)

    def _known_room(self, id: str) -> str:
        if id != DIRECT and not self._chat.room(id):
            raise web.HTTPNotFound(text="There is no such channel.")
        return id

    def _spot(self, persona: Persona, id: str) -> Spot:
        """An answer is edited by what is pressed on it; a post is answered below."""
        message = self._chat.message(id, persona.id)
        if not message:
            raise web.HTTPNotFound(text="That message is gone.")
        answer = message if message.is_answer else None
        return Spot(message.room, plain(message.card.title), message.parent, answer, message.id)

    def _request(self, persona: Persona, room: str, kind: RequestKind, call: Call, id: str) -> Request:
        direct = room == DIRECT
        place = Place(PLATFORM, None if direct else SPACE, None if direct else room)
        return Request(f"{persona.id}:{id}", call, persona.actor(), place, kind, self._chat.clock())


def _span(now: datetime, step: timedelta, zone: str) -> timedelta:
    """How long it takes until clocks in a zone show the same hour some days on; if they change, that is an hour more or less."""
    return (now.astimezone(ZoneInfo(zone)) + step).astimezone(UTC) - now


async def _page(_: web.Request) -> web.FileResponse:
    return web.FileResponse(STATIC / "playground.html")
