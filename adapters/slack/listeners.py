"""One listener for each kind of payload: reads it, has it carried out in a task of its own, and acknowledges in time."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from functools import partial, wraps
from typing import Any, cast

import structlog
from slack_bolt.response import BoltResponse

from adapters.hearing import News
from adapters.slack import inbound, news, replies
from adapters.slack.files import hand_over
from adapters.slack.homes import Homes
from adapters.slack.inbound import Inbound, Json, Search
from adapters.slack.installation import Installation
from adapters.slack.people import People
from adapters.slack.pictures import AddressOf, Uploads, linked
from adapters.slack.refused_form import kept_open
from adapters.slack.render import NAME, option
from adapters.slack.replies import Acknowledgement, Reply
from adapters.slack.web import Web
from bot.app.dispatch import Dispatcher
from bot.errors import Refusal
from bot.interface.call import Actor, Attachment, Call, Request, Tell
from bot.interface.card import Answer, Button, Buttons, Card, Text
from bot.interface.command import Access
from bot.interface.typed import Mistyped, read
from bot.language import ENGLISH, speaking
from bot.logs import about_request
from bot.ports.outbox import Clock
from bot.text import Markup, t

MOST_SUGGESTED = 100
CLOSING_SECONDS = 5.0
"""The seconds that answers under way are given when the process stops."""

log = structlog.get_logger(__name__)

Listener = Callable[["Listeners", Json], Awaitable[BoltResponse]]


def _guarded(listener: Listener) -> Listener:
    """Always acknowledges: a payload that cannot be read now cannot be read when it is sent again."""

    @wraps(listener)
    async def guarded(self: "Listeners", body: Json) -> BoltResponse:
        try:
            return await listener(self, body)
        except Exception:
            log.exception("a payload could not be read", kind=body.get("type", "command"))
            return _acknowledged()

    return guarded


class Listeners:
    """What bolt calls. `patience` is how many seconds an acknowledgement waits for the answer that it may carry."""

    def __init__(
        self,
        web: Web,
        installation: Installation,
        dispatcher: Dispatcher,
        clock: Clock,
        patience: float,
        told: News,
        picture_address: AddressOf | None,
    ) -> None:
        self._web = web
        self._installation = installation
        self._dispatcher = dispatcher
        self._clock = clock
        self._patience = patience
        self._told = told
        self._people = People(web, installation, clock)
        self._homes = Homes(web)
        self._uploads = Uploads(web)
        self._picture_address = picture_address
        self._tasks: set[asyncio.Task[None]] = set()

    @_guarded
    async def command(self, body: Json) -> BoltResponse:
        said = inbound.read_command(body)
        acknowledgement = Acknowledgement(self._patience)
        self._start(said, replies.to_command(self._web, body, said.origin, acknowledgement), replies.ONCE, acknowledgement)
        return await acknowledgement.sent()

    @_guarded
    async def press(self, body: Json) -> BoltResponse:
        said = inbound.read_press(body)
        if said:
            self._start(said, replies.to_press(self._web, body, said.origin), replies.most_told(body))
        return _acknowledged()

    @_guarded
    async def submit(self, body: Json) -> BoltResponse:
        user = body["user"]["id"]
        if slow := self._dispatcher.ignores("slack", user):
            with speaking(self._people.locale(user)):
                return BoltResponse(status=200, body=kept_open(slow.message, body["view"]))
        said = inbound.read_submit(body)
        acknowledgement = Acknowledgement(self._patience, lambda: replies.waiting(said.origin, self._people.locale(said.user)))
        self._start(said, replies.to_submit(self._web, body, said.origin, acknowledgement), replies.ALWAYS, acknowledgement)
        return await acknowledgement.sent()

    @_guarded
    async def search(self, body: Json) -> BoltResponse:
        if self._dispatcher.ignores("slack", body["user"]["id"], typing=True):
            return BoltResponse(status=200, body={"options": []})
        acknowledgement = Acknowledgement(self._patience, lambda: {"options": []})
        self._keep(self._suggest(inbound.read_search(body), acknowledgement), acknowledgement)
        return await acknowledgement.sent()

    @_guarded
    async def event(self, body: Json) -> BoltResponse:
        self._keep(self._heed(body), None)
        said = inbound.read_event(body)
        if said:
            to_line = replies.to_line(self._web, self._uploads, body)
            self._start(said, self._homes.opened(said.user) if said.from_home else to_line, replies.NEVER)
        return _acknowledged()

    @_guarded
    async def shortcut(self, body: Json) -> BoltResponse:
        said = inbound.read_shortcut(body)
        self._start(said, replies.to_new_modal(self._web, body, said.origin), replies.NEVER)
        return _acknowledged()

    async def close(self) -> None:
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=CLOSING_SECONDS)
        for task in self._tasks:
            task.cancel()

    async def _heed(self, body: Json) -> None:
        """Tell what an event says that is no call."""
        if space := news.read_removal(body):
            await self._told.departed(space)
        elif channel := news.read_channel_change(body):
            await self._told.channel_changed(await self._installation.here(channel))
        elif person := news.read_departure(body):
            await self._told.person_left("slack", person)
        elif user := news.read_change(body):
            await self._told.person_changed(self._people.told(user))

    def _start(self, said: Inbound, reply: Reply, told: int, acknowledgement: Acknowledgement | None = None) -> None:
        """`told` is how often it may be said how far long work is."""
        with about_request(said.id):  # what begins here keeps it
            self._keep(self._carry_out(said, reply, replies.teller(reply, told)), acknowledgement)

    async def _carry_out(self, said: Inbound, reply: Reply, tell: Tell) -> None:
        if said.kind != "submit" and self._dispatcher.ignores("slack", said.user):
            return
        said = replace(said, place=await self._installation.here(said.place))
        if said.is_answered_apart and not await self._told.is_new(said.place, said.id):
            return
        actor = await self._people.actor(said.user, said.user_name)
        with speaking(actor.locale or ENGLISH):
            call = self._call(said)
            answer = await hand_over(self._web, said.user, await self._answer(said, call, actor, tell))
            try:
                await reply(linked(answer, self._picture_address))
            finally:
                if self._homes.was_seen(said.user) and self._may_have_changed(call, answer):
                    await self._draw_home_again(said, actor)

    def _may_have_changed(self, call: Call | Refusal | None, answer: Answer) -> bool:
        """Whether the App Home may show something else after a call was answered."""
        command = self._dispatcher.commands.find(call.path) if isinstance(call, Call) else None
        done = isinstance(answer, Card) and answer.refused is None
        return done and command is not None and command.access is Access.WRITE

    async def _draw_home_again(self, said: Inbound, actor: Actor) -> None:
        nowhere = replace(said.place, channel=None, thread=None)
        home = replace(said, id=f"{said.id}/home", kind="command", place=nowhere)
        answer = await self._dispatcher(self._request(home, inbound.HUB, actor))
        await self._homes.again(said.user)(linked(answer, self._picture_address))

    def _call(self, said: Inbound) -> Call | Refusal | None:
        """What is to be carried out; why a typed line cannot be; None if the bot was only mentioned in passing."""
        if not isinstance(said.said, str):
            return said.said
        try:
            return read(said.said, self._dispatcher.commands)
        except Refusal as refusal:
            return refusal

    async def _answer(self, said: Inbound, call: Call | Refusal | None, actor: Actor, tell: Tell) -> Answer:
        match call:
            case None:
                return _named_in_passing()
            case Mistyped():
                return await self._dispatcher.refuse(self._request(said, call.call, actor), call)
            case Refusal():
                return _with_help(t("That did not work"), call.message)
            case Call():
                return await self._dispatcher(replace(self._request(said, call, actor), tell=tell))

    async def _suggest(self, search: Search, acknowledgement: Acknowledgement) -> None:
        said = replace(search.said, place=await self._installation.here(search.said.place))
        request = self._request(said, search.call, await self._people.actor(said.user, said.user_name))
        choices = await self._dispatcher.suggest(request, search.option, search.typed)
        acknowledgement.carry({"options": [option(choice) for choice in choices[:MOST_SUGGESTED]]})

    def _request(self, said: Inbound, call: Call, actor: Actor) -> Request:
        files = {name: self._attachment(file) for name, file in said.files.items()}
        return Request(said.id, call, actor, said.place, said.kind, self._clock(), said.opens_forms, files)

    def _attachment(self, file: Json) -> Attachment:
        address = file.get("url_private") or ""  # a file of another workspace, or one that was deleted, is told without
        return Attachment(file.get("name") or "", file.get("size") or 0, partial(self._web.download, address))

    def _keep(self, work: Coroutine[Any, Any, None], acknowledgement: Acknowledgement | None) -> None:
        """Run `work` in a task that is held until it is done."""
        self._tasks.add(asyncio.create_task(self._finish(work, acknowledgement)))

    async def _finish(self, work: Coroutine[Any, Any, None], acknowledgement: Acknowledgement | None) -> None:
        """Run `work`; whatever becomes of it, its acknowledgement is released."""
        try:
            await work
        except Exception:
            log.exception("an answer was lost")
        finally:
            if acknowledgement:
                acknowledgement.release()
            self._tasks.discard(cast(asyncio.Task[None], asyncio.current_task()))


def _named_in_passing() -> Card:
    sentence = t(
        "To ask me something, begin with my name and a command, such as `@{name} milestone` or `@{name} checkin`.", name=NAME
    )
    return _with_help(t("Did you mean me?"), sentence)


def _with_help(title: Markup, sentence: Markup) -> Card:
    return Card(title, (Text(sentence), Buttons((Button(t("What I can do"), Call("help")),))))


def _acknowledged() -> BoltResponse:
    return BoltResponse(status=200)
