"""The last post of a cohort: what it did together, each one's own way to look back, and what may come next."""

from datetime import date

from bot.domain.cohort import Cohort
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Note, Text
from bot.ports.unit import Unit
from bot.shared.recap import cohort_recap
from bot.text import t

CLOSING = "closing"
"""The first part of the keys of these posts."""


def closing_name(day: date) -> str:
    """The name of the closing of a cohort that ends on a day, which is the same in each home."""
    return f"{CLOSING}/{day}"


async def closing_card(unit: Unit, cohort: Cohort) -> Card:
    """The closing of a cohort that is over."""
    keys = {"cohort": str(cohort.id)}
    look_back = Button(t("Look back"), Call("recap", keys), "primary")
    buttons = Buttons((look_back, Button(t("What next?"), Call("roadmap show")), Button(t("Other cohorts"), Call("cohort list"))))
    note = Note(
        t(
            "“Look back” shows your own weeks and days to you alone, and your certificate if you earned one. "
            "All that you did is kept."
        )
    )
    done = await cohort_recap(unit, cohort) or Text(t("Nobody was in it at the end."))
    return Card(t("{cohort} is over", cohort=cohort.name), (done, note, buttons))


def more_time_card(cohort: Cohort) -> Card:
    """What the closing says once the cohort goes on. It names no day, for that may change once more."""
    sentence = t("It was over, and then got more time. The plan shows when it ends.")
    plan = Button(t("See the plan"), Call("cohort info", {"cohort": str(cohort.id)}))
    return Card(t("{cohort} got more time", cohort=cohort.name), (Text(sentence), Buttons((plan,))))
