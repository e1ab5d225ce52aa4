"""What operators and Slack reach over HTTP."""

from aiohttp import ClientSession, web

from adapters.web.app import Handler, calendar_route, serve, web_app


async def is_hindered() -> str:
    return "as the test wants"


async def answer_of(path: str, *, ready: bool = True, slack: Handler | None = None, method: str = "GET") -> tuple[int, str]:
    async def hindrance() -> str:
        return "" if ready else await is_hindered()

    async with (
        serve(web_app(hindrance=hindrance, slack=slack), "127.0.0.1", 0) as port,
        ClientSession() as session,
        session.request(method, f"http://127.0.0.1:{port}{path}") as response,
    ):
        return response.status, await response.text()


async def test_it_is_healthy_while_it_runs_ready_or_not():
    assert await answer_of("/healthz", ready=False) == (200, "ok")


async def test_it_is_ready_only_when_the_parts_are():
    assert await answer_of("/readyz", ready=True) == (200, "ok")
    assert await answer_of("/readyz", ready=False) == (503, "not ready: as the test wants")


async def test_the_numbers_of_the_process_stand_beside_no_pages():
    assert (await answer_of("/metrics"))[0] == 404


async def test_slack_events_go_to_the_slack_handler():
    async def handler(_: web.Request) -> web.Response:
        return web.Response(text="for Slack")

    assert await answer_of("/slack/events", slack=handler, method="POST") == (200, "for Slack")


async def test_a_calendar_is_given_to_whoever_has_its_address_and_kept_by_nothing_between():
    async def calendar(token: str) -> bytes | None:
        return b"BEGIN:VCALENDAR" if token == "right" else None

    app = web_app(hindrance=is_hindered, slack=None)
    app.router.add_get("/calendars/{token}.ics", calendar_route(calendar))
    async with serve(app, "127.0.0.1", 0) as port, ClientSession(f"http://127.0.0.1:{port}") as session:
        async with session.get("/calendars/right.ics") as found:
            assert (found.status, found.content_type, await found.text()) == (200, "text/calendar", "BEGIN:VCALENDAR")
            assert found.headers["Cache-Control"] == "private, no-store"
        async with session.get("/calendars/wrong.ics") as refused:
            assert (refused.status, "no calendar here" in await refused.text()) == (404, True)


async def test_without_slack_there_is_no_slack_endpoint():
    assert (await answer_of("/slack/events", method="POST"))[0] == 404
