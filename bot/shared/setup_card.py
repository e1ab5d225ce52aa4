"""The card that a Discord server gets when the bot was added to it. Its buttons are commands of other features."""

from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Note, Text
from bot.shared.moderators import hidden_commands_text
from bot.text import join, t


def setup_card() -> Card:
    """What to do next, for whoever may manage the server; it says what to do if Discord hides `/manage` from them."""
    steps = [
        t("1. </manage settings>: the time zone, a channel for what goes wrong, and the language of posts."),
        t("2. </manage create>: the first cohort. You see what will be posted before anything is."),
        t("3. Members come in with </cohort join>."),
    ]
    buttons = (
        Button(t("Settings"), Call("manage settings")),
        Button(t("Start a cohort"), Call("manage create"), "primary"),
        Button(t("Help"), Call("help")),
    )
    return Card(
        t("Cairn is here: three steps to the first cohort"),
        (
            Text(t("A cohort walks a roadmap together, week by week. Whoever administers this community can set it up:")),
            Text(join(steps)),
            Note(join([hidden_commands_text(), t("Then name the role with </manage moderators>.")], " ")),
            Buttons(buttons),
        ),
    )
