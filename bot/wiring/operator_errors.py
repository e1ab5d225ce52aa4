"""What operators can mend is said in one line: whatever a library raises for it becomes a MisconfiguredError."""

from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from bot.config import MisconfiguredError
from content.loader import ContentError
from storage.publishing import ChangedRevision, TakenId


@contextmanager
def asking_the_database() -> Generator[None]:
    """For the first thing that is asked of the database. Raises MisconfiguredError if it does not answer."""
    try:
        yield
    except (SQLAlchemyError, OSError, ValueError, TypeError) as error:  # a driver refuses an option with the last two
        reason = type(getattr(error, "orig", None) or error).__name__
        raise MisconfiguredError(f"DATABASE_URL: the database does not answer ({reason}); see that the server runs.") from None


@contextmanager
def loading_content() -> Generator[None]:
    """For reading packs and publishing them. Raises MisconfiguredError for content that is refused."""
    try:
        yield
    except (ContentError, ChangedRevision, TakenId) as error:
        raise MisconfiguredError(f"The content cannot be loaded:\n{error}") from None


@contextmanager
def asking_discord() -> Generator[None]:
    """For a login, and what follows at once. Raises MisconfiguredError if Discord refuses or does not answer."""
    import discord

    try:
        yield
    except discord.LoginFailure:
        raise MisconfiguredError("DISCORD_TOKEN: Discord refuses it; copy it anew from the Bot page.") from None
    except (discord.DiscordException, OSError) as error:
        reason = type(error).__name__
        raise MisconfiguredError(f"Discord does not answer ({reason}); check the network of this machine.") from None


@contextmanager
def asking_slack() -> Generator[None]:
    """For the first thing that is asked of Slack. Raises MisconfiguredError if it refuses or does not answer."""
    from slack_sdk.errors import SlackApiError

    try:
        yield
    except SlackApiError:
        raise MisconfiguredError("SLACK_BOT_TOKEN or SLACK_APP_TOKEN: Slack refuses it; copy it anew from your app.") from None
    except OSError as error:
        reason = type(error).__name__
        raise MisconfiguredError(f"Slack does not answer ({reason}); check the network of this machine.") from None
