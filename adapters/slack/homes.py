"""The App Homes of people who looked at theirs since the process began.

Slack tells when somebody looks, so those of others need not be drawn: they will be.
"""

import json

from adapters.slack import render
from adapters.slack.inbound import HOME
from adapters.slack.replies import Reply, as_card, taken
from adapters.slack.web import Web
from bot.interface.card import Answer
from bot.interface.slowed import Slowed

MOST_REMEMBERED = 10_000


class Homes:
    """Draws them."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._shown: dict[str, int] = {}

    def was_seen(self, user: str) -> bool:
        """Whether somebody looked at theirs."""
        return user in self._shown

    def opened(self, user: str) -> Reply:
        """Draws what somebody looks at now. They look again, so what does not arrive is logged and no more."""
        if len(self._shown) >= MOST_REMEMBERED:
            self._shown.clear()
        self._shown[user] = 0
        return self.again(user)

    def again(self, user: str) -> Reply:
        """Draws it anew, if it would show something else; not while its member has to wait."""

        async def reply(answer: Answer) -> None:
            if isinstance(answer, Slowed):
                return
            view = render.home(as_card(answer), HOME)
            drawn = hash(json.dumps(view))
            if drawn != self._shown.get(user) and await taken(self._web, "views.publish", {"user_id": user, "view": view}):
                self._shown[user] = drawn

        return reply
