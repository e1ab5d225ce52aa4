"""The whole vocabulary of failure: what a handler may raise, and what a sender may raise."""

from bot.text import Markup


class Refusal(Exception):
    """The call cannot be done as it stands; `message` is one plain sentence that says what to do. Nothing is changed."""

    def __init__(self, message: Markup) -> None:
        super().__init__(str(message))
        self.message = message


class RetryLater(Exception):
    """The platform asks for patience: nothing was sent, try again after `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"retry in {seconds:g} s")
        self.seconds = seconds


class Undeliverable(Exception):
    """The post cannot arrive as it stands (no permission, no channel, closed direct messages); `reason` is for moderators."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Unreachable(Undeliverable):
    """A direct message cannot arrive because of whom it is for: they take none, or they have left."""


class Gone(Exception):
    """The message to edit was deleted by somebody: it is left alone."""
