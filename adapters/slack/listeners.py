"""One listener for each kind of payload: reads it, has it carried out in a task of its own, and acknowledges in time."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from functools import wraps
from typing import Any, cast

import structlog
from slack_bolt.response import BoltResponse

from adapters.hearing import News
from adapters.slack import inbound, news, replies
from adapters.slack.inbound import Inbound, Json, Search
from adapters.slack.installation import Installation
from adapters.slack.people import People
from adapters.slack.render import NAME, option
from adapters.slack.replies import Acknowledgement, Reply
from adapters.slack.web import Web
from bot.app.dispatch import Dispatcher
from bot.errors import Refusal
from bot.interface.call import Actor, Call, Request
from bot.interface.card import Answer, Button, Buttons, Card, Form, Text
from bot.interface.typed import Mistyped, read
from bot.language import ENGLISH, speaking
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
        self, web: Web, installation: Installation, dispatcher: Dispatcher, clock: Clock, patience: float, told: News
    ) -> None:
        self._web = web
        self._installation = installation
        self._dispatcher = dispatcher
        self._clock = clock
        self._patience = patience
        self._told = told
        self._people = People(web, installation, clock)
        self._tasks: set[asyncio.Task[None]] = set()

    @_guarded
    async def command(self, body: Json) -> BoltResponse:
        said = inbound.read_command(body)
        acknowledgement = Acknowledgement(self._patience)
        self._start(said, replies.to_command(self._web, body, said.origin, acknowledgement), acknowledgement)
        return await acknowledgement.sent()

    @_guarded
    async def press(self, body: Json) -> BoltResponse:
        said = inbound.read_press(body)
        if said:
            self._start(said, replies.to_press(self._web, body, said.origin))
        return _acknowledged()

    @_guarded
    async def submit(self, body: Json) -> BoltResponse:
        said = inbound.read_submit(body)
        acknowledgement = Acknowledgement(self._patience, lambda: replies.waiting(said.origin, self._people.locale(said.user)))
        self._start(said, replies.to_submit(self._web, body, said.origin, acknowledgement), acknowledgement)
        return await acknowledgement.sent()

    @_guarded
    async def search(self, body: Json) -> BoltResponse:
        acknowledgement = Acknowledgement(self._patience, lambda: {"options": []})
        self._keep(self._suggest(inbound.read_search(body), acknowledgement), acknowledgement)
        return await acknowledgement.sent()

    @_guarded
    async def event(self, body: Json) -> BoltResponse:
        self._keep(self._heed(body), None)
        said = inbound.read_event(body)
        if said:
            self._start(said, replies.to_home(self._web, said.user) if said.from_home else replies.to_line(self._web, body))
        return _acknowledged()

    @_guarded
    async def shortcut(self, body: Json) -> BoltResponse:
        said = inbound.read_shortcut(body)
        self._start(said, replies.to_new_modal(self._web, body, said.origin))
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

    def _start(self, said: Inbound, reply: Reply, acknowledgement: Acknowledgement | None = None) -> None:
        self._keep(self._carry_out(said, reply), acknowledgement)

    async def _carry_out(self, said: Inbound, reply: Reply) -> None:
        said = replace(said, place=await self._installation.here(said.place))
        if said.is_answered_apart and not await self._told.is_new(said.place, said.id):
            return
        actor = await self._people.actor(said.user, said.user_name)
        with speaking(actor.locale or ENGLISH):
            answer = await self._answer(said, actor)
            try:
                await reply(answer)
            finally:
                if said.may_change_home and not isinstance(answer, Form):
                    await self._refresh_home(said, actor)

    async def _refresh_home(self, said: Inbound, actor: Actor) -> None:
        """Draw the App Home anew, as what was pressed there may have changed something."""
        home = replace(said, id=f"{said.id}/home", said=inbound.HUB, kind="command")
        await replies.to_home(self._web, said.user)(await self._answer(home, actor))

    async def _answer(self, said: Inbound, actor: Actor) -> Answer:
        if said.said is None:
            return _named_in_passing()
        try:
            call = said.said if isinstance(said.said, Call) else read(said.said, self._dispatcher.commands)
        except Mistyped as mistyped:
            return await self._dispatcher.refuse(self._request(said, mistyped.call, actor), mistyped)
        except Refusal as refusal:
            return _with_help(t("That did not work"), refusal.message)
        return await self._dispatcher(self._request(said, call, actor))

    async def _suggest(self, search: Search, acknowledgement: Acknowledgement) -> None:
        said = replace(search.said, place=await self._installation.here(search.said.place))
        request = self._request(said, search.call, await self._people.actor(said.user, said.user_name))
        choices = await self._dispatcher.suggest(request, search.option, search.typed)
        acknowledgement.carry({"options": [option(choice) for choice in choices[:MOST_SUGGESTED]]})

    def _request(self, said: Inbound, call: Call, actor: Actor) -> Request:
        return Request(said.id, call, actor, said.place, said.kind, self._clock(), said.opens_forms)

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
