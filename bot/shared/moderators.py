"""Those who moderate a community, as cards say them."""

from collections.abc import Iterable, Sequence

from bot.domain.member import Moderator
from bot.text import Account, Markup, Role, t


def role_text(role: str) -> Markup:
    return t("holders of {role}", role=Role(role))


def person_text(moderator: Moderator) -> Markup:
    """Somebody as the platform shows them; by their name if they have no account on it."""
    return t("{whom}", whom=Account(moderator.account) if moderator.account else moderator.name)


def hidden_commands_text() -> Markup:
    """What an administrator of a Discord server does for moderators from whom Discord hides their commands."""
    return t(
        "Moderators who may not manage the server see </manage> and </content> once an administrator allows them "
        "for their role or for themselves under **Server Settings → Integrations → Cairn**."
    )


def moderator_texts(roles: Iterable[str], people: Iterable[Moderator]) -> Sequence[Markup]:
    """The roles and then the persons who moderate beside the administrators."""
    return [*map(role_text, sorted(roles)), *map(person_text, people)]
