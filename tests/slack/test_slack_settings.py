"""One workspace or many is a setting: what does not go together is said at the start, with the cure."""

import pytest
from aiohttp import ClientSession

from adapters.pace import alone
from adapters.web.app import serve, web_app
from bot.config import MisconfiguredError, Settings
from bot.wiring.core import open_core
from bot.wiring.news import news_of
from bot.wiring.operator import check, slack_manifest
from bot.wiring.platforms import Role, check_start, configured_roles
from bot.wiring.slack import encrypt_anew, way_to_slack
from storage.health import Health
from storage.installations import open_installations
from storage.releases import Library
from storage.sealing import Seal
from tests.slack.signed import SECRET
from tests.storage.test_installations import T1
from tests.web.test_app import is_hindered
from tests.world import Clock

KEY, NEXT_KEY = "k" * 32, "n" * 32
MANY = {
    "slack_client_id": "1.2",
    "slack_client_secret": "hush",
    "slack_signing_secret": SECRET,
    "public_url": "https://cairn.example",
    "secret_key": KEY,
}


def settings(**values: str) -> Settings:
    return Settings(_env_file=None, **values)  # pyright: ignore[reportCallIssue, reportArgumentType]


@pytest.mark.parametrize("missing", ["slack_client_secret", "slack_signing_secret", "public_url", "secret_key"])
def test_what_many_workspaces_need_is_named(missing: str) -> None:
    with pytest.raises(MisconfiguredError, match=f"{missing.upper()}: not set, and SLACK_CLIENT_ID needs it"):
        check_start(settings(**{**MANY, missing: ""}), [Role.WORKER])


async def test_one_workspace_and_many_exclude_each_other() -> None:
    both = settings(**MANY, slack_bot_token="xoxb-one")
    with pytest.raises(MisconfiguredError, match="or empty SLACK_CLIENT_ID"):
        check_start(both, [Role.WORKER])
    with pytest.raises(MisconfiguredError, match="or empty SLACK_CLIENT_ID"):
        async with way_to_slack(both, Health(), alone):
            pass


def test_many_workspaces_are_heard_by_the_web_part_alone() -> None:
    assert configured_roles(settings(**MANY)) == [Role.WORKER, Role.WEB]
    with pytest.raises(MisconfiguredError, match="leave out the role slack"):
        check_start(settings(**MANY), [Role.SLACK])


async def test_a_process_serves_the_pages_and_slacks_address(database: str, clock: Clock, library: Library) -> None:
    own = settings(**MANY, database_url=database, privacy_url="https://cairn.example/privacy?in=en&for=all")
    async with way_to_slack(own, Health(), alone) as slack:
        assert slack
        async with open_core(database, clock, {"slack": slack.sender}, library=library) as core:
            heard = slack.over_http(core.dispatch, news_of(core))
            assert heard
            app = web_app(hindrance=is_hindered, slack=heard.handle)
            heard.add_pages(app)
            async with serve(app, "127.0.0.1", 0) as port, ClientSession(f"http://127.0.0.1:{port}") as session:
                async with session.get("/slack/install") as page:
                    assert (page.status, "Add to Slack" in await page.text()) == (200, True)
                    assert 'href="https://cairn.example/privacy?in=en&amp;for=all"' in await page.text()
                async with session.get("/slack/install/start", allow_redirects=False) as led:
                    assert led.headers["Location"].startswith("https://slack.com/oauth/v2/authorize?client_id=1.2&")
                    cookie = led.headers["Set-Cookie"]
                    assert cookie.startswith("__Host-cairn-install-")
                    assert {"HttpOnly", "Secure", "SameSite=Lax", "Max-Age=600", "Path=/"} <= set(cookie.split("; "))
                async with session.post("/slack/events", data=b"{}") as unsigned:
                    assert unsigned.status == 401
            await heard.close()


async def test_the_check_says_where_workspaces_add_the_app_or_what_keeps_them(database: str) -> None:
    found = [str(finding) for finding in await check(settings(**MANY, database_url=database))]
    assert "✓ Workspaces add the Slack app at https://cairn.example/slack/install." in found
    wrong = [str(finding) for finding in await check(settings(**{**MANY, "secret_key": ""}, database_url=database))]
    assert any(line.startswith("✗ SECRET_KEY: not set") for line in wrong)


async def test_the_check_says_that_the_key_opens_no_token_of_workspaces(database: str) -> None:
    async with open_installations(database, Seal([KEY])) as store:
        await store.put(T1)
    own = {**MANY, "database_url": database}
    assert all(finding.fine is not False for finding in await check(settings(**own)))
    (wrong,) = [each for each in await check(settings(**{**own, "secret_key": NEXT_KEY})) if each.fine is False]
    assert "put that into SECRET_KEYS_BEFORE, and run `release`. Until then 1 of them cannot be heard" in wrong.sentence
    before = settings(**{**own, "secret_key": NEXT_KEY}, secret_keys_before=KEY)
    assert all(finding.fine is not False for finding in await check(before))


async def test_the_key_is_replaced_by_one_that_stands_before_it(database: str) -> None:
    async with open_installations(database, Seal([KEY])) as store:
        await store.put(T1)
    replaced = settings(**{**MANY, "secret_key": NEXT_KEY}, database_url=database)
    with pytest.raises(MisconfiguredError, match="put that into SECRET_KEYS_BEFORE"):
        await encrypt_anew(replaced)
    await encrypt_anew(settings(**{**MANY, "secret_key": NEXT_KEY}, secret_keys_before=f"{KEY}, x", database_url=database))
    await encrypt_anew(replaced)
    async with open_installations(database, Seal([NEXT_KEY])) as store:
        assert await store.get("T1") == T1


async def test_a_key_with_a_comma_is_refused_and_one_that_is_in_use_can_be_replaced(database: str) -> None:
    with_comma = f"{KEY},and more"
    with pytest.raises(ValueError, match="without a comma"):
        settings(**{**MANY, "secret_key": with_comma})
    async with open_installations(database, Seal([with_comma])) as store:
        await store.put(T1)
    await encrypt_anew(settings(**MANY, secret_keys_before=with_comma, database_url=database))
    async with open_installations(database, Seal([MANY["secret_key"]])) as store:
        assert await store.get("T1") == T1


def test_the_manifest_for_many_has_the_address_to_come_back_to_and_rotated_tokens() -> None:
    many = slack_manifest("oauth", "https://cairn.example")
    assert "https://cairn.example/slack/oauth_redirect" in many
    assert "token_rotation_enabled: true" in many
    assert "redirect_urls" not in slack_manifest("http", "https://cairn.example")
    with pytest.raises(MisconfiguredError, match="PUBLIC_URL"):
        slack_manifest("oauth", "")
