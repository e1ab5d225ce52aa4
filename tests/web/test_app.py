"""What operators and Slack reach over HTTP."""

from aiohttp import ClientSession, web

from adapters.web.app import Handler, serve, web_app


async def answer_of(path: str, *, ready: bool = True, slack: Handler | None = None, method: str = "GET") -> tuple[int, str]:
    async def is_ready() -> bool:
        return ready

    async with (
        serve(web_app(ready=is_ready, slack=slack), "127.0.0.1", 0) as port,
        ClientSession() as session,
        session.request(method, f"http://127.0.0.1:{port}{path}") as response,
    ):
        return response.status, await response.text()


async def test_it_is_healthy_while_it_runs_ready_or_not():
    assert await answer_of("/healthz", ready=False) == (200, "ok")


async def test_it_is_ready_only_when_the_parts_are():
    assert (await answer_of("/readyz", ready=True))[0] == 200
    assert (await answer_of("/readyz", ready=False))[0] == 503


async def test_metrics_are_prometheus_text():
    status, text = await answer_of("/metrics")
    assert status == 200
    assert "# HELP python_info" in text


async def test_slack_events_go_to_the_slack_handler():
    async def handler(_: web.Request) -> web.Response:
        return web.Response(text="for Slack")

    assert await answer_of("/slack/events", slack=handler, method="POST") == (200, "for Slack")


async def test_without_slack_there_is_no_slack_endpoint():
    assert (await answer_of("/slack/events", method="POST"))[0] == 404
