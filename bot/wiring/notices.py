"""The notice of privacy and the terms that an operator publishes: templates with blanks, which settings and answers fill."""

import re
from collections.abc import Mapping

from bot.config import MisconfiguredError, Settings
from bot.setting_values import PROJECT

TEMPLATES = PROJECT / "docs" / "templates"
NAMES = ("PRIVACY.md", "TERMS.md")
QUESTIONS = {
    "bot": "What is your bot called there?",
    "operator": "Who runs it: your name, or that of an association or company?",
    "address": "At which postal address?",
    "contact": "To which e-mail address do people write?",
    "date": "From which day on do the texts hold?",
    "legal_basis": "On which law do you hold the data, such as article 6(1)(b) of the GDPR?",
    "hosting": "Who hosts the machine and the database?",
    "country": "In which country does the machine stand, and which law holds?",
    "log_days": "After how many days do you delete the log?",
    "backup_days": "After how many days do you delete a backup?",
    "authority": "Which authority takes complaints about privacy?",
    "price": "What does it cost?",
    "notice_days": "How many days before do you announce a change or the end?",
    "privacy_address": "At which address will the notice of privacy stand?",
}
"""What is asked for each blank that no setting fills."""
USUAL = {"bot": "Cairn", "price": "nothing"}
"""What most answer."""
_DAYS = ("keep_after_leaving_days", "keep_after_removal_days")
"""The settings that the texts tell."""
_BLANK = re.compile(r"{(\w+)}")


def filled(settings: Settings, answers: Mapping[str, str]) -> Mapping[str, str]:
    """The texts by the names of their files, of an answer to each question. Raises MisconfiguredError if there are no templates,
    as in a package that was installed."""
    days = {name: str(value) for name, value in settings if name in _DAYS}
    try:
        templates = {name: (TEMPLATES / name).read_text(encoding="utf-8") for name in NAMES}
    except FileNotFoundError:
        raise MisconfiguredError(f"There are no templates in {TEMPLATES}: type this in the folder of the clone.") from None
    return {name: _BLANK.sub(lambda blank: {**days, **answers}[blank[1]], text) for name, text in templates.items()}
