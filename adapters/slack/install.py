"""The pages on which a workspace adds the app, and to which Slack sends a browser back."""

import secrets
from collections.abc import Awaitable, Callable
from hashlib import sha256

import htpy as h
import structlog
from aiohttp import ClientError, web
from slack_sdk.errors import SlackApiError

from adapters.hearing import Heed
from adapters.slack.manifest import COMMAND, REDIRECT
from adapters.slack.oauth import Consent, ForOrganisation, OAuth
from adapters.slack.render import NAME
from adapters.slack.scopes import REASONS
from adapters.slack.web import code
from adapters.slack.workspaces import Workspaces
from adapters.web.pages.frame import HEADERS, asked_language, document, shown
from bot.domain.installation import STATE_LASTS
from bot.interface.call import Place
from bot.language import ENGLISH, speaking
from bot.ports.installations import InstallStates
from bot.ports.outbox import Clock
from bot.ports.unit import Unavailable
from bot.text import Markup, plain, t

INSTALL = "/slack/install"
START = "/slack/install/start"
"""Leads to Slack at once: what its Marketplace calls the direct install address."""
NAME_DIGITS = 16
CANCELLED = "access_denied"
"""What Slack sends a browser back with if somebody did not agree."""

log = structlog.get_logger(__name__)

Page = Callable[[web.Request], Awaitable[web.StreamResponse]]


class InstallPages:
    """Whoever agrees is sent back with a code and with the state that was issued to their browser, which a cookie shows again.
    `privacy`: where the operator's notice of privacy stands, if anywhere. `secure`: the pages are reached over https. `came_back`
    is told of each workspace that added the app."""

    def __init__(
        self,
        oauth: OAuth,
        states: InstallStates,
        workspaces: Workspaces,
        came_back: Heed,
        clock: Clock,
        *,
        privacy: str,
        secure: bool,
    ) -> None:
        self._oauth = oauth
        self._states = states
        self._workspaces = workspaces
        self._came_back = came_back
        self._clock = clock
        self._privacy = privacy
        self._secure = secure
        self._prefix = "__Host-cairn-install" if secure else "cairn-install"

    def add_to(self, app: web.Application) -> None:
        app.router.add_get(INSTALL, _spoken(self._ask))
        app.router.add_get(START, _spoken(self._start))
        app.router.add_get(REDIRECT, _spoken(self._end))

    async def _ask(self, _: web.Request) -> web.Response:
        rights = [[h.dt[h.code[scope]], h.dd[plain(reason())]] for scope, reason in REASONS.items()]
        parts = [
            h.section(".card")[
                h.p[plain(t("{name} accompanies study groups, week by week: milestones, check-ins and challenges.", name=NAME))],
                h.p[plain(t("Slack asks next whether you agree. You can take it out of the workspace at any time."))],
                h.div(".actions")[h.a(".button.primary", href=START)[plain(t("Add to Slack"))]],
            ],
            h.section(".card")[
                h.h2[plain(t("What it asks to be allowed, and why"))],
                h.dl(".rights")[rights],
                h.p(".note")[plain(t("It looks through messages of others for posts of its own, and stores none of them."))],
                self._privacy and h.p(".note")[h.a(href=self._privacy)[plain(t("What is held about people, and how long"))]],
            ],
        ]
        return _page(t("Add {name} to your workspace", name=NAME), parts)

    async def _start(self, _: web.Request) -> web.Response:
        """The state is issued here and not with the page before, so that a program that only looks uses none up."""
        state = secrets.token_urlsafe(32)
        await self._states.issue(state, self._clock() + STATE_LASTS)
        response = web.Response(status=302, headers={**HEADERS, "Location": self._oauth.consent_address(state)})
        seconds = int(STATE_LASTS.total_seconds())
        response.set_cookie(
            self._cookie(state), state, max_age=seconds, path="/", httponly=True, samesite="Lax", secure=self._secure
        )
        return response

    async def _end(self, request: web.Request) -> web.Response:
        response = await self._ended(request)
        cookie = self._cookie(request.query.get("state", ""))
        response.del_cookie(cookie, path="/", httponly=True, samesite="Lax", secure=self._secure)
        return response

    def _cookie(self, state: str) -> str:
        """The name of the cookie for one state: a browser may have set out in several tabs, and comes back in each."""
        return f"{self._prefix}-{sha256(state.encode()).hexdigest()[:NAME_DIGITS]}"

    async def _ended(self, request: web.Request) -> web.Response:
        if not await self._began_here(request):
            return _not_added(t("This did not begin in this browser, began too long ago, or was done already."), 400)
        if request.query.get("error") == CANCELLED:
            return _not_added(t("You did not agree, so nothing was added and nothing is kept."), 200)
        if "code" not in request.query:
            log.warning("Slack sent a browser back without a code")
            return _not_added(t("Slack did not say that you agreed."), 400)
        try:
            consent = await self._oauth.agreed(request.query["code"], self._clock())
        except ForOrganisation:
            return _not_added(t("A whole organisation cannot add it at once: choose one workspace, and then the next."), 400)
        except SlackApiError as refusal:
            log.warning("Slack refused a code", error=code(refusal))
            return _not_added(t("Slack did not take back what it gave this browser."), 400)
        except (ClientError, TimeoutError) as error:
            log.warning("Slack did not answer about a code", error=type(error).__name__)
            return _not_added(t("Slack cannot be reached just now."), 503)
        await self._workspaces.keep(consent.installation)
        await self._came_back(Place("slack", consent.installation.space, None))
        log.info("a workspace has added the app", space=consent.installation.space)
        return self._added(consent)

    async def _began_here(self, request: web.Request) -> bool:
        """Whether this browser set out from here a short while ago, and has not come back since."""
        state = request.query.get("state", "")
        kept = request.cookies.get(self._cookie(state), "")
        is_own = bool(state) and secrets.compare_digest(state.encode(), kept.encode())
        return is_own and await self._states.consume(state, self._clock())

    def _added(self, consent: Consent) -> web.Response:
        steps = (
            t("Invite it to the channel of your study group: `/invite @{name}`", name=NAME),
            t("Launch your first cohort: `{command} manage create`", command=COMMAND),
        )
        opened = h.a(".button.primary", href=self._oauth.app_address(consent))[plain(t("Open Slack"))]
        card = h.section(".card")[
            h.p[plain(t("What to do next, in Slack:"))],
            h.ol[(h.li[plain(step)] for step in steps)],
            h.div(".actions")[opened],
        ]
        return _page(t("{name} is in {workspace} now", name=NAME, workspace=consent.workspace), [card])


def _spoken(page: Page) -> Page:
    """A page in the language of whoever opens it, who learns it if the database cannot be used."""

    async def answered(request: web.Request) -> web.StreamResponse:
        with speaking(asked_language(request) or ENGLISH):
            try:
                return await page(request)
            except Unavailable:
                return _not_added(t("This cannot be kept just now. Try again in a few minutes."), 503)

    return answered


def _not_added(why: Markup, status: int) -> web.Response:
    again = h.div(".actions")[h.a(".button.primary", href=INSTALL)[plain(t("Begin again"))]]
    return _page(t("{name} was not added", name=NAME), [h.section(".card.refused")[h.p[plain(why)], again]], status)


def _page(title: Markup, parts: list[h.Element], status: int = 200) -> web.Response:
    text = document(plain(title), None, shown(parts))
    return web.Response(text=text, status=status, content_type="text/html", headers=HEADERS)
