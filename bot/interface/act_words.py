"""The words of buttons, which people type as well: alone they are no text."""

from bot.text import Markup, plain, t


def is_button(text: str) -> bool:
    """Whether a text is the one word of a button, in the reader's language."""
    return text.casefold() in {plain(label).casefold() for label in _labels()}


def _labels() -> tuple[Markup, ...]:
    return (
        t("Answer"),
        t("Back"),
        t("Broken"),
        t("Challenge"),
        t("Challenges"),
        t("Decline"),
        t("Details"),
        t("Discard"),
        t("Done"),
        t("Edit"),
        t("Help"),
        t("Hint"),
        t("Join"),
        t("Launch"),
        t("Leave"),
        t("Milestone"),
        t("Moderators"),
        t("More"),
        t("Note"),
        t("Nudge"),
        t("Open"),
        t("Posts"),
        t("Practise"),
        t("Preview"),
        t("Progress"),
        t("Publish"),
        t("Questions"),
        t("Reminders"),
        t("Repair"),
        t("Report"),
        t("Retire"),
        t("Review"),
        t("Save"),
        t("Send"),
        t("Settings"),
        t("Share"),
        t("Show"),
        t("Skip"),
        t("Start"),
        t("Starter"),
        t("Today"),
        t("Undo"),
        t("Upgrade"),
    )
