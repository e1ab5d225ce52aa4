"""A member's answer to a challenge, graded; or a sentence that says what an answer looks like."""

from bot.domain.challenge import Challenge
from bot.domain.code_grading import grade_python
from bot.domain.grading import Grade, Unreadable, grade
from bot.errors import Refusal
from bot.feature import Context
from bot.ports.sandbox import CodeRun
from bot.shared.challenge_card import Asked
from bot.text import Markup, t


def graded(context: Context, asked: Asked, answer: str) -> Grade:
    """The verdict. Raises Refusal if the text is no answer at all; that does not count as a try."""
    if asked.challenge.kind == "python":
        if context.found is None:
            raise Refusal(t("Functions cannot be tried here, so this challenge cannot be answered now."))
        return grade_python(asked.challenge, context.found[0])
    try:
        return grade(asked.challenge, asked.variant, answer)
    except Unreadable as unread:
        raise Refusal(_sentence(unread)) from None


def code_runs(challenge: Challenge, code: str) -> tuple[CodeRun, ...]:
    """The code that answers a challenge with every case it is tried on; none if it asks for no function."""
    if challenge.kind != "python":
        return ()
    return (CodeRun(code, challenge.function, (*challenge.tests, *challenge.hidden), challenge.limits),)


def _sentence(unread: Unreadable) -> Markup:
    match unread.reason:
        case "not a number":
            return t("That is not a number; write it such as 0.75, 75 % or 3/4.")
        case "not a choice":
            return t("That is none of the answers to choose from; press one of the buttons.")
        case "not these steps":
            return t("Write each step's number once, in the right order, such as 3 1 2.")
        case "too long":
            return t("That is too long for an answer; shorten it and send it again.")
        case _:
            return t("There is no answer in that; write one and send it again.")
