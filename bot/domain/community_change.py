"""The settings of a community as texts to keep, and back."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.field_texts import text_forms
from bot.domain.member import Community

SETTINGS = ("zone", "log_channel", "locale", "digest", "check_links", "public_token")
"""Who moderates is named and taken back one by one."""

_FORMS = {name: form for name, form in text_forms(Community).items() if name in SETTINGS}


def as_texts(community: Community) -> dict[str, str]:
    return {name: form.written(getattr(community, name)) for name, form in _FORMS.items()}


def with_texts(community: Community, texts: Mapping[str, str]) -> Community:
    """The community with what some kept texts say."""
    return replace(community, **{name: _FORMS[name].read(text) for name, text in texts.items()})
