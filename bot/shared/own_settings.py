"""The settings that members choose for themselves, as options ask for them."""

from datetime import time
from typing import Annotated, Literal

from annotated_types import Ge, Le

from bot.interface.option import Option

DayEnds = Annotated[
    time | None,
    Option(
        "When your day ends, from 0:00 to 6:00.",
        label="Your day ends at",
        hint="From 0:00 to 6:00: what you do until then counts for the day before",
    ),
]
Minutes = Annotated[int | None, Option("Minutes you have each week.", label="Minutes a week", minutes=True), Ge(0), Le(6000)]
Reminders = Annotated[
    Literal["on", "off"] | None,
    Option("Direct messages that remind you.", labels={"on": "On", "off": "Off"}),
]
RemindAt = Annotated[
    time | None,
    Option(
        "The hour at which reminders come, such as 21:00; none takes it away.",
        label="Your own hour for reminders",
        clearable=True,
        hint="Left empty: two hours after a check-in's prompt",
    ),
]
Hours = Annotated[
    str | None,
    Option(
        "When reminders may come, such as 9:00-20:00.",
        label="Reminder hours",
        most=40,
        hint="From and until, such as 9:00-20:00",
    ),
]
Visible = Annotated[
    Literal["cohort", "hidden"] | None,
    Option(
        "Who sees you in lists.",
        label="Shown in lists",
        labels={"cohort": "To my cohorts", "hidden": "To nobody"},
    ),
]

Helps = Annotated[
    Literal["yes", "no"] | None,
    Option(
        "Whether you are asked if somebody is stuck in a week that you have done.",
        label="Help others who are stuck",
        labels={"yes": "Ask me", "no": "Do not ask me"},
    ),
]
Reviews = Annotated[
    Literal["yes", "no"] | None,
    Option(
        "Whether you are asked to review milestones of weeks that you have done.",
        label="Review milestones of others",
        labels={"yes": "Ask me", "no": "Do not ask me"},
    ),
]
