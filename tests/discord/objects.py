"""Discord's objects as it sends them: its application, a server, members, interactions, messages, commands."""

from collections.abc import Iterable
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

WRITES = str(1 << 10 | 1 << 11 | 1 << 14 | 1 << 16 | 1 << 35 | 1 << 38)
"""View Channel, Send Messages, Embed Links, Read Message History, Create Public Threads, Send Messages in Threads."""
VOICE, CATEGORY, ANNOUNCEMENT, STAGE, FORUM = 2, 4, 5, 13, 15
WITHOUT_MESSAGES = (CATEGORY, FORUM)
REQUIRE_TAG = 1 << 4
"""A flag of forums."""
LONG_AGO = "2020-01-01T00:00:00+00:00"
BOT = {"id": "1000", "username": "cairn", "discriminator": "0000", "avatar": None, "global_name": None, "bot": True}
OWN_MEMBER = {"user": BOT, "roles": [], "joined_at": LONG_AGO, "deaf": False, "mute": False, "flags": 0}
GUILD, CHANNEL, MEMBER = "2000", "3000", "4000"
PERSON = {"id": MEMBER, "username": "ann", "discriminator": "0", "avatar": None, "global_name": "Ann"}
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC_KEY = KEY.public_key().public_bytes_raw().hex()


def application() -> dict[str, Any]:
    return {"id": "1000", "name": "Cairn", "description": "", "icon": None, "verify_key": PUBLIC_KEY, "flags": 0,
            "bot_public": True, "bot_require_code_grant": False, "owner": PERSON, "summary": ""}  # fmt: skip


def ready(servers: Iterable[str]) -> dict[str, Any]:
    named = [{"id": server, "unavailable": True} for server in servers]
    return {"v": 10, "user": BOT, "guilds": named, "session_id": "s", "resume_gateway_url": "",
            "application": {"id": "1000", "flags": 0}}  # fmt: skip


def channel(id: str, type: int = 0, *, require_tag: bool = False, tags: dict[str, bool] | None = None) -> dict[str, Any]:
    """A channel; of a forum, `tags` says of each whether moderators alone may set it."""
    forum = [{"id": tag, "name": tag, "moderated": moderated, "emoji_id": None, "emoji_name": None}
             for tag, moderated in (tags or {}).items()]  # fmt: skip
    return {"id": id, "guild_id": GUILD, "type": type, "name": "general", "position": 0, "permission_overwrites": [],
            "parent_id": None, "nsfw": False, "flags": REQUIRE_TAG * require_tag, "available_tags": forum}  # fmt: skip


def thread(
    id: str, parent: str, *, owner: str = BOT["id"], locked: bool = False, archived: bool = False, **given: Any
) -> dict[str, Any]:
    state = {"archived": archived, "locked": locked, "auto_archive_duration": 10080, "archive_timestamp": LONG_AGO}
    return {"id": id, "guild_id": GUILD, "type": 11, "parent_id": parent, "owner_id": owner, "name": "", "flags": 0,
            "message_count": 0, "member_count": 1, "total_message_sent": 0, "thread_metadata": state, **given}  # fmt: skip


def guild(id: str) -> dict[str, Any]:
    everyone = {"id": id, "name": "@everyone", "permissions": WRITES, "position": 0, "color": 0, "hoist": False, "managed": False,
                "mentionable": False}  # fmt: skip
    channel = {"id": CHANNEL, "type": 0, "name": "general", "position": 0, "permission_overwrites": []}
    return {"id": id, "name": "Study", "roles": [everyone], "channels": [channel], "threads": [], "members": [OWN_MEMBER],
            "emojis": [], "features": [], "owner_id": MEMBER, "member_count": 2}  # fmt: skip


def interaction(id: str) -> dict[str, Any]:
    member = {"user": PERSON, "roles": [], "permissions": "0", "joined_at": "2026-01-01T00:00:00+00:00", "deaf": False,
              "mute": False, "flags": 0}  # fmt: skip
    return {"id": id, "application_id": "1000", "token": "a-token-of-an-interaction", "version": 1, "guild_id": GUILD,
            "channel": {"id": CHANNEL, "type": 0}, "member": member, "locale": "en-US", "guild_locale": "en-US",
            "entitlements": [], "context": 0, "attachment_size_limit": 0, "authorizing_integration_owners": {},
            "app_permissions": "0"}  # fmt: skip


def new_message(id: str, channel: str, body: dict[str, Any]) -> dict[str, Any]:
    return {"id": id, "channel_id": channel, "author": BOT, "content": "", "timestamp": "2026-01-05T17:00:00+00:00",
            "edited_timestamp": None, "tts": False, "mention_everyone": False, "mentions": [], "mention_roles": [],
            "attachments": [], "embeds": [], "pinned": False, "type": 0, "nonce": None, "components": [], **body}  # fmt: skip


def untranslated(value: Any) -> Any:
    """A value without its translations."""
    if isinstance(value, list):
        return [untranslated(item) for item in value]
    if isinstance(value, dict):
        return {name: untranslated(item) for name, item in value.items() if not name.endswith("_localizations")}
    return value


def kept_command(command: dict[str, Any]) -> dict[str, Any]:
    permissions = command.get("default_member_permissions")
    added = {"id": "7000", "application_id": "1000", "version": "1", "nsfw": False, "dm_permission": True}
    none = {"name_localizations": None, "description_localizations": None}
    return {**none, **command, **added, "default_member_permissions": None if permissions is None else str(permissions)}
