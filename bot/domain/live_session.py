"""Live sessions of cohorts: when members meet, and where."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self
from urllib.parse import parse_qsl, urlencode

from bot.domain.field_texts import text_forms

REMIND_BEFORE = timedelta(minutes=5)
FARTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveSession:
    id: int
    cohort: int
    title: str
    link: str
    starts_at: datetime
    minutes: int = 60
    cancelled: bool = False
    version: int = 0
    """How often it was changed."""
    before: str = ""
    """What the last change changed, as `terms` writes it; empty if nothing was."""

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    def is_to_come(self, now: datetime) -> bool:
        """Whether it takes place and is not over."""
        return not self.cancelled and now < self.ends_at

    def is_soon(self, now: datetime) -> bool:
        """Whether the hour at which everybody is reminded of it is over."""
        return self.starts_at - REMIND_BEFORE <= now

    def changed(self, after: Self) -> Self:
        """The session with the terms of another, and what they were."""
        return replace(after, version=self.version + 1, before=self.terms)

    def undone(self) -> Self:
        """The session as it was before the last change; cancelled if there was none."""
        texts = dict(parse_qsl(self.before, keep_blank_values=True))
        terms = {name: _FORMS[name].read(text) for name, text in texts.items()} or {"cancelled": True}
        return self.changed(replace(self, **terms))

    @property
    def terms(self) -> str:
        """All that a moderator decides, as a text to keep."""
        return urlencode({name: form.written(getattr(self, name)) for name, form in _FORMS.items()})


_KEPT = ("title", "link", "starts_at", "minutes", "cancelled")
_FORMS = {name: form for name, form in text_forms(LiveSession).items() if name in _KEPT}
