"""A card and a form that the stub of the core answers with."""

from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Form
from bot.interface.inputs import ChannelInput, Choice, ChoiceInput, TextInput
from bot.text import t

PRESSED = Card(t("Cohort"), (Buttons((Button(t("Join"), Call("cohort join", {"cohort": "12"})),)),))
FORM = Form(
    t("Check in"),
    Call("checkin", {"cohort": "12"}),
    (
        TextInput("did", t("What did you do?")),
        ChoiceInput("cohort_name", t("Cohort"), (Choice(t("ML"), "ml-jan"),), more=True, suggests="cohort join"),
        ChannelInput("channel", t("Channel"), required=False),
    ),
    t("Send"),
)
