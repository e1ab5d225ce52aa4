"""What a workspace agreed to when somebody added the bot to it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

STATE_LASTS = timedelta(minutes=10)
"""How long somebody may take to agree, from the press on the button on."""
RENEWED_BEFORE = timedelta(hours=2)
"""How long before it expires a token is renewed: Slack's are good for twelve hours, and the old one works until then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """A workspace's permission. Its tokens are left out of every text that is made of it."""

    space: str
    """The workspace's id on its platform."""
    token: str = field(repr=False)
    installed_at: datetime
    refresh_token: str = field(default="", repr=False)
    """What the next token is had for; empty if the token does not expire."""
    expires_at: datetime | None = None

    def is_to_renew(self, now: datetime) -> bool:
        """Whether its token expires soon."""
        return self.expires_at is not None and now >= self.expires_at - RENEWED_BEFORE

    def has_expired(self, now: datetime) -> bool:
        return self.expires_at is not None and now >= self.expires_at
